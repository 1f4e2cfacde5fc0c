"""Where many sites stand: the same as asking each site for its last scan."""

from dataclasses import replace

import pytest

from drempel.model.entity import Entity
from drempel.model.indicator import IndicatorValue
from drempel.model.scan import ScanState
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store
from tests.storage.samples import ENTITY, HOME, ok, scanned, start

LIBRARY = Site(("https://bib.elzervoorde.example/",))
PORT = Site(("https://haven.example/",))
HARBOUR = Entity("a-haven", "De haven", sites=(PORT,))
READABLE = IndicatorValue("readable-pages", 2, 0.5, "ratio", "up-is-better", 1, 2, low=0.1, high=0.9)


def closed(store: Store, entity: Entity, site: Site, state: ScanState, pages: int = 1) -> str:
    scan = start(store, entity=entity, site=site)
    store.write_pages(scan.id, [ok(f"{n}") for n in range(pages)])
    store.finish_scan(scan.id, state, Coverage({FetchOutcome.OK: pages}, 3), (READABLE,))
    return scan.id


def test_each_site_stands_where_its_last_closed_scan_left_it(store: Store) -> None:
    town = replace(ENTITY, sites=(*ENTITY.sites, LIBRARY))
    closed(store, town, ENTITY.sites[0], ScanState.COMPLETE)
    newest = closed(store, town, ENTITY.sites[0], ScanState.INCOMPLETE, pages=2)
    start(store, "wacht", entity=town)  # still runs
    harbour = closed(store, HARBOUR, PORT, ScanState.COMPLETE)
    start(store, "nooit", entity=town, site=LIBRARY)  # never closed
    port, home = store.overview(indicators=("readable-pages", "nothing-like-it"))
    assert (port.entity_id, port.site_id, port.scan_id) == ("a-haven", PORT.id, harbour)
    assert (home.entity_name, home.site_id, home.scan_id) == (ENTITY.name, HOME, newest)
    assert (home.state, home.coverage) == (ScanState.INCOMPLETE, Coverage({FetchOutcome.OK: 2}, 3))
    assert home.indicators == {"readable-pages": READABLE}
    scan = store.scan(newest)
    assert (home.started_at, home.finished_at) == (scan.started_at, scan.finished_at)
    assert [site.scan_id for site in store.overview(ENTITY.id)] == [newest]
    assert store.overview("nobody") == []


def test_the_newest_scans_are_those_of_the_overview(store: Store) -> None:
    scanned(store, ok("a"))
    closed(store, HARBOUR, PORT, ScanState.FAILED)
    closed(store, HARBOUR, PORT, ScanState.INTERRUPTED)
    assert [scan.id for scan in store.latest_scans()] == [site.scan_id for site in store.overview()]
    assert list(store.latest_scans(HARBOUR.id)) == [store.latest_scan(HARBOUR.id, PORT.id)]


def test_when_a_site_was_last_seen_whole(store: Store) -> None:
    whole = scanned(store, ok("a"))
    scanned(store, ok("a"), state=ScanState.INCOMPLETE)
    closed(store, HARBOUR, PORT, ScanState.FAILED)
    assert store.last_complete() == {(ENTITY.id, HOME): store.scan(whole.id).started_at}


def test_more_sites_than_one_statement_asks_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.overview._CHUNK", 2)
    sites = [Site((f"https://site{n}.example/",)) for n in range(5)]
    ids = [closed(store, HARBOUR, site, ScanState.COMPLETE) for site in sites]
    found = store.overview(indicators=("readable-pages",))
    assert [site.scan_id for site in found] == ids
    assert all(site.indicators for site in found)
    assert len(store.last_complete()) == len(store.latest_scans()) == 5
