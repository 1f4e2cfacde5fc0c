"""Artefacts of a page as the scan gathers them, for checks that are judged on fixtures."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from urllib.parse import urljoin

from checks.base import Check, Result, SiteResult
from checks.facts.statement_seen import statement_seen
from crawler.gather.visible_text import gather_visible_text
from drempel.acting import wanted_by
from drempel.dom import Dom
from drempel.model.artefact import AxeRun, DomCapture, Linked, Media, PageSource, Pixels, Placeholders, Turns
from drempel.model.hint import TextHints
from drempel.model.site_view import SiteView
from drempel.model.statement_seen import StatementSeen
from drempel.model.text import TextProfile, VisibleText
from drempel.sketch import sketch
from readability.page import read_page
from tests.checks.beside import linked_of, media_of, placeholders_of, turns_of
from tests.conftest import BrowserSession

DAY = date(2026, 11, 29)
"""On which the fixtures are seen."""
FRAGMENT = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Voorbeeld van de gemeente</title></head>
<body>
{}
</body>
</html>
"""


def artefacts(
    capture: DomCapture, html: str = "", needs: Collection[type] | None = None
) -> dict[type, object]:
    """Return what own checks need of a page: all of it, or only what `needs` names."""
    dom = Dom(capture)
    text = cache(lambda: gather_visible_text(dom))
    reading = cache(lambda: read_page(text()))
    alone = cache(lambda: sketch(dom, capture.url))
    made: dict[type, Callable[[], object]] = {
        SiteView: lambda: SiteView(alone(), (alone(),)),
        Dom: lambda: dom,
        VisibleText: text,
        TextProfile: lambda: reading().profile,
        TextHints: lambda: reading().hints,
        Media: lambda: media_of(dom),
        Linked: lambda: linked_of(dom),
        PageSource: lambda: PageSource(html),
        AxeRun: lambda: AxeRun("", ()),
        Pixels: Pixels,
        Turns: lambda: turns_of(dom),
        Placeholders: lambda: placeholders_of(dom),
        StatementSeen: lambda: statement_seen(dom, DAY),
    }
    return {kind: make() for kind, make in made.items() if needs is None or kind in needs}


def results(
    check: Check, capture: DomCapture, html: str = "", session: BrowserSession | None = None
) -> list[Result]:
    """Return all that a check says of a page; `html` is its source.

    With a `session` the page is also used, where the check needs that.
    """
    given = artefacts(capture, html, check.needs)
    if session is not None and (wanted := wanted_by([check])):
        given |= session.use(html, *wanted)
    return judged(check, given)


def judged(check: Check, given: Mapping[type, object]) -> list[Result]:
    """Return all that a check says of artefacts."""
    return list(check.judge(*(given[need] for need in check.needs)))


def site_results(check: Check, pages: str, session: BrowserSession) -> list[SiteResult]:
    """Return all that a check says of a site: pages in one text, each after a line with its path."""
    sketches = []
    for path, html in re.findall(r"<!-- pagina (\S+) -->\n(.*?)(?=<!-- pagina|\Z)", pages, re.DOTALL):
        dom = Dom(session.capture(whole_page(html)))
        sketches.append(sketch(dom, urljoin(dom.url, path)))
    return list(check.judge(SiteView(sketches[0], tuple(sketches))))


def whole_page(fragment: str) -> str:
    """Return HTML as a whole document."""
    return fragment if re.search(r"<html\b", fragment) else FRAGMENT.format(fragment)
