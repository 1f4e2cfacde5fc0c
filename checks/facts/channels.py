"""By which channels a page offers its service, and whether its only form is a document."""

import re

from checks.facts.online import APPOINTMENT, DOCUMENT, DOCUMENT_SAID, sentence_of, way_online
from checks.facts.page import Page
from checks.facts.services import Service
from checks.facts.visits import face_places, home_places
from drempel.model.facts import Evidence

_FORM_WORD = re.compile(r"formulier|aanvraag|aangifte|bezwaarschrift|invuldocument|\bprint\b|\bform\b")
_FILLS = re.compile(
    r"\bformulier|\bvult?\b[^.?!]{0,80}\bin\b|\bingevuld\b|\b(?:onder)?teken\w*|\bdruk\b[^.?!]{0,40}\baf\b|\bprint\w*\b|\bmeeteken\w*|\bafgedrukt\b"
)


def channels_of(
    page: Page, service: Service, has_phone: bool, has_counter: bool
) -> tuple[dict[str, bool | None] | None, dict[str, tuple[Evidence, ...]]]:
    """Return which channels the page offers for its service, and where each is offered in words.

    The channels are `None` where the page is no service. A phone or counter has its places of its own.
    """
    if not service.is_service:
        return None, {}
    click, click_places = _click(page, service)
    face, home = face_places(page), home_places(page)
    there: dict[str, bool | None] = {
        "click": click,
        "call": has_phone,
        "face": has_counter or bool(face),
        "home": bool(home),
    }
    return there, {"click": click_places, "face": face, "home": home}


def _click(page: Page, service: Service) -> tuple[bool, tuple[Evidence, ...]]:
    if service.kind == "form":
        return not APPOINTMENT.search(page.subject), ()
    way = way_online(page)
    return way is not None, (page.evidence(*way),) if way is not None else ()


def pdf_only_of(page: Page, service: Service, click: bool) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether the only form of a service is a document to fill in and print."""
    if not service.is_service or click or service.kind == "form":
        return False, ()
    for link in page.links:
        if link.zone not in {"", "main", "aside"} or not (
            DOCUMENT.search(link.href) or (DOCUMENT_SAID.search(link.low) and link.href)
        ):
            continue
        if (
            _FORM_WORD.search(link.low)
            or _FORM_WORD.search(link.href.lower())
            or _FILLS.search(sentence_of(page, link))
        ):
            return True, (page.evidence(link.node, link.text),)
    return False, ()
