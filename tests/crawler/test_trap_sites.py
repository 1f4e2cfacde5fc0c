"""Synthetic sites crawled without a browser: endless ones must end, and no real page may be lost.

A site is a function from an address to a page (text and links) or `None` for an error. The crawl uses the
real frontier, scope and guard in the order in which the pipeline uses them.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import md5
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from uuid import UUID

import pytest

from crawler.frontier import Frontier
from crawler.scope import Scope
from crawler.traps import TrapGuard
from crawler.urls import page_identity
from drempel.model.site import Limits, Site

ROOT = "https://stad.example"
MAX_IN_TRAP = 50

Page = tuple[str, Sequence[str]]
Pages = Callable[[str, dict[str, str]], "Page | None"]
"""Path and query of an address → what is there."""


@dataclass(frozen=True)
class Town:
    """A site with the real pages that must be found; what is not real is a trap."""

    name: str
    pages: Pages
    real: frozenset[str]
    """Path and query of pages that must be visited."""
    trap: Callable[[str], bool] = lambda _: False
    start: str = "/"
    page: Callable[[str], str] = str
    """The real page that an address shows."""


@dataclass
class Run:
    visits: list[str] = field(default_factory=list)
    in_trap: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0
    mean_ms: float = 0.0

    def lost(self, town: Town) -> set[str]:
        return set(town.real) - set(map(town.page, self.visits))


# -- texts


@lru_cache
def lexicon() -> tuple[list[str], list[float]]:
    """Return made-up words and how often each is used: few often, most seldom (Zipf), as in any language."""
    draw = random.Random(7)
    syllables = [
        a + b + c
        for a in "bdfghjklmnprstvwz"
        for b in ("a", "e", "i", "o", "u", "oe", "aa", "ij")
        for c in ("", "n", "r", "s", "t", "l")
    ]
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(draw.choices(syllables, k=draw.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(words), [1 / (rank + 3) for rank in range(20_000)]


@lru_cache
def cumulated() -> list[float]:
    total, sums = 0.0, []
    for weight in lexicon()[1]:
        total += weight
        sums.append(total)
    return sums


def prose(seed: object, count: int = 80) -> str:
    """Return running text as a person writes it: each page another one."""
    draw = random.Random(f"proza {seed}")
    return " ".join(draw.choices(lexicon()[0], cum_weights=cumulated(), k=count))


def chatter(seed: object, count: int = 60, size: int = 120) -> str:
    """Return text made up by a machine from a short list of words."""
    draw = random.Random(f"praat {seed}")
    return " ".join(draw.choices(lexicon()[0][500 : 500 + size], k=count))


MENU = "Home Nieuws Wonen Afval Contact Zoeken Inloggen Ga naar de inhoud Stad Voorbeeld " + prose("menu", 30)
FOOT = "Stadhuis Markt 1 Privacy Toegankelijkheid Cookies Volg ons " + prose("voet", 20)


def around(text: str) -> str:
    return f"{MENU} {text} {FOOT}"


def name_of(number: int) -> str:
    """Return a slug of real words."""
    draw = random.Random(f"naam {number}")
    return "-".join(draw.choices(lexicon()[0][1000:], k=draw.randint(2, 5)))


def code(*parts: object, length: int = 16) -> str:
    return md5(repr(parts).encode()).hexdigest()[:length]


# -- the crawl


def crawl(town: Town, max_pages: int = 1500) -> Run:
    site = Site((ROOT + town.start,))
    guard = TrapGuard()
    queue = Frontier(Scope(site), Limits(), guard)
    queue.add([ROOT + town.start], depth=0, priority=2)
    run = Run()
    spent = []
    while (item := queue.take(lambda _: True)) and len(run.visits) < max_pages:
        path = item.page_url.removeprefix(ROOT)
        run.visits.append(path)
        if town.trap(path):
            run.in_trap.append(path)
        parts = urlsplit(path)
        page = town.pages(parts.path, dict(parse_qsl(parts.query)))
        if page is None:
            continue
        text, links = page
        began = time.perf_counter()
        guard.note_page(item.page_url, text)
        spent.append(time.perf_counter() - began)
        found = [urljoin(item.page_url, link) for link in links]
        queue.add(found, depth=item.depth + 1, found_on=item.page_url)
    run.mean_ms = 1000 * sum(spent) / max(1, len(spent))
    return run


def behind(count: int, step: int = 1, prefix: str = "/achter/") -> dict[int, str]:
    """Return real pages to hang behind the n-th page of a trap."""
    return {1 + at * step: f"{prefix}{name_of(at)}" for at in range(count)}


def town(
    name: str,
    trap_page: Callable[[str, dict[str, str]], "Page | None"],
    entry: Iterable[str],
    hidden: Iterable[str],
    is_trap: Callable[[str], bool],
    real_text: Callable[[str], str] = lambda path: prose(path),
    homes: int = 6,
) -> Town:
    """Build a small town hall site with a trap beside it and real pages behind the trap."""
    ordinary = [f"/{name_of(1000 + at)}" for at in range(homes)]
    hidden = tuple(hidden)
    doors = tuple(entry)

    def pages(path: str, query: dict[str, str]) -> Page | None:
        address = f"{path}?{urlencode(query)}" if query else path
        if address == "/":
            return around(prose("home")), [*ordinary, *doors]
        if address in ordinary:
            return around(prose(address)), ["/", *ordinary, *doors]
        if address in hidden:
            return around(real_text(address)), ["/", *ordinary]
        found = trap_page(path, query)
        return None if found is None else (around(found[0]), [*ordinary, *found[1]])

    return Town(name, pages, frozenset(("/", *ordinary, *hidden)), is_trap)


def at_nth(hidden: dict[int, str]) -> Callable[[int], list[str]]:
    return lambda n: [hidden[n]] if n in hidden else []


MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"]
MONTHS += ["oktober", "november", "december"]
EVENTS = ["Jaarmarkt", "Concert in het park", "Rommelmarkt", "Lezing over water", "Wandeling", "Open dag"]


def grid(when: date, seed: object) -> str:
    """Return a month as a calendar shows it, with an event here and there."""
    draw = random.Random(f"maand {seed}")
    days = [f"{day} {draw.choice(EVENTS)}" if draw.random() < 0.1 else str(day) for day in range(1, 31)]
    return (
        f"Kalender {MONTHS[when.month - 1]} {when.year} ma di wo do vr za zo {' '.join(days)} vorige volgende"
    )


def month(number: int) -> date:
    return date(2024 + number // 12, number % 12 + 1, 1)


def number_of(when: date) -> int:
    return (when.year - 2024) * 12 + when.month - 1


def month_query(hidden: dict[int, str], both_ways: bool = False) -> Pages:
    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path != "/kalender" or "maand" not in query:
            return None
        n = number_of(date.fromisoformat(query["maand"] + "-01"))
        ways = (n + 1, n - 1) if both_ways else (n + 1,)
        links = [f"/kalender?maand={month(at):%Y-%m}" for at in ways]
        return grid(month(n), n), [*links, *at_nth(hidden)(n)]

    return pages


def month_path(hidden: dict[int, str], form: str = "/kalender/{:%Y/%m}") -> Pages:
    def pages(path: str, query: dict[str, str]) -> Page | None:
        parts = path.strip("/").split("/")
        if parts[0] != "kalender" or len(parts) != 3:
            return None
        n = number_of(date(int(parts[1]), int(parts[2]), 1))
        links = [form.format(month(at)) for at in (n + 1, n - 1)]
        return grid(month(n), n), [*links, *at_nth(hidden)(n)]

    return pages


def many_views(hidden: dict[int, str], root: str = "/agenda/") -> Pages:
    """Day, week, month, year and list views that all lead to each other."""

    def pages(path: str, query: dict[str, str]) -> Page | None:
        view, _, rest = path.removeprefix(root).partition("/")
        if not path.startswith(root) or view not in {"dag", "week", "maand", "lijst"}:
            return None
        if view == "week":
            year, _, week = rest.partition("-w")
            when = date.fromisocalendar(int(year), min(int(week), 52), 1)
        elif view == "maand":
            when = date.fromisoformat(f"{rest}-01")
        else:
            when = date.fromisoformat(rest)
        one = timedelta(days=1)
        links = [f"{root}dag/{when + at * one}" for at in range(30 if view == "maand" else 7)]
        links += [f"{root}week/{(when + 7 * one):%G-w%V}", f"{root}maand/{when + 31 * one:%Y-%m}"]
        links += [f"{root}maand/{when.replace(day=1) - one:%Y-%m}", f"{root}lijst/{when + 7 * one}"]
        here = at_nth(hidden)(number_of(when)) if view == "maand" else []
        words = {"dag": "Geen activiteiten op deze dag", "week": "Week", "lijst": "Lijst van activiteiten"}
        text = grid(when, when) if view == "maand" else f"{words[view]} {when:%d} {MONTHS[when.month - 1]}"
        return text, [*links, *here]

    return pages


def facets(hidden: dict[int, str], names: Sequence[str], ordered: bool = True) -> Pages:
    count = iter(range(10_000))

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path != "/producten":
            return None
        links = []
        for name in names:
            for value in ("rood", "blauw", "groen", "klein", "groot"):
                pairs = [*((k, v) for k, v in query.items() if k != name), (name, value)]
                links.append("/producten?" + urlencode(pairs if ordered else sorted(pairs, reverse=True)))
        shown = " ".join(name_of(int(code(sorted(query.items()), at, length=4), 16) % 12) for at in range(4))
        return f"Producten filter {' '.join(query.values())} {shown}", [*links, *at_nth(hidden)(next(count))]

    return pages


def chain(
    hidden: dict[int, str], address: Callable[[int], str], text: Callable[[int], str], fan: int = 1
) -> Pages:
    """Return pages of which each leads to the next `fan` ones, at made-up addresses."""
    known: dict[str, int] = {}
    count = iter(range(10_000))

    def at(n: int) -> str:
        where = page_identity(ROOT + address(n)).page_url.removeprefix(ROOT)
        known[where] = n
        return address(n)

    def pages(path: str, query: dict[str, str]) -> Page | None:
        where = page_identity(f"{ROOT}{path}?{urlencode(query)}" if query else ROOT + path).page_url
        n = known.get(where.removeprefix(ROOT))
        if n is None:
            return None
        return text(n), [*(at(n * fan + k) for k in range(1, fan + 1)), *at_nth(hidden)(next(count))]

    at(0)
    return pages


def chain_town(
    name: str,
    address: Callable[[int], str],
    text: Callable[[int], str],
    fan: int = 1,
    hidden: dict[int, str] | None = None,
) -> Town:
    hidden = HIDDEN if hidden is None else hidden
    pages = chain(hidden, address, text, fan)
    real = {path for n, path in hidden.items()}
    return town(name, pages, [address(0)], real, lambda path: not is_real(path, real))


def is_real(path: str, real: Iterable[str]) -> bool:
    ordinary = {"/", *(f"/{name_of(1000 + at)}" for at in range(6))}
    return path in ordinary or path in set(real)


HIDDEN = {3: "/achter/een", 8: "/achter/twee", 21: "/achter/drie", 30: "/achter/vier", 36: "/achter/vijf"}
TWELVE = {at * 3: f"/nieuws/2024/05/{name_of(at)}" for at in range(1, 13)}
NUMBERED = {at * 3: f"/berichten/{at}" for at in range(1, 13)}
DATED = {at * 3: f"/verslag/2024-05-{at:02}" for at in range(1, 13)}


def word_slug(n: int) -> str:
    draw = random.Random(f"slak {n}")
    return "".join(draw.choice("bcdfghjklmnprstvw") + draw.choice("aeiou") for _ in range(draw.randint(3, 5)))


def tree_town(
    name: str,
    children: Callable[[str], list[str]],
    entry: str,
    text: Callable[[str], str],
    prefix: str,
    hidden: dict[int, str] | None = None,
) -> Town:
    """Return a town whose trap answers every address below a prefix and grows by its links."""
    hidden = HIDDEN if hidden is None else hidden
    count = iter(range(10_000))

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if not path.startswith(prefix):
            return None
        return text(path), [*children(path), *at_nth(hidden)(next(count))]

    real = set(hidden.values())
    return town(name, pages, [entry], real, lambda path: not is_real(path, real))


def query_tree(
    name: str,
    children: Callable[[str, dict[str, str]], list[str]],
    entry: Sequence[str],
    text: Callable[[str, dict[str, str]], str],
    hidden: dict[int, str] | None = None,
) -> Town:
    hidden = HIDDEN if hidden is None else hidden
    count = iter(range(10_000))
    real = set(hidden.values())

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if not query:
            return None
        return text(path, query), [*children(path, query), *at_nth(hidden)(next(count))]

    return town(name, pages, entry, real, lambda path: not is_real(path, real))


def month_town(name: str, pages: Pages, entry: Sequence[str], hidden: dict[int, str]) -> Town:
    real = set(hidden.values())
    return town(name, pages, entry, real, lambda path: not is_real(path, real))


FIXED = "Er zijn geen resultaten. Kies een andere bladzijde. " + prose("vast", 40)


def token_site(
    name: str, link: Callable[[str, str], str], where: Callable[[str, dict[str, str]], str]
) -> Town:
    """Return a small real site on which every link carries a new mark of the visit."""
    names = [f"/{name_of(50 + at)}" for at in range(12)]
    real = {"/", *names}
    count = iter(range(100_000))
    met: set[str] = set()

    def pages(path: str, query: dict[str, str]) -> Page | None:
        page = where(path, query)
        if page not in real:
            return None
        at = names.index(page) if page in names else 0
        to = ["/", *names[max(0, at - 2) : at + 3]]
        return around(prose(page)), [link(target, code("sessie", next(count))) for target in to]

    def is_repeat(address: str) -> bool:
        parts = urlsplit(address)
        page = where(parts.path, dict(parse_qsl(parts.query)))
        is_new = page not in met
        met.add(page)
        return not is_new

    def canonical(address: str) -> str:
        parts = urlsplit(address)
        return where(parts.path, dict(parse_qsl(parts.query)))

    return Town(name, pages, frozenset(real), is_repeat, page=canonical)


def extend(*names: str) -> Callable[[str], list[str]]:
    return lambda path: [f"{path.rstrip('/')}/{name}" for name in names]


TRAPS: list[Callable[[], Town]] = [
    lambda: month_town("maand in query", month_query(HIDDEN), ["/kalender?maand=2024-01"], HIDDEN),
    lambda: month_town(
        "maand in query, twee kanten",
        month_query({1: "/achter/a", 12: "/achter/b", -15: "/achter/c", 18: "/achter/d"}, True),
        ["/kalender?maand=2024-01"],
        {1: "/achter/a", 12: "/achter/b", -15: "/achter/c", 18: "/achter/d"},
    ),
    lambda: month_town(
        "maand in pad",
        month_path({2: "/achter/a", 17: "/achter/b", -9: "/achter/c"}),
        ["/kalender/2024/01"],
        {2: "/achter/a", 17: "/achter/b", -9: "/achter/c"},
    ),
    lambda: month_town("twaalf gedateerde titels", month_query(TWELVE), ["/kalender?maand=2024-01"], TWELVE),
    lambda: month_town(
        "twaalf genummerde pagina's", month_query(NUMBERED), ["/kalender?maand=2024-01"], NUMBERED
    ),
    lambda: month_town("twaalf gedateerde verslagen", month_query(DATED), ["/kalender?maand=2024-01"], DATED),
    lambda: month_town(
        "één maand, diep",
        month_query({39: "/achter/diep"}),
        ["/kalender?maand=2024-01"],
        {39: "/achter/diep"},
    ),
    lambda: month_town(
        "dag week maand lijst",
        many_views({0: "/achter/a", 1: "/achter/b", 4: "/achter/c"}),
        ["/agenda/maand/2024-01"],
        {0: "/achter/a", 1: "/achter/b", 4: "/achter/c"},
    ),
    lambda: month_town(
        "weergaven aan de wortel",
        many_views({0: "/achter/a", 3: "/achter/c"}, "/"),
        ["/maand/2024-01", "/week/2024-w02", "/dag/2024-01-04", "/lijst/2024-01-05"],
        {0: "/achter/a", 3: "/achter/c"},
    ),
    lambda: month_town("3 facetten", facets(HIDDEN, ("kleur", "maat", "merk")), ["/producten"], HIDDEN),
    lambda: month_town(
        "6 facetten, alle volgorden",
        facets(HIDDEN, ("kleur", "maat", "merk", "stof", "jaar", "soort"), False),
        ["/producten"],
        HIDDEN,
    ),
    lambda: query_tree(
        "herhaalde parameter",
        lambda p, q: [f"/lijst?f={q.get('f', '')},{k}" for k in ("a", "b", "c")],
        ["/lijst?f=a"],
        lambda p, q: FIXED,
    ),
    lambda: query_tree(
        "sorteren, afdrukken, weergave",
        lambda p, q: [
            f"{p}?" + urlencode({**q, k: v})
            for k, v in (
                ("sort", "naam"),
                ("sort", "datum"),
                ("print", "1"),
                ("view", "lijst"),
                ("font", str(len(q) + 1)),
                ("t", code(p, sorted(q.items()))),
            )
        ],
        ["/lijst?sort=naam"],
        lambda p, q: FIXED,
    ),
    lambda: tree_town(
        "a/a/a", extend("diep"), "/diep", lambda p: FIXED, "/diep", {1: "/achter/a", 17: "/achter/b"}
    ),
    lambda: tree_town("x/y/x/y", extend("x", "y"), "/x", lambda p: FIXED, "/x"),
    lambda: tree_town("nl/nl/nl", extend("nl", "fr", "de", "en"), "/nl", lambda p: FIXED, "/nl"),
    lambda: tree_town(
        "broodkruimels",
        extend("wonen", "afval", "milieu", "sport", "zorg", "werk"),
        "/wonen",
        lambda p: around(p.replace("/", " ")),
        "/wonen",
    ),
    lambda: tree_town(
        "alles onder contact",
        extend("over", "team", "pers", "route"),
        "/contact/over",
        lambda p: prose("contact", 60),
        "/contact",
    ),
    lambda: tree_town(
        "nieuwe mappen",
        lambda p: [f"{p}/{word_slug(hash_of(p) + k)}/" for k in range(3)],
        "/map",
        lambda p: prose("map", 50),
        "/map",
    ),
    lambda: tree_town(
        "thuis op elk adres",
        lambda p: [f"/thuis/{word_slug(hash_of(p) + k)}" for k in range(4)],
        "/thuis/begin",
        lambda p: prose("home"),
        "/thuis/",
    ),
    lambda: tree_town(
        "zachte pagina's zonder tekst",
        lambda p: [f"/leeg/{word_slug(hash_of(p) + k)}" for k in range(2)],
        "/leeg/begin",
        lambda p: "",
        "/leeg/",
    ),
    lambda: tree_town(
        "facetten in pad",
        lambda p: [
            f"{p}/{k}-{v}" for k in ("kleur", "maat", "merk") for v in ("a", "b", "c") if f"/{k}-{v}" not in p
        ],
        "/winkel/alles",
        lambda p: FIXED,
        "/winkel",
    ),
    lambda: tree_town(
        "tags",
        lambda p: (
            [f"{p}+{word_slug(k)}" for k in range(5) if word_slug(k) not in p]
            + [f"/tag/{word_slug(k)}+{p[5:]}" for k in range(5)]
        ),
        "/tag/afval",
        lambda p: FIXED,
        "/tag/",
    ),
    lambda: tree_town(
        "taal x pagina",
        lambda p: [f"/{lang}/{p.split('/', 2)[2]}-{lang}" for lang in ("lx", "ly", "lz")],
        "/lx/begin",
        lambda p: FIXED,
        "/l",
    ),
    lambda: chain_town("teller", lambda n: f"/item/{n}", lambda n: f"Item {n}. " + FIXED),
    lambda: chain_town(
        "teller, verzonnen tekst", lambda n: f"/item/{n}", lambda n: f"Item {n} " + chatter(n)
    ),
    lambda: chain_town(
        "teller in slak", lambda n: f"/bericht-{n}", lambda n: f"Bericht {n} " + chatter(n, 40)
    ),
    lambda: chain_town("teller als id", lambda n: f"/index.php?id={n}", lambda n: f"Item {n} " + chatter(n)),
    lambda: chain_town(
        "woordslakken",
        lambda n: f"/p/{word_slug(n)}",
        lambda n: f"{word_slug(n)} {FIXED} verder {word_slug(n + 1)}",
    ),
    lambda: chain_town(
        "woordslakken, vijf per keer",
        lambda n: f"/p/{word_slug(n)}",
        lambda n: f"{word_slug(n)} {chatter(n)} {' '.join(word_slug(n * 5 + k) for k in range(1, 6))}",
        fan=5,
    ),
    lambda: chain_town(
        "woordslakken aan de wortel", lambda n: f"/{word_slug(n)}", lambda n: f"{word_slug(n)} {FIXED}", fan=3
    ),
    lambda: chain_town(
        "hex", lambda n: f"/blad/{code('hex', n)}", lambda n: f"{code('hex', n)} " + FIXED, fan=2
    ),
    lambda: chain_town("uuid", lambda n: f"/blad/{UUID(code('uuid', n, length=32))}", lambda n: FIXED),
    lambda: chain_town(
        "hex, verzonnen tekst", lambda n: f"/blad/{code('hex', n, length=32)}", lambda n: chatter(n, 80)
    ),
    lambda: chain_town("volgende token", lambda n: f"/lijst?next={code('t', n, length=10)}", lambda n: FIXED),
    lambda: chain_town(
        "oneindig rollen, offset",
        lambda n: f"/lijst?offset={n * 20}",
        lambda n: "Resultaten " + chatter(n, 40),
    ),
    lambda: chain_town(
        "oneindig rollen, after",
        lambda n: f"/lijst?after={word_slug(n)}",
        lambda n: "Resultaten " + chatter(n, 40),
    ),
    lambda: chain_town("pagina in pad", lambda n: f"/lijst/page/{n + 1}", lambda n: FIXED),
    lambda: query_tree(
        "zoeken",
        lambda p, q: [f"/zoek?q={word_slug(hash_of(q.get('q', '')) + k)}" for k in range(5)],
        ["/zoek?q=afval"],
        lambda p, q: f"Zoeken naar {q['q']} gaf geen resultaten. " + FIXED,
    ),
    lambda: offset_items("rollen met verzonnen items"),
    lambda: offset_items("rollen met verzonnen items en tekst", chatter),
    lambda: token_site("sessie in onbekende parameter", lambda to, mark: f"{to}?xyz={mark}", lambda p, q: p),
    lambda: token_site(
        "korte sessie in parameter", lambda to, mark: f"{to}?k={mark[:3]}7{mark[:2]}", lambda p, q: p
    ),
    lambda: token_site(
        "sessie in pad",
        lambda to, mark: f"/s-{mark}{to}",
        lambda p, q: "/" + p.strip("/").partition("/")[2] if p.startswith("/s-") else p,
    ),
    lambda: token_site(
        "sessie als map",
        lambda to, mark: f"/s/{mark}{to}",
        lambda p, q: "/" + p.removeprefix("/s/").partition("/")[2] if p.startswith("/s/") else p,
    ),
    lambda: lost_links("relatieve link op foutpagina"),
    lambda: redirecting("altijd weer doorverwezen"),
    lambda: one_for_all("voorpagina op elk adres"),
]


def hash_of(text: str) -> int:
    return int(code(text, length=8), 16)


def offset_items(name: str, text: Callable[..., str] = lambda *_: FIXED) -> Town:
    """Return an endless list that shows ten made-up items at a time."""
    hidden = {2: "/achter/een", 9: "/achter/twee", 12: "/achter/drie"}
    real = set(hidden.values())

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path == "/lijst":
            n = int(query.get("offset", 0)) // 10
            items = [f"/stuk/{n * 10 + k}" for k in range(10)]
            return "Lijst " + " ".join(f"Stuk {n * 10 + k}" for k in range(10)), [
                *items,
                f"/lijst?offset={n * 10 + 10}",
                *at_nth(hidden)(n),
            ]
        return (f"Stuk {path[6:]} " + text(path), ["/lijst"]) if path.startswith("/stuk/") else None

    return town(name, pages, ["/lijst"], real, lambda path: not is_real(path, real) and path != "/lijst")


def lost_links(name: str) -> Town:
    """Return a site that answers wrong addresses with its own shell, whose links are relative."""
    relative = ["info/wonen", "info/afval", "info/hulp"]

    def pages(path: str, query: dict[str, str]) -> Page | None:
        return (FIXED, relative) if path.startswith("/info") else None

    return town(name, pages, ["/info/begin"], [], lambda path: path.startswith("/info"))


def redirecting(name: str) -> Town:
    """Return a chain whose pages never come to an answer, listed by pages that do."""

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path.startswith("/start"):
            n = int(path[7:] or 0)
            return FIXED, [f"/start/{n + 1}", f"/weg/{code('weg', n)}"]
        return None

    return town(name, pages, ["/start/0"], [], lambda path: path.startswith(("/start", "/weg")))


def one_for_all(name: str) -> Town:
    """Return a site that shows its front page, with links relative to it, at every unknown address."""
    real = [f"/{name_of(80 + at)}" for at in range(8)]

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path in real:
            return around(prose(path)), ["/", *real]
        return around(prose("voor")), [*real, "acties/nu", "../mee/doen", f"zie/{word_slug(hash_of(path))}/"]

    return Town(name, pages, frozenset({"/", *real}), lambda path: path != "/" and path not in real)


# -- real sites


def listing(
    total: int,
    per_page: int,
    address: Callable[[int], str],
    pager: Callable[[int], str],
    text: Callable[[int], str],
    links: Callable[[int], list[str]] = lambda n: [],
    titles: bool = True,
) -> tuple[Pages, frozenset[str]]:
    """Return an archive: list pages that lead to the next and to their articles."""
    lists = {
        page_identity(ROOT + pager(at)).page_url.removeprefix(ROOT): at
        for at in range((total + per_page - 1) // per_page)
    }
    articles = {page_identity(ROOT + address(n)).page_url.removeprefix(ROOT): n for n in range(total)}

    def pages(path: str, query: dict[str, str]) -> Page | None:
        where = page_identity(
            f"{ROOT}{path}?{urlencode(query)}" if query else ROOT + path
        ).page_url.removeprefix(ROOT)
        if path == "/":
            return around(prose("home")), [pager(0), "/contact"]
        if path == "/contact":
            return around(prose("contact")), ["/"]
        if where in lists:
            at = lists[where]
            shown = range(at * per_page, min(total, at * per_page + per_page))
            around_it = [pager(k) for k in (at - 1, at + 1, at + 2) if 0 <= k < len(lists)]
            heads = " ".join(name_of(n).replace("-", " ") for n in shown) if titles else ""
            return around(f"Archief bladzijde {at + 1} {heads}"), [*map(address, shown), *around_it]
        if where in articles:
            n = articles[where]
            return around(text(n)), ["/", *links(n)]
        return None

    return pages, frozenset({"/", "/contact", *lists, *articles})


def archive(name: str, *args: object, **more: object) -> Town:
    pages, real = listing(*args, **more)  # type: ignore[arg-type]
    return Town(name, pages, real)


def news(n: int) -> str:
    when = date(2024, 12, 31) - timedelta(days=2 * n)
    return f"/nieuws/{when:%Y/%m/%d}/{name_of(n)}"


def hub(
    name: str,
    addresses: Sequence[str],
    text: Callable[[int], str],
    links: Callable[[int], list[str]] = lambda n: [],
    extra: Callable[[str], "Page | None"] = lambda path: None,
) -> Town:
    """Return a site whose pages are all listed on one."""
    where = {page_identity(ROOT + one).page_url.removeprefix(ROOT): n for n, one in enumerate(addresses)}

    def pages(path: str, query: dict[str, str]) -> Page | None:
        address = page_identity(
            f"{ROOT}{path}?{urlencode(query)}" if query else ROOT + path
        ).page_url.removeprefix(ROOT)
        if path == "/":
            return around(prose("home")), ["/overzicht"]
        if path == "/overzicht":
            return around("Overzicht " + prose("overzicht", 20)), list(addresses)
        if address in where:
            return around(text(where[address])), ["/", "/overzicht", *links(where[address])]
        return extra(path)

    return Town(name, pages, frozenset({"/", "/overzicht", *where}))


def product(n: int) -> str:
    return f"{name_of(n).replace('-', ' ')} Prijs {n % 90} euro. Bestel. " + prose(("product", n), 25)


def opening_hours(n: int) -> str:
    name = name_of(n).split("-")
    return (
        f"Bibliotheek {name[0]} {name[1]}straat {n} Openingsuren maandag gesloten dinsdag 10 tot 12 "
        "woensdag 13 tot 18 donderdag gesloten vrijdag 10 tot 18 zaterdag 9 tot 12 zondag gesloten. "
        "Breng uw boeken op tijd terug."
    )


def calendar_with_events(n: int) -> str:
    return f"/evenementen/{month(n % 24):%Y/%m}/{name_of(n)}"


def events(name: str) -> Town:
    """Return a calendar of two years with forty real events, each a page."""
    real = {calendar_with_events(n): n for n in range(60)}

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path == "/":
            return around(prose("home")), ["/evenementen/2024/01"]
        if path in real:
            return around(prose(path, 60)), ["/"]
        parts = path.strip("/").split("/")
        n = number_of(date(int(parts[1]), int(parts[2]), 1))
        links = [f"/evenementen/{month(k):%Y/%m}" for k in (n - 1, n + 1) if 0 <= k < 24]
        return around(grid(month(n), n)), [*links, *(one for one, m in real.items() if m % 24 == n)]

    return Town(name, pages, frozenset({"/", *real}))


def laws(name: str, with_contents: bool) -> Town:
    def text(n: int) -> str:
        return f"Artikel {n + 1}. " + prose(("wet", n), random.Random(n).randint(20, 90))

    addresses = [f"/wet/artikel/{n + 1}" for n in range(400)]

    def near(n: int) -> list[str]:
        return [f"/wet/artikel/{k}" for k in (n, n + 2) if 1 <= k <= 400]

    if with_contents:
        return hub(name, addresses, text, near)
    town_hall = hub(name, addresses[:1], text)

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path.startswith("/wet/"):
            n = int(path.rpartition("/")[2]) - 1
            return around(text(n)), near(n)
        return town_hall.pages(path, query)

    return Town(name, pages, town_hall.real | set(addresses))


def glossary(name: str) -> Town:
    terms = [f"/woordenlijst/{chr(97 + n % 26)}/{name_of(n)}" for n in range(260)]

    def pages(path: str, query: dict[str, str]) -> Page | None:
        letters = [f"/woordenlijst/{chr(97 + k)}" for k in range(26)]
        if path == "/":
            return around(prose("home")), letters
        if path in letters:
            return around("Woordenlijst " + path[-1]), [
                *letters,
                *(t for t in terms if t.startswith(path + "/")),
            ]
        if path in terms:
            n = terms.index(path)
            return around(f"{name_of(n)} betekent {prose(('term', n), 20)}"), ["/", *letters]
        return None

    return Town(name, pages, frozenset({"/", *terms, *(f"/woordenlijst/{chr(97 + k)}" for k in range(26))}))


def wiki(name: str) -> Town:
    """Return a site without lists: three hundred pages that name each other."""

    def links(n: int) -> list[str]:
        draw = random.Random(f"wiki {n}")
        return [
            f"/wiki/{name_of(k)}"
            for k in ((n * 3 + 1) % 300, (n * 3 + 2) % 300, (n * 3 + 3) % 300, draw.randrange(300))
        ]

    real = {f"/wiki/{name_of(n)}": n for n in range(300)}

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path == "/":
            return around(prose("home")), [f"/wiki/{name_of(0)}"]
        return (around(prose(path, 70)), links(real[path])) if path in real else None

    return Town(name, pages, frozenset({"/", *real}))


def translated(name: str) -> Town:
    names = [name_of(n) for n in range(60)]

    def pages(path: str, query: dict[str, str]) -> Page | None:
        if path == "/":
            return around(prose("home")), [f"/{names[0]}?lang=nl"]
        n, lang = names.index(path[1:]), query.get("lang", "nl")
        links = [f"/{names[k]}?lang={lang}" for k in (n + 1, n + 2, n + 3) if k < 60]
        return around(prose((n, lang))), [*links, *(f"{path}?lang={other}" for other in ("nl", "fr", "de"))]

    return Town(
        name,
        pages,
        frozenset({"/", *(f"/{one}?lang={lang}" for one in names for lang in ("nl", "fr", "de"))}),
    )


DECISION_DAYS = [date(2022, 1, 3) + timedelta(days=4 * n) for n in range(200)]

SITES: list[Callable[[], Town]] = [
    lambda: archive(
        "300 gedateerde berichten",
        300,
        10,
        news,
        lambda at: f"/nieuws?page={at}",
        lambda n: prose(("nieuws", n), 90),
    ),
    lambda: archive(
        "300 berichten, pagina in pad",
        300,
        10,
        news,
        lambda at: f"/nieuws/page/{at + 1}",
        lambda n: prose(("nieuws", n), 90),
        lambda n: [news(k) for k in (n + 1, n + 7) if k < 300],
    ),
    lambda: archive(
        "lijsten zonder titels",
        300,
        10,
        lambda n: f"/bericht/{n}",
        lambda at: f"/lijst?offset={at * 10}",
        lambda n: prose(("b", n), 60),
        titles=False,
    ),
    lambda: archive(
        "200 producten met id",
        200,
        12,
        lambda n: f"/product?id={n}",
        lambda at: f"/producten?page={at}",
        product,
        lambda n: [f"/product?id={(n * 7 + k) % 200}" for k in range(4)],
    ),
    lambda: archive(
        "200 producten, buren eerst",
        200,
        12,
        lambda n: f"/product/{n}",
        lambda at: f"/producten?page={at}",
        product,
        lambda n: [f"/product/{k}" for k in (n - 1, n + 1) if 0 <= k < 200],
    ),
    lambda: archive(
        "maandarchief",
        300,
        5,
        news,
        lambda at: f"/nieuws/{month(at):%Y/%m}",
        lambda n: prose(("nieuws", n), 60),
    ),
    lambda: archive(
        "documenten per dag",
        200,
        10,
        lambda n: f"/besluiten/{DECISION_DAYS[n]}",
        lambda at: f"/besluiten?jaar=2024&page={at}",
        lambda n: "Besluit " + prose(("besluit", n), 70),
    ),
    lambda: laws("400 artikelen met inhoudsopgave", True),
    lambda: laws("400 artikelen, alleen volgende", False),
    lambda: glossary("woordenlijst"),
    lambda: hub(
        "200 besluiten op datum",
        [f"/besluiten/{day}" for day in DECISION_DAYS],
        lambda n: f"Besluit van {DECISION_DAYS[n]} " + prose(("besluit", n), 60),
    ),
    lambda: hub(
        "200 besluiten met vaste woorden",
        [f"/besluiten/{day}" for day in DECISION_DAYS],
        lambda n: f"Besluit {n} " + chatter(n, 150),
    ),
    lambda: hub(
        "200 besluiten in query",
        [f"/besluit?datum={day}" for day in DECISION_DAYS],
        lambda n: "Besluit " + prose(("besluit", n), 60),
    ),
    lambda: hub("60 bibliotheken", [f"/bibliotheken/{name_of(n)}" for n in range(60)], opening_hours),
    lambda: hub(
        "60 bibliotheken met buren",
        [f"/bibliotheken/{name_of(n)}" for n in range(60)],
        opening_hours,
        lambda n: [f"/bibliotheken/{name_of(k % 60)}" for k in (n + 1, n + 2)],
    ),
    lambda: hub(
        "60 bibliotheken, genummerd",
        [f"/bibliotheken/{n}" for n in range(60)],
        lambda n: "Openingsuren " + opening_hours(5),
    ),
    lambda: archive(
        "60 bibliotheken in lijst",
        60,
        10,
        lambda n: f"/bibliotheken/{name_of(n)}",
        lambda at: f"/bibliotheken?page={at}",
        opening_hours,
        lambda n: [f"/bibliotheken/{name_of(k % 60)}" for k in (n + 1, n + 2)],
    ),
    lambda: events("kalender met zestig evenementen"),
    lambda: wiki("wiki van 300 pagina's"),
    lambda: translated("60 pagina's in drie talen"),
    lambda: archive(
        "meetnet",
        150,
        15,
        lambda n: f"/index.php?option=inhoud&view=artikel&id={n}",
        lambda at: f"/index.php?option=inhoud&view=lijst&page={at}",
        lambda n: prose(("cms", n), 60),
    ),
]


@pytest.mark.parametrize("build", TRAPS, ids=lambda build: build().name)
def test_a_trap_ends_and_all_behind_it_is_found(build: Callable[[], Town]) -> None:
    town = build()
    run = crawl(town)
    assert run.lost(town) == set()
    assert len(run.in_trap) <= MAX_IN_TRAP


@pytest.mark.parametrize("build", SITES, ids=lambda build: build().name)
def test_a_real_site_loses_nothing(build: Callable[[], Town]) -> None:
    town = build()
    assert crawl(town).lost(town) == set()
