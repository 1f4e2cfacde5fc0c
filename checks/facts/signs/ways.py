"""How people get to a service otherwise: by appointment or without, on paper, with help, referred on."""

import re

from checks.facts.page import Page
from checks.facts.signs.sentences import matching, place, sentences, sign_of
from drempel.model.facts import Evidence, Facts
from drempel.model.signs import Sign

_APPOINTMENT = re.compile(
    r"\b(?:op|na|maak|met|zonder|een|online) (?:een |uw |je |online )?(?:voorafgaande )?afspraak\b|"
    r"\bafspraken (?:maak|maakt|maken|boek|boekt|boeken|leg|legt|neem|neemt|kan|kunt)\b"
)
_WALK_IN = re.compile(
    r"\bzonder afspraak\b|\bvrije inloop\b|\binloop(?:uren|moment\w*|spreekuur|dag\w*)?\b|"
    r"\bafspraak is niet nodig\b|\bgeen afspraak nodig\b|\bu hoeft geen afspraak\b|"
    r"\bje hoeft geen afspraak\b"
)
_NO_WALK_IN = re.compile(
    r"\b(?:niet|nooit|geen|niemand)\b[^.;]{0,25}\b(?:zonder afspraak|inloop)|"
    r"\bzonder afspraak\b[^.;]{0,40}\b(?:niet|geen|onmogelijk|gesloten|wordt u niet)\b"
)
_BY_PHONE = re.compile(
    r"\b(?:telefonisch|telefoon|bel|belt|bellen|tel\.?)\b|\bnummer \d|\b0\d{1,3}[ /.]\d{2}|\baan (?:het|"
    r"de) "
    r"(?:loket|balie|onthaal)\b"
)
_NO_PHONE = re.compile(
    r"\b(?:telefonisch|per telefoon|bellen)\b[^.;]{0,30}\b(?:niet|geen|onmogelijk)\b|"
    r"\b(?:niet|geen)\b[^.;]{0,20}\b(?:telefonisch|per telefoon|bellen)\b"
)
_ONLINE = re.compile(r"\b(?:online|digitaal|via (?:de|onze|deze) (?:website|site|app|kalender))\b")
_ONLINE_ONLY = re.compile(
    r"\b(?:alleen|enkel|uitsluitend)\b[^.;]{0,40}\b(?:online|digitaal|(?:via|op) (?:de|onze|deze) (?:website|"
    r"site|app)|"
    r"elektronisch)\b|\b(?:online|digitaal|elektronisch)\b[^.;]{0,25}\b(?:verplicht|noodzakelijk)\b|"
    r"\benige (?:manier|weg)\b[^.;]{0,60}\b(?:online|website|site|app)\b"
)

_PAPER = re.compile(
    r"\bpapieren (?:formulier|versie|aanvraag|aangifte|exemplaar)\b|\b(?:formulier|aanvraag|aangifte|brief|"
    r"document\w*)\b[^.;]{0,60}\b(?:per post|met de post|per brief|opsturen|toesturen)\b|\b(?:per post|"
    r"met de post)\b"
    r"[^.;]{0,50}\b(?:aanvra\w+|indien\w*|opsturen|sturen|stuur|bezorg\w*|terug\w*|aangifte|formulier)\b|"
    r"\b(?:stuur|stuurt|bezorg|bezorgt)\b[^.;]{0,80}\b(?:per post|met de post|per brief)\b|"
    r"\b(?:formulier|aanvraagformulier)\b[^.;]{0,40}\b(?:afhalen|ophalen|"
    r"te verkrijgen)\b[^.;]{0,40}\b(?:aan|bij|in)\b|"
    r"\bop papier\b[^.;]{0,40}\b(?:aanvra\w+|indien\w*|invul\w*|krijg\w*|doen)\b|"
    r"\b(?:stuur|stuurt|zend|zendt|schrijf|schrijft)\b[^.;]{0,20}\b(?:een|uw|"
    r"je) (?:\w+ )?brief (?:naar|aan)\b|"
    r"\b(?:haal\w*|halen|afhal\w*|ophal\w*)\b[^.;]{0,20}\b\w*(?:formulier|strook|papieren)\b"
    r"[^.;]{0,30}\b(?:aan|bij|op|in)\b|"
    r"\b(?:een|de|het|uw) \w*(?:formulier|strook)\b[^.;]{0,15}\b(?:halen|afhalen|ophalen)\b|"
    r"\bin een brief\b[^.;]{0,40}\b(?:sturen|stuurt|bezorg\w*)\b|"
    r"\bschriftelijk\b[^.;]{0,40}\b(?:aanvra\w+|indien\w*|doen|meld\w*)\b|"
    r"\b(?:aanvra\w+|indien\w*|doen|meld\w*)\b[^.;]{0,30}\bschriftelijk\b|"
    r"\b(?:stuur|stuurt|zend|zendt)\b (?:uw|je) brief\b|\b(?:ook|mag|kan|kunt)\b[^.;:]{0,30}\bopsturen\b|"
    r"\b(?:kan|kunt|mag|aanvragen|verlengen|indienen|melden)\b[^.;]{0,30}\bper (?:brief|post)\b|"
    r"\b(?:bestel|vraag|vraagt)\b[^.;]{0,30}\bpapieren (?:\w+)?formulier\b|"
    r"\b(?:aanvra\w+|indien\w*|invul\w*|krijg\w*|doen)\b[^.;]{0,30}\bop papier\b"
)
_NO_PAPER = re.compile(
    r"\b(?:niet|nooit|geen|niet meer|niet langer)\b[^.;]{0,40}\b(?:per post|met de post|op papier|"
    r"papieren|per brief)|"
    r"\b(?:per post|met de post|op papier|papieren \w+|per brief)\b[^.;]{0,40}\b(?:niet|geen|nooit)\b|"
    r"\b(?:mail\w*|e-?mail\w*)\b[^.;]{0,20}\bopsturen\b|\bopsturen\b[^.;]{0,20}\b(?:e-?)?mail|"
    r"\b(?:u|je|wij|we)\s+(?:krijgt|krijg|ontvangt|ontvang|sturen|bezorgen)\b[^.;]{0,60}\b(?:per post|"
    r"met de post)|\b(?:per post|met de post)\b[^.;]{0,15}\b(?:kr[ie]{1,2}gt?|kreeg|kregen|gekregen|"
    r"ontving|ontvangt|ontvangen|gestuurd|verstuurd|bezorgd)\b"
)

_SIGN_DIGITAL = re.compile(
    r"\b(?:digitaal|elektronisch|online)\s+(?:te )?(?:onderteken\w*|handteken\w*|gehandtekend)|"
    r"\bonderteken(?:t|en)?\b [^.;]{4,40}\b(?:elektronisch|digitaal)\b|"
    r"\b(?:onderteken\w*|handteken\w*|gehandtekend)\b[^.;]{0,25}\b(?:met|via) (?:uw |je |de )?"
    r"(?:eid|itsme|identiteitskaart)|\b(?:digitale|elektronische) handtekening\b"
)
_SIGN_PAPER = re.compile(
    r"\b(?:op papier|met de (?:pen|hand)|met pen|aan het loket|aan de balie)\b[^.;]{0,50}\b(?:onderteken\w*|"
    r"handteken\w*|teken\w*)|"
    r"\bteken(?:t|en)?\b[^.;]{0,40}\b(?:bij ons|op (?:ons )?kantoor|ter plaatse)\b|"
    r"\b(?:onderteken\w*|handteken\w*|teken\w*)\b[^.;]{0,60}\b(?:op papier|met (?:de )?(?:pen|hand)|per post|"
    r"aan het loket|aan de balie)"
)

_HELPER = re.compile(
    r"\bocmw\b|\bsociaal huis\b|\bcaw\b|\bcentrum (?:voor )?algemeen welzijnswerk\b|\bmutualiteit\w*|"
    r"\bziekenfonds\w*|"
    r"\bvakbond\w*|\bsamenlevingsopbouw\b|\bbuurtwerking\w*|\bwijkwerking\w*|\bwelzijnsschakel\w*|"
    r"\bdigidak\b|"
    r"\bbuurtwerk\w*|\bmaatschappelijk werk\w*|\bkoffie (?:&|en) formulieren\b|\bformulieren(?:hulp|"
    r"caf\w+)\b|"
    r"\bstraathoekwerk\w*|\bbrugfigu\w*|\binloopmoment\w*"
)
_TURN_TO = re.compile(
    r"\b(?:hulp|help\w*|steun|begeleid\w*|ondersteun\w*|terecht|langs(?:gaan|komen)?|contacteer\w*|bel|"
    r"belt|"
    r"spreek|vraag|gaa?t? naar|leest|vult|kijkt|staa[nt]t? u bij|staa[nt]t? je bij|kom|samen met|invullen)\b"
)
_NOT_HELPER = re.compile(
    r"\b(?:raad voor|voorzitter|vast bureau|besluit\w*|attest van|bewijs van|inkom\w+ van|lid van|bijdrage|"
    r"terugbetal\w*|jaarverslag|vacature|persbericht)\b"
)

_NOT_OURS = re.compile(
    r"\b(?:niet bevoegd|geen bevoegdheid|bevoegd\w* (?:is|zijn|ligt)|hiervoor niet bij ons|"
    r"niet bij ons terecht|"
    r"valt (?:dit )?niet onder|wij behandelen dit niet|aan het verkeerde adres|niet (?:op|"
    r"aan) (?:de|het) juiste (?:plaats|adres)|"
    r"(?:is|zijn|blijft|blijven) (?:een )?(?:federale|vlaamse|gewestelijke|provinciale|gemeentelijke) "
    r"(?:bevoegdheid|materie))\b|"
    r"\b(?:kunt|kan|kun) (?:u|je)\b[^.;]{0,20}\bniet (?:bij|aan|in) (?:de|het|ons|"
    r"onze)\b[^.;]{0,30}\bterecht\b"
)
_NOT_DONE_HERE = re.compile(
    r"\b(?:wij|we|de (?:stad|gemeente|provincie|dienst)|het (?:ocmw|agentschap|bestuur))\b[^.;]{0,12}"
    r"\b(?:behandel\w*|beslis\w*|regel\w*|beheer\w*|doe[nt]?)\b[^.;]{0,60}\b(?:niet|geen)\b|"
    r"\bniet van (?:de (?:stad|gemeente|provincie)|ons)\b|"
    r"\bniet (?:aan )?bij (?:de (?:stad|gemeente|dienst|provincie)|ons)\b[^.;]{0,10}\bmaar\b|"
    r"\b(?:behandel|volg|onderzoek|regel)\w* (?:wij|we) niet\b|"
    r"\bniet (?:het|de) (?:ocmw|stad|gemeente|provincie)\b[^.;]{0,5}(?=\bmaar\b)|"
    r"\b(?:wij|we) komen niet tussen\b"
)
"""That somebody does not do something says that he is not the one only where the reader is sent on too."""
_SENT_ON = re.compile(
    r"\b(?:richt u|richt je|wend u|wend je|neem contact|contacteer|ga naar|vraag (?:het|dit)|"
    r"meld (?:het|dit)|"
    r"bel|doe dat|dat doet|maar (?:bij|de|het)|terecht (?:bij|in|op)|dat is (?:een )?(?:zaak|"
    r"taak) (?:voor|van)|daarvoor (?:is|zijn|"
    r"moet|kunt|kan|ga)|bevoegd)\b"
)
_NUMBER = re.compile(r"\b0\d{1,3}[ /.-]?\d{2,3}[ .]?\d{2}|\b1[78]\d\d\b")


def appointment_of(page: Page) -> Sign | None:
    """Return how one gets an appointment: `walk-in`, `also-phone`, `online-only`; `None` if not said."""
    walk_in = matching(page, _WALK_IN, _NO_WALK_IN)
    if walk_in:
        return sign_of("walk-in", walk_in)
    only: list[Evidence] = []
    by_phone: list[Evidence] = []
    for sentence in sentences(page):
        if not _APPOINTMENT.search(sentence.low):
            continue
        near = " ".join(line.low for line in page.around(sentence.line, 1, 2))
        refused = _NO_PHONE.search(near) is not None
        if _ONLINE_ONLY.search(sentence.low) or (refused and _ONLINE.search(near)):
            only.append(place(page, sentence))
        elif not refused and _BY_PHONE.search(near):
            by_phone.append(place(page, sentence))
    # Who says "only online" and gives a number for it speaks against itself: then people can call.
    return sign_of("also-phone", by_phone) or sign_of("online-only", only)


def paper_route_of(page: Page) -> Sign | None:
    """Return that people can apply on paper or by post; a PDF to print oneself is no such way."""
    return sign_of("there", matching(page, _PAPER, _NO_PAPER))


def signature_of(page: Page) -> Sign | None:
    """Return whether one must sign digitally: `digital-only` or `paper-too`; `None` where it is not asked."""
    digital = matching(page, _SIGN_DIGITAL)
    if not digital:
        return None
    paper = matching(page, _SIGN_PAPER) or matching(page, _PAPER, _NO_PAPER)
    return sign_of("paper-too", paper) or sign_of("digital-only", digital)


def helper_of(page: Page) -> Sign | None:
    """Return that people are told to go to somebody who helps with papers; a logo does not count."""
    found = [
        place(page, sentence, hit.start())
        for sentence in sentences(page)
        if (hit := _HELPER.search(sentence.low))
        and _TURN_TO.search(sentence.low)
        and not _NOT_HELPER.search(sentence.low)
    ]
    return sign_of("there", found)


def refers_on_of(page: Page) -> Sign | None:
    """Return whether a page that says it is not for this refers on: `link` (or a number) or `no-link`."""
    with_link: list[Evidence] = []
    without: list[Evidence] = []
    for sentence in sentences(page):
        hit = _NOT_OURS.search(sentence.low)
        if hit is None and (hit := _NOT_DONE_HERE.search(sentence.low)):
            rest = sentence.line.low[sentence.start + hit.end() :]
            after = [line.low for line in page.around(sentence.line, 0, 1) if line.at > sentence.line.at]
            hit = hit if _SENT_ON.search(" ".join([rest, *after])) else None
        if hit is None or "gemeenteraad" in sentence.low:
            continue
        near = {line.node.index for line in page.around(sentence.line, 0, 2)}
        has_number = any(_NUMBER.search(line.low) for line in page.around(sentence.line, 0, 2))
        has_link = has_number or any(
            link.href and not link.href.startswith("#") and link.node.block.index in near
            for link in page.links
        )
        (with_link if has_link else without).append(place(page, sentence, hit.start()))
    return sign_of("link", with_link) or sign_of("no-link", without)


def offline_spot_of(page: Page, facts: Facts) -> Sign | None:
    """Return where a number or counter stands: `content`, or `elsewhere` (header, menu, footer)."""
    inside: list[Evidence] = []
    outside: list[Evidence] = []
    for fact in ("phones", "addresses_counter"):
        for evidence in facts.evidence.get(fact, ()):
            words = evidence.text.rstrip("…")
            if any(words in line.text for line in page.content):
                inside.append(evidence)
            elif any(words in line.text for line in page.lines):
                outside.append(evidence)
    return sign_of("content", inside) or sign_of("elsewhere", outside)


_INTERPRETER = re.compile(r"\b\w*tolk(?:en)?\b|\bvlaamse gebarentaal\b|\btolkt\b")
_OFFERED = re.compile(
    r"\b(?:wij|we|onze|u|je|jij|er is|er komt|gratis|kosteloos|kan|kunt|kun|vraag|bel|belt|regel\w*|"
    r"voorzie\w*|met|komt|"
    r"aanwezig|beschikbaar)\b"
)
_OF_INTERPRETERS = re.compile(
    r"\b(?:geen|niet|zelf|beëdigd\w*|vacature\w*|opleiding\w*|word(?:en)? tolk|als tolk|erken\w*|"
    r"prestatie\w*|ereloon|tarie\w+)\b"
)
FEW_WORDS = 25
"""Words of the content below which a page with a log-in tells nothing but that."""


def interpreter_of(page: Page) -> Sign | None:
    """Return that an interpreter is offered, or something in Flemish sign language."""
    found = [
        place(page, sentence, hit.start())
        for sentence in sentences(page)
        if (hit := _INTERPRETER.search(sentence.low))
        and _OFFERED.search(sentence.low)
        and not _OF_INTERPRETERS.search(sentence.low)
    ]
    return sign_of("there", found)


def bare_log_in_of(page: Page, facts: Facts) -> Sign | None:
    """Return that a page with a log-in tells hardly anything else: people cannot read what it is for."""
    places = facts.evidence.get("login_ways", ())
    words = sum(len(line.low.split()) for line in page.content)
    has_other = bool(facts.phones or facts.addresses_counter)
    return sign_of("there", list(places)) if words < FEW_WORDS and not has_other else None
