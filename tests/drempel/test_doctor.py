"""The doctor: every illness has a remedy. Machines are made ill with settings and paths, not with mocks."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from crawler.browser.discover import find_browser
from drempel import doctor as module
from drempel.doctor import Row, browser_version, doctor
from drempel.errors import SetupError
from drempel.settings import Settings, load
from storage import revision


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (*module.PROXY_VARIABLES, *module.CERTIFICATE_VARIABLES):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def say(msgid: str, **params: object) -> str:
    return msgid.format(**params)


def settings(**tables: dict[str, object]) -> Settings:
    return load(None, tables)


def program(folder: Path, name: str, script: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def examine(found: Settings) -> dict[str, Row]:
    rows = doctor(found, say)
    assert all(row.advice for row in rows if row.ok is not True), "an illness without a remedy"
    return {row.label: row for row in rows}


@pytest.fixture
def browser(folder: Path) -> str:
    """Return a program that does what the doctor asks of a browser, in no time."""
    return program(
        folder, "browser", 'case "$*" in *--version) echo "Browser 1";; *) echo "<title>drempel";; esac'
    )


no_windows = pytest.mark.skipif(sys.platform == "win32", reason="a shell script plays the browser")


@no_windows
def test_a_healthy_machine(browser: str) -> None:
    rows = examine(settings(browser={"path": browser}, crawler={"user_agent_contact": "a@b.example"}))
    for label in (
        "Python",
        "Installation",
        "Browser",
        "Playwright",
        "axe-core",
        "Database",
        "Folder for reports",
        "Contact",
    ):
        assert rows[label].ok is True, rows[label]
    assert rows["Browser"].detail == f"Browser 1 ({browser})"


@no_windows
def test_nothing_is_changed_by_looking(browser: str, folder: Path) -> None:
    before = sorted(folder.iterdir())
    examine(settings(browser={"path": browser}))
    assert sorted(folder.iterdir()) == before


@no_windows
@pytest.mark.parametrize("script", ["exit 1", "echo something else", "exit 0"])
def test_a_browser_that_does_not_start(script: str, folder: Path) -> None:
    ill = program(folder, "ill", script)
    assert browser_version(ill) == ""
    assert examine(settings(browser={"path": ill}))["Browser"].ok is False


@no_windows
def test_a_browser_that_hangs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_TIMEOUT_S", 0.2)
    assert browser_version(program(folder, "slow", "exec tail -f /dev/null")) == ""


def test_a_browser_and_axe_that_are_not_there() -> None:
    rows = examine(settings(browser={"path": "/no/browser", "axe_path": "/no/axe.js"}))
    assert rows["Browser"].ok is False
    assert "[browser] path" in rows["Browser"].detail + rows["Browser"].advice
    assert rows["axe-core"].ok is False


def test_what_only_selenium_needs_is_a_note_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "chromedriver" else which(name))
    assert doctor_row(settings()).ok is None
    assert doctor_row(settings(browser={"backend": "selenium"})).ok is False
    grid = settings(browser={"backend": "selenium", "selenium_url": "https://u:pw@grid.example/"})
    assert doctor_row(grid).ok is True
    assert "pw" not in doctor_row(grid).detail


def doctor_row(found: Settings) -> Row:
    return module._Examination(found, say, str).selenium()


def test_databases(folder: Path) -> None:
    def database(url: str) -> Row:
        row = module._Examination(settings(storage={"url": url}), say, str).database()
        assert row.ok or row.advice
        return row

    assert database("sqlite:///new.db").ok is True
    (folder / "empty.db").touch()
    assert database("sqlite:///empty.db").ok is True
    revision.upgrade("sqlite:///good.db")
    assert database("sqlite:///good.db").ok is True
    (folder / "text.db").write_text("this is no database at all, but long enough to be read as one" * 20)
    assert database("sqlite:///text.db").ok is False
    unreachable = database("postgresql+psycopg://u:secret@127.0.0.1:1/x")
    assert unreachable.ok is False
    assert "secret" not in unreachable.detail + unreachable.advice


def test_a_folder_for_reports_that_is_a_file(folder: Path) -> None:
    (folder / "file").touch()
    assert (
        module._Examination(settings(report={"folder": "file/under"}), say, str).report_folder().ok is False
    )


@no_windows
def test_proxies_and_certificates_are_told(browser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy.example:3128")
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such.pem")
    rows = examine(settings(browser={"path": browser}))
    assert rows["Proxy"].ok is None
    assert "secret" not in rows["Proxy"].detail
    assert rows["Certificates"].ok is False


def test_a_browser_of_another_kind_is_refused_with_the_reason(folder: Path) -> None:
    other = program(folder, "firefox-esr", "sleep 60")
    (folder / "browser").symlink_to(other)
    for path in (other, str(folder / "browser")):
        with pytest.raises(SetupError, match="no Chromium, Chrome or Edge"):
            find_browser(path)
    chromium = program(folder, "chromium", "true")
    assert find_browser(chromium) == chromium


def test_a_typeface_for_paper_is_told_and_so_is_what_to_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = (row for row in doctor(settings(), say) if row.label == "Typeface for PDF")
    assert found.ok
    assert Path(found.detail).exists()
    monkeypatch.setattr(module, "font_files", lambda: None)
    (none,) = (row for row in doctor(settings(), say) if row.label == "Typeface for PDF")
    assert none.ok is None
    assert "apt-get install" in none.advice
