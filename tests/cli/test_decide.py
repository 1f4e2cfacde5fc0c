"""`drempel waive`, `confirm`, `false-alarm`, `checks --reliability`: with a real database, in Dutch."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from drempel import app, deciding
from drempel.model.issue import Issue
from drempel.model.scan import Scan
from drempel.settings import load
from storage import Store
from tests.cli.conftest import Run
from tests.storage.samples import HOME, finding, ok, scanned

SOON = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - a day on a calendar
REASONS = ("--reason", "Nieuwe site in mei", "--basis", "onevenredige last", "--owner", "webteam")
WAIVER = (*REASONS, "--until", SOON, "--by", "an")


@pytest.fixture
def database(folder: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{folder / 'drempel.db'}") as store:
        yield store


@pytest.fixture
def found(database: Store) -> Scan:
    return scanned(database, ok("a", finding("a"), finding("b")))


def issues(store: Store, scan: Scan) -> list[Issue]:
    return list(app.source_of(store, scan, load()).issues())


def test_a_waiver_is_kept_with_who_when_and_why(database: Store, found: Scan, run: Run) -> None:
    one, other = issues(database, found)
    done = run("waive", one.id, *WAIVER)
    assert done.code == 0
    assert done.out.startswith(f"Probleem {one.id} (")
    assert "heeft een ontheffing tot en met" in done.out
    waived, untouched = issues(database, found)
    assert waived.decided is not None
    assert waived.is_set_aside
    assert waived.outcome is one.outcome, "a waiver never changes the outcome"
    kept = waived.decided.waiver
    assert kept is not None
    assert (kept.reason, kept.basis, kept.owner, kept.by, kept.until) == (
        "Nieuwe site in mei",
        "onevenredige last",
        "webteam",
        "an",
        date.fromisoformat(SOON),
    )
    assert untouched == other


def test_what_has_a_waiver_or_is_a_false_alarm_does_not_count(database: Store, found: Scan, run: Run) -> None:
    one, other = issues(database, found)
    source = app.source_of(database, found, load())
    assert app._worst(source)[1] == 2
    run("waive", one.id, *WAIVER)
    assert app._worst(source)[1] == 1
    run("false-alarm", other.id, "--reason", "versiering")
    assert app._worst(source) == (None, 0, 0)
    run("waive", one.id, "--end", "--reason", "toch hersteld")
    run("confirm", other.id, "--reason", "bij nader inzien echt")
    assert app._worst(source)[1] == 2


def test_a_waiver_that_is_past_reopens(
    database: Store, found: Scan, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = issues(database, found)
    today = deciding.today()
    run("waive", one.id, *REASONS, "--until", today.isoformat())
    assert issues(database, found)[0].is_set_aside, "the last day is part of it"
    monkeypatch.setattr(deciding, "today", lambda: today - timedelta(days=1))
    (second, *_) = [issue for issue in issues(database, found) if issue.id != one.id]
    run("waive", second.id, *REASONS, "--until", (today - timedelta(days=1)).isoformat())
    (reopened,) = [issue for issue in issues(database, found) if issue.id == second.id]
    assert not reopened.is_set_aside
    assert reopened.decided is not None
    assert reopened.decided.has_expired
    assert app._worst(app.source_of(database, found, load()))[1] == 1


@pytest.mark.parametrize("command", ["confirm", "false-alarm"])
def test_history_keeps_every_decision(database: Store, found: Scan, run: Run, command: str) -> None:
    one, _ = issues(database, found)
    assert "Hierover is nog niets beslist." in run("waive", one.id, "--history").out
    run("waive", one.id, *WAIVER)
    run(command, one.id, "--reason", "nagekeken", "--by", "bo")
    run("confirm", one.id, "--reason", "in het bestand", "--by", "cis", "--file")
    lines = run("waive", one.id, "--history").out.splitlines()
    assert [line.split(":")[0].split("  ")[-1].split(" ")[-1] for line in lines[1:]] == ["an", "bo", "cis"]
    assert lines[-1].endswith("in het bestand [waivers.toml]")


def test_a_beginning_that_fits_one_problem_is_enough(database: Store, found: Scan, run: Run) -> None:
    one, other = sorted(issue.id for issue in issues(database, found))
    same = next(n for n in range(26) if one[n] != other[n])
    assert run("confirm", one[: same + 1].lower(), "--reason", "echt").code == 0
    done = run("confirm", one[:same], "--reason", "echt")
    assert done.code == 2
    assert "past bij meer dan één probleem" in done.err
    assert one in done.err
    assert run("confirm", finding("a").fingerprint, "--reason", "echt").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["waive"], "Geef het nummer van een probleem."),
        (["waive", "ONBEKEND", *WAIVER], "Er is geen probleem 'ONBEKEND' in de database."),
        (
            ["waive", "{id}", "--reason", "x", "--basis", "y", "--owner", "z"],
            "Dit is nog niet ingevuld: --until.",
        ),
        (
            ["waive", "{id}", "--until", SOON, "--basis", "y", "--owner", "z"],
            "Dit is nog niet ingevuld: --reason.",
        ),
        (["waive", "{id}", "--until", SOON, "--reason", "x"], "Dit is nog niet ingevuld: --basis, --owner."),
        (["waive", "{id}", *REASONS, "--until", "2020-01-31"], "31 januari 2020 is voorbij."),
        (["waive", "{id}", *REASONS, "--until", "31/12/2027"], "“31/12/2027” is geen datum."),
        (["waive", "{id}", *REASONS, "--until", "2027-02-30"], "“2027-02-30” is geen datum."),
        (["waive", "{id}", "--end", "--reason", "x"], "Dit probleem heeft geen geldige ontheffing."),
        (["waive", "{id}", "--end", *WAIVER], "Bij --end hoort alleen --reason."),
        (["confirm", "{id}"], "Dit is nog niet ingevuld: --reason."),
        (["confirm", "{id}", "--reason", "  "], "Dit is nog niet ingevuld: --reason."),
        (["false-alarm", "{id}", "--reason", "x" * 2001], "--reason is te lang: hoogstens 2.000 tekens."),
        (["false-alarm", "", "--reason", "x"], "Geef het nummer van een probleem."),
    ],
)
def test_bad_input_says_what_to_do(
    database: Store, found: Scan, run: Run, arguments: list[str], told: str
) -> None:
    one = issues(database, found)[0]
    done = run(*(argument.replace("{id}", one.id) for argument in arguments))
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert database.decisions(one.id) == []


def test_decisions_in_a_file_stand_beside_the_settings(
    database: Store, found: Scan, run: Run, folder: Path
) -> None:
    one, other = issues(database, found)
    file = folder / "waivers.toml"
    file.write_text("# Nagekeken door het team.\n", encoding="utf-8")
    assert "Het staat nu in waivers.toml." in run("waive", one.id, *WAIVER, "--file").out
    run("false-alarm", other.id, "--reason", 'zegt "niets" \\ en meer', "--by", "bo", "--file")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Nagekeken door het team.\n")
    tables = tomllib.loads(text)
    assert tables["false-alarm"][0]["reason"] == 'zegt "niets" \\ en meer'
    assert tables["waive"][0]["site"] == HOME
    assert database.decisions(one.id) == []
    waived, alarm = issues(database, found)
    assert waived.decided is not None
    assert waived.decided.is_waived
    assert alarm.decided is not None
    assert alarm.decided.is_false_alarm


def test_a_decision_about_a_problem_that_nobody_found_is_told(
    database: Store, found: Scan, run: Run, folder: Path
) -> None:
    one, _ = issues(database, found)
    rest = 'reason = "Zo"\nby = "bo"\non = 2026-03-02\n'
    file = folder / "waivers.toml"
    file.write_text(f'[[confirm]]\nissue = "{one.id}"\n{rest}', encoding="utf-8")
    assert "waivers.toml" not in run("report").err
    wrong, elsewhere = "0" * 26, f'fingerprint = "{one.fingerprint}"\nsite = "https://elders.example/"'
    file.write_text(
        f'[[confirm]]\nissue = "{wrong}"\n{rest}[[confirm]]\n{elsewhere}\n{rest}', encoding="utf-8"
    )
    done = run("report")
    assert done.code == 0
    for name in (wrong, one.fingerprint):
        assert (
            f"waivers.toml: geen enkele scan vond ooit het probleem {name}. Deze beslissing telt niet"
            in done.err
        )


def test_a_file_that_is_wrong_stops_a_report(database: Store, found: Scan, run: Run, folder: Path) -> None:
    (folder / "waivers.toml").write_text('[[waive]]\nissue = "x"\nreson = "y"\n', encoding="utf-8")
    done = run("report")
    assert done.code == 2
    assert "waivers.toml: [[waive]] 1: “reson” is hier niet bekend. Bedoelt u reason?" in done.err
    assert "“until” ontbreekt." in done.err
    assert "“x” is geen nummer van een probleem." in done.err
    assert "Verbeter het bestand en probeer opnieuw." in done.err


def test_false_alarms_are_counted_per_check(database: Store, found: Scan, run: Run) -> None:
    assert "Niemand zei al of een probleem echt is." in run("checks", "--reliability").out
    one, other = issues(database, found)
    run("confirm", one.id, "--reason", "echt")
    run("false-alarm", other.id, "--reason", "niet echt")
    run("confirm", other.id, "--reason", "toch", "--file")
    (row,) = json.loads(run("checks", "--reliability", "--format", "json").out)
    assert row == {
        "check": one.check,
        "problems": 2,
        "confirmed": 2,
        "false_alarms": 0,
        "right": 1.0,
        "low": pytest.approx(0.342, abs=1e-3),
        "high": 1.0,
    }
    head, line = run("checks", "--reliability").out.splitlines()
    assert head.split() == ["controle", "problemen", "bevestigd", "valse", "alarmen", "klopt"]
    assert line.split()[:4] == [one.check, "2", "2", "0"]
    assert line.endswith("100% (tussen 34% en 100%)")


def test_recheck_needs_a_scan_that_is_there(database: Store, found: Scan, run: Run) -> None:
    assert "Geef het nummer van een scan." in run("recheck").err
    assert run("recheck", "XXXX").code == 2
    done = run("recheck", found.id)
    assert done.code == 2
    assert "is geen inhoud van pagina’s meer bewaard" in done.err
