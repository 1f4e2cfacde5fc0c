"""How often Python looks for objects that hold each other while sites are visited."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drempel import app
from drempel.collecting import collecting_less
from drempel.settings import load
from storage import Store


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class _Node:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_the_newest_are_looked_at_less_often() -> None:
    before = gc.get_threshold()
    with collecting_less():
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    assert gc.get_threshold() == before


def test_what_was_there_is_not_looked_at_and_is_again_afterwards() -> None:
    left = weakref.ref(_Node())
    with collecting_less():
        gc.collect()
        assert left() is not None
    gc.collect()
    assert left() is None


def test_what_pages_leave_behind_is_found() -> None:
    with collecting_less():
        left = weakref.ref(_Node())
        kept = [[at] for at in range(500_000)]
        assert left() is None
    assert len(kept) == 500_000


def test_it_lasts_until_the_last_one_leaves_in_any_order() -> None:
    before = gc.get_threshold()
    first, second = collecting_less(), collecting_less()
    first.__enter__()
    second.__enter__()
    changed = gc.get_threshold()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == changed != before
    assert gc.get_freeze_count() > 0
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_an_error_ends_it() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="fout"), collecting_less():
        raise ValueError("fout")
    assert gc.get_threshold() == before


def test_it_holds_from_the_first_page_to_the_last_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(Store, "prune", lambda *_: seen.append(gc.get_threshold()))
    settings = load(
        None,
        {
            "storage": {"url": f"sqlite:///{tmp_path / 'a.db'}"},
            "report": {"folder": str(tmp_path / "rapport")},
        },
    )
    before, progress, stop = gc.get_threshold(), Any, asyncio.Event()
    asyncio.run(app.run_scans(settings, [], resume=False, progress=progress, stop=stop))
    assert seen[0][0] > before[0]
    assert gc.get_threshold() == before
