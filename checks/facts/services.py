"""What kind of page it is, whether a citizen gets something done there, and by which channels."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checks.facts.forms import FormFacts
from checks.facts.online import way_online
from checks.facts.page import Link, Page, words_of
from checks.facts.service_signs import ENOUGH_POINTS, TITLE_ACT, dialogue_score, score_of, tells_nobody
from checks.facts.visits import face_places, home_places
from drempel.model.facts import Evidence

_STATEMENT = re.compile(
    r"\btoegankelijkheidsverklaring|\baccessibility statement|\bdéclaration (?:d['’]|"
    r"sur l['’])accessibilité|\berklärung zur barrierefreiheit"
)
_LEGAL = re.compile(
    r"\bprivacy\w*|\bcookie(?:beleid|verklaring|policy|s$)|\bdisclaimer|"
    r"\bgebruiksvoorwaarden|\balgemene voorwaarden|\bcolofon|\bjuridische|"
    r"\bwettelijke (?:vermelding|bepaling|info)\w*|"
    r"\bgegevensbescherming|\bom met (?:je|uw|jouw|de|persoons)\w* ?\w*gegevens|\bpersoonsgegevens\b|"
    r"\bwet van \d|\bdecreet van|\bkoninklijk besluit|\bbesluit van|"
    r"\bproclaimer|\bmentions légales|\bauteursrecht|\bpolitiereglement|\bwetgeving"
)
_LOGIN = re.compile(
    r"^(?:aanmelden|inloggen|log ?in|login|meld je aan|meld u aan|mijn (?:dossier|profiel|"
    r"loket|gezondheid|bibliotheek|account)|toegang\b)|\b(?:aanmelden|inloggen|login|"
    r"log in) (?:bij|op|in|met|dossier|via)\b|\b(?:login|inloggen)\b"
)
_LOGIN_FOR = re.compile(r"\b(?:aanmelden|meld (?:je|u) aan) (?:voor|als)\b")
_JOINS = re.compile(r"\b(?:registre\w+|account (?:aan)?maken|maak \w+ account|nieuw account|wachtwoord)\b")
_SEARCH = re.compile(
    r"^(?:zoeken|zoek|zoekresultaten|search|resultaten (?:voor|van)|recherche|(?:je|u) (?:zocht|"
    r"hebt gezocht)|"
    r"gezocht (?:op|naar)|\d+ resultaten)\b|\bzoekresultaten|\bresultaten van (?:je|uw) zoek"
)
_CONTACT = re.compile(
    r"^(?:bel|mail|chat|sms)(?:\b.{0,20}\b(?:of|en) (?:bel|mail|chat|schrijf)\b| (?:ons|met ons)\b)|"
    r"\b[ck]onta[ck]t\w*|\bopeningsuren|\bopeningstijden|\bbereikbaarheid|\bwie is wie|"
    r"\btelefoon(?:gids|lijst|nummers)|"
    r"\bteam\b|\bbezoekersadres|\badres en|\bstel (?:je|uw) vraag|\bbel ons|"
    r"\bnous contacter|\bonthaal\b|\bkabinet\b|\bkantoor\b|\bgriffie\b|"
    r"\bonze (?:kantoren|vestigingen|locaties|balies|"
    r"loketten|bureaus|antennes|winkels|regiokantoren)\b|\bwaar (?:en wanneer )?(?:kan|"
    r"kun)\w* (?:je|u) ons\b|"
    r"\bwaar vindt? (?:je|u) ons\b|\bzo bereikt? (?:je|u) ons\b"
)
_UNIT = re.compile(
    r"^(?:dienst|bibliotheek|sociaal huis|ocmw|gemeentehuis|stadhuis|kantoor|wooninfo\w*|"
    r"woonwinkel|huis van het kind|secretariaat|politiezone|lokale politie|loket|"
    r"administratief centrum|cultuurcentrum|zorgkas|griffie)\b"
)
_NEWS = re.compile(
    r"^nieuws\b|\bnieuws(?:bericht|brief \w|item)?\b|\bpersbericht|\bverslag\b|"
    r"\bactua(?:liteit)?\b|\bopenbaar onderzoek|\bkermis|\bactualités|\bagenda\b"
)
_COUNCIL = re.compile(
    r"\b(?:\w*raad|college|vast bureau|zittingen?|notulen|besluitenlijst\w*)\b.{0,40}\bagenda\b"
)
"""What is on the agenda of a council is no news of it."""
_NEWS_LINE = re.compile(
    r"^(?:gepubliceerd|geplaatst|nieuws|persbericht)\b.{0,20}\d|^(?:(?:maan|dins|woens|donder|vrij|"
    r"zater|zon)dag )?\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|"
    r"september|oktober|november|december) \d{4}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"
)
_HOME = re.compile(r"^welkom\b|^home$|^startpagina|\bofficiële website|^bienvenue")
_HOME_NAME = re.compile(r"^(?:home(?:page)?|startpagina|welkom|accueil)$")
_HOME_TITLE = re.compile(
    r"^(?:stad|gemeente|provincie|ocmw|district|agentschap|departement|"
    r"fod)\s[\w'’ -]{2,40}$|\bofficiële (?:web)?site"
)
_OVERVIEW = re.compile(
    r"\bvan a tot z\b|\bveelgestelde vragen|\bfaq\b|\boverzicht\b|\bvacature|\bjob\b|"
    r"\btarieven$|\bbegroting|\bzwembad|\bpersoneel|\bgeschiedenis|\bmeerjarenplan|"
    r"\bhulp nodig\?|\bwaar vind ik|\bwat is\b|\bwat bij\b|\bin cijfers|\bnoodplan|"
    r"\bvan wacht|\brecyclagepark|\bafvalkalender|\bdenk mee"
)

_REFERS = re.compile(
    r"\bwaar (?:kan|kun|kunt|vindt?|vind)\b.{0,20}\b(?:terecht|hulp)\b|\bnuttige (?:nummers|adressen|links)"
)
"""A page that names who helps elsewhere."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a page is: kind, whether it is a service and how sure that is (0–1), and why."""

    kind: str
    is_service: bool
    confidence: float
    places: tuple[Evidence, ...]


def service_of(page: Page, forms: FormFacts, login_ways: Collection[str]) -> Service:
    """Return the kind of the page and whether it is a service."""
    title = page.dom.title.lower()
    h1 = page.h1.lower()
    own_title = _own_title(title, h1)
    site_title = re.split(_TITLE_PARTS, title)[0]
    subject = f"{own_title}\n{h1}"
    place = tuple(page.evidence(line.node, line.text) for line in page.lines if line.text == page.h1)[:1]

    def is_(kind: str, is_service: bool = False, confidence: float = 0.8) -> Service:
        return Service(kind, is_service, confidence, place)

    if _any(_STATEMENT, own_title, h1):
        return is_("statement", confidence=0.95)
    if _any(_LEGAL, own_title, h1):
        return is_("legal", confidence=0.9)
    content = page.content
    words = sum(len(line.text.split()) for line in content)
    if not words:
        return is_("other", confidence=0.5)
    if _any(_SEARCH, own_title, h1):
        return is_("search", confidence=0.9)
    score = score_of(page, subject)
    if score and tells_nobody(page, subject) and way_online(page) is None:
        score -= 1.0
    main_fields = {
        field.group
        for field in forms.fields
        if field.type != "password" and page.zone(field.node) not in {"header", "footer", "nav"}
    }
    has_password = any(field.type == "password" for field in forms.fields)
    passwords = sum(field.type == "password" for field in forms.fields)
    if not _LOGIN_FOR.search(subject):
        by_name = _any(_LOGIN, own_title, h1) and (login_ways or has_password)
        only_log_in = (
            bool(login_ways)
            and words < 60
            and score < 2
            and not _any(_CONTACT, own_title, h1)
            and any(True for link in page.links if link.zone in {"", "main"})
        )
        # A name and a password, and nothing else to fill in.
        only_credentials = has_password and len(main_fields) <= 1 and not _JOINS.search(subject)
        if (by_name or only_log_in or only_credentials) and passwords < 2 and (has_password or login_ways):
            in_content = has_password or any(
                link.zone in {"", "main", "aside"} and _leads_to_log_in(link) for link in page.links
            )
            if in_content:
                return is_("login", confidence=0.85)
    if len(main_fields) >= 2 or (main_fields and has_password):
        if _any(_CONTACT, own_title, h1) and not TITLE_ACT.search(h1.replace("contact", "")):
            return is_("contact", confidence=0.8)
        return is_("form", is_service=not _no_service_form(h1 or own_title, passwords), confidence=0.85)
    if len(main_fields) == 1 and re.search(r"\bnieuwsbrief|\babonne", subject):
        return is_("form", confidence=0.7)
    parts = re.split(_TITLE_PARTS, title)
    if any(_HOME_NAME.search(part) for part in (own_title, parts[0], parts[-1])):
        return is_("home", confidence=0.85)
    if _is_news(page, own_title, h1):
        return is_("news", confidence=0.8)
    if _any(_HOME, own_title, h1) or (
        _HOME_TITLE.search(site_title) and (_HOME_TITLE.search(h1) if h1 else own_title == site_title)
    ):
        return is_("home", confidence=0.8)
    fronts = len({found[0] for found in _fronts(page)}) if score < 2 else 0
    if fronts > 2 or (fronts and _is_named_as_site(page, title)):
        return is_("home", confidence=0.7)
    if _any(_CONTACT, own_title, h1) and not (TITLE_ACT.search(h1) and score >= 2):
        return is_("contact", confidence=0.8)
    if score < ENOUGH_POINTS and not _OVERVIEW.search(subject) and not _REFERS.search(subject):
        if _is_contact_card(page):
            return is_("contact", confidence=0.7)
        score += dialogue_score(page)
        if ENOUGH_POINTS > score >= ALMOST:
            score += _ways(page)
    if score >= ENOUGH_POINTS and not _OVERVIEW.search(subject):
        return is_("service", is_service=True, confidence=min(0.95, 0.5 + score / 10))
    if _UNIT.search(h1) or (_UNIT.search(own_title) and not _OVERVIEW.search(subject)):
        return is_("contact", confidence=0.7)
    return is_("other", confidence=0.6)


_TITLE_PARTS = re.compile(r"\s[|–—-]\s|\s[»›:]\s")


def _own_title(title: str, h1: str) -> str:
    """Return the part of a title that is about the page: not the name of the site, which may come first."""
    parts = [part.strip() for part in re.split(_TITLE_PARTS, title)]
    if len(parts) > 1 and h1 not in parts and _HOME_TITLE.search(parts[0]) and not _HOME_TITLE.search(h1):
        return parts[1]
    return h1 if h1 in parts[1:] else parts[0]


_FRONT = re.compile(
    r"^(?:(?:recent |laatste |ander )?nieuws|agenda|(?:uit)?kalender|activiteiten|evenementen|"
    r"(?:ga )?snel naar|direct naar|snel(?:links| geregeld)|populair\w*|"
    r"veel ?ge(?:vraagd|zocht)|meest (?:gezocht|bekeken)|"
    r"in de kijker|uitgelicht|onze diensten|onlinediensten|digitaal loket|volg ons|thema['’]s|top ?taken)\b"
)


def _fronts(page: Page) -> Iterator[re.Match[str]]:
    """Yield the headings that stand on the front page of a site: news, agenda, quick links."""
    for line in page.content:
        if line.node.tag in {"h2", "h3"} and len(line.low) < 40 and (found := _FRONT.search(line.low)):
            yield found


def _is_named_as_site(page: Page, title: str) -> bool:
    """Say whether the title is only what the link to the front page says: the name of the site."""
    return any(link.low == title and link.href in _FRONT_PAGE for link in page.links[:20])


ALMOST = 1.0
"""Points of a page that is a service when it also tells where something is done."""


def _ways(page: Page) -> float:
    """Return how much the ways that are told in the content speak for a service."""
    online = way_online(page) is not None
    return 1.0 * online + 0.5 * bool(face_places(page)) + 0.5 * bool(home_places(page))


_FRONT_PAGE = frozenset({"/", "./", "/nl", "/nl/", "/index.html", "index.html", "/home"})
_CARD_SIGNS = (
    re.compile(r"\b(?:tel|telefoon\w*|gsm|phone|bel)\b|\b0\d{1,3}[ /.]\d{2}|\+32"),
    re.compile(r"@|\be-?mail"),
    re.compile(r"\b[1-9]\d{3} [a-zà-ÿ]{3}|\b(?:bezoek)?adres\b"),
    re.compile(r"\b(?:openingsuren|openingstijden|maandag|ma|werkdag\w*|weekdag\w*)\b|\d ?(?:u|uur)\b"),
)
_ACCOUNT = re.compile(r"\b[a-z]{2}\d{2}(?: ?\d{4}){3}\b")
"""A bank account, which looks like a number to call."""
MAX_CARD_WORDS = 150
MAX_CARD_LINE = 40
"""Words of a line of a card; a longer one tells what to do there."""


def _is_contact_card(page: Page) -> bool:
    """Say whether the content is little more than how to reach somebody: three of four signs."""
    # A card beside the text is whom to ask about that text.
    content = [line for line in page.content if line.zone != "aside" and not _ACCOUNT.search(line.low)]
    if sum(len(line.text.split()) for line in content) > MAX_CARD_WORDS:
        return False
    signs = [sign for sign in _CARD_SIGNS if any(sign.search(line.low) for line in content)]
    told = [
        line
        for line in content
        if any(sign.search(line.low) for sign in _CARD_SIGNS) and len(line.text.split()) <= MAX_CARD_LINE
    ]
    if len(signs) < 3 or 2 * len(told) < len(content) - 1:
        return False
    prose = [line for line in content if line not in told and line.text != page.h1]
    return sum(len(line.text.split()) for line in told) >= sum(len(line.text.split()) for line in prose)


def _any(pattern: re.Pattern[str], *texts: str) -> bool:
    return any(pattern.search(text) for text in texts)


def _leads_to_log_in(link: Link) -> bool:
    return (
        bool(re.search(r"\b(?:aanmeld|inlog|log|meld|itsme|eid|csam|acm)|connexion", link.low))
        or "auth" in link.href
    )


def _no_service_form(subject: str, passwords: int) -> bool:
    return passwords > 0 or bool(
        re.search(
            r"\bnieuwsbrief|\baccount\b|\benquête|\bmening\b|\bfeedback\b|\bevaluatie\b|\bbevraging|"
            r"\btevredenheid|\bwachtwoord",
            subject,
        )
    )


_TRAIL = "[class*=breadcrumb], [id*=breadcrumb], [aria-label*=ruimelpad], [aria-label*=readcrumb]"
_NEWS_TRAIL = re.compile(r"\b(?:nieuws(?:berichten|overzicht)?|actua|news|persberichten)\b(?!brief)")
_NEWS_PATH = re.compile(r"^https?://[^/]+/(?:[^?#]*/)?(?:nieuws|actua|news|actualites|persberichten?)/[^/?#]")


def _is_news(page: Page, title: str, h1: str) -> bool:
    if (_NEWS.search(title) or _NEWS.search(h1)) and not _COUNCIL.search(f"{title}\n{h1}"):
        return True
    if any(
        node.get("property") == "article:published_time"
        or (node.get("content") == "article" and "news" in node.get("property"))
        for node in page.dom.select("meta[property]")
    ):
        return True
    if _NEWS_PATH.search(page.dom.url.lower()):
        return True
    if any(_NEWS_TRAIL.search(words_of(trail).lower()) for trail in page.dom.select(_TRAIL)):
        return True
    top = [line for line in page.content if line.zone != "aside"][:5]
    return any(_NEWS_LINE.search(line.low) for line in top)
