"""How people get to a service otherwise: by appointment or without, on paper, with help, referred on."""

import re

from checks.facts.page import Page
from checks.facts.signs.sentences import matching, place, sentences, sign_of
from drempel.model.facts import Evidence, Facts
from drempel.model.signs import Sign

_APPOINTMENT = re.compile(r"\b(?:op|na|maak|met|zonder|een) (?:een |uw |je )?(?:voorafgaande )?afspraak\b")
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
_ONLINE_ONLY = re.compile(
    r"\b(?:alleen|enkel|uitsluitend)\b[^.;]{0,40}\b(?:online|digitaal|via (?:de|onze|deze) (?:website|"
    r"site|app)|"
    r"elektronisch)\b|\b(?:online|digitaal|elektronisch)\b[^.;]{0,25}\b(?:verplicht|noodzakelijk)\b"
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
    r"\b(?:aanvra\w+|indien\w*|invul\w*|krijg\w*|doen)\b[^.;]{0,30}\bop papier\b"
)
_NO_PAPER = re.compile(
    r"\b(?:niet|nooit|geen|niet meer|niet langer)\b[^.;]{0,40}\b(?:per post|met de post|op papier|"
    r"papieren|per brief)|"
    r"\b(?:per post|met de post|op papier|papieren \w+|per brief)\b[^.;]{0,40}\b(?:niet|geen|nooit)\b|"
    r"\b(?:u|je|wij|we)\s+(?:krijgt|krijg|ontvangt|ontvang|sturen|bezorgen)\b[^.;]{0,60}\b(?:per post|"
    r"met de post)|\b(?:per post|met de post)\b[^.;]{0,15}\b(?:kr[ie]{1,2}gt?|kreeg|kregen|gekregen|"
    r"ontving|ontvangt|ontvangen|gestuurd|verstuurd|bezorgd)\b"
)

_SIGN_DIGITAL = re.compile(
    r"\b(?:digitaal|elektronisch|online)\s+(?:te )?(?:onderteken\w*|handteken\w*|gehandtekend)|"
    r"\b(?:onderteken\w*|handteken\w*|gehandtekend)\b[^.;]{0,25}\b(?:met|via) (?:uw |je |de )?"
    r"(?:eid|itsme|identiteitskaart)|\b(?:digitale|elektronische) handtekening\b"
)
_SIGN_PAPER = re.compile(
    r"\b(?:op papier|met de pen|met pen|aan het loket|aan de balie)\b[^.;]{0,50}\b(?:onderteken\w*|"
    r"handteken\w*)|"
    r"\b(?:onderteken\w*|handteken\w*)\b[^.;]{0,60}\b(?:op papier|met (?:de )?pen|per post|"
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
    r"spreek|vraag|ga naar|kom|samen met|invullen)\b"
)
_NOT_HELPER = re.compile(
    r"\b(?:raad voor|voorzitter|vast bureau|besluit\w*|attest van|bewijs van|inkom\w+ van|lid van|bijdrage|"
    r"terugbetal\w*|jaarverslag|vacature|persbericht)\b"
)

_NOT_OURS = re.compile(
    r"\b(?:niet bevoegd|geen bevoegdheid|bevoegd\w* (?:is|zijn|ligt)|hiervoor niet bij ons|"
    r"niet bij ons terecht|"
    r"valt (?:dit )?niet onder|wij behandelen dit niet|behandelen wij niet|is (?:een )?(?:federale|vlaamse|"
    r"gewestelijke|provinciale) (?:bevoegdheid|materie))\b"
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
        if _ONLINE_ONLY.search(sentence.low):
            only.append(place(page, sentence))
        elif _BY_PHONE.search(near):
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
        if not (hit := _NOT_OURS.search(sentence.low)) or "gemeenteraad" in sentence.low:
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
