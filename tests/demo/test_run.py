"""`make demo`: the whole thread, on the example town."""

import json
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo import run as demo
from drempel.cli.words import use_language
from drempel.settings import load
from storage import Store, revision


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DREMPEL_")]:
        monkeypatch.delenv(name)
    use_language("nl")
    return tmp_path


@pytest.fixture
def port(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Give the town a free port: its own may be in use by somebody who looks at the demo."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    text = demo.CONFIG.read_text("utf-8")
    own = urlsplit(load(demo.CONFIG).entities()[0].sites[0].id).port
    (folder / "demo.toml").write_text(text.replace(f":{own}/", f":{free}/"), "utf-8")
    monkeypatch.setattr(demo, "CONFIG", folder / "demo.toml")
    return free


def test_a_port_that_is_taken_is_told(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert demo.main([]) == 2
    err = capsys.readouterr().err
    assert f"Poort {port} is niet vrij" in err
    assert "config.toml" in err


def test_the_database_of_an_older_demo_is_brought_up_to_date(port: int) -> None:
    demo.FOLDER.mkdir(parents=True)
    url = f"sqlite:///{(demo.FOLDER / 'demo.db').as_posix()}"
    revision.upgrade(url, "0003")
    with socket.socket() as taken:
        # The town needs its port, so that this demo ends before it scans.
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert demo.main([]) == 2
    with Store.open(url, create=False) as store:
        assert store.scans() == []


def test_a_real_address_is_scanned_as_any_other(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["ftp://a.example/"]) == 2
    assert "geen webadres" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.browser
def test_two_demos_give_two_reports_and_a_trend(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main([]) == 0
    first = capsys.readouterr()
    assert "editie 1" in first.err
    assert demo.main([]) == 0
    second = capsys.readouterr()
    assert "editie 2" in second.err
    for done in (first, second):
        summary, _, report = done.out.rpartition("Rapport: ")
        assert 5 <= len(summary.splitlines()) <= 12
        assert Path(report.strip()).is_file()
    assert "Sinds de scan van" in second.out
    data = json.loads(
        Path(second.out.rpartition("Rapport: ")[2].strip()).with_name("rapport.json").read_text("utf-8")
    )
    assert data
