"""Pages keep their template over scans, and issues tell on how many templates they stand."""

from drempel.model.scan import PageResult
from drempel.model.template import PageTemplate
from storage import Store
from tests.storage.samples import finding, ok, record, scanned

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


def test_issues_tell_on_how_many_templates_they_stand(store: Store) -> None:
    scan_id = scanned(
        store, page("a", NEWS, "alt"), page("b", NEARLY_NEWS, "alt"), page("c", FORM, "alt", "label")
    ).id
    source = store.report_source(scan_id, (), ())
    found = source.issue_templates()
    assert sorted(found[issue.id] for issue in source.issues()) == [1, 2]
    assert {issue.pages: found[issue.id] for issue in source.issues()} == {3: 2, 1: 1}
