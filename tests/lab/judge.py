"""Says what was wrong with a visit to a station: what the station itself demands, and what all of them do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from ada_url import URL

from tests.lab.base import Outcome, Request, Station
from tests.lab.network import is_inside

AGENT = "Drempel"
KEYS = {"url", "final_url", "status", "outcome", "reason"}
OUTCOMES = {
    "ok", "redirected-out-of-scope", "not-html", "http-error", "timeout", "blocked", "robots", "unsafe",
    "crashed", "duplicate", "trap-cut",
}  # fmt: skip
SAFE_METHODS = frozenset(("GET", "HEAD"))


def complaints(outcome: Outcome) -> list[str]:
    """Return everything that a station has to say against its visitor; nothing: all was well."""
    station = outcome.station
    return [
        *_report(outcome),
        *_pages(outcome),
        *_ends(outcome),
        *_requests(outcome),
        *_manners(outcome),
        *(f"the name {name} was looked up" for name in station.unasked if name in outcome.looked_up),
        *(f"something inside was reached: {place}" for place in outcome.forbidden),
        *(station.check(outcome) if station.check else ()),
    ]


def same(url: str) -> str:
    """Return an address in the one spelling of the URL Standard, without what no server sees of it."""
    try:
        parsed = URL(url)
        parsed.hash = parsed.username = parsed.password = ""
        parsed.hostname = parsed.hostname.rstrip(".")
    except ValueError:  # no address, or one that has no host
        return url
    return str(parsed.href)


def _report(outcome: Outcome) -> Iterator[str]:
    if not outcome.lines:
        yield "the report has no line for this site"
    for url, count in Counter(line.get("url") for line in outcome.lines).items():
        if count > 1:
            yield f"{url} stands {count} times in the report"
    for line in outcome.lines:
        if missing := KEYS - line.keys():
            yield f"the line of {line.get('url')} misses {', '.join(sorted(missing))}"
        if line.get("outcome") not in OUTCOMES:
            yield f"the outcome of {line.get('url')} is {line.get('outcome')!r}"
        if line.get("outcome") != "ok" and not line.get("reason"):
            yield f"{line.get('url')} is {line.get('outcome')} without a reason"


def _pages(outcome: Outcome) -> Iterator[str]:
    judged = Counter(
        same(str(line.get("final_url") or line["url"])) for line in outcome.lines if line["outcome"] == "ok"
    )
    for path in outcome.station.pages:
        count = judged[same(outcome.station.at(path))]
        if count != 1:
            seen = "; ".join(_told(line) for line in outcome.lines if _is_about(line, outcome.station, path))
            yield f"the page {path} was judged {count} times ({seen or _without(outcome)})"
    for url, count in judged.items():
        if count > 1 and url not in {same(outcome.station.at(path)) for path in outcome.station.pages}:
            yield f"{url} was judged {count} times"


def _without(outcome: Outcome) -> str:
    """Return how other pages ended that were not judged: one of them may have led to what is missing."""
    ends = "; ".join(f"{line['url']} {_told(line)}" for line in outcome.lines if line["outcome"] != "ok")
    return f"not in the report, where {ends}" if ends else "not in the report"


def _ends(outcome: Outcome) -> Iterator[str]:
    station = outcome.station
    for path, allowed in station.ends.items():
        wanted = allowed.split("|")
        line = _line(outcome, path)
        if line is None:
            if "absent" not in wanted:
                yield f"{path} is not in the report ({allowed} was expected)"
        elif line["outcome"] not in wanted:
            yield f"{path} must end as {allowed}, not as {_told(line)}"
    for path, pattern in station.reasons.items():
        line = _line(outcome, path)
        if line is not None and not re.search(pattern, str(line["reason"])):
            yield f"the reason of {path} must match {pattern!r}: {_told(line)}"


def _requests(outcome: Outcome) -> Iterator[str]:
    station = outcome.station
    for pattern in station.never:
        if found := [request for request in outcome.requests if re.search(pattern, request.place)]:
            yield f"{found[0].method} {found[0].place} was requested {len(found)} times"
    for pattern, most in station.most.items():
        if (count := sum(bool(re.search(pattern, request.path)) for request in outcome.requests)) > most:
            yield f"{pattern} was requested {count} times, {most} at most"


def _manners(outcome: Outcome) -> Iterator[str]:
    for request in outcome.requests:
        if request.method not in SAFE_METHODS:
            yield f"{request.method} {request.place} reached the server"
        if AGENT not in request.headers.get("user-agent", ""):
            yield f"{request.place} came without our name: {request.headers.get('user-agent')!r}"
    if outcome.station.settings.get("crawler", {}).get("obey_robots", True):
        yield from _before_robots(outcome)


def _before_robots(outcome: Outcome) -> Iterator[str]:
    """Complain of pages that were asked before the robots.txt of their origin was answered."""
    answered: dict[tuple[str, str, int], float] = {}
    site = outcome.station.host, f"www.{outcome.station.host}"
    for request in outcome.requests:
        if request.host not in site or is_inside(request.address):
            continue  # frames of others are no pages of the site
        key = request.scheme, request.host, request.port
        if request.path == "/robots.txt":
            answered[key] = min(request.until, answered.get(key, request.until))
        elif is_page(request) and not request.at >= answered.get(key, float("inf")):
            yield f"{request.place} was asked before its robots.txt was read"


def is_page(request: Request) -> bool:
    """Tell whether a request was for a page, not for robots.txt, a sitemap or a part of a page."""
    return request.is_document and not re.search(r"robots\.txt$|sitemap|\.xml", request.path)


def _line(outcome: Outcome, path: str) -> dict[str, Any] | None:
    url = outcome.station.at(path)
    exact = (line for line in outcome.lines if line["url"] == url)
    alike = (line for line in outcome.lines if same(line["url"]) == same(url))
    return next(exact, None) or next(alike, None)


def _is_about(line: dict[str, Any], station: Station, path: str) -> bool:
    wanted = same(station.at(path))
    return wanted in {same(str(line["url"])), same(str(line.get("final_url") or ""))}


def _told(line: dict[str, Any]) -> str:
    return f"{line['outcome']} [{line['reason'] or ''}] {line['status'] or ''}".strip()


# -- for the checks of stations


def pauses(requests: Iterable[Request]) -> list[float]:
    """Return the seconds between the beginnings of requests that follow each other."""
    times = sorted(request.at for request in requests)
    return [later - earlier for earlier, later in pairwise(times)]


def overlaps(requests: Iterable[Request]) -> list[tuple[Request, Request]]:
    """Return pairs of requests of which the second came before the first was answered."""
    ordered = sorted(requests, key=lambda request: request.at)
    return [
        (one, other)
        for one, other in pairwise(ordered)
        if other.at < one.until - 0.02  # what is on its way while the last byte is written
    ]
