"""Duplicates: addresses that are one page are judged once, and the report says which rule merged them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tests.lab.base import Outcome, Reply, Request, Route, Station, page
from tests.lab.stations.pages import Check, anchors, both, good, judged, lines_of, site

GROUP = "duplicates"
MERGED = "duplicate"


def _one_page(rule: str, *paths: str) -> Check:
    """Return a check that these addresses were judged as one page, and merged by a rule of that name.

    The addresses that were linked each have a line: one says `ok`, the others `duplicate` and why.
    """

    def check(outcome: Outcome) -> Iterator[str]:
        lines = {line["url"]: line for path in paths for line in lines_of(outcome, path)}
        pages = {line["url"]: line for path in paths for line in judged(outcome, path)}
        if len(pages) != 1:
            yield f"{paths} are one page and were judged {len(pages)} times"
        for path in paths:
            if not lines_of(outcome, path):
                yield f"{path} was linked and is not in the report"
        for url, line in lines.items():
            if url in pages:
                continue
            if line["outcome"] != MERGED:
                yield f"{url} is {line['outcome']} ({line['reason']}), not a duplicate"
            elif not re.fullmatch(rule, str(line["reason"]).partition(":")[0]):
                yield f"{url} was merged by {line['reason']!r}, not by {rule}"

    return check


def _asked_once(*paths: str) -> Check:
    """Return a check that of these addresses one was enough: no two of them were requested."""

    def check(outcome: Outcome) -> Iterator[str]:
        asked = [path for path in paths if outcome.asked(path)]
        if len(asked) > 1:
            yield f"all of {asked} were requested to see one page"

    return check


def _merged(
    name: str,
    rule: str,
    *groups: tuple[str, ...],
    apart: Iterable[str] = (),
    routes: Mapping[str, Route] | None = None,
    home: str = "",
    once: bool = False,
) -> Station:
    """Return a station with groups of addresses that are one page each, and pages that stay `apart`."""
    served: dict[str, Route] = {}
    for group in groups:
        served |= dict.fromkeys((path for path in group if "://" not in path), good(group[0]))
    links = [path for group in groups for path in group]
    checks = [_one_page(rule, *group) for group in groups]
    checks += [_asked_once(*group) for group in groups if once]
    return site(
        name,
        GROUP,
        home or anchors([*links, *apart]),
        routes={**served, **(routes or {})},
        found=apart,
        check=both(*checks),
    )


def _by_address() -> Iterable[Station]:
    yield _merged("slash", "trailing-slash", ("/dienst", "/dienst/"), ("/zorg/", "/zorg"), apart=("/andere",))
    yield _merged("index-html", "index-file", ("/map/", "/map/index.html"), ("/loket/index.htm", "/loket/"))
    yield _merged(
        "index-php", "index-file", ("/forum/", "/forum/index.php"), ("/wiki/?p=3", "/wiki/index.php?p=3")
    )
    yield _merged("index-aspx", "index-file", ("/portaal/", "/portaal/default.aspx", "/portaal/Default.aspx"))
    yield site(
        "index-home",
        GROUP,
        home="",
        routes=dict.fromkeys(
            ("/", "/index.html"), good("/voordeur", anchors(["/index.html", "/?utm_source=brief"]))
        ),
        check=_home_once,
    )
    yield _merged(
        "tracking",
        "tracking",
        (
            "/actie",
            "/actie?utm_source=brief&utm_medium=mail",
            "/actie?fbclid=IwAR0abcDEF123",
            "/actie?gclid=EAIaIQ",
        ),
        ("/nieuws?id=7", "/nieuws?utm_campaign=lente&id=7", "/nieuws?id=7&mc_eid=ab12&_ga=2.1"),
        apart=("/nieuws?id=8", "/actie?ref=brief"),
        once=True,
    )
    token, other = "8f3a9c0b1d2e4f5a6b7c", "0a1b2c3d4e5f6a7b8c9d"
    yield _merged(
        "session-query",
        "session",
        ("/mand", f"/mand?PHPSESSID={token}", f"/mand?PHPSESSID={other}", f"/mand?sid={token}"),
        ("/mijn?stap=2", f"/mijn?stap=2&sessionid={token}", f"/mijn?jsessionid={other}&stap=2"),
        apart=("/mand?sid=12", "/mand?sid=13"),
        routes={"/mand?sid=12": good("/mand-twaalf"), "/mand?sid=13": good("/mand-dertien")},
    )
    yield _merged(
        "session-path",
        "session",
        (f"/zoeken;jsessionid={token}", f"/zoeken;jsessionid={other}", "/zoeken"),
        (
            "/(S(lit3py55t21z5v55vlm25s55))/kaart.aspx",
            "/(S(abc3py55t21z5v55vlm25s99))/kaart.aspx",
            "/kaart.aspx",
        ),
    )
    yield _merged(
        "query-order",
        "query-order",
        ("/lijst?a=1&b=2", "/lijst?b=2&a=1"),
        apart=("/lijst?a=2&b=1",),
        routes={"/lijst?a=2&b=1": good("/omgekeerde-lijst")},
        once=True,
    )
    yield site(
        "fragments",
        GROUP,
        home=anchors(["/gids#een", "/gids#twee", "/gids", "/gids#!/drie", "/gids#/vier", "#boven"]),
        found=("/gids",),
        most={"^/gids": 1, "^/$": 1},
    )
    yield site(
        "escapes",
        GROUP,
        home=anchors(
            ["/caf%C3%A9", "/café", "/caf%c3%a9", "/%7Ejan", "/~jan", "/x/../recht", "/%72echt", "/recht?"]
        ),
        found=("/caf%C3%A9", "/~jan", "/recht"),
        most={"^/caf": 1, "^/(~|%7E)jan": 1, "^/recht": 1},
    )
    host = "hoofdhost.lab.example"
    yield site(
        "hoofdhost",
        GROUP,
        home=anchors([f"http://{host.upper()}/een", f"http://{host}:80/een", f"http://{host}./een", "/een"]),
        found=("/een",),
        most={"^/een": 2},
    )


def _home_once(outcome: Outcome) -> Iterator[str]:
    yield from _one_page("index-file", "/", "/index.html")(outcome)
    if len(outcome.asked("/")) > 1:
        yield "the home page was asked for more than once"


def _by_host() -> Iterable[Station]:
    bare, www = "http://tweenamen.lab.example", "http://www.tweenamen.lab.example"
    paths = ("/afval", "/wonen")
    both_names: dict[str, Route] = {path: good(path) for path in paths}
    yield site(
        "tweenamen",
        GROUP,
        home=anchors([*paths, *(f"{www}{path}" for path in paths), f"{www}/"]),
        routes={
            **both_names,
            **{f"www:{path}": good(path) for path in paths},
            "www:/": Reply("", 301, headers=(("Location", f"{bare}/"),)),
        },
        check=both(*(_one_page("www", path, f"{www}{path}") for path in paths)),
    )
    yield site(
        "tweeschemas",
        GROUP,
        home=anchors([*paths, *(f"https://tweeschemas.lab.example{path}" for path in paths)]),
        routes=both_names,
        check=both(
            *(_one_page("http-https", path, f"https://tweeschemas.lab.example{path}") for path in paths)
        ),
    )

    def by_scheme(request: Request) -> str:
        return good(f"/dienst-op-{request.scheme}")

    yield site(
        "schemas-apart",
        GROUP,
        home=anchors(["/dienst", "https://schemas-apart.lab.example/dienst"]),
        routes={"/dienst": by_scheme},
        found=("/dienst", "https://schemas-apart.lab.example/dienst"),
    )
    other = "http://www.namen-apart.lab.example/dienst"
    yield site(
        "namen-apart",
        GROUP,
        home=anchors(["/dienst", other]),
        routes={"www:/dienst": good("/heel-andere-dienst")},
        found=("/dienst", other),
    )


def _canonical(path: str, href: str, title: str = "") -> str:
    """Return an ordinary page that calls another address its proper one."""
    return page(title or f"Over {path}").replace("</head>", f'<link rel="canonical" href="{href}"></head>')


def _by_canonical() -> Iterable[Station]:
    fiets = _canonical("/fiets", "/fiets", "Een fiets lenen")
    yield _merged(
        "canonical-right",
        "canonical",
        ("/fiets", "/fiets?kleur=rood", "/lenen/fiets"),
        routes=dict.fromkeys(("/fiets", "/fiets?kleur=rood", "/lenen/fiets"), fiets),
    )
    other = _canonical("/print", "/artikel", "Het lange artikel")
    yield _merged(
        "canonical-late",
        "canonical",
        ("/artikel-afdruk", "/artikel"),
        home=anchors(["/artikel-afdruk"]),
        routes={"/artikel-afdruk": other, "/artikel": other},
    )
    home = ("/belasting", "/parkeren", "/trouwen")
    yield site(
        "canonical-home",
        GROUP,
        home=anchors(home),
        routes={path: _canonical(path, "/") for path in home},
        found=home,
    )
    yield site(
        "canonical-elsewhere",
        GROUP,
        home=anchors(["/een", "/twee", "/drie", "/vier"]),
        routes={
            "/een": _canonical("/een", "http://elders.canonical-elsewhere.lab.example/een"),
            "/twee": _canonical("/twee", "/bestaat-niet"),
            "/drie": _canonical("/drie", "http://["),
            "/vier": _canonical("/vier", ""),
        },
        found=("/een", "/twee", "/drie", "/vier"),
        never=("^elders",),
    )
    chain = {"/a": "/b", "/b": "/c", "/c": "/c"}
    yield _merged(
        "canonical-chain",
        "canonical",
        ("/a", "/b", "/c"),
        routes={path: _canonical(path, href, "De keten van namen") for path, href in chain.items()},
    )
    ring = {"/x": "/y", "/y": "/x"}
    yield _merged(
        "canonical-ring",
        "canonical",
        ("/x", "/y"),
        routes={path: _canonical(path, href, "De kring van namen") for path, href in ring.items()},
    )
    yield site(
        "canonical-next",
        GROUP,
        home=anchors(["/blad?nr=1", "/blad?nr=2", "/blad?nr=3"]),
        routes={f"/blad?nr={n}": _canonical(f"/blad {n}", "/blad?nr=1") for n in (1, 2, 3)},
        found=("/blad?nr=1", "/blad?nr=2", "/blad?nr=3"),
    )
    # The header does what the element does.
    said = Reply(good("/rapport"), headers=(("Link", '</rapport>; rel="canonical"'),))
    yield _merged(
        "canonical-header",
        "canonical|same-page",
        ("/rapport", "/rapport?weergave=2"),
        routes={"/rapport": said, "/rapport?weergave=2": said},
    )


def _twin(outcome: Outcome) -> Iterator[str]:
    """Two addresses with one content may be one page or two; none may be lost without a word."""
    ends = {line["outcome"] for path in ("/tweeling-a", "/tweeling-b") for line in lines_of(outcome, path)}
    if "ok" not in ends or not ends <= {"ok", MERGED}:
        yield f"the twins ended as {sorted(ends)}"


def _by_content() -> Iterable[Station]:
    yield site(
        "twins",
        GROUP,
        home=anchors(["/tweeling-a", "/tweeling-b", "/enig-kind"]),
        routes=dict.fromkeys(("/tweeling-a", "/tweeling-b"), good("/tweeling")),
        found=("/enig-kind",),
        check=_twin,
    )
    zones = tuple(f"/ophaaldag/zone-{n}" for n in range(1, 7))
    text = page("Ophaaldagen van het restafval")
    yield site(
        "almost-equal",
        GROUP,
        home=anchors(zones),
        routes={
            path: text.replace("<main>", f"<main><p>In zone {n}: elke {day}.</p>")
            for n, (path, day) in enumerate(
                zip(
                    zones, ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"), strict=True
                ),
                1,
            )
        },
        found=zones,
    )
    yield site(
        "alike-not-equal",
        GROUP,
        home=anchors(["/sport", "/sport/", "/bad/", "/bad/index.html", "/Bad/"]),
        routes={
            "/sport/": good("/sport-overzicht"),
            "/bad/index.html": good("/bad-oude-inhoud"),
            "/Bad/": good("/bad-hoofdletter"),
        },
        found=("/sport", "/sport/", "/bad/", "/bad/index.html", "/Bad/"),
    )
    params = (
        "/lees?id=1",
        "/lees?id=2",
        "/lees?s=1",
        "/lees?session=ochtend",
        "/lees?session=avond",
        "/lees?source=a",
        "/lees?p=",
    )
    yield site(
        "params-that-count",
        GROUP,
        home=anchors(params),
        routes={path: page(f"Stuk {path[6:]}") for path in params},
        found=params,
    )
    yield site(
        "slash-moves",
        GROUP,
        home=anchors(["/verhuis", "/verhuis/", "/terug/", "/terug"]),
        routes={
            "/verhuis": Reply("", 301, headers=(("Location", "/verhuis/"),)),
            "/terug/": Reply("", 308, headers=(("Location", "/terug"),)),
        },
        found=("/verhuis/", "/terug"),
        check=both(
            _one_page("redirect|trailing-slash", "/verhuis", "/verhuis/"),
            _one_page("redirect|trailing-slash", "/terug", "/terug/"),
        ),
        most={"^/verhuis/$": 2, "^/terug$": 2},
    )


STATIONS = (*_by_address(), *_by_host(), *_by_canonical(), *_by_content())
