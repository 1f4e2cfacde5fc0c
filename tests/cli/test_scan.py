"""`drempel scan`: which sites, with which settings, and what the exit code says."""

import errno
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.scope import Scope
from drempel.app import ScanJob, ScanResult
from drempel.errors import StorageError
from drempel.model.entity import Entity
from drempel.model.finding import Impact
from drempel.model.scan import Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Reason
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
        ([replace(WHOLE, documents_missed=1)], [], 3),
        ([replace(FOUND, documents_missed=1)], [], 1),
        ([replace(WHOLE, documents_beyond=1)], [], 0),
        ([ScanResult(JOB, None, Coverage(), error="weg")], [], 2),
        ([FOUND, ScanResult(JOB, None, Coverage(), error="weg")], [], 2),
        ([WHOLE, FOUND, replace(WHOLE, coverage=MISSED)], [], 1),
        ([replace(FOUND, interrupted=True)], [], 130),
    ],
)
def test_exit_code(results: list[ScanResult], options: list[str], code: int, run: Run, fake: FakeApp) -> None:
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


# A line per address


def record(path: str, outcome: FetchOutcome = FetchOutcome.OK, **fields: Any) -> FetchRecord:
    url = URL + path
    return replace(FetchRecord(url, url, outcome, final_url=url, status=200), **fields)


def told(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "uit.jsonl").read_text("utf-8").splitlines()]


def test_a_line_of_json_per_address(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.results = [WHOLE]
    ends = [
        record("", notes=("overlay",)),
        record("weg", FetchOutcome.HTTP_ERROR, reason=Reason("soft-404"), signature=7),
        record("oud", FetchOutcome.DUPLICATE, reason=Reason("redirect", URL), duplicate_of=URL),
        record("traag", FetchOutcome.TIMEOUT, reason=Reason("navigation", "30 s"), status=None, final_url=""),
    ]
    fake.ends = [(JOB.site, end) for end in ends]
    assert run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl").code == 0
    assert told(folder) == [
        {"url": URL, "final_url": URL, "status": 200, "outcome": "ok", "reason": None, "site": URL,
         "notes": ["overlay"]},
        {"url": URL + "weg", "final_url": URL + "weg", "status": 200, "outcome": "http-error",
         "reason": "soft-404", "site": URL},
        {"url": URL + "oud", "final_url": URL + "oud", "status": 200, "outcome": "duplicate",
         "reason": f"redirect: {URL}", "site": URL, "duplicate_of": URL},
        {"url": URL + "traag", "final_url": "", "status": None, "outcome": "timeout",
         "reason": "navigation: 30 s", "site": URL},
    ]  # fmt: skip


def test_an_address_has_one_line_per_site(run: Run, fake: FakeApp, folder: Path) -> None:
    other = Site(("https://b.example/",))
    fake.ends = [
        (JOB.site, record("oud", page_url=URL)),
        (JOB.site, record("oud", FetchOutcome.DUPLICATE)),
        (other, record("oud", FetchOutcome.REDIRECTED_OUT_OF_SCOPE)),
    ]
    run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl")
    assert [(line["site"], line["outcome"]) for line in told(folder)] == [
        (URL, "ok"), ("https://b.example/", "redirected-out-of-scope"),
    ]  # fmt: skip


def test_lines_stay_when_the_scan_is_broken_off(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.ends = [(JOB.site, record("een"))]
    fake.error = StorageError("x.db is full.")
    assert run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl").code == 2
    assert [line["url"] for line in told(folder)] == [URL + "een"]


def test_a_site_whose_scan_breaks_has_a_line_for_its_start(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.results = [ScanResult(JOB, None, Coverage(), error="weg\ner mee")]
    run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl")
    assert [(line["url"], line["outcome"], line["reason"]) for line in told(folder)] == [
        (URL, "crashed", "scan: weg er mee")
    ]


def test_half_a_sign_in_an_address_is_written_as_json_can(run: Run, fake: FakeApp, folder: Path) -> None:
    fake.ends = [(JOB.site, record("\ud83dé"))]
    run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl")
    assert "é" in (folder / "uit.jsonl").read_text("utf-8")
    assert told(folder)[0]["url"] == URL + "\ud83dé"


def test_lines_that_cannot_be_written_are_refused_before_the_start(
    run: Run, fake: FakeApp, folder: Path
) -> None:
    (folder / "map").mkdir()
    for file, why in (("nergens/uit.jsonl", "nergens/uit.jsonl"), ("map", "--report-jsonl")):
        done = run("scan", URL, "--max-pages", "5", "--report-jsonl", file)
        assert done.code == 2
        assert why in done.err
    assert fake.calls == []


def test_a_disk_that_gets_full_does_not_end_the_scan(
    run: Run, fake: FakeApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    fake.results = [WHOLE]
    fake.ends = [(JOB.site, record("een")), (JOB.site, record("twee"))]
    open_any = Path.open

    def open_full(path: Path, *args: Any, **named: Any) -> Any:
        # Other files keep working: a browser of another test reads its own at the same time.
        return Full() if path.name == "uit.jsonl" else open_any(path, *args, **named)

    monkeypatch.setattr("pathlib.Path.open", open_full)
    done = run("scan", URL, "--max-pages", "5", "--report-jsonl", "uit.jsonl")
    assert done.code == 2
    assert "No space left" in done.err
    assert "alle adressen staan in de database" in done.err
    assert "Eerste regel" in done.out


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


@pytest.mark.usefixtures("configured")
def test_the_id_of_an_entity_stands_for_its_sites(run: Run, fake: FakeApp) -> None:
    run("scan", "dorp", "https://elders.example/")
    assert [(job.entity.id, job.site.id) for job in fake.call["jobs"]] == [
        ("dorp", "https://dorp.example/"),
        ("dorp", "https://bib.example/"),
        ("elders.example", "https://elders.example/"),
    ]


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


def test_a_list_as_windows_writes_it(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_bytes(
        b"\xef\xbb\xbfa.example\r\n\r\n  # niet deze\r\nb.example/x#kop  # wel deze\rhttps://c.example/\n"
    )
    run("scan", "--sites-from", "lijst")
    assert [job.site.id for job in fake.call["jobs"]] == [
        "https://a.example", "https://b.example/x#kop", "https://c.example/",
    ]  # fmt: skip


def test_a_byte_order_mark_on_stdin_is_no_part_of_the_address(run: Run, fake: FakeApp) -> None:
    run("scan", "--sites-from", "-", stdin=b"\xef\xbb\xbfa.example\n")
    assert [job.site.id for job in fake.call["jobs"]] == ["https://a.example"]


def test_hundreds_of_lines_are_as_many_sites(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_text("".join(f"https://s{n}.example/\n" for n in range(450)))
    run("scan", "--sites-from", "lijst")
    assert len({(job.entity.id, job.site.id) for job in fake.call["jobs"]}) == 450


def test_every_wrong_line_is_named_at_once(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_text("a.example\nftp://b.example/\n\ngeen adres\nhttps://[::1\n")
    done = run("scan", "--sites-from", "lijst", "--report-jsonl", "uit.jsonl")
    assert done.code == 2
    assert [job.site.id for job in fake.call["jobs"]] == ["https://a.example"], "the good one is scanned"
    refused = [json.loads(line) for line in (folder / "uit.jsonl").read_text("utf-8").splitlines()]
    assert [(line["url"], line["outcome"]) for line in refused if line["outcome"] == "unsafe"] == [
        ("ftp://b.example/", "unsafe"),
        ("geen adres", "unsafe"),
        ("https://[::1", "unsafe"),
    ]
    assert [line for line in done.err.splitlines() if line.startswith("Regel")] == [
        "Regel 2: “ftp://b.example/” is geen webadres.",
        "Regel 4: “geen adres” is geen webadres.",
        "Regel 5: “https://[::1” is geen webadres.",
    ]


def test_a_list_without_an_address_is_refused(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_text("ftp://b.example/\ngeen adres\n")
    done = run("scan", "--sites-from", "lijst")
    assert done.code == 2
    assert fake.calls == []
    assert done.err.count("is geen webadres") == 2


def test_an_address_that_stands_there_twice_is_said_once(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_text("a.example\nb.example\na.example\na.example/\nb.example\n")
    done = run("scan", "--sites-from", "lijst")
    assert [job.site.id for job in fake.call["jobs"]] == ["https://a.example", "https://b.example"]
    assert done.err.count("regel 3, 4, 5") == 1


def test_folders_of_one_host_divide_it(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "lijst").write_text(
        "https://stad.example/\nhttp://www.stad.example/wonen/begin.html\nhttps://stad.example/wonen/huren/\n"
        "https://stad.example/werken/\nhttps://stad.example:8443/\n"
    )
    run("scan", "--sites-from", "lijst")
    jobs = fake.call["jobs"]
    assert [job.entity.id for job in jobs] == ["stad.example"] * 4 + ["stad.example-8443"]
    scopes = [Scope(job.site) for job in jobs]
    owners = {
        url: [n for n, scope in enumerate(scopes) if scope.covers(url)]
        for url in (
            "https://stad.example/contact", "https://www.stad.example/wonen/begin.html",
            "https://stad.example/wonen/huren/prijs", "http://stad.example/werken/a",
            "https://stad.example:8443/wonen/",
        )
    }  # fmt: skip
    assert list(owners.values()) == [[0], [1], [2], [3], [4]]
    assert all(Scope(job.site).covers(job.site.start[0]) for job in jobs)


def test_pages_of_one_folder_are_sites_with_the_same_scope(run: Run, fake: FakeApp) -> None:
    run("scan", "https://stad.example/?site=a", "https://stad.example/?site=b")
    assert [job.site for job in fake.call["jobs"]] == [
        Site(("https://stad.example/?site=a",)), Site(("https://stad.example/?site=b",)),
    ]  # fmt: skip


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
        ([URL, "--max-pages", "51"], "Voor meer dan 50 pagina’s van een openbare website"),
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
