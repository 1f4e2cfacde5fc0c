"""Whether a page says that one can come in person for its service, or that somebody visits."""

import re
from collections.abc import Callable
from typing import Final

from checks.facts.page import Page
from drempel.model.facts import Evidence

_HOUSE: Final = (
    r"(?:loket(?:ten)?|[\w-]*balies?|[\w-]*onthaal|[\w-]+loket|gemeentehuis|stadhuis|stadskantoor|districtshuis|"
    r"sociaal huis|[\w-]*kantoor|[\w-]*kantoren|werkwinkel|woonwinkel|\w+winkel|"
    r"(?<!in de )(?<!in onze )(?<!in een )dienst(?!encheque|verle)\w*|"
    r"hui(?:s|zen) van het kind|(?:consultatie|inschrijvings|wijk)bureau|"
    r"infocentr\w+|(?!digi)\w*punt|buurtwinkel|bib(?:liotheek)?|secretariaat|receptie|commissariaat|wijkpost|"
    r"griffie|"
    r"\w*antenne|zitdag\w*|verkooppunten|\w+secretariaat|"
    r"(?<!in het )(?:bevolkings|vreemdelingen)register)"
)
_FACE: Final = re.compile(
    r"\b(?:come|go) to (?:the|our|your) (?:\w+ )?(?:hall|office|desk|counter)|\bin person\b|"
    r"\bbied(?:t|en) (?:u |je )?zich\b[^.?!]{0,60}\baan\b|\bzich aan ?(?:te )?bieden\b|"
    r"\bin (?:aanwezigheid|bijzijn) van (?:de|een) (?:ambtenaar|bediende|medewerker)\b|"
    r"\b(?:geeft?|levert?) (?:u |je )?(?:het|alles|ze|hem|dit|(?:uw|je|de|het) \w+)[^.?]{0,30}\baf (?:bij"
    r"|aan|in|op)\b|"
    r"\bbrengt? (?:het|de|je|uw|ze|alles|dit)\b[^.?]{0,60}\bbinnen\b|\bbinnen(?:brengen|"
    r"gebracht)\b|"
    r"\b(?:brengt?|neemt?)\b[^.?]{2,90}\bmee\b|\bmee ?(?:te )?(?:brengen|nemen)\b|\bmeegebracht\b|"
    r"\b(?:aan|naar|bij|in|op|tot) (?:het|de|ons|onze|een|elk|elke|dit|deze|uw|je|zijn|"
    r"haar) (?:[\w-]+ ){0,2}?" + _HOUSE + r"\b|"
    r"\b(?:bij|in|op) (?:een|één|elk) van (?:onze|de|die) (?:[\w-]+ ){0,2}?" + _HOUSE + r"\b|"
    r"\b(?:aan|naar) (?:loket|balie)\b|\b(?:neemt?|nemen)\b[^.?!]{0,40}\bin ontvangst\b|"
    r"\bin ontvangst (?:neemt|nemen|genomen)\b|\b(?:u|je) wacht er\b|\bterwijl (?:u|je) wacht\b|"
    r"\bkom(?:t)? (?:dan |gerust |zelf |eerst |altijd |samen |beiden |persoonlijk |u |je )*(?:langs|"
    r"naar|zelf|samen|"
    r"persoonlijk|ze (?:zelf )?(?:af)?halen|ondertekenen|tekenen|met)\b|"
    r"\bga (?:langs|naar) (?:bij |de |het |je |uw )|"
    r"\blangs ?(?:te )?(?:komen|gaan|lopen)\b|"
    r"\bonze \w+ ontvangen u|\bavondloket\b|\bau guichet\b|\bà (?:l['’]administration|la maison) communale|"
    r"\bzum schalter\b|\bam schalter\b|\bvisit us\b|\bonthaal van\b|"
    r"\b(?:in onze kantoren|op kantoor)\b|\bje haalt\b[^.]{0,30}\b(?:op|af)\b|"
    r"\bhaalt? (?:u|je)\b[^.?]{0,60}\b(?:op|af)\b|\b(?:u|je) haalt\b[^.?]{0,60}\b(?:op|af)\b|"
    r"\baf ?(?:te )?halen\b|"
    r"\b(?:houdt|houden|op de?) (?:\w+ )?(?:spreekuur|zitdag\w*)\b|"
    r"\b(?:er|daar|bij ons)\b[^.?]{0,20}\bterecht\b(?! (?:op|via)\b)|^zitdag\w*\b|"
    r"\b(?:spring|loop|wip|stap)t? (?:\w+ ){0,2}(?:binnen|langs)\b|\bbinnen(?:lopen|springen|stappen|"
    r"wippen)\b|"
    r"\bkomen (?:af|op)?halen\b|\bkomt (?:u|je) (?:vóór|voor|na|tussen|op|zonder)\b|"
    r"\b(?:vraag|dien|haal|geef|lever|meld|schrijf|toon|koop|bekom|krijg|"
    r"doe)\w*\b[^.?]{0,60}\bbij (?:de|uw|je) "
    r"(?:gemeente|ocmw|stad)\b|\bonze deur(?:en)? sta(?:at|an)\b|\bafspraak (?:in|op|bij|aan) (?:het|de|"
    r"ons|onze|een)\b(?! (?:mail|\w*telefoon|\w*site|\w*nummer))|"
    r"\bzit(?:ten)?\b[^.?]{0,60}\bklaar\b"
    r"(?!(?: voor (?:u|je))? (?:op|via|aan) (?:het |de |\+?\d|\w*telefoon|\w*lijn|\w*nummer))|"
    r"\b(?:nodigt|nodigen) (?:u|je) uit (?:op|in|bij)\b|\bgeen afspraak nodig|"
    r"\bafspraak is niet nodig|\b(?:zonder|na|enkel op|alleen op|"
    r"uitsluitend op) afspraak\b|\bter plaatse (?:betalen|aanvragen|"
    r"afhalen|terecht)\b"
)
_NO_FACE: Final = re.compile(
    r"\bdoorloopt? (?:de|het|alle)\b|(?<!\bof )\bupload\w*(?![^.?!]*\bof\b)|"
    r"\bstuurt?\b(?![^.?!]*\bof\b)[^.?!]*\b(?:brief|post|mail|aangetekend)\b|"
    r"\b(?:haalt?|halen)\b[^.?]{0,60}\b(?:op|af)\b (?:via|in|op|bij) (?:mijn|my|www|de app|het e-?loket)\b|"
    r"\b(?:haalt?|halen)\b[^.?]{0,60}\b(?:op|af)\b via\b|"
    r"\bgeen loket|\bloketten? (?:is|zijn|blij\w+)[^.]{0,20}gesloten|"
    r"\b(?:e-?loket|(?:digitaal|digitale|virtueel|virtuele|online) (?:loket|balie|kantoor)|internetloket|"
    r"omgevingsloket|onlineloket|(?:e|web|digi|online)-?(?:loket|balie|onthaal))\b|"
    r"\b(?:niet|nooit) (?:langs|naar)\b|\bkunt? (?:u|je)\b[^.?]{0,40}\bniet naar (?:het|ons)\b|"
    r"\b(?:meldt? (?:je|u) aan|logt? in|surft?|klikt?)\b|"
    r"\binformatiepunt digitale overheid\b|"
    r"\bpolitie\b|\b(?:aangetekend|per (?:brief|post))\b(?![^.?]*\bof\b)|\bschrijft? (?:\w+ )?(?:naar|"
    r"aan)\b|"
    r"\bbij (?:u|je|jou)\b[^.?]{0,20}\bthuis\b|\baan huis\b|\bhuisbezoek"
)

_AT_HOME: Final = re.compile(
    r"\b(?:tot )?(?:bij|met) (?:u|je|jou|jullie|iemand|mensen|ouderen|beide \w+|"
    r"de \w+)\b[^.?!]{0,20}\bthuis\b|"
    r"(?<!huis )\baan huis\b|\bover de vloer\b|\btot bij (?:u|je|jou|jullie)\b|\bin (?:uw|"
    r"je) eigen (?:huis|woning|omgeving)\b|"
    r"\bbij (?:u|je) (?:op de bank|aan tafel|aan de keukentafel)\b|\bthuis\b"
)
"""A place that is the home of the reader."""
_IN_HOUSE: Final = re.compile(
    r"\b(?:door|in|rond) (?:het|uw|je) (?:hele )?(?:huis|woning)\b|"
    r"\baan (?:het|uw|je) \w*bed\b|\bin (?:de|uw|je) eigen (?:slaapkamer|woonkamer|keuken|zetel|bed)\b|"
    r"\bin huis\b|\bbij (?:mensen|ouderen|gezinnen|senioren|zieken)\b"
)
_LOOKS: Final = r"(?:bekijk(?:t|en)|onderzoek(?:t|en)|inspecteer(?:t|en)|doorlicht(?:en)?)"
_AT_YOURS: Final = re.compile(
    rf"\b{_LOOKS} (?:samen )?(?:met (?:u|je) )?(?:(?:uw|je) (?:woning|huis|appartement|leidingen|tuin)|"
    r"(?:de )?(?:ramen|deuren|sloten))\b|"
    r"\b(?:bij|tot) (?:u|je|jou|jullie) aan (?:de |uw |je )?(?:voor)?deur\b|\baan (?:uw|je) (?:voor)?deur\b|"
    r"(?<!huis )\baan huis\b(?! gebonden)|\bkom(?:t|en) bij (?:u|je)\b|\bhuisbezoek\w*|\bthuisbezoek\w*|"
    r"\bplaatsbezoek\w*|\b(?:u|iemand) [^.?!]{0,40}\berbij zijn\b|"
    r"\b(?:loket|dienst\w*|hulp|begeleiding|zorg|verpleging|kapper|bib|bibliotheek|advies|oppas|"
    r"ondersteuning|verzorging|service|bezoek|gesprek) (?:bij (?:u|je|jou) )?aan huis\b|"
    r"\bkom(?:t|en)?\b[^.?]{0,40}\b(?:bij (?:u|je|jou|jullie) (?:langs|kijken|op bezoek)|naar (?:u|je|jou"
    r"|jullie)(?=[.,;!]|$)|naar (?:u|je|jou|"
    r"jullie) (?:toe|thuis)|"
    r"tot bij (?:u|je|jou|jullie))\b|\bnaar (?:u|je|jou|jullie) toe\b|"
    r"\b(?:langs|bij (?:u|je|jou)) thuis\b[^.?]{0,20}\blangs\b|"
    r"\bbreng(?:t|en)?\b[^.?]{0,60}\b(?:tot )?bij (?:u|je|jou|jullie) langs\b|"
    r"\bkom(?:t|en)?\b[^.?]{0,60}\b(?:in|naar) (?:uw|je|jouw) (?:woning|huis)\b"
)
"""Words that tell of a visit by themselves."""
_COMES: Final = re.compile(
    r"\b(?:onze?|een|de|het|uw|hij|ze|zij|we|wij|iemand)\b[^.?!,]{0,60}"
    r"(?:\bkom(?:t|en)\b[^.?!]{0,60}\b(?:langs|ter plaatse)\b|\b(?:langs|ter plaatse) ?kom(?:t|en)\b)|"
    r"\b(?:onze?|een|de)\b[^.?!,]{0,40}\bis (?:binnen|in) [^.?!]{0,25}\bbij (?:u|je|jou)(?=[.,;!]|$)|"
    r"\b(?:onze?|een|de|hij|ze|zij|we|wij|iemand)\b[^.?!,]{0,40}\bkom(?:t|en) (?:hem|het|dat|uw|je|deze|"
    r"die|de) "
    r"(?:\w+ ){0,3}(?!komen|halen|ophalen)[a-z]{4,}en\b|"
    r"\btot bij (?:u|je|jou|jullie)\b|"
    r"\bkom(?:t|en) (?:onze?|een|de|er|hij|ze|we|wij|iemand)\b[^.?!]{0,60}\blangs\b"
)
"""Somebody else than the reader comes by."""
_READER_COMES: Final = re.compile(
    r"\bkomt? (?:u|je)\b|\b(?:u|je) (?:(?!hij|ze|zij|we|wij|iemand|een)\w+ ){0,3}(?:langs)?kom(?:t|"
    r"en)\b|\b(?:kan|kunt|kun|mag|"
    r"moet) (?:u|je)\b"
)
_PERSON: Final = (
    r"we|wij|onze?|hij|zij|iemand|"
    r"\w*(?:medewerk(?:st)?ers?|adviseurs?|adviseuse|consulente?n?|verpleegkundigen?|vrijwilligers?|"
    r"deskundigen?|"
    r"begeleid(?:st)?ers?|verzorgenden?|expert[es]?n?|team|artsen|arts|helpers?|hulpen|hulp|"
    r"werkers?|ambtenaar|inspecteurs?|coach(?:es)?|technicus|vak\w+|klussers?|kapster|kapper|dokter|"
    r"(?:onze|een) (?:\w+ )?(?!formulier|papier|nummer|dossier|folder|container|ander|meter|teller|sleutel)"
    r"[a-z]{4,}(?:er|ers|eur|eurs|ier|ist|iste|ster|sters|ent|ente|enten|ige|igen|enden|ende)|"
    r"vroedvrouw\w*|ergotherapeut\w*|assistente?n?|poets\w+)"
)
_HELPER: Final = re.compile(rf"\b(?:{_PERSON})\b")
_VISITOR: Final = re.compile(rf"\b(?:{_PERSON}|\w*ploeg|gesprek(?:ken)?|bezoek(?:t|en)?|kom(?:t|en)|langs)\b")
"""Somebody who comes."""
_NO_VISIT: Final = re.compile(
    r"^\W*(?:al )?wie thuis\b|"
    r"\bophal\w*|\bopgehaald|\blever\w*|\bgeleverd|\bpakje|\bgeen (?:huis|thuis)bezoek|"
    r"\bniet (?:aan huis|bij (?:u|je) thuis)|\bthuis (?:afdruk\w*|blij\w+|werk\w*|woon\w*)|\b(?:werkt|"
    r"woont|blijft|woon|blijf) (?:u|je)\b|"
    r"\b(?:per|met de|in de) post\b|\bpost(?:bode)\b|\bvuilnis|\bafval|\bhaalt\b|\bhalen\b|"
    r"\bthuisbezorg\w*|"
    r"\bcontroler\w*|\bcontroles?\b|\bcontroleert?\b|\bthuis (?:met|via|op) (?:de |een |je |"
    r"uw )?(?:post|computer|tablet)|"
    r"\bvan thuis uit\b|\bnaar huis\b"
)
_CREW: Final = re.compile(rf"\b(?:{_PERSON}|\w*ploeg)\b[^.?!,]{{0,20}}\bkom(?:t|en)\b")
"""Somebody of the service as who comes."""
_ADDRESS: Final = re.compile(r"(?<!\S)\S+@\S+")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")


def face_places(page: Page) -> tuple[Evidence, ...]:
    """Return the first place that says that one can come in person."""
    return _first(page, _is_in_person)


def home_places(page: Page) -> tuple[Evidence, ...]:
    """Return the first place that says that somebody comes to the home of who reads it, for this service."""
    return _first(page, _is_visit)


def _is_in_person(sentence: str) -> bool:
    is_said = bool(_FACE.search(sentence)) and not _NO_FACE.search(sentence)
    return is_said and not _comes(sentence) and not (_CREW.search(sentence) and _AT_YOURS.search(sentence))


def _is_visit(sentence: str) -> bool:
    if sentence.endswith("?") or _NO_VISIT.search(sentence):
        return False
    if _comes(sentence) or _AT_YOURS.search(sentence):
        return True
    if _IN_HOUSE.search(sentence) and _HELPER.search(sentence):
        return True
    return bool(_AT_HOME.search(sentence) and _VISITOR.search(_AT_HOME.sub(" ", sentence)))


def _comes(sentence: str) -> bool:
    return all(p.search(sentence) for p in (_COMES, _HELPER)) and not _READER_COMES.search(sentence)


def _first(page: Page, says: Callable[[str], bool]) -> tuple[Evidence, ...]:
    for line in page.content:
        # "loket@gemeente.be" is no desk.
        for sentence in _SENTENCES.split(_ADDRESS.sub("", line.low) if "@" in line.low else line.low):
            if says(sentence):
                return (page.evidence(line.owner(max(0, line.low.find(sentence))), line.text),)
    return ()
