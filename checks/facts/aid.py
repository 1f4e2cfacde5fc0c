"""Help that the page offers: beside the task, at a place for digital help, by another person, or by right."""

import re

from checks.facts.page import Line, Page
from drempel.model.facts import Evidence

_HELPS = r"(?:helpen|helpt|help|ondersteun\w*|begeleid\w*|bijstaan|assiste\w+|wegwijs maken)"
_PEOPLE = (
    r"(?:medewerk\w+|consulente?\w*|ambtenaar|assistente?n?|maatschappelijk werk\w+|"
    r"bediende|we|wij|iemand|vrijwilliger\w*|collega['’]?s?)"
)
_GOES_THROUGH = r"(?:overloopt?|overlopen|doorloopt?|doorlopen|vult|vullen|bekijkt|bekijken|zet|zetten)"
"""What somebody does who fills in a form together with another."""
_IN_ONE_GO = r"(?:(?!\b(?:en|contact|afspraak|klaar)\b)[^.?!]){0,40}"
"""Words of the same act: "we bekijken uw aanvraag en nemen contact met u op" is no help."""
_OFFER = re.compile(
    rf"\b(?:wij|we|medewerk\w+|iemand|collega['’]?s?|vrijwilligers?|dienst|team|\w*consulent\w*|ambtenaar|"
    rf"maatschappelijk werk\w+)\b[^.?!]{{0,30}}\b{_HELPS}\b[^.?!]{{0,20}}"
    r"\b(?:je|jou|u|bij|hierbij|daarbij|graag)\b|"
    rf"\b(?:medewerk\w+|iemand|we|wij)\b[^.?!]{{0,15}}\b(?:je|jou|u)\b[^.?!]{{0,25}}\b{_HELPS}\b|"
    r"\bvindt? (?:je|u)\b[^.?!]{0,60}\b(?:moeilijk|lastig|ingewikkeld)\b[^.?!]{0,60}\?|"
    r"\b(?:weet|begrijpt?|snapt?) (?:je|u)\b[^.?!]{0,60}\b(?:niet|geen)\b[^.?!]{0,60}\?|"
    r"\bhulp(?: (?:nodig|bij|met))|\b(?:heb|hebt|heeft) (?:je|u) (?:nog |"
    r"een )?(?:\w+ )?(?:hulp|vra(?:ag|gen)|problemen)|\b(?:nog )?vragen\b[^.?]{0,40}\?|"
    r"\bvraag\?|\b(?:liever|wil (?:je|u)|wenst u) (?:\w+ )?hulp\b|"
    r"\blukt (?:het|dit|dat)\b[^.?]{0,30}\bniet\b|\bniet gelukt\b|"
    r"\b(?:loopt|gaat) (?:het|er|iets)\b[^.?]{0,20}\b(?:mis|fout|vast)\b|\bwerkt (?:het|iets) niet\b|"
    r"\blukt (?:het|dit) niet|"
    r"\b(?:komt?|geraakt?|raakt?) (?:je|u) er niet (?:uit|wijs uit)|\bgeraak je er niet|\bproblemen? (?:bij|"
    r"met)\b|"
    r"\bgeen (?:computer|internet|e-?mail\w*|mailadres|smartphone|printer|eid|itsme)\b[^.?]{0,30}\?|"
    r"\b(?:wij|we|een medewerker) (?:helpen|helpt|vullen|vult)\b|\b(?:helpen|helpt) (?:we|"
    r"wij|een medewerker) (?:je|u)\b|\bniet handig\b|"
    r"\b(?:geraakt?|raakt?) (?:je|u) (?:er |hier )?niet (?:\w+ )?(?:in|uit|verder|binnen|wijs"
    r"|aan(?:ge)?meld\w*)\b|"
    r"\b(?:kan|kunt|kun|durft?) (?:je|u) (?:dat |het |dit |de \w+ )?niet (?:zelf|alleen)"
    r"(?: (?:\w*vullen|\w*dienen|\w*vragen|doen|aanmelden))?\W{0,2}\?|"
    rf"\b{_PEOPLE}\b[^.?!]{{0,25}}\b{_GOES_THROUGH}\b{_IN_ONE_GO}\b(?:met|voor) (?:u|je|jou)\b|"
    rf"\b{_GOES_THROUGH} (?:we|wij|ze)\b{_IN_ONE_GO}\b(?:met (?:u|je|jou)|samen)\b|"
    r"\b(?:service|help|info)desk\b[^.?!]{0,20}\bhelpt\b|"
    r"(?<![\w.])helpdesk\b(?![.@])|\bvul\w*\b[^.]{0,40}\bsamen met (?:u|je|jou)\b|"
    r"\bsamen met (?:u|je|jou) in(?:vullen)?\b|"
    r"\b(?:niets|niet) (?:gekregen|ontvangen)\b[^.?]{0,40}\?|"
    r"\bmeer uitleg nodig|\bbesoin d['’]aide|\bneed help|\bnog iets onduidelijk|"
    r"\bniet duidelijk\?|\bvragen over\b[^.]{0,80}\b(?:bel|mail|contacteer|neem contact)"
)
_OFFER_WORDS = (
    "?", "help", "hulp", "ondersteun", "begelei", "bijsta", "assiste", "wegwijs", "lukt", "loopt",
    "gaat", "werkt", "raak", "niet uit", "proble", "handig", "samen", "uitleg", "aide", "onduidelijk", "vra",
    "desk", "met u", "met je", "met jou", "voor u", "voor je", "vul", "niet duidelijk",
)  # fmt: skip
"""Each line with an offer has one of these: looking for them costs far less than `_OFFER` does."""
_WAY = re.compile(
    r"\d{2,4}[\s./-]?\d{2}|\b(?:bel|belt|mail|chat|contacteer|kom|ga|vraag|loket|langs|"
    r"spreek|helpdesk|onthaal|balie|terecht (?:bij|in|op))\b|@|\b1700\b|\b1777\b|"
    r"\b(?:bij|in) (?:het|de|ons|een) (?:\w+ ){0,2}?(?:\w*loket|informatiepunt|digi-?punt|bib(?:liotheek)?)\b"
)
_HELP_LINK = re.compile(
    r"^(?:hulp|help|hulp nodig\??|vragen\?)\b|\bhulp (?:bij|"
    r"nodig|met)\b|\bhelpdesk\b|\bik heb hulp nodig"
)

_PLACE = re.compile(
    r"\binformatiepunt digitale overheid|\bdigi-?held\w*|\bdigi-?dokter\w*|\bdigi-?maatje\w*|"
    r"\bdigitale? (?:werkplek|inlooppunt|spreekuur)\w*|"
    r"\bgeen (?:computer|internet|pc)\b[^.]{0,100}\b(?:bib|bibliotheek|buurthuis|dienstencentrum)\b|"
    r"\bdigi-?punt\w*|\bdigi-?bank\w*|\bdigi-?dak\w*|\bweb-?punt\w*|\bdigi-?café|"
    r"\bdigi-?caf[eé]\w*|\bdigi-?hulp\w*|\bdigi-?help\w*|\bdigi-?hoek\w*|\bdigi-?dok\w*|"
    r"\bdigi-?lab\w*|\bdigi-?team\w*|"
    r"\bdigitale? hulp(?:punt|plek|lijn)?\b|\bdigitale brugfigu\w*|\bdigitale inloop|"
    r"\bcomputerhulp\b|\bdigibuddy|\bdigicoach\w*|\bdigitalk\b|\bdigitaal (?:hulp|"
    r"steun)punt|"
    r"\bopenbare (?:computer|internet|pc)\w*(?: ?ruimte\w*)?|\bpublieke computer\w*|"
    r"\bpublieks-?(?:computer|pc)\w*|\bcomputer-?(?:ruimte|lokaal|klas)\w*|"
    r"\binternet(?:punt|hoek|café)\w*|"
    r"\bhulp (?:nodig )?(?:bij|met) (?:je |uw |de )?(?:computer|smartphone|tablet|"
    r"digitale|internet)\w*|\bhulp met digitale\b|"
    r"\b(?:gratis|gebruik)\b[^.]{0,40}\b(?:computers?|pc['’]?s?|"
    r"internet)\b[^.]{0,40}\b(?:bib|bibliotheek|buurthuis|dienstencentrum|stadhuis|"
    r"gemeentehuis)|"
    r"\b(?:bib|bibliotheek|dienstencentrum|buurthuis|wijkcentrum)\b[^.]{0,60}\b(?:computers?|"
    r"pc['’]s|internet)\b"
)
_OTHERS = (
    r"(?:familielid|partner|kennis|vriend(?:in)?|buur(?:man|vrouw)?|mantelzorger|derden?|iemand(?: anders)?|"
    r"vertrouwenspersoon|kinderen|naaste|huisgenoot|gezinslid|bode)"
)
_DOES = r"(?:aanvragen|afhalen|ophalen|afgeven|indienen|invullen|regelen|doen|komen|meebrengen)"
_PERSON = re.compile(
    rf"\b{_OTHERS}\b[^.?!]{{0,25}}\b(?:mag|kan|mogen|kunnen)\b[^.?!]{{0,60}}\b{_DOES}\b|"
    rf"\bgeeft?\b[^.?!]{{0,20}}\b{_OTHERS}\b[^.?!]{{0,80}}\bmee\b|"
    rf"\bmee(?:geven)? (?:met|aan) (?:een |uw |je )?{_OTHERS}\b|"
    rf"\b(?:laat|mag|kan)\b[^.?!]{{0,25}}\b{_OTHERS}\b[^.?!]{{0,40}}\b{_DOES}\b|"
    r"\b(?:laten|mag|kan|kunnen|mogen)\b[^.?!]{0,30}\bvertegenwoordigen\b|"
    r"\b(?:uw|je) (?:man|vrouw|echtgeno\w+|zoon|dochter|kind|ouders?)\b[^.?!]{0,40}\b(?:mag|"
    r"mogen)\b[^.?!]{0,40}"
    r"\b(?:afhalen|ophalen|afgeven)\b|"
    r"\b(?:zorg)?volmacht\w*|\bgevolmachtigde|\bmachtig(?:en|t|ing)?\b|\bgemachtigd\w*|\bmandaat\b|"
    r"\bmandateer\w*|\bgemandateerd\w*|\bmandataris van\b|\bnamens (?:iemand|een ander|uw|je|jouw|hem|haar|"
    r"de)\b|\bin naam van\b|"
    r"\bin (?:jouw|je|uw|zijn|haar|hun) (?:plaats|naam)\b|"
    r"\biemand anders\b[^.]{0,50}\b(?:mag|kan|laten|machtigen|voor (?:jou|u|je))|"
    r"\bvoor iemand anders\b|\blaat (?:je|u) vertegenwoordigen|\bvertegenwoordiger\b|"
    r"\bbewindvoerder\b|\bprocuration\b|\bpower of attorney|\bsomeone else\b[^.]{0,30}\b(?:can|may)"
)
_NO_PERSON = re.compile(
    r"\bniemand anders\b|\bmachtiging (?:tot|om|voor)\b|\bmachtiging aan\b|\bgemachtigd om\b|"
    r"\bgemachtigd(?:e)? ambtenaar|"
    r"\biemand anders\b[^.]{0,60}\bniet\b|\bniet\b[^.,]{0,20}\biemand anders\b|"
    r"\b(?:geen|zonder) (?:volmacht|mandaat|machtiging)\b|"
    r"\bvolmacht\w*[^.]{0,30}\b(?:niet|geen)\b|\bniet\b[^.]{0,20}\b(?:met|via|per|"
    r"bij)\s+(?:een )?volmacht|\bpersoonlijk\b[^.]{0,60}\bvolmacht\b[^.]{0,30}\bniet|"
    r"\b(?:gemeenteraad|schepen|politiek|burgemeester|raadslid|oppervlakte)\b|"
    r"\bnamens de (?:gemeente|stad|raad|minister|burgemeester|vlaamse|redactie|dienst|"
    r"vereniging|overheid)|\bin naam van de (?:gemeente|wet|koning|vereniging)"
)
_RIGHT = re.compile(
    r"\bautomatisch\w*\b[^.;]{0,60}\b(?:toegekend|toekenning|toegepast|recht|rechthebbend|"
    r"krijg\w*|ontvang\w*|berekend|uitbetaald|betaald|betalen|gestort|verminder\w*|"
    r"vrijstelling|tegemoetkoming|korting|tarief|toeslag|premie|bedrag|maximumprijs)|"
    r"\b(?:krijg\w*|ontvang\w*|hebt|heb|heeft|wordt|worden|kent|kennen|storten|betalen|"
    r"toekenning|toegekend|recht|gebeurt)\b[^.;]{0,60}\bautomatisch\w*|"
    r"\b(?:krijg\w*|ontvang\w*|hebt|heb)\b[^.;]{0,60}\bzonder dat (?:u|je)\b[^.;]{0,20}\baan(?:vragen|"
    r"vraagt|vraag| te vragen)\b|"
    r"\b(?:hoef|hoeft|moet|dien|dient)\b[^.;]{0,30}\b(?:niets|niks|geen (?:aanvraag|"
    r"stappen))\b[^.;]{0,30}\b(?:te doen|doen|aan te vragen|aanvragen|te ondernemen|"
    r"in te dienen|indienen)\b|"
    r"\bniet (?:zelf )?aan te vragen\b|\b(?:hoeft|"
    r"moet)\b[^.;]{0,30}\bniet (?:zelf )?(?:aan te vragen|aanvragen|om te vragen|om vragen)\b|"
    r"\bniets te doen\b|"
    r"\bzonder dat (?:u|je) (?:er |zelf |daarvoor )*iets (?:\w+ ){0,2}(?:hoeft?|moet)|"
    r"\b(?:kent|kennen|past|wordt|worden)\b[^.;]{0,60}\bambtshalve\b|"
    r"\bambtshalve\b[^.;]{0,40}\b(?:toegekend|toekenning|vrijstelling)|"
    r"\bautomatiquement\b[^.;]{0,40}\b(?:accord|attribu)"
)
_BY_ITSELF = re.compile(
    r"\b(?:kent|kennen|krijg\w*|ontvang\w*|toegekend|uitbetaald|gestort|betaald|verrekend|toegepast|"
    r"toe)\b[^.;]{0,40}"
    r"(?<!niet )\b(?:vanzelf|zonder (?:dat (?:u|je) (?:ze|het|die) )?(?:aanvraag|aan te vragen|aanvraagt?))\b"
)
_BENEFIT = re.compile(
    r"\b(?:recht\w*|\w*toeslag\w*|tegemoetkoming\w*|\w*korting\w*|\w*premie\w*|vrijstelling\w*|"
    r"\w*toelage\w*|bedrag\w*|\w*budget\w*|\w*uitkering\w*|maximumprijs|tarief|groeipakket|"
    r"\w*vermindering\w*|bonus|subsidie\w*|"
    r"ondersteuning\w*|\w*bijslag\w*|\w*pensioen\w*|statuut|attest\w*|kaart|voordeel|"
    r"waarborg\w*|dit|het|ze)\b"
)
_NOT_RIGHT = re.compile(
    r"\bniet(?: meer)? automatisch|\bnooit automatisch|\bautomatische? (?:incasso|"
    r"domiciliëring|antwoord|verlenging|betaling|afschrijving|vertaling|update|opdracht)|"
    r"\bautomatisch (?:verlengd|afgemeld|uitgelogd|gegenereerd|vertaald|antwoord|bericht|"
    r"verwijderd|doorgestuurd|ingevuld)|"
    r"\bautomatisch\b[^.;]{0,40}\b(?:oproep\w*|uitnodiging\w*|herinnering\w*|brief)\b|"
    r"\bautomatisch\b[^.;]{0,40}\b(?:bevestig\w*|e-?mail|mail\b|bericht|sms|cookies|"
    r"afgemeld|uitgelogd|formulier ingevuld|boete|betaald via|van (?:uw|je) rekening)"
)


def _sentences(line: Line) -> list[tuple[int, str]]:
    """Return the sentences of a line in lower case, each with where it begins."""
    found, start = [], 0
    for end in re.finditer(r"[.!?]\s+(?=\S)", line.low):
        found.append((start, line.low[start : end.end()]))
        start = end.end()
    found.append((start, line.low[start:]))
    return found


def help_near_of(page: Page, kind: str) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Return whether help with a way to get it stands beside the task; `None` on pages without a task."""
    if kind not in {"service", "form", "login"}:
        return None, ()
    if re.search(r"\bhulp (?:bij|met|voor|nodig)|\bdigi-?punt", page.subject):
        # Help is the service itself here, not something beside it.
        return False, ()
    for line in page.content:
        if not any(word in line.low for word in _OFFER_WORDS):
            continue
        if not (found := _OFFER.search(line.low)) or line.node.closest("label", "legend", "h1"):
            continue
        near = " ".join(
            [
                line.low,
                *(other.low for other in page.lines[line.at + 1 : line.at + 4] if other.zone == line.zone),
            ]
        )
        if _WAY.search(near[found.start() :]) or (line.node.tag != "h1" and _WAY.search(near)):
            return True, (page.evidence(line.owner(found.start()), line.text),)
    for link in page.links:
        if link.zone in {"", "main", "aside"} and _HELP_LINK.search(link.low) and len(link.low) < 60:
            return True, (page.evidence(link.node, link.text),)
    # Web components often put the help of a page in a block of their own under it.
    for line in page.lines:
        if (
            line.zone == "footer"
            and re.search(r"\bvragen over (?:deze|dit|de|het|je|uw)\b", line.low)
            and _WAY.search(line.low)
        ):
            return True, (page.evidence(line.node, line.text),)
    return False, ()


def digital_help_place_of(page: Page, kind: str) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether a place for help with computers is named; a news item is no lasting guide."""
    if kind in {"news", "legal", "statement"}:
        lines = [line for line in page.lines if line.zone in {"footer", "header"}]
    else:
        lines = [line for line in page.lines if line.zone not in {"cookie"}]
    for line in lines:
        if found := _PLACE.search(line.low):
            return True, (page.evidence(line.owner(found.start()), line.text),)
    return False, ()


_NO = re.compile(r"\W*(?:nee|neen|niet|nooit|dat (?:kan|mag) niet)\b")


def _answer(page: Page, line: Line, at: int) -> str:
    """Return what follows a question: the rest of its line, or else the line below."""
    rest = line.low[at:]
    if rest.strip() or line.at + 1 >= len(page.lines):
        return rest
    return page.lines[line.at + 1].low


def mandate_of(page: Page) -> tuple[bool, tuple[Evidence, ...]]:
    """Return whether the page says that another person may do it for somebody."""
    for line in page.content:
        for start, sentence in _sentences(line):
            if (
                (found := _PERSON.search(sentence))
                and not _NO_PERSON.search(sentence)
                and not (
                    sentence.rstrip().endswith("?") and _NO.match(_answer(page, line, start + len(sentence)))
                )
            ):
                return True, (page.evidence(line.owner(start + found.start()), line.text),)
    return False, ()


def automatic_right_of(page: Page, is_service: bool) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Return whether a right is granted without asking; `False` on a service that must be asked for."""
    for line in page.content:
        if (
            "automati" not in line.low
            and "hoef" not in line.low
            and "moet" not in line.low
            and "ambtshalve" not in line.low
            and "niets te doen" not in line.low
            and "zonder" not in line.low
            and "vanzelf" not in line.low
        ):
            continue
        for start, sentence in _sentences(line):
            found = _RIGHT.search(sentence) or _BY_ITSELF.search(sentence)
            is_benefit = _BENEFIT.search(line.low) or (is_service and _BENEFIT.search(page.subject))
            if found and not _NOT_RIGHT.search(sentence) and is_benefit:
                return True, (page.evidence(line.owner(start + found.start()), line.text),)
    return (False if is_service else None), ()
