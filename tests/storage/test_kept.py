"""Pages that were not visited again: what they take over, who has their artefacts, what retention leaves."""

from dataclasses import replace
from datetime import timedelta

from drempel.model.artefact import DomCapture, Links
from drempel.model.finding import Judgement, Outcome
from drempel.model.issue import TrendLabel
from drempel.model.marks import Mark, PageMarks, Supplies
from drempel.model.scan import PageResult, Scan
from storage import Store
from tests.storage.samples import DOM, HOME, finding, finish, ok, profile, record, scanned, start, tally

MARKS = PageMarks(Mark(f"{HOME}a", etag='"1"', digests=("x", "y", "z")), {"content-type": "text/html"})
SUPPLIES = Supplies((Mark(f"{HOME}stijl.css", "style", digests=("s",)),))


def visited(store: Store) -> Scan:
    further = (MARKS, SUPPLIES, Links((f"{HOME}b",)))
    return scanned(store, ok("a", finding("f"), text=profile("a"), dom=DOM, further=further))


def kept(first: Scan, *, judgement: Judgement | None = None) -> PageResult:
    unvisited = replace(record("a"), kept_since=first.id)
    return PageResult(unvisited, judgement, title="Titel van a", kept_from=first.id)


def test_what_is_known_of_a_page_says_how_to_recognise_it(url: str) -> None:
    with Store.open(url) as store:
        first = visited(store)
        (known,) = store.known(first.id, [f"{HOME}a", f"{HOME}nooit"]).values()
        assert (known.marks, known.supplies, known.links.urls) == (MARKS, SUPPLIES, (f"{HOME}b",))
        assert known.seen_scan == first.id
        assert store.ended_urls(first.id, PageMarks) == [f"{HOME}a"]
        assert store.last_whole_scan(first.entity_id, first.site_id) == store.scan(first.id)


def test_a_kept_page_has_the_judgement_and_artefacts_of_the_visit(url: str) -> None:
    with Store.open(url) as store:
        first = visited(store)
        second = scanned(store, kept(first))
        # One that was kept from one that was kept has those of the visit too.
        third = scanned(store, kept(second))
        for scan in (second, third):
            (end,) = store.records(scan.id)
            assert end.kept_since == first.id
            source = store.report_source(scan.id, (), ())
            assert source.header.trend == {TrendLabel.PERSISTING: 1}
            (page,) = source.pages()
            assert (page.failed, page.text, page.title) == (1, profile("a"), "Titel van a")
            assert store.artefact(scan.id, f"{HOME}a", DomCapture) == DOM
            assert [seen.artefacts[DomCapture] for seen in source.seen_pages(DomCapture)] == [DOM]
            assert store.page_artefacts(scan.id, f"{HOME}a")[PageMarks] == MARKS
            assert store.artefact_kinds(scan.id) >= {DomCapture, PageMarks}
        (known,) = store.known(third.id, [f"{HOME}a"]).values()
        assert known.seen_scan == first.id
        assert store.page_judgement(third.id, f"{HOME}a") == store.page_judgement(first.id, f"{HOME}a")


def test_a_kept_page_that_was_judged_again_keeps_its_artefacts_only(url: str) -> None:
    with Store.open(url) as store:
        first = visited(store)
        again = Judgement((), (tally("other", Outcome.PASSED),))
        second = scanned(store, kept(first, judgement=again))
        assert store.page_judgement(second.id, f"{HOME}a") == again
        assert store.artefact(second.id, f"{HOME}a", DomCapture) == DOM


def test_retention_leaves_what_a_kept_page_was_judged_by(url: str) -> None:
    with Store.open(url) as store:
        first = visited(store)
        second = scanned(store, kept(first))
        late = Store(store.engine, clock=lambda: store.clock() + timedelta(days=400))
        late.prune(90)
        assert store.artefact(second.id, f"{HOME}a", DomCapture) == DOM
        # As soon as the page is visited anew, nobody needs the old ones.
        scanned(store, ok("a", finding("f")))
        late.prune(90)
        assert store.artefact(first.id, f"{HOME}a", DomCapture) is None


def test_the_share_of_pages_that_are_proved_is_remembered_with_the_site(url: str) -> None:
    with Store.open(url) as store:
        scan = start(store, "a")
        assert store.proof_share(scan.id) is None
        store.set_proof_share(scan.id, 0.04)
        store.write_pages(scan.id, [ok("a")])
        finish(store, scan)
        assert store.proof_share(start(store, "a").id) == 0.04
