"""The small commands: report, checks, explain, config show, db upgrade, doctor."""

import json
import tomllib
from pathlib import Path

import pytest

import drempel.doctor
from drempel import app
from drempel.doctor import Row
from drempel.errors import UnknownName
from drempel.settings import load
from tests.cli.conftest import FakeApp, Run

# report


def test_report_writes_what_is_stored_and_says_where(run: Run, fake: FakeApp) -> None:
    done = run("report", "--entity", "stad", "--scan", "01J", "--format", "html", "--output", "uit")
    assert (done.code, done.out) == (0, "Rapport: rapport/index.html\n")
    assert (fake.call["entity"], fake.call["scan"]) == ("stad", "01J")
    assert fake.call["formats"] == ("html",)
    assert fake.call["folder"] == Path("uit")


def test_report_prints_only_the_path_when_quiet(run: Run, fake: FakeApp) -> None:
    assert run("report", "--quiet").out == "rapport/index.html\n"


def test_report_of_a_scan_that_does_not_exist(run: Run, fake: FakeApp) -> None:
    fake.error = UnknownName("There is no scan 01J. `drempel scan` makes one.")
    done = run("report", "--scan", "01J")
    assert (done.code, done.out) == (2, "")
    assert "01J" in done.err


def test_report_in_a_format_that_does_not_exist(run: Run, fake: FakeApp) -> None:
    assert "Kies uit: " in run("report", "--format", "xyzzy").err
    assert fake.calls == []


# checks


def test_checks_lists_all_with_their_requirements(run: Run, fake: FakeApp) -> None:
    assert run("checks").out == (
        "alt-text-is-filename  De alt-tekst is een bestandsnaam (1.1.1)\n"
        "axe:image-alt         Een afbeelding heeft geen tekst voor wie ze niet ziet (1.1.1)\n"
        "axe:region            Content lies outside landmarks (goede praktijk)\n"
        "\n"
        "1 controle van Drempel en 2 regels van axe-core. Meer over één controle: drempel explain ID\n"
    )


def test_checks_marks_what_is_switched_off(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "config.toml").write_text('[checks]\ndisable = ["axe:region"]\n')
    assert "(goede praktijk)  [uitgeschakeld]\n" in run("checks", "--quiet").out


def test_checks_as_json(run: Run, fake: FakeApp) -> None:
    first, second, _ = json.loads(run("checks", "--format", "json").out)
    assert first["id"] == "alt-text-is-filename"
    assert first["impact"] == "serious"
    assert second["impact"] is None
    assert first["title"] == "De alt-tekst is een bestandsnaam"


# explain


def test_explain_shows_the_page_of_a_check(run: Run, fake: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {("alt-text-is-filename", "nl"): "# Titel\n\nUitleg\n"}
    monkeypatch.setattr(app, "documentation", lambda *asked: pages.get(asked))
    assert run("explain", "alt-text-is-filename").out == "# Titel\n\nUitleg\n"
    # English has no page yet, so the Dutch one is shown.
    assert run("explain", "alt-text-is-filename", "--language", "en").out == "# Titel\n\nUitleg\n"


def test_explain_as_a_page_of_its_own(run: Run, fake: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        app, "documentation", lambda _check, language: "# T <b>" if language == "nl" else None
    )
    out = run("explain", "axe:region", "--format", "html", "--language", "en").out
    assert out.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in out
    assert '<div class="sheet explanation" lang="nl">\n<h1>T &lt;b&gt;</h1>' in out


@pytest.mark.parametrize("asked", ["axe:image-alt", "image-alt"])
def test_explain_tells_what_is_known_of_an_axe_rule(asked: str, run: Run, fake: FakeApp) -> None:
    assert run("explain", asked).out == (
        "# Een afbeelding heeft geen tekst voor wie ze niet ziet\n\n`axe:image-alt`\n\n## Voor wie\n\n"
        "- Wie blind is, heeft niets aan een foto, pictogram of grafiek zonder tekst die zegt wat erop "
        "staat.\n\n"
        "## Herstel\n\nGive the image an alt text.\n\n## Eisen\n\n"
        "- 1.1.1 Niet-tekstuele content (WCAG 2.0, A, EN 301 549 9.1.1.1)\n"
    )


def test_explain_good_practice(run: Run, fake: FakeApp) -> None:
    out = run("explain", "axe:region").out
    assert "- Mensen die blind zijn of een schermlezer gebruiken" in out
    assert "Goede praktijk: geen succescriterium" in out


def test_explain_what_does_not_exist(run: Run, fake: FakeApp) -> None:
    done = run("explain", "alt-text-is-filenam")
    assert done.code == 2
    assert "Bedoelt u alt-text-is-filename?" in done.err


# config show


def test_config_show_is_a_whole_settings_file_with_origins(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mijn.toml").write_text(
        '[crawler]\ndelay_s = 2\n[[entity]]\nid = "a"\nname = "A \\"B\\""\n'
        '[[entity.site]]\nstart = ["https://a.example/"]\nallow_private = true\n'
    )
    monkeypatch.setenv("DREMPEL_CRAWLER__MAX_PAGES", "7")
    out = run("config", "show", "--config", "mijn.toml").out
    assert "delay_s = 2.0  # mijn.toml\n" in out
    assert "max_pages = 7  # DREMPEL_CRAWLER__MAX_PAGES\n" in out
    assert "obey_robots = true  # standaard\n" in out
    assert "# max_depth =  # geen grens, standaard\n" in out
    (folder / "terug.toml").write_text(out)
    monkeypatch.delenv("DREMPEL_CRAWLER__MAX_PAGES")
    assert load(Path("terug.toml")).crawler.max_pages == 7
    assert load(Path("terug.toml")).entities() == load(Path("mijn.toml")).entities()


def test_config_show_hides_passwords(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DREMPEL_STORAGE__URL", "postgresql+psycopg://u:geheim@db.example/d")
    for arguments in (["config", "show"], ["config", "show", "--format", "json"]):
        out = run(*arguments).out
        assert "geheim" not in out
        assert "u:…@db.example" in out


def test_config_show_as_json(run: Run) -> None:
    rows = {row["setting"]: row for row in json.loads(run("config", "show", "--format", "json").out)}
    assert tomllib.loads(f"v = {rows['crawler.delay_s']['toml']}") == {"v": 1.0}
    assert rows["crawler.delay_s"]["origin"] is None


# db upgrade


def test_db_upgrade_makes_a_database_and_then_leaves_it(run: Run, folder: Path) -> None:
    first = run("db", "upgrade", "--db", "sqlite:///x.db")
    assert first.code == 0
    assert "De database heeft nu de vorm" in first.out
    assert (folder / "x.db").exists()
    assert "De database is in orde" in run("db", "upgrade", "--db", "sqlite:///x.db").out
    assert run("db", "upgrade", "--db", "sqlite:///x.db", "--quiet").out == ""


def test_db_upgrade_where_nothing_can_be_written(run: Run) -> None:
    done = run("db", "upgrade", "--db", "sqlite:///weg/x.db")
    assert done.code == 2
    assert "weg" in done.err


def test_db_prune_needs_a_database_and_says_what_went(run: Run, folder: Path) -> None:
    assert run("db", "prune", "--db", "sqlite:///x.db").code == 2
    run("db", "upgrade", "--db", "sqlite:///x.db")
    assert run("db", "prune", "--db", "sqlite:///x.db").out == "0 stukken weggegooid\n"


# doctor

ROWS = [
    Row("Python", True, "3.11"),
    Row("Browser", False, "geen gevonden", "Installeer er een.\nOf wijs hem aan."),
    Row("Contact", None, "leeg", "Vul in."),
]


def test_doctor_in_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drempel.doctor, "doctor", lambda *_: ROWS)
    done = run("doctor")
    assert done.code == 2
    assert done.out == (
        "goed    Python: 3.11\n"
        "FOUT    Browser: geen gevonden\n"
        "        → Installeer er een.\n"
        "        → Of wijs hem aan.\n"
        "let op  Contact: leeg\n"
        "        → Vul in.\n"
    )
    assert "Python" not in run("doctor", "--quiet").out


def test_doctor_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drempel.doctor, "doctor", lambda *_: ROWS[:1])
    done = run("doctor", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out) == [{"what": "Python", "ok": True, "detail": "3.11", "advice": ""}]
