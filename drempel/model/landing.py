"""Which pages people land on: the home page, services, forms and contact. By address and title alone."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

LANDING: Final = ("home", "service", "form", "contact")
"""Kinds of pages that people come for, in the order in which they are looked for."""

_HOME_NAMES: Final = frozenset({"", "index", "home", "welkom", "start", "nl", "be", "default"})
_FOLDERS: Final = re.compile(
    r"(?:diensten|dienstverlening|producten|product|services|e?-?loket|digitaal-loket|aanvragen|regelen)"
)
_WORDS: Final = {
    "contact": re.compile(r"contact|bereik-ons|openingsuren|openingstijden|contacteer-ons"),
    "form": re.compile(r"(?:[a-z]+-?)?formulier(?:en)?|melding(?:en)?|meldpunt|melden|inschrijven|aangifte"),
    "service": re.compile(
        r"aanvra(?:ag|gen)|aangeven|verhuizen|premies?|subsidies?|vergunning(?:en)?|attest(?:en)?"
        r"|paspoort|rijbewijs|identiteitskaart|trouwen|huwelijk|geboorte|overlijden|afval"
    ),
}
_APART: Final = re.compile(r"[^a-z0-9]+")


def landing_kind(url: str, title: str) -> str:
    """Return `home`, `service`, `form`, `contact`, or nothing for a page that people hardly come for itself.

    A folder of services makes its pages services; else the last part of the path and the first part of the
    title speak, each as whole words.
    """
    parts = [_plain(part) for part in unquote(urlsplit(url).path).split("/") if part]
    if all(part in _HOME_NAMES for part in parts):
        return "home"
    names = f"-{parts[-1]}- -{_plain(re.split(r' [-|–—] ', title)[0])}-"
    for kind in ("contact", "form", "service"):
        if re.search(rf"-(?:{_WORDS[kind].pattern})-", names):
            return kind
    return "service" if any(_FOLDERS.fullmatch(part) for part in parts) else ""


def _plain(text: str) -> str:
    name = _APART.sub("-", text.casefold()).strip("-")
    return re.sub(r"-(?:html?|php|aspx?|jsp)$", "", name)
