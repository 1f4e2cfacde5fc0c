"""Two things that stop people in a form: a test for robots and a time limit."""

import re

from checks.facts.page import Page, words_of
from drempel.model.facts import Evidence

_CAPTCHA = ("captcha", "turnstile", "altcha")
"""Part of the names that vendors of tests for robots give their elements."""
_CAPTCHA_WORDS = (
    "captcha", "robot", "reken", "los op", "spam", "teken", "letter", "cijfer", "code", "beveiligings",
    "hoeveel is", "=",
)  # fmt: skip
"""One of these stands in each line that `_CAPTCHA_TEXT` finds."""
_CAPTCHA_TEXT = re.compile(
    r"\btegen spam\b|\bspam-?(?:controle|beveiliging|preventie|vraag)|"
    r"\btekens\b[^.]{0,20}\b(?:over|ziet|afbeelding)\b|"
    r"\bcaptcha\b|\bik ben geen robot|\bgeen robot\b|\bi['’]?a?m not a robot|"
    r"\bje ne suis pas un robot|\brekenvraag\b|\b(?:los op|reken uit|"
    r"bereken)\b[^.]{0,20}\d|\d+ ?(?:\+|plus|min|-|x|maal|keer) ?\d+ ?=|\brekensom\b|"
    r"\b(?:typ|tik|neem|geef|voer)\b[^.]{0,40}\b(?:tekens|letters|cijfers|"
    r"code)\b[^.]{0,30}\b(?:afbeelding|beeld|plaatje)|"
    r"\bbeveiligingsvraag\b|\bhoeveel is \w+ ?(?:\+|plus|min|x|-) ?\w+|\banti-?spam\w*|"
    r"\bbeveiligingscode\b[^.]{0,25}(?:over|afbeelding|hieronder)"
)
_LIMIT = re.compile(
    r"\b(?:sessie|session|pagina|formulier|aanvraag|reservatie|winkelmand\w*|tijdslot|"
    r"plaats(?:en)?|ticket\w*)\b[^.]{0,50}\b(?:verloopt|vervalt|verlopen|vervallen|"
    r"wordt afgesloten|wordt beëindigd|afgebroken|blijft\b[^.]{0,30}(?:actief|geldig)|"
    r"vastgehouden|gereserveerd|expire\w*)\b|"
    r"\b(?:u|je|jij)\s+(?:hebt|heeft|heb|krijgt)\s+(?:nog\s+)?(?:maximaal\s+|slechts\s+|"
    r"exact\s+)?(?:\d+|tien|twintig|dertig|vijftien|een kwartier)\s*(?:minuten|min\b|"
    r"seconden)|"
    r"\b(?:binnen|na)\s+(?:de\s+)?\d+\s*minuten\b[^.]{0,60}\b(?:afgemeld|uitgelogd|"
    r"verloop\w*|verval\w*|afgesloten|verzonden|ingediend|invullen|opnieuw)|"
    r"\b(?:automatisch|vanzelf)\s+(?:afgemeld|uitgelogd)\b|\b(?:wordt|word)\s+(?:u|"
    r"je)\s+(?:automatisch\s+)?(?:afgemeld|uitgelogd)|"
    r"\bwordt (?:uw|je|de) sessie\b[^.]{0,50}\b(?:afgesloten|beëindigd|afgebroken)|"
    r"\b(?:hebt|heeft|heb|krijgt)\b[^.]{0,20}\d+ (?:minuten|uur) (?:de )?tijd\b|"
    r"\bresterende tijd\b|\btijd over\b|\btime-?out\b"
)
_LIMIT_NUMBER = re.compile(
    r"\d+:\d\d|\d+\s*(?:min|sec|uur|u\b)|\bminuten\b|\bkwartier\b|\buur\b|\binactiviteit|"
    r"\bactiviteit|\bresterende\b|afgemeld|uitgelogd"
)


def captcha_of(page: Page) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether people must show that they are no robot, with the place."""
    sources = [
        (node, f"{node.get('src')} {node.get('alt')} {node.get('title')}".lower())
        for node in page.dom.select("iframe, script[src], img[src]")
    ]
    for node, names in [*page.named, *sources]:
        if not any(name in names for name in _CAPTCHA):
            continue
        if node.tag == "script" and "render=" in names and "explicit" not in names:
            continue  # works unseen, asks nothing of people
        if (
            node.tag == "script"
            or "grecaptcha-badge" in names
            or node.get("data-size") == "invisible"
            or not node.is_rendered
        ):
            continue
        return True, (page.evidence(node, words_of(node) or node.get("title") or names.strip()),)
    fields = page.dom.select("input")
    if fields:
        for line in page.content:
            if (
                len(line.low) < 200
                and any(word in line.low for word in _CAPTCHA_WORDS)
                and _CAPTCHA_TEXT.search(line.low)
            ):
                return True, (page.evidence(line.node, line.text),)
    return False, ()


def time_limit_of(page: Page) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Return `True` where a time limit is said or coded, with the place; else `None`: servers do not tell."""
    for node in page.dom.select("meta[http-equiv]"):
        after = re.match(r"\s*(\d{1,6})\s*[;,]\s*url\s*=", node.get("content"), re.IGNORECASE)
        if node.get("http-equiv").lower() == "refresh" and after and 5 < int(after[1]) <= 72_000:
            return True, (page.evidence(node, node.get("content")),)
    for node in page.dom.select("[role=timer]"):
        if node.is_rendered and words_of(node):
            return True, (page.evidence(node, words_of(node)),)
    for line in page.lines:
        if line.zone in {"cookie", "footer"} or not (
            "minut" in line.low
            or "sessie" in line.low
            or "tijd" in line.low
            or "uitgelogd" in line.low
            or "afgemeld" in line.low
            or "session" in line.low
        ):
            continue
        if (found := _LIMIT.search(line.low)) and _LIMIT_NUMBER.search(line.low):
            return True, (page.evidence(line.owner(found.start()), line.text),)
    return None, ()
