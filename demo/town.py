"""The town's website as a pure function: a request target and an edition in, an `Answer` out.

Pages are Jinja2 templates below `site/`, at the address their path says (`index.html` is the folder
itself). What a web server does besides showing files (redirects, failures, pages that come and go) is
listed here in tables. `serve` adds sockets and time; this module knows neither.
"""

import calendar
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
SITE = HERE / "site"
HTML = "text/html; charset=utf-8"
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
RENDERED = {".html", ".txt", ".xml"}

REDIRECTS = {
    "/oud/paspoort-aanvragen": (301, "/producten/paspoort"),
    "/producten/paspoort": (302, "/loket/paspoort"),
    "/loket/paspoort": (301, "/diensten/paspoort"),
    "/mijn-dossier": (302, "/aanmelden"),
    "/bibliotheek": (302, "https://bibliotheek.elzervoorde.example/"),
}
MOVED_SINCE_2 = {"/eloket/premies": (301, "/eloket/subsidies")}
EDITIONS_OF = {
    "/eloket/hondenbelasting": {1},
    "/eloket/premies": {1},
    "/eloket/subsidies": {2, 3, 4},
    "/nieuws/kerstmarkt": {2, 3, 4},
    "/nieuws/sneeuw": {4},
}
"""Pages that are not there in every edition; elsewhere they answer 404 or, when moved, redirect."""
SECOND_ADDRESS = {"/pagina/1042": "/nieuws/heraanleg-markt"}
SLOW = {"/bestuur/verslagen"}
BROKEN = {"/diensten/parkeerkaart"}

NEWS_PER_PAGE = 3
FIRST_MONTH = (2026, 11)
LAST_YEAR = 9998
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

Query = Mapping[str, str]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; `location` is set for redirects only, `is_slow` asks the server to wait first."""

    status: int
    content_type: str
    body: bytes
    location: str = ""
    is_slow: bool = False


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item of the news archive; the article itself is `site/nieuws/<slug>.html`."""

    slug: str
    title: str
    published: date
    summary: str

    @property
    def path(self) -> str:
        """Return the address of the article."""
        return f"/nieuws/{self.slug}"


def state_of(edition: int) -> int:
    """Return which of the four written states of the site an edition shows.

    1, 2 and 3 are themselves. Later editions stay at 3, but even ones show state 4: the news of the day
    differs and the problems that came back in 3 are solved again.
    """
    if edition < 1:
        raise ValueError(f"Editions count from 1, not {edition}.")
    if edition <= 3:
        return edition
    return 3 if edition % 2 else 4


def dutch_date(day: date) -> str:
    """Return a date as people write it: `3 mei 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def kilobytes(address: str) -> str:
    """Return the size of a file of the site as people write it: `84 kB`, never less than one."""
    return f"{max(1, round(files()[address].stat().st_size / 1000))} kB"


@cache
def files() -> Mapping[str, Path]:
    """Return each address that is a file below `site/`, so that no request ever touches the disk freely."""
    found = {}
    for file in SITE.rglob("*"):
        if file.is_dir():
            continue
        address = "/" + file.relative_to(SITE).as_posix()
        if file.suffix == ".html":
            address = address.removesuffix(".html").removesuffix("index")
        found[address] = file
    return MappingProxyType(found)


@cache
def news(state: int) -> tuple[NewsItem, ...]:
    """Return the news items of a state, newest first."""
    with (HERE / "news.toml").open("rb") as file:
        items = tomllib.load(file)["item"]
    return tuple(
        NewsItem(item["slug"], item["title"], item["published"], item["summary"])
        for item in sorted(items, key=lambda item: item["published"], reverse=True)
        if state in EDITIONS_OF.get(f"/nieuws/{item['slug']}", {state})
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([SITE, HERE / "templates"]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["dutch_date"] = dutch_date
    environment.filters["kilobytes"] = kilobytes
    return environment


class Town:
    """The website in one edition, as seen at `base_url` (no slash at the end)."""

    def __init__(self, edition: int, base_url: str, crawl_delay_s: float = 0.5) -> None:
        self.state = state_of(edition)
        self.base_url = base_url
        self.crawl_delay_s = crawl_delay_s

    def answer(self, target: str) -> Answer:
        """Return the answer to GET `target`: a path with or without query, or an absolute URL."""
        if not target.startswith("/"):
            parts = urlsplit(target)
            target = f"{parts.path or '/'}?{parts.query}"
        raw_path, _, raw_query = target.partition("?")
        path = unquote(raw_path.partition("#")[0])
        query = dict(parse_qsl(raw_query))

        if (move := self._move(path)) is not None:
            status, location = move
            return Answer(status, HTML, self._notice("verplaatst", location=location), location)
        if path in BROKEN:
            return Answer(500, HTML, self._notice("storing"))
        path = SECOND_ADDRESS.get(path, path)
        if self.state not in EDITIONS_OF.get(path, {self.state}) or path not in files():
            return self.not_found()
        file = files()[path]
        content_type = CONTENT_TYPES[file.suffix]
        if file.suffix not in RENDERED:
            return Answer(200, content_type, file.read_bytes())
        values = VIEWS[path](self, query) if path in VIEWS else {}
        if values is None:
            return self.not_found()
        body = self._render(file.relative_to(SITE).as_posix(), {"path": path} | values)
        return Answer(200, content_type, body, is_slow=path in SLOW)

    def not_found(self) -> Answer:
        """Return the page that says that an address leads nowhere."""
        return Answer(404, HTML, self._notice("niet-gevonden"))

    def method_not_allowed(self) -> Answer:
        """Return the page that says that the example takes no forms."""
        return Answer(405, HTML, self._notice("alleen-lezen"))

    def pages(self) -> list[str]:
        """Return the addresses of all HTML files that exist in this edition, sorted."""
        return sorted(
            path
            for path, file in files().items()
            if file.suffix == ".html" and self.state in EDITIONS_OF.get(path, {self.state})
        )

    def _move(self, path: str) -> tuple[int, str] | None:
        if path in REDIRECTS:
            return REDIRECTS[path]
        if self.state >= 2 and path in MOVED_SINCE_2:
            return MOVED_SINCE_2[path]
        if path not in files() and path + "/" in files():
            return 301, path + "/"
        return None

    def _notice(self, name: str, **values: object) -> bytes:
        return self._render(f"{name}.html", {"path": "/"} | values)

    def _render(self, template: str, values: Values) -> bytes:
        shared = {
            "base_url": self.base_url,
            "crawl_delay_s": self.crawl_delay_s,
            "edition": self.state,
            "news": news(self.state),
        }
        return _environment().get_template(template).render(shared | values).encode()


def _news_page(town: Town, query: Query) -> Values | None:
    """Return one page of the archive; `None` where there is no such page."""
    items = news(town.state)
    last = -(-len(items) // NEWS_PER_PAGE)
    text = query.get("pagina", "1")
    number = int(text) if re.fullmatch(r"[1-9]\d{0,3}", text) else 0
    if not 1 <= number <= last:
        return None
    first = (number - 1) * NEWS_PER_PAGE
    return {
        "number": number,
        "last": last,
        "shown": items[first : first + NEWS_PER_PAGE],
        "canonical": "/nieuws/" if number == 1 else f"/nieuws/?pagina={number}",
    }


def _month_page(_town: Town, query: Query) -> Values | None:
    """Return one month of the calendar: nothing before the first month, no end after it."""
    text = query.get("maand", "{}-{:02}".format(*FIRST_MONTH))
    if not (match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)):
        return None
    year, month = int(match[1]), int(match[2])
    if not FIRST_MONTH <= (year, month) <= (LAST_YEAR, 12):
        return None
    following = (year + month // 12, month % 12 + 1)
    previous = (year - (month == 1), (month - 2) % 12 + 1)
    return {
        "month": f"{MONTHS[month - 1]} {year}",
        "events": _events(year, month),
        "following": _month_link(*following),
        "previous": _month_link(*previous) if previous >= FIRST_MONTH else None,
        "canonical": "/kalender/" if (year, month) == FIRST_MONTH else f"/kalender/?maand={text}",
    }


def _month_link(year: int, month: int) -> tuple[str, str]:
    return f"/kalender/?maand={year}-{month:02}", f"{MONTHS[month - 1]} {year}"


def _events(year: int, month: int) -> list[tuple[date, str, str, str, str]]:
    """Return what happens in a month: date, name of the day, event, hour, place.

    The market is each Thursday, the other events on a fixed weekday of the month: enough to fill any
    month there will ever be.
    """
    weeks = calendar.monthcalendar(year, month)
    days = [[week[weekday] for week in weeks if week[weekday]] for weekday in range(7)]
    planned = [
        *((day, "Weekmarkt", "8 tot 12.30 uur", "Markt") for day in days[3]),
        (days[0][2], "Gemeenteraad", "20 uur", "Stadhuis, raadzaal"),
        (days[2][1], "Voorleesuur voor kinderen", "14 uur", "Bibliotheek"),
        (days[5][0], "Repair café", "10 tot 16 uur", "Huis van de Wijk"),
        (days[6][3], "Wandeling langs de Elzer", "14 uur", "Vertrek aan het Veerhuis"),
    ]
    return [
        (date(year, month, day), WEEKDAYS[date(year, month, day).weekday()], name, hour, place)
        for day, name, hour, place in sorted(planned)
    ]


def _search_page(town: Town, query: Query) -> Values:
    """Return the pages whose text holds the words asked for, by title."""
    asked = query.get("q", "").strip()[:100]
    hits = []
    for path in town.pages() if asked else []:
        if path.startswith(("/zoeken", "/intern/", "/eloket/kader/")):
            continue
        source = town.answer(path).body.decode()
        text = unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", source, flags=re.DOTALL))
        if asked.casefold() in text.casefold():
            title = re.search(r"<title>(.*?)( – [^<]*)?</title>", source, re.DOTALL)
            hits.append((path, unescape(title[1]) if title else path))
    return {"asked": asked, "hits": hits, "canonical": "/zoeken?" + urlencode({"q": asked})}


VIEWS: Mapping[str, Callable[[Town, Query], Values | None]] = {
    "/nieuws/": _news_page,
    "/kalender/": _month_page,
    "/zoeken": _search_page,
}
