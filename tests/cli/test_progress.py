"""What is shown while a scan runs, with a clock of our own."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from drempel.cli import progress as module
from drempel.cli.progress import InLines, OnTerminal, Silent, facts, progress
from drempel.cli.words import use_language
from drempel.pipeline import ProgressState

STATE = ProgressState(
    "https://a.example/", done=1200, queued=34, pages_per_minute=58.4, problems=1, unjudged=0
)


@pytest.fixture(autouse=True)
def dutch() -> None:
    use_language("nl")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_facts_in_words() -> None:
    assert facts(STATE) == "1.200 pagina’s klaar, 34 in de wachtrij, 58 per minuut, 1 probleem"
    assert facts(replace(STATE, done=1, problems=2, unjudged=3)) == (
        "1 pagina klaar, 34 in de wachtrij, 58 per minuut, 2 problemen, 3 niet beoordeeld"
    )


def test_lines_come_at_start_and_end_and_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = InLines(clock)
    lines.started("https://a.example/")
    for clock.now in (101, 105, 109.9, 110, 111, 119, 121):
        lines.update(replace(STATE, done=int(clock.now)))
    lines.note("robots.txt\x1b[2J")
    lines.finished(STATE)
    lines.close()
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "https://a.example/: begint.\n"
        "https://a.example/: 110 pagina’s klaar, 34 in de wachtrij, 58 per minuut, 1 probleem\n"
        "https://a.example/: 121 pagina’s klaar, 34 in de wachtrij, 58 per minuut, 1 probleem\n"
        "robots.txt␛[2J\n"
        "https://a.example/: 1.200 pagina’s klaar, 34 in de wachtrij, 58 per minuut, 1 probleem. Klaar.\n"
    )


def test_silence(capsys: pytest.CaptureFixture[str]) -> None:
    silent = Silent()
    silent.started("x")
    silent.update(STATE)
    silent.note("x")
    silent.finished(STATE)
    silent.close()
    assert capsys.readouterr() == ("", "")


def test_a_bar_on_a_terminal() -> None:
    screen = io.StringIO()
    bar = OnTerminal(Console(file=screen, force_terminal=True, width=140))
    bar.started("https://a.example/")
    bar.update(STATE)
    bar.note("[red]robots.txt[/red]\x1b]0;x\x07")
    bar.finished(STATE)
    bar.close()
    bar.close()
    shown = screen.getvalue()
    assert "1.200 pagina’s klaar" in shown
    assert "[red]robots.txt[/red]␛]0;x␇" in shown
    assert shown.endswith("\x1b[?25h")  # the cursor is visible again


def test_which_way_suits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert isinstance(progress(quiet=True), Silent)
    assert isinstance(progress(quiet=False), InLines)
    monkeypatch.setattr(module.sys, "stderr", Screen())
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(progress(quiet=False), OnTerminal)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(progress(quiet=False), InLines)
