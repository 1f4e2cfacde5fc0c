"""`drempel scan`: which sites, with which settings, and what the exit code says."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drempel.app import ScanJob, ScanResult
from drempel.errors import StorageError
from drempel.model.entity import Entity
from drempel.model.finding import Impact
from drempel.model.scan import Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome
from tests.cli.conftest import FakeApp, Run

URL = "https://a.example/"
JOB = ScanJob(Entity("a.example", "a.example", sites=(Site((URL,)),)), Site((URL,)))
SEEN = Coverage({FetchOutcome.OK: 3})
MISSED = Coverage({FetchOutcome.OK: 3, FetchOutcome.TIMEOUT: 1})


def scan(state: ScanState) -> Scan:
    settings = ScanSettings(
        "en301549-3.2.1",
        (),
        "1280x1024",
        500,
        None,
        None,
        obey_robots=True,
        delay_s=1.0,
        backend="playwright",
    )
    return Scan(
        "01J", "a.example", URL, state, settings, Tools("0", "4", "", ""), datetime(2026, 1, 1, tzinfo=UTC)
    )


WHOLE = ScanResult(
    JOB,
    scan(ScanState.COMPLETE),
    SEEN,
    report=Path("rapport/index.html"),
    summary=("Eerste regel", "Tweede regel"),
)
FOUND = replace(WHOLE, worst=Impact.SERIOUS, problems=4)


@pytest.fixture
def configured(folder: Path) -> Path:
    """Two entities, of which one may be private."""
    (folder / "config.toml").write_text(
        '[[entity]]\nid = "stad"\nname = "Stad"\n[[entity.site]]\nstart = ["http://127.0.0.1:8765/"]\n'
        'allow_private = true\n[[entity]]\nid = "dorp"\nname = "Dorp"\n'
        '[[entity.site]]\nstart = ["https://dorp.example/"]\n[[entity.site]]\nstart = ["https://bib.example/"]\n'
    )
    return folder


# Exit codes


@pytest.mark.parametrize(
    ("results", "options", "code"),
    [
        ([WHOLE], [], 0),
        ([FOUND], [], 1),
        ([FOUND], ["--fail-on", "critical"], 0),
        ([FOUND], ["--fail-on", "never"], 0),
        ([replace(WHOLE, coverage=MISSED)], [], 3),
        ([replace(FOUND, coverage=MISSED)], [], 1),
        ([replace(FOUND, coverage=MISSED)], ["--fail-on", "never"], 3),
        ([replace(WHOLE, scan=scan(ScanState.INCOMPLETE))], [], 3),
        ([replace(WHOLE, coverage=Coverage())], [], 3),
        ([ScanResult(JOB, None, Coverage(), error="weg")], [], 2),
        ([FOUND, ScanResult(JOB, None, Coverage(), error="weg")], [], 2),
        ([WHOLE, FOUND, replace(WHOLE, coverage=MISSED)], [], 1),
        ([replace(FOUND, interrupted=True)], [], 130),
    ],
)
def test_exit_code(results: list, options: list[str], code: int, run: Run, fake: FakeApp) -> None:
    fake.results = results
    assert run("scan", URL, "--max-pages", "20", *options).code == code


def test_a_database_that_does_not_play_along_is_code_2(run: Run, fake: FakeApp) -> None:
    fake.error = StorageError("x.db is locked. Wait.")
    done = run("scan", URL, "--quiet", "--max-pages", "5")
    assert done.code == 2
    assert "x.db is locked. Wait." in done.err


def test_the_end_tells_the_summary_and_where_the_report_is(run: Run, fake: FakeApp) -> None:
    fake.results = [WHOLE]
    assert run("scan", URL, "--max-pages", "5", "--quiet").out == (
        "Eerste regel\nTweede regel\nRapport: rapport/index.html\n"
    )


def test_an_interrupted_scan_says_how_to_go_on(run: Run, fake: FakeApp) -> None:
    fake.results = [replace(WHOLE, interrupted=True)]
    assert "--resume" in run("scan", URL, "--max-pages", "5").err


def test_a_line_of_json_per_site(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.results = [FOUND, ScanResult(JOB, None, Coverage(), error="weg")]
    run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl")
    first, second = (json.loads(line) for line in (folder / "uit.jsonl").read_text("utf-8").splitlines())
    assert first == {
        "schema_version": "1.0", "entity": "a.example", "site": URL, "scan": "01J", "state": "complete",
        "judged": 3, "unjudged": 0, "not_visited": 0, "limit": "", "problems": 4, "worst": "serious",
        "report": "rapport/index.html", "error": "", "interrupted": False,
    }  # fmt: skip
    assert (second["scan"], second["error"]) == (None, "weg")


# Which sites


def test_a_bare_address_needs_no_settings(run: Run, fake: FakeApp) -> None:
    run("scan", URL, "www.b.example:8080/pad")
    assert [job.entity.name for job in fake.call["jobs"]] == ["a.example", "b.example:8080"]
    assert [job.site.start for job in fake.call["jobs"]] == [(URL,), ("https://www.b.example:8080/pad",)]
    assert not any(job.site.allow_private for job in fake.call["jobs"])


def test_without_addresses_everything_in_the_settings(run: Run, fake: FakeApp, configured: Path) -> None:
    run("scan", "--max-pages", "5")
    assert [(job.entity.id, job.site.id) for job in fake.call["jobs"]] == [
        ("stad", "http://127.0.0.1:8765/"), ("dorp", "https://dorp.example/"), ("dorp", "https://bib.example/"),
    ]  # fmt: skip


def test_one_entity(run: Run, fake: FakeApp, configured: Path) -> None:
    run("scan", "--entity", "dorp", "--max-pages", "5")
    assert [job.site.id for job in fake.call["jobs"]] == ["https://dorp.example/", "https://bib.example/"]


def test_permission_is_never_inherited(run: Run, fake: FakeApp, configured: Path) -> None:
    (configured / "lijst").write_text("http://127.0.0.1:8765/\n")
    run("scan", "http://127.0.0.1:8765/", "--sites-from", "lijst", "--max-pages", "5")
    assert [job.site.allow_private for job in fake.call["jobs"]] == [False]


def test_addresses_from_stdin(run: Run, fake: FakeApp) -> None:
    run(
        "scan",
        "--sites-from",
        "-",
        "--max-pages",
        "5",
        stdin="a.example\n# niet deze\nb.example\na.example\n",
    )
    assert [job.site.id for job in fake.call["jobs"]] == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Er is niets om te scannen"),
        (["--entity", "drop"], "De organisatie “drop” staat niet in de instellingen. Zet ze in config.toml"),
        ([URL, "--entity", "dorp"], "niet allebei"),
        (["ftp://a.example/"], "“ftp://a.example/” is geen webadres. Schrijf bijvoorbeeld: https"),
        (["http://[::1"], "is geen webadres"),
        (["geen adres"], "is geen webadres"),
        ([URL, "--delay", "-1"], "Schrijf bijvoorbeeld: --delay 1.0"),
        ([URL, "--format", "htlm"], "Het rapportformaat “htlm” bestaat niet. Bedoelt u html?"),
        ([URL, "--db", "mysql://x"], "--db mysql://x klopt niet"),
        ([URL, "--max-pages", "51"], "Voor meer dan 50 pagina's van een openbare website"),
    ],
)
def test_wrong_use_is_refused_before_the_start(
    arguments: list[str], told: str, run: Run, fake: FakeApp
) -> None:
    done = run("scan", *arguments)
    assert done.code == 2
    assert told in done.err
    assert fake.calls == []


def test_the_nearest_entity_is_named(run: Run, fake: FakeApp, configured: Path) -> None:
    assert "Kies uit: dorp." in run("scan", "--entity", "drop").err


def test_a_check_that_does_not_exist_cannot_be_switched_off(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "config.toml").write_text('[checks]\ndisable = ["axe:regino"]\n')
    done = run("scan", URL)
    assert done.code == 2
    assert "Bedoelt u axe:region?" in done.err


# Settings


def test_options_override_the_settings(run: Run, fake: FakeApp) -> None:
    run(
        "scan",
        URL,
        "--max-pages",
        "7",
        "--depth",
        "2",
        "--delay",
        "0.5",
        "--format",
        "html",
        "--format",
        "csv,json",
        "--output",
        "uit",
        "--db",
        "sqlite:///x.db",
        "--user-agent-contact",
        "a@b.example",
        "--resume",
    )
    settings = fake.call["settings"]
    assert (settings.crawler.max_pages, settings.crawler.max_depth, settings.crawler.delay_s) == (7, 2, 0.5)
    assert settings.report.formats == ("html", "csv", "json")
    assert settings.report.folder == Path("uit")
    assert settings.storage.url == "sqlite:///x.db"
    assert settings.crawler.user_agent_contact == "a@b.example"
    assert fake.call["resume"] is True


def test_without_a_contact_a_public_site_is_visited_a_little(run: Run, fake: FakeApp) -> None:
    done = run("scan", URL)
    assert fake.call["settings"].crawler.max_pages == 50
    assert "Zonder contactadres" in done.err


def test_with_a_contact_or_on_ones_own_machine_there_is_no_such_limit(
    run: Run, fake: FakeApp, configured: Path
) -> None:
    run("scan", URL, "--user-agent-contact", "a@b.example")
    run("scan", "--entity", "stad")
    assert [call["settings"].crawler.max_pages for call in fake.calls] == [500, 500]
