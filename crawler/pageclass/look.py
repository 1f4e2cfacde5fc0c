"""What a page consists of, as far as it tells a real page from a wall or an error. Pure, on the `Dom`.

A page's own words are those outside menus, headers, footers, link lists and the cookie notice: an error
page in the frame of its site has few of them, however long the menus are.
"""

import re
from dataclasses import dataclass, field

from crawler.pageclass.verdict import MAX_CHARS, parts_of, words_of
from drempel.dom import FRAME, Dom, Node, fold
from drempel.model.text import BlockKind, TextBlock, VisibleText

ENOUGH_BELOW = 3
"""Words below a heading that make a page: a telephone number has no fewer."""
LINK_SHARE = 0.6
"""A block with more of its characters in links is a menu or a list of links."""
PICTURE_SHARE = 0.1
"""What covers more of the view than this is content, even without words."""

_CHROME = ("header", "nav", "footer", "aside", "search")
_WRITTEN_IN = "textarea, select, input:not([type]), " + ", ".join(
    f'input[type="{kind}"]'
    for kind in ("text", "email", "tel", "number", "date", "search", "url", "password", "radio", "file")
)
_ACCEPT = re.compile(
    r"(?:ja,? )?(?:ik )?(?:alle(?:s)?|alle cookies|cookies)? ?(?:accepteer|accepteren|aanvaard|aanvaarden"
    r"|toestaan"
    r"|toelaten|goedkeuren)(?: (?:alle|alles|alle cookies|cookies|en (?:doorgaan|verder(?: gaan)?|sluiten)))?"
    r"|(?:ja,? )?(?:ik ga )?akkoord(?: (?:en verder|en doorgaan|gaan|met (?:alle )?cookies))?"
    r"|sta alle cookies toe"
    r"|(?:i )?(?:accept|allow|agree)(?: (?:to )?(?:all|cookies|all cookies|and (?:continue|close|proceed)))?"
    r"|(?:tout |j')?(?:accepter?|autoriser)(?: (?:tout|tous les cookies|les cookies|et (?:continuer"
    r"|fermer)))?"
    r"|(?:alle |alles |cookies )?(?:cookies )?(?:akzeptieren|zulassen|zustimmen)(?: und (?:weiter"
    r"|schließen))?",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookie|\btraceurs?\b|\b(?:onze|our|nos|unsere)(?: \d+)? (?:partner|partenaire)", re.IGNORECASE
)

_ABOUT_CONSENT = re.compile(
    r"\bcookie|\bprivac|\btoestemming|\bconsent|\bpartners?\b|\babo\b|\babonne|\bverder\b|\bcontinu|\bweiter\b",
    re.IGNORECASE,
)

_CHALLENGE_SOURCES = (
    ("cloudflare", "/cdn-cgi/challenge-platform/", "orchestrate/"),
    ("cloudflare", "/cdn-cgi/l/chk_", ""),
    ("datadome", "captcha-delivery.com", ""),
    ("imperva", "_incapsula_resource", "incident_id"),
    ("imperva", "_incapsula_resource", "cwudnsai"),
    ("human", "captcha.px-c", ""),
    ("human", "/px/captcha", ""),
    ("aws", "captcha.awswaf.com", ""),
    ("anubis", ".within.website/x/cmd/anubis", ""),
    ("go-away", "/git/go-away/", ""),
    ("akamai", "/_sec/cp_challenge/", ""),
    ("ddos-guard", "/.well-known/ddos-guard/", ""),
    ("siteground", "/.well-known/sgcaptcha", ""),
    ("siteground", "/.well-known/captcha/", ""),
    ("kasada", "/149e9513-01fa-4fb0-aad4-566afd725d1b/", "ips.js"),
    ("fastly", "/_fs-ch-", ""),
    ("vercel", "/.well-known/vercel/security/", ""),
)
"""Vendor, and what an address of script, frame or form of its challenge has; never on ordinary pages."""
_CHALLENGE_IDS = (
    ("cloudflare", "challenge-form"),
    ("cloudflare", "challenge-running"),
    ("cloudflare", "cf-challenge-running"),
    ("cloudflare", "challenge-error-text"),
    ("human", "px-captcha"),
    ("anubis", "anubis_challenge"),
    ("akamai", "sec-if-cpt-container"),
)
_CHALLENGE_SCRIPTS = (
    ("cloudflare", "_cf_chl_opt"),
    ("aws", "gokuProps"),
    ("sucuri", "sucuri_cloudproxy_js"),
    ("datadome", "captcha-delivery.com"),
    ("human", "_pxBlockScript"),
    ("human", "/captcha/captcha.js"),
)
_CAPTCHA = (
    '[data-sitekey], .g-recaptcha, .h-captcha, .cf-turnstile, .frc-captcha, iframe[src*="hcaptcha.com"],'
    ' iframe[src*="/recaptcha/"], iframe[src*="challenges.cloudflare.com"],'
    ' script[src*="challenges.cloudflare.com"], script[src*="hcaptcha.com"]'
)


@dataclass(frozen=True, slots=True)
class Look:
    """What of a page, beside its text, title and status, tells what it is."""

    own_text: str
    """Text in the content, headings on lines of their own; the whole text where that is unknown."""
    headings: tuple[str, ...] = ()
    url: str = ""
    """Address in the end, after what scripts did to it; empty if unknown."""
    links: int = 0
    """Links that show, outside the cookie notice."""
    fields: int = 0
    """Fields to write or choose in, outside headers and menus."""
    has_login_form: bool = False
    words_beside_login: int = 0
    """Own words that are not part of the log-in form."""
    has_consent_form: bool = False
    """The page asks to accept cookies."""
    words_beside_consent: int = 0
    """Words of the whole page, menus included, outside that question."""
    has_headed_text: bool = False
    """Outside that question stands a heading with words of its own below it, not about cookies."""
    has_pictures: bool = False
    """Something large to look at, e.g. a video or a map, outside that question."""
    challenge: str = ""
    """Vendor whose challenge is built in: something that ordinary pages do not have."""
    has_captcha: bool = False

    own_words: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the own words once: every family asks for them."""
        object.__setattr__(self, "own_words", len(self.own_text.split()))

    def is_about(self, title: str, excuses: frozenset[str]) -> bool:
        """Say whether the page has a subject: its heading is the first part of its title, and no excuse."""
        subject, *others = parts_of(title)
        first = self.headings[0] if self.headings else ""
        is_named = bool(others and first) and first.strip().lower() == subject.strip().lower()
        return is_named and not excuses.issuperset(words_of(first))


def look_at(dom: Dom, text: VisibleText, url: str | None = None) -> Look:
    """Return what a page consists of; `url` is where it stands, unless the `Dom` knows best.

    Takes a fraction of a millisecond for a usual page; a long page is looked at no further than its text.
    """
    url = dom.url if url is None else url
    consent = _consent_form(dom) if any(_COOKIES.search(b.text) for b in text.blocks) else None
    notice = consent.visible_text if consent is not None else ""
    beside = [block for block in text.blocks if not notice or block.text not in notice]
    own = [block for block in beside if _is_own(block)]
    own_text = "\n".join(block.text for block in own)
    headings = tuple(block.text for block in own if block.kind is BlockKind.HEADING)
    if len(own_text) > MAX_CHARS:
        return Look(own_text[: 2 * MAX_CHARS], headings[:20], url)
    login = _login_form(dom)
    in_login = login.visible_text if login is not None else ""
    return Look(
        own_text=own_text,
        headings=headings[:20],
        url=url,
        links=sum(1 for link in dom.with_role("link") if consent is None or not consent.holds(link)),
        fields=sum(1 for field in dom.select(_WRITTEN_IN) if _is_own_field(field)),
        has_login_form=login is not None,
        words_beside_login=sum(len(block.text.split()) for block in own if block.text not in in_login),
        has_consent_form=consent is not None,
        words_beside_consent=sum(len(block.text.split()) for block in beside),
        has_headed_text=_has_headed_text(own),
        has_pictures=consent is not None and _has_pictures(dom, consent),
        challenge=_challenge(dom),
        has_captcha=bool(dom.select(_CAPTCHA)),
    )


def _has_headed_text(own: list[TextBlock]) -> bool:
    """Say whether a heading stands there with text below it: a page, however short."""
    told = [block for block in own if not _ABOUT_CONSENT.search(block.text)]
    first = next((at for at, block in enumerate(told) if block.kind is BlockKind.HEADING), None)
    if first is None:
        return False
    below = [block for block in told[first + 1 :] if block.kind not in {BlockKind.HEADING, BlockKind.BUTTON}]
    return sum(len(block.text.split()) for block in below) >= ENOUGH_BELOW


def _is_own(block: TextBlock) -> bool:
    is_links = block.link_chars > LINK_SHARE * len(block.text)
    return not is_links and not block.place.startswith(_CHROME)


def _is_own_field(field: Node) -> bool:
    return field.is_visible and not field.place.startswith(_CHROME)


def _consent_form(dom: Dom) -> Node | None:
    """Return the smallest element with a button to accept cookies and the word for them."""
    for owner, shown, text in dom.pieces():
        if not shown or len(text) > 60 or not _ACCEPT.fullmatch(fold(text).rstrip(" .!")):
            continue
        for above in (owner, *owner.ancestors):
            if above.tag in {"html", FRAME}:
                break
            said = above.visible_text
            if _COOKIES.search(said) and len(said.split()) > 6:
                return above
    # A submit button has its words in an attribute.
    for button in dom.select('input[type="submit"], input[type="button"]'):
        if _ACCEPT.fullmatch(fold(button.get("value"))):
            holder = next((n for n in button.ancestors if _COOKIES.search(n.visible_text)), None)
            return holder if holder is not None and holder.tag != "html" else None
    return None


def _login_form(dom: Dom) -> Node | None:
    """Return the form in the content where one logs in: with one password and little else to fill in."""
    passwords = [field for field in dom.select('input[type="password"]') if _is_own_field(field)]
    if len(passwords) != 1:
        return None
    form = passwords[0].closest("form") or passwords[0].parent
    if form is None or sum(1 for field in form.select(_WRITTEN_IN) if field.is_visible) > 4:
        return None
    return form


def _has_pictures(dom: Dom, consent: Node) -> bool:
    enough = PICTURE_SHARE * dom.viewport_width_px * dom.viewport_height_px
    return any(
        picture.box is not None and picture.box.area > enough and not consent.holds(picture)
        for picture in dom.select("img, video, canvas, iframe, object, svg, table")
    )


def _challenge(dom: Dom) -> str:
    for node in dom.select("script, iframe[src], form[action]"):
        address = (node.get("src") or node.get("action")).lower()
        for vendor, sign, further in _CHALLENGE_SOURCES:
            if sign in address and further in address:
                return vendor
        if node.tag == "script" and not address and (script := node.element.text):
            for vendor, sign in _CHALLENGE_SCRIPTS:
                if sign in script[:MAX_CHARS]:
                    return vendor
    return next((vendor for vendor, name in _CHALLENGE_IDS if dom.by_id(name, dom.root) is not None), "")
