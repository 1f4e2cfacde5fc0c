"""How long it takes to read where many sites stand: 1,000 sites with 52 weekly scans each.

The data are one scan of a site, stored as `drempel scan` does, copied within the database: the same rows for
each site and week. Timed is what reports and `drempel nightly` read before they show or choose anything. The
plans of the statements are searched for walks over whole tables that grow with every scan.

    python -m benchmarks.overview
    python -m benchmarks.overview --quick      1,000 sites with 4 scans
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, event, text

from benchmarks.growth import one_night
from storage import Store
from storage.engine import plain_sqlite
from tests.postgres import find_programs, started

BAR_MS = 200
INDICATORS = ("readable-pages", "open-issues", "pages-with-failure")
SMALL = {"entity", "site"}
"""Tables that are read whole: one row for each line of the answer."""
PAGES = 40


def fill(store: Store, sites: int, weeks: int) -> None:
    """Copy the one scan that is there to other sites, and each of those to other weeks."""
    # The rows are copies of good ones; whether each has its owner need not be looked up.
    if store.engine.dialect.name == "sqlite":
        with plain_sqlite(store.engine) as connection:
            moment = "strftime('%Y-%m-%d %H:%M:%f', {}, '+' || (w.n * 7) || ' days')"
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN")
            for statement in _statements(moment, sites, weeks):
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute("PRAGMA foreign_keys=ON")
        return
    with store.engine.begin() as server:
        server.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in _statements("{} + w.n * interval '7 days'", sites, weeks):
            server.execute(text(statement))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        # It does this by itself now and then.
        server.execute(text("VACUUM ANALYZE"))


def _statements(moment: str, sites: int, weeks: int) -> Iterator[str]:
    def numbers(name: str, first: int, last: int) -> str:
        return f"{name}(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM {name} WHERE n < {last})"

    many, all_weeks = numbers("s", 2, sites), numbers("w", 0, weeks - 1)
    yield (
        f"WITH RECURSIVE {many} INSERT INTO entity (id, key, name, kind, parent, groups) "
        "SELECT s.n, key || '-' || s.n, name || ' ' || s.n, kind, parent, groups FROM entity, s WHERE id = 1"
    )
    yield (
        f"WITH RECURSIVE {many} INSERT INTO site (id, entity_id, key, scope) "
        "SELECT s.n, s.n, key || s.n || '/', scope FROM site, s WHERE id = 1"
    )
    # Week by week, as scans are made: the scans of a site lie far from each other.
    yield (
        f"WITH RECURSIVE {numbers('t', 1, sites)}, {all_weeks} "
        "INSERT INTO scan (id, public_id, site_id, state, scope, settings, tools, started_at, finished_at, "
        "judged, coverage) "
        f"SELECT 10 + w.n * {sites} + t.n, 'S' || (w.n * {sites} + t.n), t.n, state, scope, settings, tools, "
        f"{moment.format('started_at')}, {moment.format('finished_at')}, judged, coverage "
        "FROM scan, w, t WHERE scan.id = 1 ORDER BY w.n, t.n"
    )
    yield (
        "INSERT INTO indicator_value (scan_id, indicator, position, version, value, unit, direction, part, "
        "whole, reason, low, high) "
        "SELECT scan.id, indicator, position, version, value, unit, direction, part, whole, reason, low, "
        "high FROM indicator_value, scan WHERE scan_id = 1 AND scan.id > 10"
    )
    yield (
        "INSERT INTO issue_trend (scan_id, issue_id, label, state_before, seen_scan_id, pages, occurrences) "
        "SELECT scan.id, issue_id, 'persisting', 'open', scan.id, pages, occurrences "
        "FROM issue_trend, scan WHERE scan_id = 1 AND scan.id > 10 AND issue_id <= 20"
    )


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Return what is asked of many sites at once."""
    entity = store.entities()[-1].id
    return {
        "all sites": lambda: store.overview(indicators=INDICATORS),
        "one entity": lambda: store.overview(entity, INDICATORS),
        "last seen whole": store.last_complete,
    }


def walks(store: Store, ask: Callable[[], object]) -> list[str]:
    """Return the steps of plans that read a table that grows with every scan from end to end."""
    told: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:
        if re.match(r"\s*SELECT", str(args[2])):
            told.append((args[2], args[3]))

    event.listen(store.engine, "before_cursor_execute", note)
    ask()
    event.remove(store.engine, "before_cursor_execute", note)
    assert told
    with store.engine.connect() as connection:
        return [step for statement, given in told for step in _walks(connection, statement, given)]


def _walks(connection: Connection, statement: str, given: Any) -> Iterator[str]:
    is_file = connection.dialect.name == "sqlite"
    plan = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN' if is_file else ''} {statement}", given)
    for row in plan:
        step = str(row[-1])
        found = re.search(r"SCAN (\w+)" if is_file else r"Seq Scan on (\w+)", step)
        if found and found[1] not in SMALL:
            yield step.strip()


def timed(ask: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the best of some runs in milliseconds: by the clock, and of this process alone.

    The best, for other work on the machine can only add to it.
    """
    ask()
    by_clock, own = [], []
    for _ in range(runs):
        begun, used = time.perf_counter(), time.process_time()
        ask()
        by_clock.append(1000 * (time.perf_counter() - begun))
        own.append(1000 * (time.process_time() - used))
    return min(by_clock), min(own)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--quick", action="store_true", help="1,000 sites with 4 scans")
    options = parser.parse_args()
    weeks = 4 if options.quick else options.weeks
    found: dict[str, Any] = {}
    programs = find_programs()
    for kind in ("sqlite", "postgresql"):
        with TemporaryDirectory() as folder:
            if kind == "sqlite":
                url = f"sqlite:///{Path(folder) / 'overview.db'}"
            elif programs is None:
                print("PostgreSQL's server programs are not on this machine: not measured.")
                continue
            else:
                server = started(programs)
                url = server.url(server.create())
            with Store.open(url, clock=lambda: datetime(2026, 1, 5, 21, tzinfo=UTC)) as store:
                one_night(store, PAGES, edition=0)
                begun = time.perf_counter()
                fill(store, options.sites, weeks)
                print(f"{kind}: {options.sites * weeks} scans made in {time.perf_counter() - begun:.0f} s")
                for name, ask in questions(store).items():
                    by_clock, own = timed(ask, 5 if options.quick else 9)
                    walked = walks(store, ask)
                    found.setdefault(kind, {})[name] = {
                        "ms": round(by_clock, 1),
                        "own_cpu_ms": round(own, 1),
                        "walks": walked,
                    }
                    print(
                        f"  {name}: {by_clock:.0f} ms (bar {BAR_MS}), {own:.0f} ms CPU of this process; "
                        f"walks over tables: {walked or 'none'}"
                    )
    within = all(
        seen["ms"] <= BAR_MS and not seen["walks"] for by_name in found.values() for seen in by_name.values()
    )
    print(
        json.dumps(
            {
                "benchmark": "overview",
                "sites": options.sites,
                "weeks": weeks,
                "within_bar": within,
                **found,
            }
        )
    )


if __name__ == "__main__":
    main()
