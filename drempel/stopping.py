"""Ending work within a grace time: what is open may be finished, but not for ever."""

import asyncio
from collections.abc import Collection
from typing import Any


async def within_grace(work: Collection[asyncio.Task[Any]], stop: asyncio.Event, grace_s: float) -> None:
    """Wait until tasks are done. Once `stop` is set they get `grace_s` more; what is left is cancelled.

    Returns when all have ended, cancelled ones too. Raises the first error of a task at once, and leaves
    the others to the caller then, as `asyncio.gather` does.
    """
    asked = asyncio.create_task(stop.wait())
    left = set(work)
    try:
        while left and not stop.is_set():
            ended, _ = await asyncio.wait({*left, asked}, return_when=asyncio.FIRST_COMPLETED)
            left -= ended
            _raise_first(ended - {asked})
        deadline = asyncio.get_running_loop().time() + grace_s
        while left and (rest_s := deadline - asyncio.get_running_loop().time()) > 0:
            ended, left = await asyncio.wait(left, timeout=rest_s, return_when=asyncio.FIRST_COMPLETED)
            _raise_first(ended)
        for task in left:
            task.cancel()
        if left:
            ended, _ = await asyncio.wait(left)
            _raise_first(ended)
    finally:
        asked.cancel()


def _raise_first(ended: Collection[asyncio.Task[Any]]) -> None:
    for task in ended:
        if not task.cancelled():
            task.result()
