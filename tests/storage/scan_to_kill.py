"""Scans a made-up site into a database until it is done, or killed: the child of `test_kill`.

    python -m tests.storage.scan_to_kill URL PAGES SEED

Each page links to two others. Batches vary in size; a line on stdout follows each one that is stored.
"""

import random
import sys
from itertools import islice

from drempel.model.scan import PageResult
from drempel.model.snapshot import FetchOutcome, Queued
from storage import Store
from tests.storage.samples import DOM, HOME, SITE, finding, finish, not_ok, ok, profile, queued, start


def result(page: int, pages: int) -> PageResult:
    """Return what becomes of a page; every fifth one fails."""
    path = f"{page}"
    if page % 5 == 4:
        return not_ok(path, FetchOutcome.TIMEOUT, permanent=False)
    links = tuple(queued(f"{to}") for to in (2 * page + 1, 2 * page + 2) if to < pages)
    found = [finding(f"{n}") for n in range(page % 7)]
    return ok(path, *found, text=profile(path), dom=DOM, discovered=links)


def main(url: str, pages: int, seed: int) -> None:
    """Begin a scan, or resume the one that was killed, and finish it."""
    chance = random.Random(seed)
    with Store.open(url, busy_timeout_s=30) as store:
        unfinished = store.unfinished_scan("elzervoorde", SITE.id)
        scan = (
            store.reopen_scan(unfinished.id)
            if unfinished
            else start(
                store, *(f"{page}" for page in range(pages) if page % 5 == 0 or _is_behind_a_failure(page))
            )
        )
        print("started", flush=True)  # noqa: T201 (the parent waits for it)
        while batch := list(islice(store.queued(scan.id), chance.randint(1, 6))):
            store.write_pages(scan.id, [result(_number(address), pages) for address in batch])
            print(len(batch), flush=True)  # noqa: T201
        finish(store, scan)


def _number(address: Queued) -> int:
    return int(address.page_url.removeprefix(HOME))


def _is_behind_a_failure(page: int) -> bool:
    """Tell whether only pages that fail link to a page: such pages are queued from the start."""
    return page > 0 and (page - 1) // 2 % 5 == 4


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
