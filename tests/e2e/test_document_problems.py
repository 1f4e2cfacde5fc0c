"""Problems of documents over scans of a website: new, solved, moved with the file, set aside by people."""

import json
from pathlib import Path

import pytest

from demo.documents import text_pdf
from drempel import app, gate
from drempel.model.decision import Decision, DecisionKind
from drempel.model.finding import Impact
from drempel.model.issue import Issue, TrendLabel
from drempel.recheck import recheck
from drempel.settings import Settings
from storage import Store
from tests.e2e.running import scan, settings
from tests.e2e.test_documents import BLOCKS, PLAIN, TAGGED, page, pdf, site_of
from tests.site import Answer, Route
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
        assert (fourth.documents_missed, fifth.documents_missed, fifth.documents_beyond) == (0, 1, 0)
        assert not [one for one in problems(used, fifth).values() if one.label is TrendLabel.RESOLVED]
        assert fifth.scan is not None
        with Store.open(used.storage.url) as store:
            moves = store.report_source(fifth.scan.id, (), ()).header.documents_trend
        assert moves[TrendLabel.NOT_RECHECKED] > 0


def labels(used: Settings, result: app.ScanResult) -> dict[str, TrendLabel | None]:
    """Return how the problem of tags of each document moved, by path."""
    found = problems(used, result)
    return {path: one.label for (path, check), one in found.items() if check == "pdf-not-tagged"}


def test_a_document_that_no_page_links_to_any_more_is_told_as_such_and_a_recheck_leaves_documents_alone(
    tmp_path: Path,
) -> None:
    routes: dict[str, Route] = {
        "/": start_page("/plat.pdf", "/ook.pdf", "/blad"),
        "/blad": page("Blad", '<p><a href="/ook.pdf">Ook</a></p>'),
        "/plat.pdf": pdf(PLAIN),
        "/ook.pdf": pdf(text_pdf(BLOCKS, "scan_0014", tagged=False)),
    }
    with website(routes) as town:
        used = settings(tmp_path)
        first = scan(used, site_of(town))
        assert labels(used, first) == {"/plat.pdf": None, "/ook.pdf": None}

        # One of the two pages that linked to the second document does not answer: nobody knows of that one.
        town.routes |= {"/": start_page("/blad"), "/blad": Answer("", 503)}
        second = scan(used, site_of(town))
        assert second.coverage.unjudged == 1
        assert labels(used, second) == {"/plat.pdf": TrendLabel.RESOLVED}
        assert all(one.is_unlinked for one in issues(used, second))
        told = (tmp_path / "rapport").rglob("documenten.html")
        newest = max(told, key=lambda file: file.stat().st_mtime).read_text("utf-8")
        assert "Geen pagina verwijst nog naar dit document." in newest

        # Now it is seen, without the link.
        town.routes["/blad"] = page("Blad", "<p>Niets meer.</p>")
        third = scan(used, site_of(town))
        assert labels(used, third) == {"/ook.pdf": TrendLabel.RESOLVED}

        town.routes["/"] = start_page("/plat.pdf", "/blad")
        fourth = scan(used, site_of(town))
        assert labels(used, fourth) == {"/plat.pdf": TrendLabel.REGRESSED}

        # Nothing of documents is kept: a recheck says so, and leaves what was found as it was.
        assert fourth.scan is not None
        before = issues(used, fourth)
        done = recheck(used, fourth.scan.id)
        assert (done.documents, done.pages) == (1, 2)
        assert issues(used, fourth) == before


def test_a_decision_in_the_file_holds_for_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    used = settings(tmp_path)
    with website({"/": start_page("/plat.pdf"), "/plat.pdf": pdf(PLAIN)}) as town:
        first = scan(used, site_of(town))
        assert first.document_problems > 0
        tags = problems(used, first)["/plat.pdf", "pdf-not-tagged"]
        counted = [one for one in issues(used, first) if gate.counts(one.example, used.standard)]
        text = "".join(
            f'[[waive]]\nfingerprint = "{one.fingerprint}"\nsite = "{town.url}/"\n'
            'reason = "Het programma wordt vervangen."\nbasis = "onevenredige last"\nowner = "team web"\n'
            'by = "An Peeters"\non = 2026-01-01\nuntil = 2099-12-31\n\n'
            for one in counted
        )
        (tmp_path / "waivers.toml").write_text(text, encoding="utf-8")
        second = scan(used, site_of(town))
        assert second.document_problems == 0
        assert second.worst is None
        (data,) = [
            one
            for one in json.loads(max((tmp_path / "rapport").rglob("rapport.json")).read_text("utf-8"))[
                "document_issues"
            ]
            if one["issue"] == tags.id
        ]
        assert (data["group"], data["outcome"], data["label"]) == ("waived", "failed", "persisting")
        assert data["decided"]["waiver"]["file"] == "waivers.toml"
        page_on = max((tmp_path / "rapport").rglob("documenten.html")).read_text("utf-8")
        assert "Dit mag blijven tot" in page_on

        # The day is over: it counts again.
        (tmp_path / "waivers.toml").write_text(text.replace("2099-12-31", "2026-01-02"), encoding="utf-8")
        third = scan(used, site_of(town))
        assert third.document_problems == first.document_problems
