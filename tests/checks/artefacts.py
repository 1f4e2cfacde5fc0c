"""Artefacts of a page as the scan gathers them, for checks that are judged on fixtures."""

import re

from checks.base import Check, Result
from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from drempel.model.text import TextProfile
from readability.profile import profile

FRAGMENT = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Voorbeeld van de gemeente</title></head>
<body>
{}
</body>
</html>
"""


def artefacts(capture: DomCapture) -> dict[type, object]:
    """Return what own checks need of a page."""
    dom = Dom(capture)
    return {Dom: dom, TextProfile: profile(gather_visible_text(dom))}


def results(check: Check, capture: DomCapture) -> list[Result]:
    """Return all that a check says of a page."""
    given = artefacts(capture)
    return list(check.judge(*(given[need] for need in check.needs)))


def whole_page(fragment: str) -> str:
    """Return HTML as a whole document."""
    return fragment if re.search(r"<html\b", fragment) else FRAGMENT.format(fragment)
