"""What several formats of one report work out of the same source is worked out once.

Only while `shared` is open: what it holds is gone after the report.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from drempel.model.report import ReportSource

T = TypeVar("T")

_known: ContextVar[dict[str, tuple[ReportSource, Any]] | None] = ContextVar("known", default=None)
"""By function, the source that it was last asked of and what it gave; `None` where nothing is shared."""


@contextmanager
def shared() -> Iterator[None]:
    """Keep what functions that are `once_a_report` give, until the end of the block."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once_a_report(make: Callable[[ReportSource], T]) -> Callable[[ReportSource], T]:
    """Let a function give what it gave before of the very same source, while `shared` is open.

    What it gives must not change once it is made.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(source: ReportSource) -> T:
        known = _known.get()
        if known is None:
            return make(source)
        if name not in known or known[name][0] is not source:
            known[name] = source, make(source)
        found: T = known[name][1]
        return found

    return made
