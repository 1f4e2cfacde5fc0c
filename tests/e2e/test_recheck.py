"""An old scan is judged again from what a real browser saw, and what people decide changes its report."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from drempel import app
from drempel.deciding import decide
from drempel.errors import UsageError
from drempel.model.decision import Decision, DecisionKind
from drempel.model.finding import Impact
from drempel.model.site import Site
from drempel.recheck import recheck
from drempel.settings import Settings
from storage import Store
from tests.e2e.running import scan, settings
from tests.site import site as website

pytestmark = pytest.mark.browser


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="nl"><head><title>{title}</title></head><body>'
        '<header><nav aria-label="Menu">'
        '<a href="/">Start</a> <a href="/contact">Contact</a> <a href="/afval">Afval</a></nav></header>'
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )


ROUTES = {
    "/": page("Welkom", '<p>Welkom op de website van de gemeente.</p><img src="/markt.png">'),
    "/contact": page("Contact", '<p>Bel <a href="tel:+3212345678">012 34 56 78</a>.</p>'),
    "/afval": page("Afval", '<p>Wij halen afval op.</p><img src="/zak.png" alt="zak.png">'),
}
NEWER = "alt-text-is-filename"
"""Stands for a check that the first scan did not have yet."""


def judgements(used: Settings, table: str, scan_id: str) -> dict[str, Any]:
    """Return tallies and findings of each page, as they are stored for the scan or its recheck."""
    from sqlalchemy import text

    owner = (
        "snapshot s JOIN scan o ON o.id = s.scan_id"
        if table == "snapshot"
        else "rejudged s JOIN recheck r ON r.id = s.recheck_id JOIN scan o ON o.id = r.scan_id"
    )
    query = f"SELECT p.url, s.judgement_id, s.text_profile_id FROM {owner} JOIN page p ON p.id = s.page_id "
    with Store.open(used.storage.url) as store, store.engine.connect() as connection:
        rows = connection.execute(
            text(query + "WHERE o.public_id = :scan AND s.judgement_id IS NOT NULL"), {"scan": scan_id}
        )
        return {url: (judgement, profile) for url, judgement, profile in rows}


def test_a_scan_judged_again_by_the_same_checks_says_the_same(tmp_path: Path) -> None:
    used = settings(tmp_path)
    with website(ROUTES) as town:
        result = scan(used, Site((f"{town.url}/",), allow_private=True))
        asked = len(town.asked)
        assert result.scan is not None
        done = recheck(used, result.scan.id)
        assert len(town.asked) == asked, "a recheck visits nothing"
    assert (done.pages, done.pages_lost, done.lost) == (3, 0, {})
    # The very same rows: judgements are stored by content.
    first = judgements(used, "snapshot", result.scan.id)
    assert len(first) == 3
    assert judgements(used, "rejudged", result.scan.id) == first
    with Store.open(used.storage.url) as store:
        source = app.source_of(store, result.scan, used)
        stored = {v.id: v for v in source.indicators()}
    again = {v.id: v for v in done.indicators}
    # How long problems were open is a matter of the scans, and e-inclusion is asked once.
    assert again["issue-age-median"].value is None
    assert {i: v for i, v in again.items() if i != "issue-age-median"} == {
        i: stored[i] for i in again if i != "issue-age-median"
    }
    assert stored["issue-age-median"].value == 0.0
    assert stored["key-pages-clean"].whole == 2


def test_decisions_and_a_newer_check_over_two_scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    used, fewer = (settings(tmp_path, {"checks": {"disable": off}}) for off in ([], [NEWER]))
    with website(ROUTES) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        first, second = scan(fewer, site), scan(used, site)
    assert first.scan is not None
    assert second.scan is not None
    assert second.worst is Impact.CRITICAL

    def points() -> Any:
        with Store.open(used.storage.url) as store:
            return app.source_of(store, second.scan, used).trend()

    _, broken = points()
    assert broken.break_reasons == ("checks",)
    assert broken.changes[0].after.startswith(NEWER)
    assert not broken.is_joined
    assert recheck(used, first.scan.id).is_whole
    before, joined = points()
    assert joined.is_joined
    assert joined.is_break, "the break stays visible"
    values = [{v.id: v.value for v in of} for of in (before.indicators, before.rejudged, joined.indicators)]
    assert [of["open-issues"] for of in values] == [
        values[2]["open-issues"] - 1,
        *[values[2]["open-issues"]] * 2,
    ]

    with Store.open(used.storage.url) as store:
        source = app.source_of(store, second.scan, used)
        panel = source.panel()
        assert panel is not None
        assert (panel.pages, panel.fewer, panel.more, panel.left_out) == (3, 0, 0, ())
        for issue in source.issues():
            decide(used, issue.id, None, waiver(issue.id), in_file=issue.impact is Impact.CRITICAL)
    folder = app.write_reports(
        used, entity=None, scan=second.scan.id, formats=("html", "json"), folder=tmp_path / "r"
    )
    report = json.loads(folder.with_name("rapport.json").read_text())
    groups = {issue["group"] for issue in report["issues"]}
    assert groups == {"waived"}
    assert "failed" in {issue["outcome"] for issue in report["issues"]}
    assert any(issue["decided"]["waiver"]["file"] == "waivers.toml" for issue in report["issues"])
    assert "Problemen met een ontheffing" in folder.with_name("problemen.html").read_text()
    direction = folder.read_text()
    assert "2 problemen volgens de norm" in direction
    assert "Alle problemen volgens de norm die wij vonden, hebben een ontheffing" in direction


def waiver(reason: str) -> Decision:
    return Decision(
        DecisionKind.WAIVED,
        f"Nieuwe site {reason}",
        "an",
        datetime.now(UTC),
        "onevenredige last",
        date.today() + timedelta(days=30),  # noqa: DTZ011 - a day on a calendar
        "webteam",
    )


def test_a_scan_of_which_nothing_is_kept_cannot_be_judged_again(tmp_path: Path) -> None:
    used = settings(tmp_path, {"storage": {"keep_artefacts_days": 1}})
    with website({"/": page("Welkom", "<p>Dag.</p>")}) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        first = scan(used, site)
        scan(used, site)
    assert first.scan is not None
    with Store.open(used.storage.url, clock=lambda: datetime.now(UTC) + timedelta(days=9)) as store:
        store.prune(1)
    with pytest.raises(UsageError, match="no page content is kept"):
        recheck(used, first.scan.id)
