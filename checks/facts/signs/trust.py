"""By what people know whom they deal with: header, privacy text, who answers, social media, films,"
" print."""

import re
from typing import Final

from checks.facts.page import Page, host_of, words_of
from checks.facts.signs.sentences import matching, sign_of
from drempel.model.facts import Evidence
from drempel.model.signs import Sign

_HEADER_HOSTS: Final = (
    ".widgets.burgerprofiel.vlaanderen.be",
    "widgets.vlaanderen.be",
    "widgets.burgerprofiel.vlaanderen.be",
)
_HEADER_PARTS: Final = (
    "vl-header, vl-footer, vl-global-header, vl-global-footer, [id=vlaanderen-header],"
    " [id=global-header-placeholder], "
    "[class~=vl-global-header], [class~=vlw__global-header]"
)
_PRIVACY: Final = re.compile(
    r"\bprivacy\w*|\bgegevensbescherming\w*|\bpersoonsgegevens\b|\bgdpr\b|\bavg\b|\bvie privée|"
    r"\bdata protection"
)
_NOT_PRIVACY: Final = re.compile(r"\b(?:melding|datalek|functionaris|inzage)\b")
_RESPONSIBLE: Final = re.compile(
    r"\b(?:contactpersoon|verantwoordelijke dienst|verantwoordelijke(?:r)?|bevoegde dienst|contactdienst|"
    r"behandelende dienst|dossierbehandelaar|uitgever)\b\s*:?|\b(?:vragen|meer info\w*|contacteer|"
    r"neem contact op met|"
    r"bel|mail|contact)\b[^.;?]{0,40}\b(?:de )?(?:dienst|departement|agentschap|team|afdeling|cel) [a-z]"
)
_RESPONSIBLE_HEADING: Final = re.compile(r"^(?:contact|contactgegevens|meer weten|vragen)\b")
_UNIT: Final = re.compile(
    r"^(?:de )?(?:dienst|departement|agentschap|team|afdeling|cel|loket|directie) [^\s.]+|"
    r"^(?:de )?\w{4,}dienst(?: [\w-]+){0,3}$"
)
_UNIT_BEFORE = re.compile(
    r"(?:^|[,:(]\s?)(?:dienst|departement|agentschap|team|afdeling|cel|directie) [^\s.,:]+(?: [^\s.,:]+){0,3}"
    r"(?:[,:)]|$)"
)
"""A unit in an address or beside its number: `Dienst Bevolking, Dorpsplein 4`."""

_SOCIAL: Final = re.compile(
    r"(?:^|\.)(?:facebook\.com|instagram\.com|twitter\.com|x\.com|tiktok\.com|linkedin\.com|juicer\.io|"
    r"platform\.twitter\.com)$"
)
_SOCIAL_PARTS: Final = (
    ".fb-page, .twitter-timeline, .instagram-media, .juicer-feed, .tiktok-embed, .fb-post, .twitter-tweet"
)
FEW_WORDS: Final = 50
"""Words of its own below which a page with a feed holds nothing but that."""
_VIDEO: Final = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|dailymotion\.com|kaltura\.com|"
    r"brightcove\.net|wistia\.(?:com|net)|streamable\.com|jwplayer\.com)$"
)
_VIDEO_TEXT: Final = re.compile(
    r"\b(?:met|zonder) (?:nederlandse )?ondertitel\w*|\bondertitel(?:s|d|ing|de)\b|\btranscript(?:ie|"
    r"ies)?\b|"
    r"\buitgeschreven tekst\b|\btekst(?:versie)? (?:van|bij) (?:de|het|deze) (?:video|film)|"
    r"\bvlaamse gebarentaal\b|\bvgt\b|"
    r"\b(?:onder|naast|bij) de (?:film|video)\b[^.;]{0,20}\b(?:leest|lees|staat)\b"
)
_NO_VIDEO_TEXT: Final = re.compile(
    r"\b(?:zonder|geen|niet)\b[^.;]{0,25}\b(?:ondertitel|transcript|gebarentaal)"
)
_PRINT: Final = re.compile(
    r"^(?:pagina |deze pagina )?(?:afdrukken|print(?:en)?|druk af)\W*$|"
    r"^(?:afdrukken|print(?:en)?) (?:van )?(?:(?:deze|de|dit) )?(?:pagina|tekst|artikel)\b|\b(?:pagina|"
    r"versie) (?:om )?(?:af te drukken|afdrukken|printen)\b|"
    r"^(?:druk|print) (?:deze )?(?:pagina|tekst)|\bprint-?versie\b|\bprintvriendelijk\w*|"
    r"\bafdrukbare versie\b|\bdruk (?:deze |"
    r"de )?pagina af"
)


def government_header_of(page: Page) -> Sign | None:
    """Return the header or footer that sites of the Flemish government share."""
    found = [page.evidence(node, node.tag) for node in page.dom.select(_HEADER_PARTS)]
    for script in page.dom.select("script[src], iframe[src]"):
        host = host_of(script.get("src"))
        if host.endswith(_HEADER_HOSTS):
            found.append(page.evidence(script, host))
    return sign_of("there", found)


def privacy_of(page: Page) -> Sign | None:
    """Return a link that leads to what happens with personal data; the cookie bar does not count."""
    found = [
        page.evidence(link.node, link.text)
        for link in page.links
        if link.href
        and link.zone != "cookie"
        and len(link.low) < 90
        and _PRIVACY.search(link.low)
        and not _NOT_PRIVACY.search(link.low)
    ]
    return sign_of("there", found)


def responsible_of(page: Page) -> Sign | None:
    """Return that a page names the unit that answers for it; names of persons are not kept."""
    found: list[Evidence] = []
    for line in page.content:
        is_unit = _UNIT.search(line.low) and (
            line.node.tag in {"h2", "h3", "h4", "a", "strong"}
            or (line.heading and _RESPONSIBLE_HEADING.search(line.heading.lower()))
        )
        named = _UNIT_BEFORE.search(line.low) if len(line.low) < 160 and line.node.tag != "h1" else None
        hit = _RESPONSIBLE.search(line.low)
        if is_unit:
            found.append(page.evidence(line.node, line.text[:60]))
        elif named:
            found.append(page.evidence(line.owner(named.start()), line.text[named.start() : named.end()]))
        elif hit and line.owner(hit.start()).closest("label", "legend", "fieldset") is None:
            found.append(page.evidence(line.owner(hit.start()), line.text[hit.start() : hit.end()]))
    return sign_of("there", found)


def social_feed_of(page: Page) -> Sign | None:
    """Return a feed of social media in the page: `only` beside hardly any words, else `beside`."""
    found = [
        page.evidence(frame, frame.get("title") or host_of(frame.get("src")))
        for frame in page.dom.select("iframe[src]")
        if _SOCIAL.search(host_of(frame.get("src")))
    ]
    found += [page.evidence(node, node.get("class")) for node in page.dom.select(_SOCIAL_PARTS)]
    words = sum(len(line.low.split()) for line in page.content)
    return sign_of("only" if words < FEW_WORDS else "beside", found)


def video_of(page: Page) -> Sign | None:
    """Return a film of another site in the page: `text-said` where the page speaks of captions or a text."""
    found = [
        page.evidence(frame, frame.get("title") or host_of(frame.get("src")))
        for frame in page.dom.select("iframe[src]")
        if _VIDEO.search(host_of(frame.get("src")))
    ]
    if not found:
        return None
    said = matching(page, _VIDEO_TEXT, _NO_VIDEO_TEXT)
    return sign_of("text-said", said) or sign_of("not-said", found)


def print_way_of(page: Page) -> Sign | None:
    """Return a link or button to print the page."""
    found = [
        page.evidence(link.node, link.text)
        for link in page.links
        if len(link.low) < 60 and _PRINT.search(link.low)
    ]
    found += [
        page.evidence(node, words_of(node) or "window.print()")
        for node in page.dom.select(
            "[onclick*='window.print'], [href*='javascript:window.print'], [href*='javascript:print']"
        )
    ]
    return sign_of("there", found)
