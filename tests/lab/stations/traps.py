"""Traps: addresses without end, and the real pages that only a patient visitor finds behind them.

A trap shows the way to a real page on the 5th, 20th and 35th of its addresses that somebody asks for, so a
crawler that spends its fifty requests finds all of them however it walks. Beside them stand archives that
look like traps and are none.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from tests.lab.base import NOT_FOUND, Outcome, Reply, Request, Route, Station, page
from tests.lab.stations.pages import anchors, good

GROUP = "traps"
MOST = 50
"""Requests that a trap may get."""

BEHIND = {5: "/achter/eerste-loket", 20: "/achter/tweede-loket", 35: "/achter/derde-loket"}
"""On which address of the trap, in the order of asking, the link to a real page stands."""

Maker = Callable[[str, random.Random], tuple[str, Iterable[str]]]
"""Makes of an address in the trap the heart of its page and the links to more of the same."""


class Trap:
    """An endless part of a site; remembers in which order its addresses were asked."""

    def __init__(self, inside: str, make: Maker) -> None:
        self._inside = re.compile(inside)
        self._make = make
        self._order: dict[str, int] = {}

    def begin(self) -> None:
        """Forget who came before: a scan begins at the home page."""
        self._order.clear()

    def __call__(self, request: Request) -> str | Reply:
        """Return a page of the trap."""
        if not self._inside.search(request.path):
            return NOT_FOUND
        place = self._order.setdefault(request.path, len(self._order) + 1)
        heart, links = self._make(request.path, random.Random(request.path))
        behind = anchors([BEHIND[place]]) if place in BEHIND else ""
        return _poor(heart, links, behind)


def _poor(heart: str, links: Iterable[str], extra: str = "") -> str:
    """Return a page of which only little differs from the next one, as those of traps do."""
    frame = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Gemeente: overzicht</title>'
        "</head><body>"
        '<header><p>Gemeente</p><nav><a href="/">Begin</a> <a href="/contact">Contact</a></nav>'
        "</header><main>"
        "<h1>Overzicht</h1>{}<p>Er is niets te zien in dit onderdeel. Kies hieronder een ander "
        "onderdeel van het overzicht. "
        "Wij werken de gegevens elke nacht bij, zodat u altijd de laatste stand ziet. Vragen stelt u "
        "aan de balie.</p>{}</main>"
        "<footer><p>Het loket is open op werkdagen van negen tot vijf uur, op donderdag tot acht "
        "uur.</p></footer></body></html>"
    )
    return frame.format(heart, anchors(links) + extra)


def _trap(name: str, entrance: Iterable[str], inside: str, make: Maker) -> Station:
    """Return a site with a trap in it; `inside` matches the addresses of the trap, after the host."""
    trap = Trap(inside, make)
    pages = ("/contact", "/gewone-dienst", *BEHIND.values())

    def home(request: Request) -> str:
        trap.begin()
        return good(f"Welkom bij {name}", anchors([*entrance, "/contact", "/gewone-dienst"]))

    return Station(
        name=name,
        group=GROUP,
        routes={
            "/": home,
            **{path: good(path) for path in pages},
            "/robots.txt": NOT_FOUND,
            "/sitemap.xml": NOT_FOUND,
        },
        otherwise=trap,
        pages=("/", *pages),
        most={inside: MOST},
    )


# -- what the traps are made of


def _number(path: str, name: str) -> int:
    found = re.search(rf"{name}[=/](\d+)", path)
    return int(found[1]) if found else 0


def _month(path: str) -> date:
    year, month = map(int, re.findall(r"\d+", path)[:2])
    return date(year, month, 1)


def _calendar(form: str) -> Maker:
    def make(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
        first = _month(path)
        later, earlier = first + timedelta(days=32), first - timedelta(days=1)
        return f"<h2>Agenda {first:%m-%Y}</h2>", [form.format(later), form.format(earlier)]

    return make


def _days(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    year, month, day = map(int, re.findall(r"\d+", path)[:3])
    today = date(year, month, day)
    near = [today + timedelta(days=n) for n in (1, 7, 30, 365)]
    return f"<h2>Dag {today:%d-%m-%Y}</h2>", [f"/kalender/{each:%Y/%m/%d}/" for each in near]


_FACETS = ("kleur", "maat", "merk", "prijs", "wijk", "soort", "jaar", "staat")


def _facets(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    pairs = dict(re.findall(r"(\w+)=(\w+)", path))
    more = [{**pairs, name: value} for name in _FACETS for value in "abc" if pairs.get(name) != value]
    links = ["/aanbod?" + "&".join(f"{k}={v}" for k, v in each.items()) for each in more]
    return f"<h2>{len(pairs)} filters gekozen</h2>", links


def _deeper(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    return f"<h2>Map op niveau {path.count('/')}</h2>", ["nieuws/", "./dossier/", "info.html"]


def _session(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    # Drawn anew for every answer, as a server does for a visitor without cookies.
    token = f"{random.getrandbits(96):024x}"
    return "<h2>Uw mandje</h2>", [f"/mandje/{step}?bezoek={token}" for step in ("start", "lijst", "kassa")]


def _counter(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    count = _number(path, "teller")
    return f"<h2>Bezoek {count}</h2>", [f"/teller/{count + 1}"]


def _offset(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    at = _number(path, "vanaf")
    return f"<h2>Resultaten vanaf {at}</h2>", [f"/resultaten?vanaf={at + 10}"]


def _slug(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    words = (
        "vlinder",
        "kolom",
        "dauw",
        "ketel",
        "anker",
        "molen",
        "fakkel",
        "tulp",
        "kade",
        "spoor",
        "wimpel",
        "oever",
    )
    names = ["-".join(dice.sample(words, 3)) + f"-{dice.randrange(10**6):x}" for _ in range(4)]
    return f"<h2>{path.rpartition('/')[2].replace('-', ' ').capitalize()}</h2>", [
        f"/tip/{name}" for name in names
    ]


def _sorts(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    links = [
        f"/lijst?sorteer={key}&richting={way}&per={size}&toon={view}&blad={number}"
        for key, way, size, view, number in (
            (
                dice.choice(("naam", "datum", "plaats", "prijs")),
                dice.choice(("op", "af")),
                dice.randrange(5, 100),
                dice.choice(("kort", "lang", "kaart")),
                dice.randrange(1, 900),
            )
            for _ in range(8)
        )
    ]
    return "<h2>Lijst in uw volgorde</h2>", links


def _same(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    return "", [f"/elk/{dice.getrandbits(40):x}" for _ in range(3)]


def _languages(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    return "<h2>Choose your language</h2>", [
        f"{path.rstrip('/')}/{code}/" for code in ("nl", "fr", "en", "de")
    ]


def _tags(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    chosen = path.partition("/label/")[2].split("+")
    tags = ("afval", "bouw", "cultuur", "dieren", "energie", "fiets", "groen", "haven")
    return f"<h2>{' en '.join(filter(None, chosen))}</h2>", [
        "/label/" + "+".join(filter(None, (*chosen, tag)))
        for tag in tags
        if tag not in chosen or len(chosen) > 7
    ]


def _returning(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    return "<h2>Meld u aan</h2>", [f"/keuze?terug={path.replace('?', '%3F').replace('=', '%3D')}&stap=1"]


_SCROLL = (
    "<script>let n=0;function meer(){{n+=1;let a=document.createElement('a');a.href='/scroll?deel='+({"
    "0}*3+n);"
    "a.textContent='Deel '+n;document.body.append(a);if(n<3)setTimeout(meer,50)}}meer();"
    "addEventListener('scroll',()=>{{n=0;meer()}})</script>"
)


def _scroll(path: str, dice: random.Random) -> tuple[str, Iterable[str]]:
    return "<h2>Nog meer</h2>" + _SCROLL.format(_number(path, "deel")), ()


def _traps() -> Iterator[Station]:
    yield _trap(
        "trap-calendar-query", ["/agenda?maand=2026-05"], "^/agenda", _calendar("/agenda?maand={:%Y-%m}")
    )
    yield _trap("trap-calendar-path", ["/agenda/2026/05/"], "^/agenda", _calendar("/agenda/{:%Y/%m}/"))
    yield _trap("trap-days", ["/kalender/2026/05/01/"], "^/kalender", _days)
    yield _trap("trap-facets", ["/aanbod?kleur=a"], "^/aanbod", _facets)
    yield _trap("trap-deeper", ["/map/"], "^/map", _deeper)
    yield _trap("trap-session", ["/mandje/start"], "^/mandje", _session)
    yield _trap("trap-counter", ["/teller/1"], "^/teller", _counter)
    yield _trap("trap-offset", ["/resultaten?vanaf=0"], "^/resultaten", _offset)
    yield _trap("trap-scroll", ["/scroll?deel=0"], "^/scroll", _scroll)
    yield _trap("trap-slug", ["/tip/een-begin-1"], "^/tip", _slug)
    yield _trap("trap-sorts", ["/lijst?sorteer=naam"], "^/lijst", _sorts)
    yield _trap("trap-any-path", ["/elk/1"], "^/elk", _same)
    yield _trap("trap-languages", ["/taal/nl/"], "^/taal", _languages)
    yield _trap("trap-tags", ["/label/afval"], "^/label", _tags)
    yield _trap("trap-returning", ["/keuze?terug=/"], "^/keuze", _returning)


# -- what only looks like a trap


def _archive() -> Station:
    """Return an archive of thirty leaves, each with one page that is nowhere else, on a street of its own."""
    draw = random.Random("straten")
    streets = ["".join(draw.choices(("ka", "lo", "mer", "ti", "su", "bel"), k=4)) + "laan" for _ in range(30)]
    leaves = [f"/archief?pagina={n}" for n in range(1, 31)]
    items = [f"/besluit/{n}" for n in range(1, 31)]
    routes: dict[str, Route] = {"/": good("/het-archief", anchors(["/archief?pagina=1"]))}
    for n, (leaf, item) in enumerate(zip(leaves, items, strict=True), start=1):
        routes[leaf] = page(f"Besluiten, blad {n}", anchors([item, *leaves[n : n + 1]]))
        routes[item] = page(f"Besluit {n} over de {streets[n - 1]}")
    return Station(name="real-archive", group=GROUP, routes=routes, pages=("/", *leaves, *items))


def _numbered() -> Station:
    """Return more pages under one pattern than a trap may get, each with a text of its own."""
    paths = [f"/vergadering?id={n}" for n in range(100, 156)]
    routes: dict[str, Route] = {path: page(f"Verslag van vergadering {path[-3:]}") for path in paths}
    routes["/"] = good("/verslagen", anchors(paths))
    return Station(name="real-numbers", group=GROUP, routes=routes, pages=("/", *paths))


def _events() -> Station:
    """Return a calendar of a year with an event in every month."""
    months = [f"/agenda?maand=2026-{n:02}" for n in range(1, 13)]
    routes: dict[str, Route] = {"/": good("/uitagenda", anchors(months[:1]))}
    events = [
        f"/activiteit/{word}"
        for word in (
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        )
    ]
    for n, (month, event) in enumerate(zip(months, events, strict=True), start=1):
        routes[month] = _poor(f"<h2>Agenda {n:02}-2026</h2>", months[n : n + 1], anchors([event]))
        routes[event] = page(f"Feest op het plein in {event.rpartition('/')[2]}")
    routes["/contact"] = good("/contact")
    return Station(name="real-calendar", group=GROUP, routes=routes, pages=("/", *events), check=_all_months)


def _all_months(outcome: Outcome) -> Iterator[str]:
    asked = {request.path for request in outcome.requests if request.path.startswith("/agenda")}
    if len(asked) < 12:
        yield f"of the twelve months {len(asked)} were seen"


STATIONS = (*_traps(), _archive(), _numbered(), _events())
