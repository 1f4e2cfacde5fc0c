"""Ways to log in that the page offers by a link, button or form; ways that are merely named are none.

Hosts as seen in public code of government sites, November 2026: `authenticatie.vlaanderen.be` (ACM/IDM),
`idp.iamfas.belgium.be` and `csam.be` (federal).
"""

import re

from checks.facts.page import Link, Page
from drempel.dom import Node
from drempel.model.facts import LOGIN_WAYS, Evidence

_VERB = re.compile(
    r"\b(?:aanmeld\w*|meld(?:t)? (?:je|jou|u|uw?)? ?(?:\w+ ){0,3}aan\b|inlog\w*|"
    r"log(?:t)? (?:je |u )?(?:hier )?in\b|log ?in\b|sign in|se connecter|connexion|"
    r"connectez|anmelden|identificeer|toegang met|verder met|doorgaan met|"
    r"ga verder (?:met|via)|continue with|via|met)\b"
)
_LOGIN = re.compile(
    r"\b(?:aanmeld\w*|meld(?:t)? (?:je|jou|u)? ?(?:\w+ ){0,3}aan\b|inlog\w*|"
    r"log(?:t)? (?:je |u )?(?:hier )?in\b|log ?in\b|sign in|se connecter|connexion|"
    r"connectez|anmelden|identificeer|verifieer|(?:met|via) (?:je |jouw |uw |de )?(?:itsme|e-?id))\b"
)
_TELLS = re.compile(
    r"\b(?:lees|meer (?:info|over|weten)|wat is|hoe|uitleg|over|info|installeer|activeer|"
    r"download|vraag .* aan|maak een|nieuws|handleiding|help|hulp|probleem)\b"
)
_TELLS_FIRST = re.compile(
    r"(?:hulp|help|problemen|handleiding|uitleg|hoe|lees|wat|waarom|meer|info|veelgestelde)\b"
)
_ACM_HOST = re.compile(r"(?:^|\.)authenticatie(?:-\w+)?\.vlaanderen\.be$|(?:^|\.)mijn\.burgerprofiel\.be$")
_CSAM_HOST = re.compile(r"(?:^|\.)csam\.be$|(?:^|\.)iamfas\.belgium\.be$|(?:^|\.)iamapps\.belgium\.be$")
_ACM = re.compile(r"\bacm[/ -]?idm\b|\bburgerprofiel\b|\btoegangsbeheer vlaanderen|\bvlaamse overheid\b")
_CSAM = re.compile(r"\bcsam\b|\bfederale? (?:authenticatie|toegangsbeheer)")
_ITSME = re.compile(r"\bitsme\b|\bitsme®")
_EID = re.compile(
    r"\beid\b|\be-id\b|\bkaartlezer\b|\bidentiteitskaart (?:en|met) (?:kaart)?lezer|"
    r"\belektronische identiteitskaart"
)
_SOCIAL = re.compile(r"\b(?:google|facebook|microsoft|apple|linkedin|twitter)\b")
_SOCIAL_PATH = re.compile(
    r"(?:auth|login|oauth|connect|sso)[/_-](?:google|facebook|microsoft|apple|linkedin|"
    r"twitter)\b|accounts\.google\.com/o/oauth|facebook\.com/[\w./]*oauth"
)


MAX_BUTTON = 30
"""Characters of a button that holds little but the name of a means."""


def login_ways_of(page: Page) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return the ways that the page offers, in the order of `LOGIN_WAYS`, with their places."""
    found: dict[str, Evidence] = {}
    is_log_in_page = bool(_LOGIN.search(page.subject))
    for link in page.links:
        if link.zone == "cookie":
            continue
        for way in _ways(link, is_log_in_page):
            found.setdefault(way, page.evidence(link.node, link.text or link.href))
    for node in page.dom.select("input[type=password]"):
        if page.is_there(node) and page.zone(node) != "frame" and _is_log_in_form(node):
            found.setdefault("own", page.evidence(node, node.get("name") or "password"))
            break
    ways = tuple(way for way in LOGIN_WAYS if way in found)
    return ways, tuple(found[way] for way in ways)


def _ways(link: Link, is_log_in_page: bool) -> list[str]:
    low, host, href = link.low, link.host, link.href.lower()
    ways = []
    to_acm, to_csam = bool(_ACM_HOST.search(host)), bool(_CSAM_HOST.search(host))
    says = bool(_LOGIN.search(low)) or (is_log_in_page and bool(_VERB.search(low)))
    # A list of means on a log-in page: the name of the means is the whole link.
    is_means = (is_log_in_page or to_acm or to_csam) and len(low) < 80
    tells = bool(_TELLS_FIRST.match(low)) or (bool(_TELLS.search(low)) and not says)
    if tells:
        return []
    is_entry = link.zone in {"header", "nav"} and "burgerprofiel" in low
    if to_acm or (_ACM.search(low) and (says or is_entry) and not tells) or "acmidm" in href:
        ways.append("acm_idm")
    if to_csam or (_CSAM.search(low) and (says or is_means)):
        ways.append("csam")
    if host.endswith("itsme-id.com") or host.startswith("eid.belgium"):
        return ways
    is_act = link.node.tag == "button" or link.node.get("role") == "button" or says or is_means
    if _ITSME.search(low) and is_act and (says or is_means or len(low) < 30):
        ways.append("itsme")
    is_button = link.node.tag == "button" and len(low) < MAX_BUTTON
    if _EID.search(low) and is_act and (says or is_means or is_button):
        ways.append("eid")
    if _SOCIAL_PATH.search(href) or (
        _SOCIAL.search(low)
        and _VERB.search(low)
        and (_LOGIN.search(low) or is_log_in_page)
        and not _is_share(href)
    ):
        ways.append("social")
    return ways


def _is_share(href: str) -> bool:
    return "share" in href or "intent/" in href


def _is_log_in_form(node: Node) -> bool:
    """Say whether a password field is one to log in with: a form with two of them makes an account."""
    form = node.closest("form")
    return form is None or len(form.select("input[type=password]")) == 1
