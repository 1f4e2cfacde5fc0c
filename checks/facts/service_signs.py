"""How much of a page speaks for a service: what its title, sections, sentences and links say."""

import re

from checks.facts.acts import ACT, ACT_WORDS, PERSONAL, SUBJECT_ACT, THING
from checks.facts.dialogue import ENOUGH, HEADINGS, dialogue_of, speaks_to_reader
from checks.facts.page import Line, Link, Page
from drempel.dom import Node

TITLE_ACT = re.compile(
    r"\b(?:aan(?:ge)?vra(?:ag|gen|agt|agd)|aangeven|aangifte|\w*aangifte|melden|"
    r"meldings?\w*|melding|doorgeven|inschrijv\w+|schrijf (?:je|u)|registre\w+|"
    r"register as|betalen|reserveren|huren|bestellen|opvragen|afhalen|omruilen|verlengen|"
    r"indienen|"
    r"betwisten|wijzigen|aanmelden voor|inkijken|omwisselen|laten ophalen|plaatsen|"
    r"organiseren|downloaden|kandidaat|stemmen|aanpassen|inleveren|adreswijziging|"
    r"verhuis\w*|verhuizen|klacht|bezwaar|erkenning|inschrijving|demande|declare|apply|"
    r"in stukken betalen|spreiden|vernieuwen|activeren|annuleren|stopzetten|uitlenen|"
    r"ontlenen|verloren|laten aangeven|geven)\b|"
    r"\blaten (?:\w+ )?\w{3,}en\s*$|\bafspraa?k(?:en)? (?:maken|aan|bij|met|voor|in)\b|"
    r"\b(?:toelating|toestemming|machtiging|vergunning|uitstel|steun|hulp|raad|advies|bijstand) vragen\b|"
    r"\b(?:in |hoger )beroep\b|\bberoep aantekenen|\bniet akkoord\b|"
    r"^(?:\n|.*\n)?(?:maak (?:hier |online )?een |online |uw |je )?afspra(?:ak|ken)\s*$"
)
_THING = re.compile(
    r"\b(?:\w*paspoort|reispas|\w*rijbewijs|\w*attest|\w*premie\w*|\w*subsidie|\w*toelage|"
    r"\w*vergunning|uittreksel|identiteitskaart|kids-id|leefloon|huwelijk|trouwen|"
    r"\w*kaart|\w*uitkering|tegemoetkoming|\w*budget|bewijs|vrijstelling|volmacht|akte|"
    r"nummerplaat|inkomensattest|groeipakket|startbedrag|\w*lening|abonnement|passeport|"
    r"reistoelating|duplicaat|pensioen\w*|kinderopvang|sociale (?:woning|maximumprijs)|"
    r"energiemaatregelen|\w*bijslag|hulpmiddel|voertuig|burenbemiddeling|zaal(?:verhuur)?|"
    r"inlichtingen|\w*toeslag|\w*korting|\w*vermindering|sociale correctie|sociaal tarief|"
    r"\w+cheques?|\w*waarborg|\w*beurs|"
    r"(?:gezins|thuis|mantel|kraam)zorg|\w*poetshulp|(?:nood|winter|nacht|kinder)opvang|"
    r"klachten|defect|lamp stuk|sluikstort|e-?loket|btw-nummer|waterfactuur|compostvat|"
    r"sporthal|opladen|zitdag|huisbezoek|aan huis|"
    r"thuisdienst|thuis langs|minder mobielen|digipunt|mobiele? loket|nachtopvang|"
    r"hulp bij (?:formulieren|geweld|een)|cursus|slachtoffer|formulieren)\b"
)
_HOW = re.compile(
    r"^(?:hoe\b.{0,30}(?:aanvragen|vraag|regel\w*|indienen|werkt|dien|krijg|geef|meld|schrijf|verloopt|"
    r"gaat (?:het|dit)|\w+t? (?:u|je|ik)\b(?!.*\b(?:ons|onze)\b)|(?:kan|kun|moet)\w* (?:ik|je|u))|"
    r"zo (?:regel|vraag|dien|meld|schrijf|doe|werkt|maak|krijg|geef|betaal)|(?:de )?aanpak$|"
    r"stappen(?:plan)?\b|"
    r"waarvoor (?:kan|kun)|in \w+ stappen|(?:zelf |online |direct )?regelen$|"
    r"procedure|werkwijze|afhandeling|aanvragen|aanvraag|voorwaarden|wat (?:breng|heb|heeft|moet|neem|"
    r"kost) |"
    r"wat meebrengen|(?:mee te |mee)(?:brengen|nemen)|(?:kost)?prijs|bedrag|kosten|online|"
    r"(?:nodige |vereiste )?(?:documenten|stukken)$|bewijsstukken|uw aanvraag|tarief|"
    r"digitaal|aan het loket|"
    r"waar en wanneer|voor wie|wie komt in aanmerking|uitzonderingen|afhalen|termijn|hoe aanvragen)\b"
)
_WHO = (
    r"(?:belanghebbenden?|aanvragers?|betrokkenen?|verzoekers?|titularis(?:sen)?|particulieren|inwoners|burgers|gezinnen|"
    r"verenigingen|ouders|eigenaars?|huurders?|handelaars?|ondernemers)"
)
"""The reader, as an official text calls them."""
_ASK = re.compile(
    rf"\b{_WHO}\b[^.?!]{{0,80}}\b(?:dien(?:t|en)|moet(?:en)?|kan|kunnen|bied(?:t|en)|vra(?:agt|gen)|meld(?:t|en))\b|"
    r"\b(?:aangifte|aanvraag|melding|inschrijving|afhaling|registratie|afgifte)\b[^.?!]{0,20}\bgebeurt\b|"
    r"\bword(?:t|en)\b[^.?!]{0,40}\b(?:afgeleverd|overhandigd|uitgereikt)\b|"
    r"\byou (?:can|must|may|need to) (?!find|read)\w+|\bvous (?:pouvez|devez)\b|\bsie (?:können|müssen)\b|"
    r"\bvraag(?:t)? (?:je|u|het|de|een|uw|ze|hem|dit|haar)\b[^.?]{0,60}\baan\b|"
    r"\bkan? (?:je|u)\b[^.?]{0,60}\b(?:aanvragen|aangeven|reserveren|inschrijven|"
    r"indienen)|\bkunt u\b[^.?]{0,60}\b(?:aanvragen|aangeven|reserveren|inschrijven|"
    r"indienen)|\bdoet? (?:\w+ ){0,2}?aan(?:gifte|vraag)\b|"
    r"\b(?:je|uw|de) aanvra(?:ag|gen)\b[^.?]{0,40}\b(?:moet|moeten|dient|dienen)\b|"
    r"\bmoet(?:en)?\b[^.?!]{0,80}\bworden\b|"
    r"\blaat (?:het|ons|dit|iets)\b[^.?]{0,20}\bweten\b|\b(?:dat|dit) kan (?:op \w+ manieren|online|"
    r"telefonisch|via)\b|"
    r"\baan te vragen\b|\bdien(?:t|en)? (?:uw|je|de|een|u|het)\b|\bschrijf (?:je|u)\b|"
    r"\bbreng\b[^.]{0,60}\bmee\b|\bmeld (?:het|je|de|schade)\b|\bgeef\b[^.]{0,60}\b(?:aan|"
    r"door)\b|\bbestel\b|\breserve(?:er|ren)\b|\bmaakt? (?:(?:je|u|hier|dan|online|eerst|zelf|"
    r"best) )*een afspraak|"
    r"\bvul\b[^.]{0,60}\bin\b|\bkom (?:dan )?(?:langs|naar)\b|\bkrijgt? (?:u|je)\b|"
    r"\bga (?:langs|naar)\b|\bje (?:haalt|ruilt)|\bprenez rendez-vous|"
    r"\b(?:toestemming|toelating|vergunning|machtiging)\b[^.?]{0,50}\bnodig\b|"
    r"\bmake an appointment|\bkomen? (?:wij )?bij (?:u|je)|\bdien .{0,30} in\b"
)
DO = re.compile(
    r"\b(?:aanvra(?:ag|gen)\w*|vraagt?\b.{0,50}\baan\b|aangeven|geeft?\b.{0,60}\baan\b|"
    r"geeft?\b.{0,50}\bdoor\b|aangifte|dient?\b.{0,40}\bin\b|indienen|schrijft? (?:je|"
    r"u)\b.{0,30}\bin\b|inschrijv\w+|bestel\w*|reserve\w+|meldt?\b.{0,40}|melden|\w*(?:melding|aangifte"
    r"|aanvraag|inschrijving|reservatie|bestelling|"
    r"betaling|registratie) (?:doen|maken|plaatsen|starten|opstarten|beginnen)|(?:start|"
    r"begin)\b.{0,20}(?:aanvraag|aangifte|registratie|melding|inschrijving|formulier|dossier)|"
    r"^start(?:en)?(?: nu)?$|betaal|"
    r"betalen|invullen|in te vullen|vult?\b.{0,60}\bin\b|doe (?:je|uw|de)\b.{0,40}|"
    r"doorgeven|wijzig\w*|download je attest|maak\b.{0,30}\bmandaat\w*|registre\w+|apply|"
    r"demander|opvragen|verleng\w*|aanmelden via csam|aanmelden|aangeef)\b"
)
_REQUEST = re.compile(
    r"\b(?:dient?|doet?|doe)\b.{0,40}\baan(?:vraag|gifte)\b|\bvraagt?\b.{0,60}\baan\b|"
    r"\baan(?:vragen|geven) (?:kan|doet?|gebeurt|via)\b|\baanvraag (?:in|via)\b"
)
_SIDE_CALL = re.compile(
    r"\bnieuwsbrief|\bafspraak|\bcookie|\bafdrukken|\bdownload|\baan(?:ge)?meld|\binlog|\blog in|"
    r"\bwachtwoord|\bvideo"
)
_ASKING_WORDS = ACT_WORDS | frozenset(
    ("vraag", "vraagt", "aanvragen", "kan", "ka", "kunt", "doe", "dien", "dient", "dienen", "schrijf",
     "breng", "meld", "geef", "bestel", "reserveer", "reserveren", "maak", "vul", "kom", "krijg", "krijgt",
     "ga", "haalt", "ruilt", "prenez", "make", "komen", "komt", "wij", "we", "onze", "afspraak", "vragen",
     "bieden", "biedt", "melden", "meldt", "aangifte", "melding", "inschrijving", "afgifte", "afhaling",
     "afgeleverd", "overhandigd", "uitgereikt", "kunnen",
     "mag", "apply", "kun", "afspraken", "terecht", "moet", "moeten", "helpt", "helpen", "luistert", "zoekt",
     "zit", "brengt", "laat", "bekijkt", "staat",
     "nodig", "aanvraag", "demande", "register", "declare", "request", "report", "order", "book", "pay")
)  # fmt: skip
"""Each Dutch sentence that asks or offers has one of these words."""
ENOUGH_POINTS = 2.0
"""Points from which a page is a service."""
MAX_LINES = 600
MAX_CALL = 45
MAX_BESIDE = 15
MAX_TOLD = 100
_SECTIONS = frozenset({"h2", "h3", "h4", "h5", "dt", "summary", "button", "strong", "th"})
_WAY = re.compile(
    r"\b(?:bij|aan|in|naar) (?:het|de|ons|onze|een) (?:\w+ ){0,2}?(?:loket|balie|onthaal|dienst\w*|"
    r"gemeentehuis|stadhuis|sociaal huis|kantoor|gemeente|burgerlijke stand|ocmw|\w*rechtbank)\b|"
    r"\b0\d{1,3}[ /.]\d{2}|\b1700\b"
)
_OFFERS = re.compile(
    r"\b(?:wij|we|onze \w+)\b[^.?!]{0,12}\b(?:doen|doet|helpen|helpt|brengen|brengt|halen|haalt|begeleiden|"
    r"begeleidt|verhuren|lenen|koken|vervoeren|komen|komt)\b[^.?!]{0,30}\b(?:je|jou|jouw|u|uw|uit)\b|"
    r"\b(?:je|u) (?:kan|kunt|mag)\b[^.?!]{0,30}\b(?:terecht|slapen|eten|krijgen|verkrijgen)\b|"
    r"\b(?:kan|kun|kunt) (?:je|u)\b[^.?!]{0,30}\b(?:terecht|verkrijgen)\b|"
    r"\b(?:medewerk|maatschappelijk werk|vrijwilliger|begeleid|consulent|deskundige|"
    r"verpleegkundige)\w*\b[^.?!]{0,30}"
    r"\b(?:helpt|helpen|luistert|zoekt|bekijkt|zit|staat|brengt|komt)\b[^.?!]{0,40}\b(?:je|jou|u|uw)\b|"
    r"\b(?:op|na|zonder|met|geen) afspraak\b"
)
_WAY_ITEM = re.compile(
    r"(?:online|digitaal|elektronisch|telefonisch|schriftelijk|per (?:post|brief|mail|e-?mail|telefoon)|"
    r"ter plaatse|"
    r"op papier|via (?:de|het|ons|onze|een|mail|e-?mail)|(?:aan|in|bij) (?:het|de|ons|onze|een) (?:\w+ )?"
    r"(?:\w*loket|balie|onthaal|gemeentehuis|stadhuis|\w*kantoor))\b"
)
"""An item of a list that names a way to get it done."""
_HELP = re.compile(
    r"(?:^|\n|\b(?:gratis|digitale) )(?:hulp|steun|begeleiding) (?:bij|met|voor)\b|\bdigi-?punt"
)
_DOING = re.compile(r"(?:^|\n)(?:een|je|uw|mijn|het|de) [^\n|]{2,40}\w{2}en(?:$|\n)|(?:^|\n)(?:ik wil|hoe)\b")
"""A heading that is an act: an object with an infinitive."""


_BY_US = re.compile(r"\b\w+en (?:we|wij|ze)\b")
"""Somebody else than the reader as who acts."""


def _stands_alone(page: Page, link: Link) -> bool:
    """Say whether a link is short and has a line for itself, as a button has."""
    line = page.line_of(link.node)
    return len(link.low) < MAX_CALL and line is not None and len(line.text) <= len(link.text) + MAX_BESIDE


def _hands_in(link: Link) -> bool:
    """Say whether a link of the content leads to a form, by its name or address."""
    if link.zone not in {"", "main", "aside"}:
        return False
    return bool(re.search(r"\b\w*formulier\b", link.low)) and len(link.low) < 90


def _is_menu(content: list[Line]) -> bool:
    """Say whether a page is a list of links to others."""
    links = {line.at for line in content if len(line.parts) == 1 and line.owner(0).closest("a") is not None}
    # What stands right under a link tells what it leads to.
    told = [
        line
        for line in content
        if line.at - 1 in links
        and line.at not in links
        and len(line.text) < MAX_TOLD
        and line.node.tag not in HEADINGS
    ]
    return len(links) > 2 and len(links) + len(told) >= 0.6 * (len(content) - 1)


_READ_ON = re.compile(r"(?:alles over|bekijk|lijst van|meer (?:over|info)|lees|overzicht|ontdek|alle )\b")
MIN_READ_ON = 3


def _is_hub(page: Page) -> bool:
    """Say whether a page tells a little of many things and leads on to read about each."""
    links = [link for link in page.links if link.zone in {"", "main"} and _READ_ON.match(link.low)]
    return len(links) >= MIN_READ_ON


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]“”\"'’")


def _asking(page: Page, content: list[Line]) -> float:
    """Return how much the sentences speak for a service: they say what to do, and where."""
    asking, way = 0, 0.0
    may_skip = page.lang in {"", "nl"}
    for line in content[:MAX_LINES]:
        if asking > 2 and way == 1:
            break
        words = line.low.split()
        if may_skip and _ASKING_WORDS.isdisjoint(words) and _ASKING_WORDS.isdisjoint(map(_bare, words)):
            continue
        if line.text == page.h1 or line.node.tag == "h1":
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", line.low):
            if not (_ASK.search(sentence) or ACT.search(sentence) or _OFFERS.search(sentence)):
                continue
            asking += 1
            if way < 1 and _WAY.search(sentence):
                way = 0.5
            if way < 1 and ACT.search(sentence) and any(_leads_on(node) for _, node in line.parts):
                way = 1.0
    return (0.0, 0.75, 1.0, 1.25)[min(asking, 3)] + way


def _leads_on(node: Node) -> bool:
    link = node.closest("a")
    return (
        link is not None
        and not link.get("href").lower().startswith(("#", "mailto:", "tel:"))
        and (not re.search(r"\.(?:pdf|docx?)\b", link.get("href").lower()))
    )


def score_of(page: Page, subject: str) -> float:
    """Return how much speaks for a service: two points and more make one."""
    score = 0.0
    subject = _BY_US.sub(" ", subject)
    if TITLE_ACT.search(subject) or SUBJECT_ACT.search(subject):
        score += 2
    if _THING.search(subject):
        score += 2 if _THING.search(subject.partition("\n")[2]) else 1.5
    elif THING.search(subject) or _HELP.search(subject):
        score += 1.25
    content = page.content
    if not score and _is_menu(content):
        return 0.0
    how = [line for line in content[1:] if len(line.low) < 60 and _HOW.search(line.low)]
    # Sections as those of a catalogue of services make one, whatever it is called.
    sections = sum(line.node.tag in _SECTIONS or line.node.get("role") in {"tab", "heading"} for line in how)
    score += 1.25 if sections > 1 else min(len(how), 2) * 0.5
    if sum(line.node.tag in {"li", "dd"} and _WAY_ITEM.match(line.low) is not None for line in content) > 1:
        score += 1.25
    if _DOING.search(subject):
        score += 0.75
    score += _asking(page, content)
    if any(_REQUEST.search(line.low) and any(n.tag == "a" for _, n in line.parts) for line in content):
        score += 1.25
    if any(_hands_in(link) for link in page.links):
        score += 0.75
    doing = [
        link
        for link in page.links
        if link.zone in {"", "main", "aside"}
        and len(link.low) < 90
        and (DO.search(link.low) or ACT.search(link.low) or PERSONAL.search(link.low))
    ]
    if doing:
        # One button that calls to act is what the page is for; many are a list of services.
        calls = [link for link in doing if _stands_alone(page, link) and not _SIDE_CALL.search(link.low)]
        score += 1.25 if 0 < len(calls) <= 2 and len(doing) < 5 else 0.75
    return score


def tells_nobody(page: Page, subject: str) -> bool:
    """Say whether a page names something that one can get, but speaks to nobody who could get it."""
    if page.lang not in {"", "nl"} or TITLE_ACT.search(subject) or SUBJECT_ACT.search(subject):
        return False
    content = page.content
    told = any(len(line.low) < 60 and _HOW.search(line.low) for line in content[1:])
    links = (link for link in page.links if link.zone in {"", "main", "aside"} and len(link.low) < 90)
    acts = any(pattern.search(link.low) for link in links for pattern in (DO, ACT, PERSONAL))
    return not told and not acts and not speaks_to_reader(content)


def dialogue_score(page: Page) -> float:
    """Return the points that a page gets when it talks with its reader; a menu gets none."""
    content = page.content
    if page.lang not in {"", "nl", "en", "fr"} or _is_menu(content) or _is_hub(page):
        return 0.0
    dialogue = dialogue_of([line for line in content if line.zone != "aside"])
    return 2.0 if dialogue >= ENOUGH else 1.0 if dialogue >= ENOUGH - 0.4 else 0.0
