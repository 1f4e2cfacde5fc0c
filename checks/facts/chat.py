"""Whether one can chat on the page, and with whom: a program or a person."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from checks.facts.page import Page, host_of, words_of
from drempel.dom import Node
from drempel.model.facts import Evidence

_NAME = re.compile(
    r"(?:^|[\s_-])(?:live-?|web-?)?chat-?(?:bot|box|widget|venster|window|button|knop|"
    r"launcher|start|open|container)?(?:$|[\s_-])|livechat|chatbot|virtual-?assistant"
)
_TEXT = re.compile(
    r"\bstart (?:een |het |je )?(?:gesprek|chat)|"
    r"\b(?:live-?)?chat(?:ten|bot)?\b|\bchat nu\b|\b(?:digitale|virtuele) assistent\b|"
    r"\bstel je vraag aan (?:onze )?(?:digitale|virtuele)"
)
_BOT = re.compile(
    r"chat-?bot|\b(?:digitale|virtuele|slimme|online) (?:assistent|hulp|medewerker|"
    r"gids)\b|\bbot\b|\brobot\b|\bassistent(?:e)? (?:die|van)\b|virtual-?assistant|"
    r"\bai-assistent|automatisch(?:e)? antwoord"
)
_HUMAN = re.compile(
    r"\bmedewerk(?:er|st?er|ers)\b|\bconsulent|\badviseur|\bexpert|\bcollega|\bdeskundige|"
    r"\bagent\b|\bhulpverlener|\bmaatschappelijk werk|\blive-?chat\b|livechat|"
    r"\bvrijwilliger|\bmet iemand\b|\bmet (?:een|onze) (?!bot|chat|robot|virtu|digit|slim|ai\b"
    r"|automat|assistent|comput|programma|klik|muis|druk)\w{4,}|"
    r"\bklantendienst\b|\ben direct\b|\bpersoonlijk\b"
)
_NAMED_BOT = re.compile(
    r"\b(?:chat-?bot|(?:digitale|virtuele|slimme) (?:assistente?|medewerker|hulp))\b(?: (?:heet|is))?,? "
    r"(?P<name>[A-ZÀ-Þ]\w+)"
)
"""A program with a name of its own, by which its button may call it."""
_TELLS = re.compile(r"\b(?:over|chatham|whatsapp|privacy|voorwaarden|lees)\b")


@cache
def _vendors() -> dict[str, str]:
    text = files("checks.facts").joinpath("data", "chat_hosts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["hosts"]
    return {host: kind for kind, hosts in table.items() for host in hosts}


def chat_of(page: Page) -> tuple[str | None, tuple[Evidence, ...]]:
    """Return `none`, `bot` or `human`; `None` where there is a chat and nothing says who answers."""
    place, words = _found(page)
    if place is None:
        return "none", ()
    evidence = (page.evidence(place, words),)
    near = f"{words} {place.get('class')} {place.get('id')} {place.get('src')} {place.get('title')} ".lower()
    is_bot, is_human = bool(_BOT.search(near)), bool(_HUMAN.search(near))
    if not is_bot and not is_human:
        around = " ".join(line.low for line in page.lines if "chat" in line.low or "assistent" in line.low)
        is_bot, is_human = bool(_BOT.search(around)), bool(_HUMAN.search(around))
    if is_bot:
        return "bot", evidence
    return ("human" if is_human else None), evidence


def _found(page: Page) -> tuple[Node | None, str]:
    for link in page.links:
        names = f"{link.node.get('id')} {link.node.get('class')}".lower()
        is_button = (
            link.node.tag != "a"
            or link.node.get("role") == "button"
            or link.href.startswith(("#", "javascript:"))
            or not link.href
        )
        if link.zone == "cookie" or _TELLS.search(link.low):
            continue
        if _TEXT.search(link.low) or _NAME.search(names):
            starts = re.search(r"\b(?:start|open|begin|chat (?:nu|met)|praat)\b", link.low)
            if is_button or starts:
                return link.node, link.text
    for line in page.lines:
        named = _NAMED_BOT.search(line.text)
        for link in page.links if named else ():
            if named and link.node.tag != "a" and re.search(rf"\b{named['name']}\b", link.text):
                return link.node, f"{link.text} {named[0]}"
    for node in page.dom.select("iframe, script[src]"):
        names = f"{node.get('title')} {node.get('id')} {node.get('class')}".lower()
        host = host_of(node.get("src"))
        kind = next(
            (kind for known, kind in _vendors().items() if host == known or host.endswith("." + known)), ""
        )
        if kind or (node.tag == "iframe" and re.search(r"\bchat", names)):
            return node, f"{node.get('title')} {kind if kind == 'bot' else ''}".strip()
    for node, names in page.named:
        if (
            "chat" in names
            and _NAME.search(names)
            and node.is_rendered
            and node.tag not in {"body", "html", "a"}
        ):
            return node, f"{words_of(node)} {node.get('aria-label')} " + " ".join(
                child.get("aria-label") for child in node.select("[aria-label]")
            )
    return None, ""
