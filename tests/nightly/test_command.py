"""`drempel nightly`: what it says, when it refuses, and what its exit code means."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from drempel import app, nightly
from drempel.app import ScanJob, ScanResult
from drempel.errors import StorageError
from drempel.model.finding import Impact
from drempel.model.scan import ScanState
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store
from tests.cli.conftest import Run, folder, run
from tests.nightly.samples import NEW
from tests.nightly.test_notify import Hook
from tests.storage.samples import SETTINGS, TOOLS, finish, ok
from tests.storage.test_lock import hold_elsewhere

__all__ = ["folder", "run"]

CONFIG = """
[crawler]
user_agent_contact = "https://www.voorbeeld.example/"
[[entity]]
id = "stad"
name = "Stad"
[[entity.site]]
start = ["https://stad.example/"]
[[entity]]
id = "dorp"
name = "Dorp"
[[entity.site]]
start = ["https://dorp.example/"]
[nightly]
"""


class Scans:
    """Stands for `app.run_scans`: stores a scan per site, and ends each as it was told."""

    def __init__(self) -> None:
        self.ends: dict[str, Callable[[ScanResult], ScanResult]] = {}
        self.turns: list[list[str]] = []
        self.anew: list[str] = []
        self.error: Exception | None = None
        self.is_slow = False
        self.is_incremental = False
        self.tools = TOOLS

    async def run(self, settings: Any, jobs: list[ScanJob], **more: Any) -> list[ScanResult]:
        assert more["resume"]
        assert not more["as_run"]
        self.is_incremental = more["incremental"]
        self.turns.append([job.entity.id for job in jobs])
        self.anew = [job.entity.id for job in jobs if job.anew]
        results = []
        for job in jobs:
            if self.is_slow and results:
                await asyncio.wait_for(more["stop"].wait(), 30)
                break
            result = self.ends.get(job.entity.id, lambda made: made)(self._scanned(settings, job))
            more["on_result"](result)
            results.append(result)
        if self.error:
            raise self.error
        return results

    def _scanned(self, settings: Any, job: ScanJob) -> ScanResult:
        with Store.open(settings.storage.url) as store:
            scan = store.start_scan(job.entity, job.site, SETTINGS, self.tools, ())
            store.write_pages(scan.id, [ok("a")])
            finish(store, scan)
            return ScanResult(job, store.scan(scan.id), Coverage({FetchOutcome.OK: 1}))


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> Scans:
    made = Scans()
    monkeypatch.setattr(app, "run_scans", made.run)
    return made


@pytest.fixture
def configured(folder: Path) -> Path:
    (folder / "config.toml").write_text(CONFIG)
    return folder


def test_one_line_per_site_and_nothing_else(run: Run, scans: Scans, configured: Path) -> None:
    done = run("nightly", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "https://stad.example/: helemaal bekeken, 1 pagina bekeken, 0 nieuw, 0 teruggekomen, 0 problemen\n"
        "https://dorp.example/: helemaal bekeken, 1 pagina bekeken, 0 nieuw, 0 teruggekomen, 0 problemen\n"
    )
    lines = [json.loads(line) for line in run("nightly", "--format", "json").out.splitlines()]
    assert [line["site"] for line in lines] == ["https://stad.example/", "https://dorp.example/"]
    assert lines[0]["end"] == "whole"


def test_unchanged_pages_are_left_alone_unless_all_are_asked_for(
    run: Run, scans: Scans, configured: Path
) -> None:
    run("nightly", "--quiet")
    assert scans.is_incremental
    run("nightly", "--quiet", "--full")
    assert not scans.is_incremental


def test_a_page_that_was_wrongly_called_unchanged_is_told(run: Run, scans: Scans, configured: Path) -> None:
    seen = Coverage({FetchOutcome.OK: 30}, kept=28, proved=2, differing=("https://stad.example/a",))
    scans.ends = {"stad": lambda made: replace(made, coverage=seen)}
    stad, dorp = run("nightly", "--quiet").out.splitlines()
    assert "30 pagina’s bekeken, 1 pagina was toch niet onveranderd, 0 nieuw" in stad
    assert "onveranderd" not in dorp
    lines = [json.loads(line) for line in run("nightly", "--format", "json").out.splitlines()]
    assert [line["proof_differs"] for line in lines] == [["https://stad.example/a"], []]
    assert lines[0]["pages_unchanged"] == 28


def test_documents_that_were_not_judged_are_told_and_count_as_not_everything_seen(
    run: Run, scans: Scans, configured: Path
) -> None:
    scans.ends = {
        "stad": lambda made: replace(made, documents_missed=2),
        "dorp": lambda made: replace(made, documents_beyond=1),
    }
    done = run("nightly", "--quiet")
    stad, dorp = done.out.splitlines()
    assert (done.code, "2 documenten niet bekeken" in stad) == (3, True)
    assert "1 document niet bekeken" in dorp
    lines = [json.loads(line) for line in run("nightly", "--format", "json").out.splitlines()]
    assert [line["documents_missed"] for line in lines] == [2, 1]


def with_news(made: ScanResult) -> ScanResult:
    return replace(made, news=(NEW,), problems=5, worst=Impact.SERIOUS)


def in_part(made: ScanResult) -> ScanResult:
    assert made.scan is not None
    return replace(made, scan=replace(made.scan, state=ScanState.INCOMPLETE))


def broken(made: ScanResult) -> ScanResult:
    return replace(made, scan=None, error="The server does not answer.")


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ({"stad": with_news}, 1),
        ({"stad": lambda made: replace(made, problems=5, worst=Impact.CRITICAL)}, 0),  # old problems
        ({"stad": in_part}, 3),
        ({"stad": in_part, "dorp": with_news}, 1),
        ({"stad": broken, "dorp": with_news}, 2),
        ({"stad": lambda made: replace(made, coverage=Coverage({FetchOutcome.OK: 1}, 7))}, 3),
    ],
)
def test_the_exit_code_says_what_weighs_most(
    ends: dict[str, Any], code: int, run: Run, scans: Scans, configured: Path
) -> None:
    scans.ends = ends
    assert run("nightly", "--quiet").code == code
    if code == 1:
        assert run("nightly", "--quiet", "--fail-on", "never").code in (0, 3)


def test_a_site_of_which_pages_were_not_judged_is_not_said_to_be_seen_in_full(
    run: Run, scans: Scans, configured: Path
) -> None:
    scans.ends = {"stad": lambda made: replace(made, coverage=Coverage({FetchOutcome.OK: 1}, 7))}
    stad, dorp = run("nightly", "--quiet").out.splitlines()
    assert "/: voor een deel bekeken, 1 pagina bekeken, 7 niet beoordeeld, " in stad
    assert "/: helemaal bekeken, 1 pagina bekeken, 0 nieuw, " in dorp


def test_news_after_a_change_of_tools_is_told_with_what_changed(
    run: Run, scans: Scans, configured: Path
) -> None:
    scans.ends = {"stad": with_news}
    reasons = []
    for scans.tools in (TOOLS, TOOLS, replace(TOOLS, axe="4.99.0")):
        stad, dorp = (json.loads(line) for line in run("nightly", "--format", "json").out.splitlines())
        reasons.append(stad["break_reasons"])
        assert dorp["break_reasons"] == []
    assert reasons == [[], [], ["axe"]]


def test_a_waiver_that_ended_is_news_for_the_exit_code(
    run: Run, scans: Scans, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "may_reopen", lambda *_: True)
    monkeypatch.setattr(nightly, "reopened", lambda *_: (NEW,))
    assert run("nightly", "--quiet").code == 1
    assert run("nightly", "--quiet", "--fail-on", "never").code == 0


def test_a_night_outside_its_window_does_nothing(run: Run, scans: Scans, configured: Path) -> None:
    hour = datetime.now(nightly.TIME_ZONE).hour
    window = f"{(hour + 3) % 24}:00-{(hour + 5) % 24}:00"
    (configured / "config.toml").write_text(f'{CONFIG}window = "{window}"\n')
    done = run("nightly")
    assert (done.code, done.out) == (3, "")
    assert f"het is nu niet tussen {window}" in done.err
    assert scans.turns == []


def test_the_budget_ends_a_night_and_who_had_no_turn_comes_first_next_time(
    run: Run, scans: Scans, configured: Path
) -> None:
    (configured / "config.toml").write_text(f"{CONFIG}max_time_s = 0.2\n")
    scans.is_slow = True
    done = run("nightly", "--quiet")
    assert done.code == 3
    assert "De tijd was om" in done.err
    assert done.out.splitlines()[1] == "https://dorp.example/: niet aan de beurt geweest"
    scans.is_slow = False
    (configured / "config.toml").write_text(CONFIG)
    assert run("nightly", "--quiet").code == 0
    assert scans.turns == [["stad", "dorp"], ["dorp", "stad"]]


def test_a_clock_that_is_set_back_does_not_lengthen_the_night(
    run: Run, scans: Scans, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([datetime(2026, 5, 1, tzinfo=UTC) - timedelta(days=n) for n in range(1000)])
    monkeypatch.setattr(nightly, "now", lambda: next(moments))
    (configured / "config.toml").write_text(f"{CONFIG}max_time_s = 0.2\n")
    scans.is_slow = True
    assert run("nightly", "--quiet").code == 3


def test_a_scan_of_long_ago_is_begun_anew(run: Run, scans: Scans, configured: Path) -> None:
    from drempel.settings import load

    jobs = {entity.id: (entity, entity.sites[0]) for entity in load().entities()}
    for name, days in (("stad", 2), ("dorp", 4)):
        then = datetime.now(UTC) - timedelta(days=days)
        with Store.open("sqlite:///drempel.db", clock=lambda then=then: then) as store:  # type: ignore[misc]
            store.start_scan(*jobs[name], SETTINGS, TOOLS, ())
    run("nightly", "--quiet")
    assert scans.anew == ["dorp"]


def test_a_site_that_was_not_seen_whole_for_days_is_overdue(
    run: Run, scans: Scans, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("nightly", "--quiet")
    scans.ends = {"stad": in_part}
    with Hook(200) as hook:
        text = CONFIG.replace("[nightly]", f'[notify]\nwebhook = "{hook.url}"\n')
        (configured / "config.toml").write_text(text)
        monkeypatch.setattr(nightly, "now", lambda: datetime.now(UTC) + timedelta(days=7))
        assert run("nightly", "--quiet").code == 3
        assert hook.asked == []
        # The scan of stad that was stored is whole; only what is told of it is not.
        monkeypatch.setattr(nightly, "now", lambda: datetime.now(UTC) + timedelta(days=9))
        assert run("nightly", "--quiet").code == 3
    (told,) = [json.loads(body) for _, body in hook.asked]
    assert [(site["entity"], site["overdue"], site["end"]) for site in told["sites"]] == [
        ("stad", True, "part")
    ]


def test_what_cannot_be_sent_is_told_and_the_scans_are_kept(run: Run, scans: Scans, configured: Path) -> None:
    scans.ends = {"stad": with_news}
    (configured / "config.toml").write_text(
        CONFIG.replace("[nightly]", '[notify]\nmail_to = ["a@b.example"]\nsmtp_port = 1\n')
    )
    done = run("nightly", "--quiet")
    assert done.code == 2
    assert "Het bericht is niet verstuurd: mail, localhost: " in done.err
    with Store.open("sqlite:///drempel.db") as store:
        assert [scan.state for scan in store.scans()] == [ScanState.COMPLETE] * 2


def test_a_database_that_refuses_is_told_too(run: Run, scans: Scans, configured: Path) -> None:
    full = (
        "{database}: the disk is full. Make room (`drempel db prune` throws old artefacts away) and "
        "continue with `drempel scan --resume`. ({detail})"
    )
    scans.error = StorageError(full, database="drempel.db", detail="full")
    with Hook(200) as hook:
        text = CONFIG.replace("[nightly]", f'[notify]\nwebhook = "{hook.url}"\n')
        (configured / "config.toml").write_text(text)
        done = run("nightly", "--quiet")
    assert done.code == 2
    assert "De nacht is afgebroken: drempel.db: de schijf is vol." in done.err
    (told,) = [json.loads(body) for _, body in hook.asked]
    assert told["end"] == "broken"
    assert told["error"].startswith("drempel.db: de schijf is vol. Maak plaats")


def test_two_nights_at_once(run: Run, scans: Scans, configured: Path) -> None:
    Store.open("sqlite:///drempel.db").close()
    child = hold_elsewhere(f"sqlite:///{configured / 'drempel.db'}")
    done = run("nightly")
    child.communicate("", timeout=30)
    assert done.code == 2
    assert "Er werkt al een andere nachtelijke scan" in done.err
    assert f", {child.pid}, sinds 20" in done.err
    assert scans.turns == []


def test_public_sites_need_a_contact(run: Run, scans: Scans, folder: Path) -> None:
    (folder / "config.toml").write_text(CONFIG.replace("user_agent_contact", "#"))
    done = run("nightly")
    assert done.code == 2
    assert "Vul user_agent_contact in" in done.err


# --install-hint


def test_the_hint_tells_paths_and_begin_of_this_machine(run: Run, scans: Scans, configured: Path) -> None:
    (configured / "config.toml").write_text(f'{CONFIG}window = "23:30-05:00"\n')
    out = run("nightly", "--install-hint", "--config", "config.toml").out
    assert f"WorkingDirectory={configured}\n" in out
    assert "OnCalendar=*-*-* 23:30:00 Europe/Brussels" in out
    assert f"30 23 * * * cd {configured} && " in out
    assert f"nightly --quiet --config {configured / 'config.toml'}" in out
    assert scans.turns == []


def test_the_hint_names_the_variables_that_a_night_needs(
    run: Run, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = ("nightly", "--install-hint")
    assert "omgevingsvariabelen" not in run(*hint).out
    text = CONFIG.replace("[nightly]", '[notify]\nwebhook_key_env = "SLEUTEL"\n')
    (configured / "config.toml").write_text(
        text.replace('stad.example/"]', 'stad.example/"]\nheader_env = { X-Pas = "PAS" }')
    )
    monkeypatch.setenv("DREMPEL_STORAGE__URL", "sqlite:///ander.db")
    last = run(*hint).out.splitlines()[-1]
    assert "moeten dan een waarde hebben: DREMPEL_STORAGE__URL, PAS, SLEUTEL. Voor systemd" in last
    assert last.startswith("# ")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_takes_the_units_also_with_odd_folders(
    run: Run, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = configured / "mijn 100% $HOME scans"
    odd.mkdir()
    (odd / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(odd)
    out = run("nightly", "--install-hint", "--config", "config.toml").out
    _, service, timer = out.split("# /etc/systemd/system/")
    files = []
    for text in (service, timer):
        name, _, unit = text.partition("\n")
        file = configured / name
        file.write_text(unit.partition("# sudo")[0])
        files.append(str(file))
    done = subprocess.run(
        ["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False, timeout=60
    )
    assert "drempel-nightly" not in done.stderr
    assert done.returncode == 0, done.stderr
