"""Pages keep their template over scans, and issues tell on how many templates they stand."""

from drempel.model.scan import PageResult
from drempel.model.snapshot import FetchOutcome
from drempel.model.template import PageTemplate
from storage import Store
from tests.storage.samples import finding, not_ok, ok, record, scanned

NEWS, NEARLY_NEWS, FORM, OTHER = 0b1111, 0b0111, 2**64 - 1, 0xFFFF_0000_FFFF


def page(name: str, skeleton: int, *codes: str) -> PageResult:
    return ok(name, *map(finding, codes), record=record(name, skeleton=skeleton))


def templates(store: Store, scan_id: str) -> list[PageTemplate]:
    return list(store.report_source(scan_id, (), ()).templates())


def numbers(store: Store, scan_id: str) -> dict[str, int]:
    return {one.example_url.rpartition("/")[2]: one.number for one in templates(store, scan_id)}


def test_templates_stay_when_pages_come_and_go_in_any_order(store: Store) -> None:
    first = scanned(store, page("a", NEWS), page("b", NEARLY_NEWS), page("c", FORM)).id
    before = numbers(store, first)
    assert len(before) == 2
    assert [one.pages for one in templates(store, first)] == [2, 1]
    second = scanned(store, page("d", OTHER), page("c", FORM), page("b", NEARLY_NEWS)).id
    after = numbers(store, second)
    assert (after["b"], after["c"]) == (before["a"], before["c"])
    assert after["d"] not in before.values()
    assert numbers(store, first) == before


def test_issues_tell_on_which_templates_they_stand(store: Store) -> None:
    scan_id = scanned(
        store, page("a", NEWS, "alt"), page("b", NEARLY_NEWS, "alt"), page("c", FORM, "alt", "label")
    ).id
    source = store.report_source(scan_id, (), ())
    found = source.issue_templates()
    news, form = (one.number for one in source.templates())
    assert {issue.pages: found[issue.id] for issue in source.issues()} == {
        3: {news: 2, form: 1},
        1: {form: 1},
    }


def test_pages_tell_their_template(store: Store) -> None:
    scan_id = scanned(
        store, page("a", NEWS), page("b", NEARLY_NEWS), page("c", FORM), not_ok("d", FetchOutcome.TIMEOUT)
    ).id
    source = store.report_source(scan_id, (), ())
    news, form = (one.number for one in source.templates())
    found = {one.record.page_url.rpartition("/")[2]: one.template for one in source.pages()}
    assert found == {"a": news, "b": news, "c": form, "d": None}


def test_the_next_scan_knows_the_template_of_each_page_and_which_were_used(store: Store) -> None:
    used = ok("c", finding("alt"), record=record("c", skeleton=FORM, notes=("used",)))
    scan_id = scanned(store, page("a", NEWS), used, not_ok("d", FetchOutcome.TIMEOUT)).id
    news, form = sorted(one.number for one in store.report_source(scan_id, (), ()).templates())
    of_page = {one.record.page_url: one.template for one in store.report_source(scan_id, (), ()).pages()}
    entity_id, site_id = (scan := store.scan(scan_id)).entity_id, scan.site_id
    known = store.known_templates(entity_id, site_id)
    assert {url: one.number for url, one in known.items()} == {u: n for u, n in of_page.items() if n}
    assert {one.number for one in known.values()} == {news, form}
    assert {url.rpartition("/")[2]: one.was_used for url, one in known.items()} == {"a": False, "c": True}
    assert store.known_templates(entity_id, "https://elders.example/") == {}
