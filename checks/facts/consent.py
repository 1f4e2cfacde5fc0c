"""What asks for cookies: nothing, a banner with an equal refusal, one that pushes, or a wall."""

import re

from checks.facts.page import Page, words_of
from drempel.dom import Node
from drempel.model.facts import Evidence
from drempel.model.text import place_by_name

_COOKIE = re.compile(r"\bcookies?\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\bcookies?\b|\bprivacy\b|\btoestemming|\bstatistiek|\w+statistieken\b|\bconsent\b|\bvertrouwelijkheid",
    re.IGNORECASE,
)
_ACCEPT = re.compile(
    r"\b(?:aanvaard\w*|accepteer\w*|accepteren|akkoord|toestaan|sta (?:\w+ )?toe|"
    r"alle cookies|alles? (?:toestaan|accepteren|aanvaarden)|ik ga akkoord|"
    r"accept\w*|allow all|agree|j['’]accepte|tout accepter|accepter|ok|oké|okay|ja\b|"
    r"begrepen|ik begrijp|got it|prima|goed)\b"
)
_REFUSE = re.compile(
    r"\b(?:weiger\w*|afwijzen|wijs (?:\w+ )?af|niet (?:akkoord|ok[eé]|aanvaarden|accepteren|"
    r"toestaan)|nee\b|liever niet|geen cookies|reject\w*|decline|refuse\w*|deny|"
    r"tout refuser|refuser|verder zonder|doorgaan zonder|enkel (?:de )?(?:noodzakelijke?|"
    r"functionele?|essenti[eë]le?|strikt)|alleen (?:de )?(?:noodzakelijke?|functionele?|"
    r"essenti[eë]le?|strikt)|"
    r"(?:noodzakelijke|functionele|essenti[eë]le) cookies|only necessary|necessary only)\b"
)
_SAVES = re.compile(r"\b(?:bewaar|opslaan|sla (?:\w+ ){0,3}op|bevestig|save)\b")
_CLOSE = re.compile(r"^(?:sluit(?:en)?|×|x|close|fermer)$")
_EMBEDDED = re.compile(
    r"\b(?:video|filmpje|kaart|podcast|tweet|inhoud)\b.{0,40}\b(?:bekijken|tonen|zien)\b", re.IGNORECASE
)
"""What one piece of the page asks before it is shown is not what the site asks."""
_SETTINGS = re.compile(
    r"\b(?:instelling\w*|voorkeur\w*|aanpassen|wijzigen|beheer\w*|zelf kiezen|keuze|"
    r"settings|preferences|customi[sz]e|paramètres|meer (?:opties|info|weten)|details)\b"
)
_WALL = re.compile(
    r"\b(?:pas|enkel|alleen|slechts)\b[^.]{0,60}\b(?:toegang|bekijken|gebruiken|verder|"
    r"lezen|tonen)\b[^.]{0,80}\b(?:cookies|aanvaard\w*|accepteer\w*|akkoord)|"
    r"\b(?:moet|dient)\b[^.]{0,30}\b(?:cookies)\b[^.]{0,30}\b(?:aanvaarden|accepteren)|"
    r"\b(?:toegang|bekijken|gebruiken|bezoeken)\b[^.]{0,60}\b(?:pas|enkel|"
    r"alleen)\b[^.]{0,60}\b(?:aanvaard\w*|accepteer\w*|toestemming|akkoord)|"
    r"\b(?:om|voor)\b[^.]{0,40}\b(?:verder te gaan|deze (?:web)?site te (?:gebruiken|"
    r"bekijken|bezoeken)|toegang)\b[^.]{0,60}\b(?:aanvaard|accepteer|moet|dient)"
)
_NEEDED_ONLY = re.compile(
    r"\b(?:enkel|alleen|uitsluitend|slechts)\b[^.]{0,40}\b(?:noodzakelijke|functionele|"
    r"strikt|essenti[eë]le|technische)\b"
)
_BUTTON_NAME = re.compile(r"(?:^|[\s_-])(?:btn|button|knop|cta)")


def cookie_of(page: Page) -> tuple[str, tuple[Evidence, ...]]:
    """Return `none`, `banner`, `nudging` or `wall`, with the place of what was found."""
    box = _box(page)
    if box is None:
        return "none", ()
    low = words_of(box).lower()
    pressed = [(link.node, link.low) for link in page.links if box.holds(link.node) or box == link.node]
    boxes = [node for node in box.select("input[type=submit], input[type=button]") if node.is_rendered]
    pressed += [
        (node, node.get("value").lower()) for node in boxes if all(node != other for other, _ in pressed)
    ]
    is_unticked = not any("checked" in box and "disabled" not in box for box in box.select("[type=checkbox]"))
    refuse = [
        (node, text)
        for node, text in pressed
        if (_REFUSE.search(text) or (is_unticked and _SAVES.search(text))) and not _only_reads(node, text)
    ]
    accept = [(node, text) for node, text in pressed if _ACCEPT.search(text) and (node, text) not in refuse]
    if not accept and not refuse:
        return ("banner" if pressed else "none"), (page.evidence(box, low),) if pressed else ()
    place = (page.evidence(box, words_of(box)),)
    if not refuse:
        if _WALL.search(low) or _covers(page, box, pressed) or _is_alone(page, box):
            return "wall", place
        return ("banner" if _NEEDED_ONLY.search(low) else "nudging"), place
    looks_lesser = all(not _is_button(node) for node, _ in refuse) and any(
        _is_button(node) for node, _ in accept
    )
    return ("nudging" if looks_lesser else "banner"), place


def _only_reads(node: Node, text: str) -> bool:
    return node.tag == "a" and bool(re.search(r"\b(?:hoe|lees|meer)\b", text))


def _is_button(node: Node) -> bool:
    return (
        node.tag in {"button", "input"}
        or node.get("role") == "button"
        or bool(_BUTTON_NAME.search(node.get("class").lower()))
    )


def _covers(page: Page, box: Node, pressed: list[tuple[Node, str]]) -> bool:
    """Say whether nothing can be done before accepting: a modal layer that leaves no other choice."""
    if any(_SETTINGS.search(text) for _, text in pressed):
        return False
    modal = box.get("aria-modal") == "true" or any(
        node.get("aria-modal") == "true" for node in box.select("[aria-modal]")
    )
    body = next(iter(page.dom.select("body")), None)
    if body is None:
        return False
    stopped = body.style("overflow-x") == body.style("overflow-y") == "hidden"
    locked = stopped or "overflow:hidden" in body.get("style").replace(" ", "")
    return modal and locked


FEW_WORDS = 12
FEW_LINKS = 3


def _is_alone(page: Page, box: Node) -> bool:
    """Say whether nothing else is there to read or follow: the page comes after the choice."""
    if any(not box.holds(node) and node.is_rendered for node in page.dom.select("h1, h2, h3, p, main")):
        return False
    beside = [line for line in page.lines if line.node != box and not box.holds(line.node)]
    links = [link for link in page.links if not box.holds(link.node)]
    return sum(len(line.text.split()) for line in beside) < FEW_WORDS and len(links) < FEW_LINKS


def _box(page: Page) -> Node | None:
    """Return the element that asks: named as a cookie bar, or a region about cookies with buttons."""
    for node, names in page.named:
        if place_by_name(names) != "cookie" or not node.is_rendered:
            continue
        if node.select("button, a, input, [role=button]") and _ASKS.search(words_of(node)):
            return node
    for node in page.dom.select(
        "[role=dialog], [role=alertdialog], [role=region], dialog, [aria-modal], [aria-label*=ookie]"
    ):
        text = words_of(node) if node.is_rendered else ""
        if _COOKIE.search(text) and len(text) < 3_000 and node.select("button, input, [role=button], a"):
            return node
    for node in page.dom.select(
        "button, a[role=button], a[class*=btn], a[class*=button], input[type=button]"
    ):
        # A loose bar: the nearest element around a button for accepting that speaks of cookies.
        low = (words_of(node) or node.get("value")).lower()
        if not (_ACCEPT.search(low) or _CLOSE.search(low)) or not node.is_rendered:
            continue
        for above in node.ancestors:
            if above.tag in {"body", "main", "html", "form"}:
                break
            text = words_of(above)
            if _COOKIE.search(text) and len(text) < 1_500:
                if _EMBEDDED.search(text):
                    break
                return above
    return None
