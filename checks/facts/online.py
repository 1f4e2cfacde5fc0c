"""Whether a page leads to where its service itself can be done online.

A link, button or frame is weighed: what it is called, where it leads, what the sentence around it says and
how it stands on the page. Reading, making an appointment, a document to print and a general contact form
are not the thing itself.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from checks.facts.acts import ACT, PERSONAL
from checks.facts.dialogue import is_imperative
from checks.facts.page import Line, Link, Page, host_of
from checks.facts.service_signs import DO
from drempel.dom import Node

DOCUMENT: Final = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?)(?:$|[?#])", re.IGNORECASE)
DOCUMENT_SAID: Final = re.compile(
    r"\((?:pdf|word|docx?)\b|\bpdf\b|\bword-?(?:bestand|document)", re.IGNORECASE
)
APPOINTMENT: Final = re.compile(r"\bafspraa?k\w*|\brendez-vous|\bappointment|\bhuisbezoek")
_CONTENT: Final = frozenset({"", "main", "aside"})

_ONLINE = re.compile(
    r"\bonline\w*|\belektronisch\w*|\btoepassing\b|\bapplicatie\b|\bthuisloket|\bdigita(?:al|le)\b|"
    r"\be-?loket\b|\bwebshop\b|\binternetloket|\bvia (?:de )?(?:website|app)\b|"
    r"\bmijn burgerprofiel|\bpersoonlijke pagina|"
    r"\b\w*(?:systeem|platform)\b|\bweb(?:toepassing|applicatie)\b|"
    r"\b\w*(?:formulier|fiche)\b|\b\w*meldpunt\b|\b\w*portaal\b|\bloket\b|"
    r"\bapp\b|\bvia deze link|\ben ligne\b"
)
_ONLINE_ONLY = re.compile(r"\bonline|webshop|e-?loket|digitaal")
_ONLINE_LABEL = re.compile(r"(?:online|digitaal|via internet|elektronisch)\s*[:–-]\s*\S")
_WITH_KEY = re.compile(r"\bmet (?:itsme|digid|eherkenning|(?:uw|je) (?:eid|kaartlezer|identiteitskaart))\b")
_NOT_ONLINE = re.compile(
    r"\b(?:nog )?niet\b[^.]{0,15}\b(?:online|digitaal|via internet)|"
    r"\bonline\b[^.]{0,25}\b(?:niet|geen|nog niet)\b(?! (?:nodig|verplicht))|"
    r"\bonlineaanvraag bestaat nog niet"
)
_TELLS = re.compile(r"(?:wie|wat|waar|waarom|wanneer|hoe|welke?|kan|lees|meer|info)\b")
_OF_PAGE = re.compile(
    r"\bdeze pagina\b|\b(?:op|over|van) (?:deze|de) (?:website|site)\b|"
    r"\b(?:feedback|mening|nieuwsbrief|cookies?|zoekertje|wachtwoord|vacatures?)\b"
)
_READS = re.compile(r"^\s*(?:lees|raadpleeg|kijk|bekijk)\b")
_INFORMS = re.compile(
    r"\b(?:info\w*|lees|leest|vindt?|ontdekt?|meer weten|bekijkt?|raadpleegt?|uitleg|overzicht)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:meer|info\w*|uitleg|overzicht|voorwaarden|reglement|wet\w*|decreet|website|\w*site|lijst|kaart|"
    r"contact|contacteer|dienst|openingsuren|openingstijden|tarieven|folder|brochure|nieuws|video|film\w*|"
    r"routebeschrijving|chat|privacy\w*|terug|vorige|volgende|delen|afdrukken|print|alle|home|start|"
    r"facebook|instagram|linkedin|youtube|google|adressen?|vragen|faq|handleiding|"
    r"stappenplan|voorbeeld\w*)\b|^(?:ja|nee)$"
)
"""In the name of a link: it leads to something to read, to people or around the site."""
_LOOKS = re.compile(
    r"(?:be)?kijk|lees|raadpleeg|zoek|vind|ontdek|bereken|download|print|druk|bel|mail|contacteer|test|"
    r"check|"
    r"controleer|simuleer|volg|deel|sluit|toon|verberg|open|luister|leer|doe de"
)
"""Beginnings of names of buttons that are for looking only."""
_OR_ELSE = re.compile(r"\b(?:of|ook)\b(?! (?:\w+ )?(?:bel|telefon\w+|mail|op 0\d|op het nummer)\b)")
"""What follows an appointment is another way than to ask for that by phone."""
_HERE = re.compile(
    r"^(?:klik )?(?:hier|deze (?:link|knop|pagina)|link|verder|start|doorgaan)$|\b(?:u|je) hier$"
)
_OPENS = re.compile(
    r"^(?:open|start|begin|(?:ga )?(?:direct |verder |nu )?naar)\b"
    r"(?!.*\b(?:\w*site|\w*pagina|overzicht|nieuws|\w*info\w*|home)\b)"
)
"""A button that leads into a platform."""
_GOES = re.compile(r"\b(?:surf|surft|ga|gaat|logt? in|meldt? (?:je|u) aan)\b[^.?]{0,60}\b(?:naar|op|bij)\b")
_AT = re.compile(r"\b(?:op|via|in|bij|met|langs) (?:(?:de|het|onze|ons|een|uw|je) )?(?:\w+ )?$")
"""Words right before a link to another site where something is done."""
_BY_FORM = re.compile(r"\bvia (?:(?:de|het|onze|ons|een|uw|je) )?(?:\w+ )?$")
_IN_APP = re.compile(
    r"\b(?:in|via|met|op) (?:de|onze|ons|het|uw|je) (?:[\w-]+ )?(?:app|e-?loket|webshop|web-?formulier|"
    r"onlineformulier|onlineloket|digitaal loket)\b|\bop (?:uw|je) (?:gsm|smartphone|tablet)\b|"
    r"\b(?:installeer|download|open|gebruik)t? (?:u |je )?(?:de|onze) (?:\w+-?)?app\b"
)
"""A way that is named without a link."""
_VIA = re.compile(r"\bvia\b|\bop (?:de (?:web)?site|www)")
_CAN = re.compile(
    r"\b(?:dat|dit|het|alles) (?:kan|gaat|gebeurt|doet (?:u|je)|regelt (?:u|je))\b|"
    r"\b(?:kan|gebeurt|gaat) (?:dat|dit|het|alleen|enkel|ook|best)\b|\bdoe (?:dat|dit|je|het)\b"
)
_MAY = re.compile(r"\b(?:u|je) (?:kan|kunt|mag)\b|\b(?:kan|kun|kunt|mag) (?:u|je)\b")
_HANDS = re.compile(
    r"^(?:bezorg|stuur|verstuur|zend|gebruik|start|regel|vul|download|laad)t?\b|"
    r"\b(?:bezorg|stuur|verstuur|zend|gebruik|start|regel|download)t? (?:u|je)\b|"
    r"\b(?:u|je) (?:bezorgt|stuurt|verstuurt|zendt|gebruikt|start|regelt|downloadt)\b|"
    r"\b(?:bezorgen|insturen|opsturen|versturen|downloaden|regelen|uploaden|invullen)\b"
)
"""Handing something over, or getting it: done where the link in this sentence leads."""
_TO_READER = re.compile(r"\b(?:u|je|uw|jij)\b")
_READER_DOES = re.compile(
    r"\b(?!(?:vind|lees|zie|krijg|hoor|weet|heb|woon|ben|wil|hoef|moe|kun|mag|bekijk|ontdek|ontvang)t?\b)"
    r"[a-z]{3,}t (?:u|je)\b(?! (?:kind|partner|gezin|ouder))|"
    r"\b(?:u|je) (?!(?:vind|lees|zie|krijg|hoor|weet|heb|woon|ben|wil|hoef|moe|kun|mag|bekijk|ontdek|"
    r"ontvang)t?\b)"
    r"[a-z]{3,}t\b|"
    r"\b[a-zà-ÿ]{4,}en (?:doet|kan|kunt|kun|gebeurt|gaat)\b"
)
"""The reader as who acts: "dan boekt u", "kandideren doet u"."""
_HREF_DO = re.compile(r"aanvra|aangifte|inschrijv|formulier|/form|eloket|e-loket|webshop|reserv|/meld")
_FORM_PATH = re.compile(r"/(?:\w+-)?(?:web)?form(?:s|ulier(?:en)?)?/\w")
_DOES_HOST = re.compile(
    r"^(?:mijn|my|mon)[\w-]*\.|\b(?:[\w-]*e?-?loket(?:ten)?|[\w-]*formulier(?:en)?|e?-?forms?|aanvra\w+|"
    r"aangifte\w*|"
    r"inschrijv\w+|portal|[\w-]*portaal|apps?|webshop|shop|tickets?|reserv\w+|meld\w*|permits?|pay|"
    r"betaal\w*)\."
)
"""Names of hosts where people do something, not read."""
_OWN_PLACE = re.compile(r"^(?:naar |open |ga naar |log in op )?(?:mijn|my)[ -]?\w")
_PLACE = re.compile(r"(?:punt|kantoor|centrum|winkel|huis|balie)(?:en|s)?$")
"""Ends of the names of places where people go on foot."""
_CONTACT_FORM = re.compile(r"\b[ck]onta[ck]t-?\s?formulier|\balgemeen formulier")
_FORM_FRAME = re.compile(r"form|aanvra|aangifte|inschrijv|meld|reserv|registr|loket")
_BUTTON_NAME = re.compile(r"(?:^|[\s_-])(?:btn|button|cta|knop|call-to-action|action)(?:$|[\s_-])")
MAX_ITEMS = 12
"""Items of a list between a link and the words that introduce the list."""
MAX_NAME = 60
MAX_BESIDE = 15


def way_online(page: Page) -> tuple[Node, str] | None:
    """Return the first element that leads to where the service is done online, with its text."""
    for link in page.links:
        if link.zone in _CONTENT and _does_it_online(page, link):
            return link.node, link.text
    for frame in page.dom.select("iframe[src]"):
        if page.zone(frame) in _CONTENT and frame.is_rendered and _is_form_frame(page, frame):
            return frame, frame.get("title")
    return _named_way(page)


def _named_way(page: Page) -> tuple[Node, str] | None:
    """Return where a sentence tells to do the thing in an app or online desk that it does not link to."""
    for line in page.content:
        if (found := _IN_APP.search(line.low)) is None:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", line.low):
            if not _IN_APP.search(sentence) or _NOT_ONLINE.search(sentence) or _INFORMS.search(sentence):
                continue
            if not APPOINTMENT.search(sentence) and (
                _tells_to_do(sentence) or _CAN.search(sentence) or _MAY.search(sentence)
            ):
                return line.owner(found.start()), line.text
    return None


def sentence_of(page: Page, link: Link) -> str:
    """Return the sentence that a link stands in, in lower case, with the words that introduce its list."""
    return " ".join(_sentence_parts(page, link)).strip()


@cache
def platforms() -> frozenset[str]:
    """Return the hosts of government platforms where something is done after logging in or filling in."""
    text = files("checks.facts").joinpath("data", "platforms.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["hosts"])


def is_platform(address: str) -> bool:
    """Say whether an address is one of a known platform, or of a host that is named as one."""
    host = host_of(address).removeprefix("www.")
    if not host:
        return False
    parts = host.split(".")
    known = any(".".join(parts[at:]) in platforms() for at in range(len(parts) - 1))
    return known or bool(_DOES_HOST.search(host))


def _is_form_frame(page: Page, frame: Node) -> bool:
    """Say whether a frame of another host holds a form, by its address and its name."""
    address = frame.get("src").lower()
    host = host_of(address)
    if not host or host == page.host:
        return False
    told = f"{urlsplit(address).path} {host} {frame.get('title').lower()}"
    return bool(_FORM_FRAME.search(told)) and not APPOINTMENT.search(told)


def _does_it_online(page: Page, link: Link) -> bool:
    """Say whether a link leads to where the thing itself can be done."""
    if not _leads_on(link):
        return False
    before, sentence = _sentence_parts(page, link)
    sentence = f"{before} {sentence}".strip()
    low, href = link.low, link.href.lower()
    if (_OF_PAGE.search(low) and not _HERE.match(low)) or APPOINTMENT.search(low) or APPOINTMENT.search(href):
        return False
    if _NOT_ONLINE.search(sentence) or (_is_contact_form(link) and not _asks_contact(page, sentence)):
        return False
    if _TELLS.match(low) or (_READS.search(sentence) and not ACT.search(low) and not is_platform(href)):
        return False
    if DO.search(low) or ACT.search(low):
        return True
    if APPOINTMENT.search(sentence) and not _OR_ELSE.search(sentence):
        return False
    return _says_so(page, link, sentence) or _stands_for_it(page, link, sentence)


def _says_so(page: Page, link: Link, sentence: str) -> bool:
    """Say whether the sentence around a link tells that the thing is done where it leads."""
    low, href = link.low, link.href.lower()
    away = bool(link.host) and link.host != page.host
    if _ONLINE_LABEL.match(sentence):
        return True
    does = _tells_to_do(sentence)
    informs = _INFORMS.search(sentence) is not None
    if _GOES.search(sentence) and away and not informs and not _PLACE.search(low):
        return True
    if _ONLINE.search(low) and (does or _ONLINE_ONLY.search(low) or _HREF_DO.search(href)):
        return True
    if _FORM_PATH.search(href) and len(low) < MAX_NAME:
        return True
    if len(low) >= MAX_NAME:
        return False
    at = _AT.search(sentence.partition(low)[0]) is not None
    if at and _CAN.search(sentence) and (away or _ONLINE.search(low)) and not informs:
        return True
    if away and PERSONAL.search(low) and not _ELSEWHERE.search(low):
        return True
    before = sentence.partition(low)[0]
    if at and away and (_ONLINE_ONLY.search(before) or _WITH_KEY.search(before)) and not informs:
        return True
    if not does:
        return False
    if not informs and before.rstrip().endswith(":"):
        return True
    if at and not informs and _BY_FORM.search(before):
        return True
    if (away or _OWN_PLACE.match(low)) and at:
        return not informs
    if _HERE.search(low):
        return not informs or _HERE.match(low) is not None
    # "Meld het via www.voorbeeld.be": the address itself is the way.
    return bool(_ONLINE.search(sentence) and link.host) or bool(_VIA.search(sentence) and link.host)


def _tells_to_do(sentence: str) -> bool:
    """Say whether a sentence tells its reader to do something, other than reading."""
    if any(pattern.search(sentence) for pattern in (DO, ACT, _HANDS, _READER_DOES)):
        return True
    return any(
        is_imperative(part.split()[:2]) and not _LOOKS.match(part)
        for part in re.split(r"[,;:.!?•] (?:en |of |dan )?|\b(?:en|of|dan) ", sentence)
    )


def _stands_for_it(page: Page, link: Link, sentence: str) -> bool:
    """Say whether name, address and form of a link make it the way to do the thing, whatever is said."""
    low, href = link.low, link.href.lower()
    if len(low) >= MAX_NAME or not low:
        return False
    away = bool(link.host) and link.host != page.host
    alone = _stands_alone(page, link) or sentence.strip(" .") == low
    if alone and PERSONAL.search(low) and not _ELSEWHERE.search(low):
        return True
    if alone and away and _OPENS.match(low) and not _ELSEWHERE.search(low):
        return True
    own = bool(_OWN_PLACE.match(low)) or re.search(r"/mijn\b|/my[-/]", href) is not None
    if is_platform(href) or own:
        if re.search(r"\b(?:meer info\w*|informatie over|website van|nieuws)\b", sentence):
            return False
        return alone or bool(_TO_READER.search(sentence))
    if alone and _is_button(link) and low.endswith(" hier"):
        return True
    # A button that tells the reader to do something is what the page is for, when that is not reading.
    words = low.split()
    return alone and _is_button(link) and is_imperative(words[:2]) and not _LOOKS.match(low)


def _is_contact_form(link: Link) -> bool:
    return (
        bool(_CONTACT_FORM.search(link.low))
        or re.search(r"/contact(?:formulier)?/?$", link.href.lower()) is not None
    )


def _asks_contact(page: Page, sentence: str) -> bool:
    """Say whether the thing itself is done by writing through the contact form."""
    return bool(
        re.search(r"\b(?:klacht\w*|melding\w*|vra(?:ag|gen)|suggesties?|meld\w*)\b", page.subject)
        and (DO.search(sentence) or ACT.search(sentence) or _HANDS.search(sentence))
    ) or bool(
        re.search(
            r"\b(?:aanvragen|indienen|inschrijven|vraagt? (?:u|je|het|de)\b.{1,50}\baan|melden)\b", sentence
        )
    )


def _leads_on(link: Link) -> bool:
    href = link.href.lower()
    node = link.node
    if node.tag != "a":
        if node.get("onclick"):
            return True
        folds = (
            any(key in node for key in ("aria-expanded", "aria-controls", "aria-haspopup"))
            or node.tag == "summary"
        )
        if node.get("type") == "button" or node.get("role") == "button":
            # What it does stands in a script: only its name tells.
            return not folds and bool(ACT.search(link.low) or PERSONAL.search(link.low))
        return not folds
    return (
        bool(href)
        and not href.startswith(("#", "mailto:", "tel:", "javascript:", "sms:"))
        and not DOCUMENT.search(href)
        and not DOCUMENT_SAID.search(link.low)
    )


def _stands_alone(page: Page, link: Link) -> bool:
    line = page.line_of(link.node)
    return line is not None and len(line.text) <= len(link.text) + MAX_BESIDE


def _is_button(link: Link) -> bool:
    node = link.node
    around = (node, *([node.parent] if node.parent is not None else []))
    return any(at.get("role") == "button" or _BUTTON_NAME.search(at.get("class").lower()) for at in around)


def _sentence_parts(page: Page, link: Link) -> Iterator[str]:
    line = page.line_of(link.node)
    block = line.low if line is not None else link.node.block.visible_text.lower()
    at = block.find(link.low.split("  ")[0][:60]) if link.low else -1
    if at < 0:
        yield ""
        yield block[:300]
        return
    start = max((m.end() for m in re.finditer(r"[.!?]\s", block[:at])), default=0)
    end = re.search(r"[.!?](?:\s|$)", block[at + len(link.low[:60]) :])
    sentence = block[start : at + len(link.low) + (end.end() if end else 200)]
    yield _introduction(page, line) if line is not None and not start else ""
    yield sentence


def _introduction(page: Page, line: Line) -> str:
    """Return what stands before the list that a line is an item of, when that ends with a colon."""
    if line.node.closest("li", "dd") is None:
        return ""
    for above in reversed(page.lines[max(0, line.at - MAX_ITEMS) : line.at]):
        if above.node.closest("li", "dd") is None:
            return above.low[-200:] if above.text.endswith(":") and above.zone == line.zone else ""
    return ""
