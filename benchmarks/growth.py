"""How much the database grows: 30 nights of a site of 500 pages, on SQLite and on PostgreSQL.

Two sites, scanned as `drempel scan` stores them. On one nothing changes between two nights, on the other
every page does: its text, its findings and its title. Said per page and night, from the second night on, for
the first one fills what later ones share. What artefacts take (the contents and which page has which) is told
apart: it depends on the pages, and is thrown away in time (`keep_artefacts_days`).

    python -m benchmarks.growth
    python -m benchmarks.growth --quick      5 nights of 100 pages
"""

import argparse
import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.made_scans import begin, page_of
from checks import registry
from drempel import indicators
from drempel.inclusion.limits import limits_of
from drempel.inclusion.tally import ask
from drempel.model.scan import ScanState
from drempel.model.snapshot import Coverage
from storage import Store
from tests.postgres import find_programs, started

BARS_BYTES = {"nothing changed": 500, "everything changed": 25_000}
ARTEFACTS = {"artefact", "snapshot_artefact"}
SQLITE_SIZES = "SELECT tbl_name, sum(pgsize) FROM sqlite_master JOIN dbstat USING (name) GROUP BY tbl_name"
POSTGRESQL_SIZES = (
    "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
BATCH = 25
"""Pages in one transaction; a scan writes as many at most."""


class Nights:
    """A clock for scans that begin each night at ten."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=2)
        return self.now

    def next_night(self) -> None:
        """Go on to ten o'clock of the next night."""
        self.now = self.now.replace(hour=21, minute=0, second=0) + timedelta(days=1)


def one_night(store: Store, pages: int, *, edition: int) -> None:
    """Scan the site once, its pages in this edition."""
    scan = begin(store, [f"blad/{page}" for page in range(pages)])
    for first in range(0, pages, BATCH):
        batch = [page_of(page, edition, store.clock()) for page in range(first, min(first + BATCH, pages))]
        store.write_pages(scan.id, batch)
    source = store.report_source(scan.id, registry.catalogue(), ())
    asked = ask(source.seen_pages, limits_of("normal"), is_whole=True, corrections=())
    store.finish_scan(
        scan.id,
        ScanState.COMPLETE,
        Coverage(store.outcome_counts(scan.id)),
        lambda facts: indicators.compute(facts, asked=asked),
        asked,
    )
    store.finish_run()


def sizes(store: Store) -> dict[str, int]:
    """Return the bytes of each table with its indexes."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            return dict(_pairs(connection, SQLITE_SIZES))
        # What the server's own housekeeping does between two nights.
        connection.execute(text("VACUUM"))
        return dict(_pairs(connection, POSTGRESQL_SIZES))


def _pairs(connection: Connection, query: str) -> Iterator[tuple[str, int]]:
    yield from ((name, size) for name, size in connection.execute(text(query)))


def measure(url: str, pages: int, nights: int, *, changing: bool) -> dict[str, Any]:
    """Return the bytes per page and night: in all, by table, and the CPU seconds of a night."""
    clock = Nights()
    with Store.open(url, clock=clock) as store:
        before: Mapping[str, int] = {}
        after: Mapping[str, int] = {}
        used: list[float] = []
        for night in range(nights):
            begun = time.process_time()
            one_night(store, pages, edition=night if changing else 0)
            used.append(time.process_time() - begun)
            clock.next_night()
            after = sizes(store)
            before = before or after
    grown = {name: (size - before.get(name, 0)) / pages / (nights - 1) for name, size in after.items()}
    return {
        "bytes": round(sum(size for name, size in grown.items() if name not in ARTEFACTS), 1),
        "artefact_links": round(grown.get("snapshot_artefact", 0), 1),
        "tables": {name: round(size, 1) for name, size in sorted(grown.items(), key=lambda t: -t[1]) if size},
        "cpu_s": round(sum(used[1:]) / (nights - 1), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="5 nights of 100 pages")
    options = parser.parse_args()
    pages, nights = (100, 5) if options.quick else (options.pages, options.nights)
    found: dict[str, Any] = {}
    programs = find_programs()
    for kind in ("sqlite", "postgresql"):
        for name, bar in BARS_BYTES.items():
            with TemporaryDirectory() as folder:
                if kind == "sqlite":
                    url = f"sqlite:///{Path(folder) / 'growth.db'}"
                elif programs is None:
                    print("PostgreSQL's server programs are not on this machine: not measured.")
                    continue
                else:
                    server = started(programs)
                    url = server.url(server.create())
                seen = measure(url, pages, nights, changing=name.startswith("everything"))
            found.setdefault(kind, {})[name] = seen
            print(
                f"{kind}, {name}: {seen['bytes']:.0f} bytes per page and night (bar {bar}), of which pages "
                f"have artefacts {seen['artefact_links']:.0f}; {seen['cpu_s']:.2f} CPU s a night"
            )
            for table, size in list(seen["tables"].items())[:8]:
                print(f"    {size:10.1f}  {table}")
    within = all(
        seen["bytes"] <= BARS_BYTES[name] for by_name in found.values() for name, seen in by_name.items()
    )
    print(
        json.dumps({"benchmark": "growth", "pages": pages, "nights": nights, "within_bars": within, **found})
    )


if __name__ == "__main__":
    main()
