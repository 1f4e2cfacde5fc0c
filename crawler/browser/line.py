"""A slow connection for the stage, where throttling by the browser has no hold.

Chromium slows down what comes from its network (`Network.emulateNetworkConditions`), not the answers that
are given in its place: 240 kB played at 400 kbit/s were there in 0.4 s, and take 6 s here. So these wait, for
as long as they would be under way.

A new origin takes one round trip to connect (RFC 9293, 3.5) and one more for TLS 1.3 (RFC 8446, 2), each
request one. Then its bytes share the line with those of the others: what the browser asks for with more
priority goes first. Looking names up, congestion and lost packets are left out: a real line is slower.
"""

import asyncio
import contextlib
import heapq
from typing import Final

from crawler.urls import origin
from drempel.model.slow_load import Line

PRIORITIES: Final = ("VeryHigh", "High", "Medium", "Low", "VeryLow")

SLICE_S: Final = 0.05
"""For so long one answer has the line to itself, until another one may go before."""


class SlowLine:
    """One connection, from the moment a page is asked for until `close`."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.sent_bytes = 0
        self._bytes_per_s = line.download_kbit_s * 1000 / 8
        self._round_trip_s = line.round_trip_ms / 1000
        self._ready_at: dict[str, float] = {}
        self._queue: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._waiting: set[asyncio.Future[None]] = set()
        self._asked = 0
        self._free_at = 0.0
        self._pump: asyncio.Task[None] | None = None
        self._is_closed = False

    def seconds_for(self, size: int) -> float:
        """Return how long so many bytes take."""
        return size / self._bytes_per_s

    async def carry(self, url: str, size: int, priority: str = "") -> None:
        """Return when an answer of so many bytes has come over the line."""
        now = asyncio.get_running_loop().time()
        place = origin(url)
        trips = 2 if url.startswith("https:") else 1
        ready_at = self._ready_at.setdefault(place, now + trips * self._round_trip_s)
        await asyncio.sleep(max(0.0, ready_at - now) + self._round_trip_s)
        if self._is_closed:
            return
        came: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        rank = PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)
        self._asked += 1
        heapq.heappush(self._queue, (rank, self._asked, max(1, size), came))
        self._waiting.add(came)
        if self._pump is None:
            self._pump = asyncio.ensure_future(self._send())
        try:
            await came
        finally:
            self._waiting.discard(came)

    async def _send(self) -> None:
        loop = asyncio.get_running_loop()
        self._free_at = max(self._free_at, loop.time())
        while self._queue:
            rank, asked, left, came = heapq.heappop(self._queue)
            piece = min(left, max(1, round(self._bytes_per_s * SLICE_S)))
            # By the clock and not by the sum of naps, each of which is a little too long.
            self._free_at += self.seconds_for(piece)
            await asyncio.sleep(max(0.0, self._free_at - loop.time()))
            self.sent_bytes += piece
            if left > piece:
                heapq.heappush(self._queue, (rank, asked, left - piece, came))
            elif not came.done():
                came.set_result(None)
        self._pump = None

    async def close(self) -> None:
        """End the slowness: what is still under way is there at once."""
        self._is_closed = True
        if self._pump is not None:
            self._pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pump
        for came in self._waiting:
            if not came.done():
                came.set_result(None)
        self._queue = []
