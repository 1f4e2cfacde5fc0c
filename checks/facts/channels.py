"""By which channels a page offers its service, and whether its only form is a document."""

import re

from checks.facts.acts import ACT
from checks.facts.page import Line, Link, Page
from checks.facts.service_signs import DO
from checks.facts.services import Service
from drempel.model.facts import Evidence

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?)(?:$|[?#])", re.IGNORECASE)
_DOCUMENT_SAID = re.compile(r"\((?:pdf|word|docx?)\b|\bpdf\b", re.IGNORECASE)
_FORM_WORD = re.compile(r"formulier|aanvraag|aangifte|bezwaarschrift|invuldocument|\bprint\b|\bform\b")

_FILLS = re.compile(r"\bformulier|\bvult?\b[^.?!]{0,80}\bin\b|\bingevuld\b|\bonderteken\w*")
_ONLINE = re.compile(
    r"\bonline\w*|\belektronisch\w*|\btoepassing\b|\bapplicatie\b|\bplatform\b|"
    r"\bthuisloket|\bdigita(?:al|le)\b|\be-?loket\b|\bwebshop\b|\bweb-?formulier|"
    r"\bonlineformulier|\binternetloket|\bvia (?:de )?(?:website|app)\b|\bklantenportaal|"
    r"\bmijn burgerprofiel|\bpersoonlijke pagina|\breservatiesysteem|\bonline-?\w*|"
    r"\b\w*(?:systeem|platform)\b|\bwebtoepassing\b|\bwebapplicatie\b|"
    r"\b\w*formulier\b|\b\w*meldpunt\b|\b\w*portaal\b|\bloket\b|\bjustonweb|\bmypension|\bmyminfin|"
    r"\bmijn\w+\.be\b|\bapp\b|\bvia deze link|\ben ligne\b"
)
_ONLINE_ONLY = re.compile(r"\bonline|webshop|e-?loket|digitaal")
_HREF_DO = re.compile(r"aanvra|aangifte|inschrijv|formulier|/form|eloket|e-loket|webshop|reserv|/meld")
_FORM_PATH = re.compile(r"/(?:\w+-)?(?:web)?form(?:s|ulier(?:en)?)?/\w")
_TELLS = re.compile(r"(?:wie|wat|waar|waarom|wanneer|hoe|welke?|kan|lees|bekijk|raadpleeg|meer|info)\b")
_OF_PAGE = re.compile(
    r"\bdeze pagina\b|\b(?:op|over|van) (?:deze|de) (?:website|site)\b|"
    r"\b(?:feedback|mening|nieuwsbrief|cookies?|zoekertje)\b"
)
_READS = re.compile(r"^\s*(?:lees|bekijk|raadpleeg|kijk)\b")
_ONLINE_LABEL = re.compile(r"(?:online|digitaal|via internet|elektronisch)\s*[:–-]\s*\S")
_HERE = re.compile(r"^(?:klik )?(?:hier|deze (?:link|knop|pagina)|link|verder|start)$")
_OPENS = re.compile(
    r"^(?:open|start|begin|(?:ga )?(?:direct |verder |nu )?naar)\b"
    r"(?!.*\b(?:\w*site|\w*pagina|overzicht|nieuws|\w*info\w*|home)\b)"
)
"""A button that leads into a platform."""
_GOES = re.compile(r"\b(?:surf|surft|ga|gaat|logt? in|meldt? (?:je|u) aan)\b[^.?]{0,60}\b(?:naar|op|bij)\b")
_AT = re.compile(r"\b(?:op|via|in|bij|met) (?:(?:de|het|onze|ons|een|uw|je) )?(?:\w+ )?$")
"""Words right before a link to another site where something is done."""
_INFORMS = re.compile(
    r"\b(?:info\w*|lees|leest|vindt?|ontdekt?|meer weten|bekijkt?|raadpleegt?|uitleg|overzicht)\b"
)
_VIA = re.compile(r"\bvia\b|\bop (?:de (?:web)?site|www)")
_HANDS = re.compile(
    r"^(?:bezorg|stuur|verstuur|zend|gebruik|start|regel|vul|download|laad)t?\b|"
    r"\b(?:bezorg|stuur|verstuur|zend|gebruik|start|regel|download)t? (?:u|je)\b|"
    r"\b(?:u|je) (?:bezorgt|stuurt|verstuurt|zendt|gebruikt|start|regelt|downloadt)\b|"
    r"\b(?:bezorgen|insturen|opsturen|versturen|downloaden|regelen|uploaden|invullen)\b"
)
"""Handing something over, or getting it: done where the link in this sentence leads."""
_NOT_ONLINE = re.compile(
    r"\b(?:nog )?niet\b[^.]{0,15}\b(?:online|digitaal|via internet)|"
    r"\bonline\b[^.]{0,25}\b(?:niet|geen|nog niet)\b(?! (?:nodig|verplicht))|"
    r"\bonlineaanvraag bestaat nog niet"
)
_ADDRESS = re.compile(r"\S+@\S+")
MAX_ITEMS = 12
"""Items of a list between a link and the words that introduce the list."""
_APPOINTMENT = re.compile(r"\bafspraa?k\w*|\brendez-vous|\bappointment|\bhuisbezoek")
_FACE = re.compile(
    r"\bbrengt? (?:het|de|je|uw|ze|alles|dit)\b[^.?]{0,40}\bbinnen\b|\bbinnenbrengen\b|"
    r"\b(?:aan|naar|bij|in|op) (?:het|de|ons|onze|een) (?:\w+ ){0,2}?(?:loket(?:ten)?\b|"
    r"balie\b|onthaal\b|\w+loket\b|gemeentehuis|stadhuis|stadskantoor|sociaal huis|"
    r"\w*kantoor\b|kantoren\b|werkwinkel|woonwinkel|dienst\w*|gemeente\b|infocentr\w+|"
    r"digipunt|buurtwinkel|pensioenpunt|bib(?:liotheek)?\b)|"
    r"\b(?:aan|naar) loket\b|\bkom(?:t)? (?:dan |gerust |zelf |eerst |altijd )*(?:langs|"
    r"naar|zelf)\b|\bkomt altijd zelf langs|\bga (?:langs|naar) (?:bij |de |het |je |uw )|"
    r"\blangs(?:komen|gaan)\b|\bkom (?:je|u) (?:zelf )?(?:langs|naar)|"
    r"\bonze \w+ ontvangen u|\bavondloket\b|\bau guichet\b|\bà (?:l['’]administration|la maison) communale|"
    r"\bzum schalter\b|\bam schalter\b|"
    r"\b(?:in onze kantoren|op kantoor)\b|\bje haalt\b[^.]{0,30}\b(?:op|af)\b|\baan (?:het|de) (?:loket|"
    r"balie)\b|\bvisit us\b|\bonthaal van\b|\b(?:houdt|houden|op de?) (?:\w+ )?(?:spreekuur|zitdag\w*)\b|"
    r"\b(?:er|daar|bij ons)\b[^.?]{0,20}\bterecht\b(?! (?:op|via)\b)|^zitdag\w*\b|"
    r"\b(?:spring|loop|wip|stap)t? (?:\w+ )?(?:binnen|langs)\b"
)
_NO_FACE = re.compile(
    r"\bgeen loket|\bloketten? (?:is|zijn|blij\w+)[^.]{0,20}gesloten|\b(?:e-?loket|"
    r"digitaal loket|internetloket|omgevingsloket|onlineloket)\b|\b(?:niet|"
    r"nooit) (?:langs|naar)\b|\bkunt? (?:u|je)\b[^.?]{0,40}\bniet naar (?:het|ons)\b|"
    r"\b(?:meldt? (?:je|u) aan|logt? in|surft?|klikt?)\b|"
    r"\bpolitie\b|\b(?:aangetekend|per (?:brief|post))\b(?![^.?]*\bof\b)|\bschrijft? (?:\w+ )?(?:naar|aan)\b"
)
_HOME_VISIT = re.compile(
    r"\bkom(?:t|en)?\b[^.?]{0,20}\b(?:bij (?:u|je|jou) langs|naar (?:u|je|jou) toe)\b|"
    r"\b(?:helpt|helpen|verzorg\w+|begeleid\w*|ondersteun\w*)\b[^.?]{0,20}\b(?:je|u|"
    r"jou)\b[^.?]{0,12}\bthuis\b|"
    r"\bhuisbezoek\w*|\b(?:komen|komt|kom|langs)\b[^.?]{0,40}\b(?:bij (?:u|je|jou|"
    r"beide \w+|mensen|de \w+) )?(?:thuis|aan huis)\b|\b(?:bij|tot bij) (?:u|je|"
    r"jou) (?:thuis|aan huis)\b[^.?]{0,40}\b(?:kom\w*|langs|help\w*|bezoek\w*)|"
    r"\bbreng(?:t|en)?\b[^.?]{0,60}\bbij (?:u|je|jou) langs\b|"
    r"\bthuis (?:bezoeken|langs)|\bbezoek(?:t|en)? (?:u|je|jou|aan huis) ?(?:thuis)?|"
    r"\b(?:loket|dienstverlening|dienst\w*|hulp|begeleiding) aan huis\b|\baan huis komen|"
    r"\bmobiel team\b[^.]{0,40}\b(?:thuis|aan huis)"
)
_NO_VISIT = re.compile(
    r"\bophal\w*|\blever\w*|\bgeleverd|\bpakje|\bophaling|\bgeen huisbezoek|"
    r"\bniet aan huis|\bthuis afdruk|\bpost\b|\bvuilnis|\bafval|\bhaalt\b|\bhalen\b|"
    r"\bcontrol\w*|\binbraak"
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
    face_places = _places(page, _FACE, _NO_FACE)
    home_places = _places(page, _HOME_VISIT, _NO_VISIT)
    there: dict[str, bool | None] = {
        "click": click,
        "call": has_phone,
        "face": has_counter or bool(face_places),
        "home": bool(home_places),
    }
    return there, {"click": click_places, "face": face_places, "home": home_places}


def _click(page: Page, service: Service) -> tuple[bool, tuple[Evidence, ...]]:
    if service.kind == "form":
        return not _APPOINTMENT.search(page.subject), ()
    for link in _online_links(page):
        return True, (page.evidence(link.node, link.text),)
    return False, ()


def _online_links(page: Page) -> list[Link]:
    return [link for link in page.links if link.zone in {"", "main", "aside"} and _does_it_online(page, link)]


def _does_it_online(page: Page, link: Link) -> bool:
    """Say whether a link leads to where the thing itself can be done."""
    if not _leads_on(link):
        return False
    sentence, href = _sentence_of(page, link), link.href.lower()
    if (_OF_PAGE.search(link.low) and not _HERE.match(link.low)) or (
        _READS.search(sentence) and not ACT.search(link.low)
    ):
        return False
    if _NOT_ONLINE.search(sentence) or _APPOINTMENT.search(link.low) or _APPOINTMENT.search(href):
        return False
    if (DO.search(link.low) or ACT.search(link.low)) and not _TELLS.match(link.low):
        return True
    if _APPOINTMENT.search(sentence) and not re.search(r"\b(?:of|ook)\b", sentence):
        return False
    if _ONLINE_LABEL.match(sentence.strip()):
        return True
    does = bool(DO.search(sentence) or ACT.search(sentence) or _HANDS.search(sentence))
    if _GOES.search(sentence) and link.host and link.host != page.host and not _INFORMS.search(sentence):
        return True
    if _ONLINE.search(link.low) and (does or _ONLINE_ONLY.search(link.low) or _HREF_DO.search(href)):
        return True
    if link.host and link.host != page.host and _OPENS.match(link.low) and sentence.strip() == link.low:
        return True
    if _FORM_PATH.search(href) and len(link.low) < 60 and not _TELLS.match(link.low):
        return True
    if len(link.low) >= 60 or not does:
        return False
    if link.host and link.host != page.host and _AT.search(sentence.partition(link.low)[0]):
        return not _INFORMS.search(sentence)
    if _HERE.match(link.low):
        return True
    # "Meld het via www.voorbeeld.be": the address itself is the way.
    return bool(_ONLINE.search(sentence) and link.host) or bool(_VIA.search(sentence) and link.host)


def _leads_on(link: Link) -> bool:
    href = link.href.lower()
    if link.node.tag != "a":
        return bool(link.node.get("onclick")) or link.node.get("type") != "button"
    return (
        bool(href)
        and not href.startswith(("#", "mailto:", "tel:", "javascript:", "sms:"))
        and not _DOCUMENT.search(href)
        and not _DOCUMENT_SAID.search(link.low)
    )


def _sentence_of(page: Page, link: Link) -> str:
    """Return the sentence that a link stands in, in lower case, with the words that introduce its list."""
    line = page.line_of(link.node)
    block = line.low if line is not None else link.node.block.visible_text.lower()
    at = block.find(link.low.split("  ")[0][:60]) if link.low else -1
    if at < 0:
        return block[:300]
    start = max((m.end() for m in re.finditer(r"[.!?]\s", block[:at])), default=0)
    end = re.search(r"[.!?](?:\s|$)", block[at + len(link.low[:60]) :])
    sentence = block[start : at + len(link.low) + (end.end() if end else 200)]
    return f"{_introduction(page, line)} {sentence}".strip() if line is not None and not start else sentence


def _introduction(page: Page, line: Line) -> str:
    """Return what stands before the list that a line is an item of, when that ends with a colon."""
    if line.node.closest("li", "dd") is None:
        return ""
    for above in reversed(page.lines[max(0, line.at - MAX_ITEMS) : line.at]):
        if above.node.closest("li", "dd") is None:
            return above.low[-200:] if above.text.endswith(":") and above.zone == line.zone else ""
    return ""


def _places(page: Page, yes: re.Pattern[str], no: re.Pattern[str]) -> tuple[Evidence, ...]:
    """Return the first place where a sentence says yes and not no."""
    for line in page.content:
        # "loket@gemeente.be" is no desk; as long as it is, so that places stay right.
        low = _ADDRESS.sub(lambda mail: "_" * len(mail[0]), line.low) if "@" in line.low else line.low
        if (found := yes.search(low)) is None:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", low):
            if yes.search(sentence) and not no.search(sentence):
                return (page.evidence(line.owner(found.start()), line.text),)
    return ()


def pdf_only_of(page: Page, service: Service, click: bool) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether the only form of a service is a document to fill in and print."""
    if not service.is_service or click or service.kind == "form":
        return False, ()
    for link in page.links:
        if link.zone not in {"", "main", "aside"} or not (
            _DOCUMENT.search(link.href) or (_DOCUMENT_SAID.search(link.low) and link.href)
        ):
            continue
        if (
            _FORM_WORD.search(link.low)
            or _FORM_WORD.search(link.href.lower())
            or _FILLS.search(_sentence_of(page, link))
        ):
            return True, (page.evidence(link.node, link.text),)
    return False, ()
