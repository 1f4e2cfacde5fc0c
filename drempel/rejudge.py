"""Judge a page again from what was stored of it, without a visit. Pure.

What can be worked out from the page tree and the text is worked out anew; what only a visit can see is taken
as it was. An artefact that holds nothing is not stored: where its gatherer ran, one that is not there is
empty; where it did not, the checks that need it are `untested`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from checks.base import Check
from checks.engine import judge
from checks.facts.extract import facts_of
from checks.facts.statement_seen import statement_seen
from crawler.gather.dom import has_roles
from drempel.dom import Dom
from drempel.model.artefact import (
    AxeRun,
    DomCapture,
    Exchange,
    Linked,
    Media,
    PageSource,
    Pixels,
    Placeholders,
    Turns,
)
from drempel.model.facts import Facts
from drempel.model.finding import Judgement, Outcome
from drempel.model.further import FURTHER, Crops
from drempel.model.hint import TextHints
from drempel.model.statement_seen import StatementSeen
from drempel.model.text import TextProfile, VisibleText
from drempel.model.transfer import Transfer
from readability.page import PageReading, read_page

ALWAYS: Final = (Media, Linked, PageSource, Pixels, Turns, Placeholders, Transfer)
"""Gathered in every visit by a Drempel that knows them."""
KEPT: Final[tuple[type[Any], ...]] = (
    DomCapture,
    AxeRun,
    Exchange,
    VisibleText,
    *(kind for kind in FURTHER.values() if kind is not Crops),
)
"""What of a page is needed to judge it again."""


_FURTHER: Final = frozenset(FURTHER.values()) - {Crops}


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A page as it is judged now."""

    dom: Dom
    has_roles: bool
    judgement: Judgement
    reading: PageReading | None


def rejudge(
    kept: Mapping[type[Any], Any],
    checks: Mapping[str, Check],
    *,
    disabled: Collection[str] = (),
    gathered: Collection[type[Any]],
    seen_on: date,
    reading: PageReading | None = None,
) -> Rejudged | None:
    """Return the judgement of a page; `None` where its tree is no longer kept.

    `kept` holds what is stored of it by type, `gathered` the kinds of artefact whose gatherers ran in that
    visit (see `proven`), `seen_on` is the day of it. `reading` is what is known of its text already.
    """
    capture = kept.get(DomCapture)
    if capture is None:
        return None
    dom = Dom(capture)
    if reading is None and (text := kept.get(VisibleText)) is not None:
        reading = read_page(text)
    artefacts: dict[type, object] = {
        **{kind: kind() for kind in gathered if kind in _FURTHER},
        **{kind: one for kind, one in kept.items() if kind is not DomCapture},
        Dom: dom,
        Facts: facts_of(dom),
        StatementSeen: _statement(kept, dom, seen_on),
    }
    if reading is not None:
        artefacts |= {TextProfile: reading.profile, TextHints: reading.hints}
    is_readable = has_roles(capture)
    if not is_readable:
        del artefacts[Dom]
    return Rejudged(dom, is_readable, judge(artefacts, checks, disabled=disabled), reading)


def proven(
    checks: Mapping[str, Check], versions: Mapping[str, int], outcomes: Mapping[str, Outcome]
) -> frozenset[type[Any]]:
    """Return the kinds of artefact that must have been there when a page was judged at first.

    Told by the checks that need them and gave an answer then: those of the same version now. `outcomes` are
    those of the page by check; a check that is absent had nothing to judge.
    """
    outdone = {other for check in checks.values() for other in check.instead_of}
    return frozenset(
        kind
        for check in checks.values()
        if versions.get(check.id) == check.version
        and check.id not in outdone
        and outcomes.get(check.id) is not Outcome.UNTESTED
        for kind in check.needs
    )


def _statement(kept: Mapping[type[Any], Any], dom: Dom, seen_on: date) -> StatementSeen:
    """Return the accessibility statement; one that stood in a document cannot be read again."""
    stored = kept.get(StatementSeen)
    if isinstance(stored, StatementSeen) and stored.document:
        return stored
    return statement_seen(dom, seen_on)
