"""Problems of documents over scans of a website: new, solved, moved with the file, set aside by people."""

from pathlib import Path

import pytest

from demo.documents import text_pdf
from drempel import app
from drempel.model.decision import Decision, DecisionKind
from drempel.model.finding import Impact
from drempel.model.issue import Issue, TrendLabel
from drempel.settings import Settings
from storage import Store
from tests.e2e.running import scan, settings
from tests.e2e.test_documents import BLOCKS, PLAIN, TAGGED, page, pdf, site_of
from tests.site import Route
from tests.site import site as website
from tests.storage.samples import NOON

pytestmark = pytest.mark.browser

MENDED = text_pdf((*BLOCKS, ("P", "Een tweede blad.")), "Reglement", tagged=True)


def start_page(*names: str) -> str:
    return page("Start", "".join(f'<p><a href="{name}">Folder {name}</a></p>' for name in names))


def issues(used: Settings, result: app.ScanResult) -> list[Issue]:
    """Return the problems of documents that a scan tells."""
    assert result.scan is not None
    with Store.open(used.storage.url) as store:
        return list(store.report_source(result.scan.id, (), ()).document_issues())


def problems(used: Settings, result: app.ScanResult) -> dict[tuple[str, str], Issue]:
    """Return one problem of each path and check."""
    found = issues(used, result)
    return {("/" + one.example_url.split("/", 3)[3], one.check): one for one in found}


def test_a_problem_of_a_document_lives_over_scans(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/": start_page("/a.pdf", "/plat.pdf"),
        "/a.pdf": pdf(TAGGED),
        "/plat.pdf": pdf(PLAIN),
    }
    with website(routes) as town:
        used = settings(tmp_path)
        first = scan(used, site_of(town))
        found = problems(used, first)
        known = found["/plat.pdf", "pdf-not-tagged"]
        assert known.label is None
        # The page is clean; the document alone makes the exit code.
        assert first.worst is not None
        assert first.worst.rank >= Impact.SERIOUS.rank
        assert first.document_problems > 0
        assert first.news == ()
        assert any("Documenten: 2 documenten beoordeeld, 1 heeft problemen" in line for line in first.summary)
        assert len(first.summary) <= 10

        # It moves, and a copy of the other one appears.
        del town.routes["/plat.pdf"]
        town.routes |= {
            "/": start_page("/a.pdf", "/nieuw/plat.pdf", "/kopie.pdf"),
            "/nieuw/plat.pdf": pdf(PLAIN),
            "/kopie.pdf": pdf(TAGGED),
        }
        second = scan(used, site_of(town))
        found = problems(used, second)
        moved = found["/nieuw/plat.pdf", "pdf-not-tagged"]
        assert (moved.id, moved.label) == (known.id, TrendLabel.PERSISTING)
        assert {one.label for one in found.values()} == {TrendLabel.PERSISTING}
        assert second.news == ()

        # People set it aside: it counts no more.
        with Store.open(used.storage.url) as store:
            for one in issues(used, second):
                store.decide(one.id, Decision(DecisionKind.FALSE_ALARM, "Bekeken", "An Peeters", NOON))
        third = scan(used, site_of(town))
        assert third.document_problems == 0
        assert problems(used, third)["/nieuw/plat.pdf", "pdf-not-tagged"].is_set_aside

        # A newer file in its place, and one more document that is wrong.
        town.routes["/nieuw/plat.pdf"] = pdf(MENDED)
        town.routes["/kopie.pdf"] = pdf(text_pdf(BLOCKS, "scan_0013", tagged=False))
        fourth = scan(used, site_of(town))
        found = problems(used, fourth)
        assert found["/nieuw/plat.pdf", "pdf-not-tagged"].label is TrendLabel.RESOLVED
        assert found["/kopie.pdf", "pdf-not-tagged"].label is TrendLabel.NEW
        told = {one.page_url for one in fourth.news if one.check == "pdf-not-tagged"}
        assert told == {f"{town.url}/kopie.pdf"}
        assert all(one.in_document for one in fourth.news)

        # Nothing comes of it this time: nothing is solved by that.
        town.routes["/kopie.pdf"] = pdf(b"%PDF-1.7 kapot")
        fifth = scan(used, site_of(town))
        assert not [one for one in problems(used, fifth).values() if one.label is TrendLabel.RESOLVED]
        assert fifth.scan is not None
        with Store.open(used.storage.url) as store:
            moves = store.report_source(fifth.scan.id, (), ()).header.documents_trend
        assert moves[TrendLabel.NOT_RECHECKED] > 0
