"""Pages with a good status that say that there is no page."""

import re
from urllib.parse import parse_qsl

from crawler.pageclass.door import segments
from crawler.pageclass.look import Look
from crawler.pageclass.verdict import (
    FEW_WORDS,
    MANY_WORDS,
    SOME_WORDS,
    Verdict,
    broken,
    parts_of,
    says_only,
    sentences,
    vocabulary,
    words_of,
)
from crawler.urls import parse

_NOT_FOUND = re.compile(
    r"\bniet (?:meer )?(?:gevonden|vinden|bestaat)|bestaat (?:hier )?niet|niet (?:meer )?te vinden|onvindbaar"
    r"|niet (?:worden )?gevonden|niet te bestaan|geen pagina|niet terug\b|verdwenen|bestaat niet meer"
    r"|not (?:be )?found|(?:does not|doesn't|no longer) exists?|not seem to exist|can't (?:find|be found)"
    r"|couldn't find|isn't here|cannot (?:find|be found)|no such (?:page|file)|page missing"
    r"|introuvable|(?:pas|plus|non) (?:été )?trouvée?|n'existe (?:pas|plus)"
    r"|nicht (?:mehr )?(?:gefunden|vorhanden|existiert)|existiert nicht|nicht existent"
)
_PAGE_WORDS = vocabulary(
    "404 pagina webpagina inhoud page webpage content contenu seite webseite inhalt resource file",
    "document bestand",
    "url adres adresse link",
)
_NOT_FOUND_WORDS = _PAGE_WORDS | vocabulary(
    "http error fout foutcode foutmelding erreur fehler code status oeps oops ai whoops helaas sorry",
    "jammer désolé ups",
    "de deze die dit dat het u je jij we wij ze hier kan kon konden kunnen is was werd wordt worden",
    "werden lijkt te",
    "gevraagde opgevraagde gezochte niet meer gevonden vinden bestaat bestaan onvindbaar zoekt zocht geen",
    "spijt ons maar",
    "of verplaatst verwijderd verdwenen terug opvraagt",
    "the this that you requested are were looking for cannot can't could couldn't not be found find we",
    "isn't seem to",
    "does doesn't no longer exist exists anymore http such missing here been moved has or deleted removed",
    "on server",
    "la cette ce que vous cherchez recherchez demandée demandé recherchée recherché a été n'a n'est le",
    "introuvable pas plus non trouvée trouvé n'existe",
    "die diese der angeforderte gesuchte aufgerufene konnte wurde leider nicht mehr gefunden werden",
    "existiert vorhanden ist",
)
_NUMBER_WORDS = vocabulary(
    "404 http error fout erreur fehler code status oeps oops pagina page seite foutmelding"
)
_ERROR_WORDS = _NUMBER_WORDS - {"404"}
_EXCUSES = _NOT_FOUND_WORDS | vocabulary(
    "verdwaald bent verkeerd hier loopt het mis er ging iets liep fout gelopen lost verloren perdu verirrt "
    "hoppla something went wrong"
)
_NOUN = (
    r"\b(?:de|deze|die|dit|het|uw|the|this|that|la|cette|votre|die|diese|no|geen|ce|le) "
    r"(?:(?:gevraagde|opgevraagde|gezochte|door u gevraagde|requested|demandée?|angeforderte|gesuchte"
    r"|gewünschte"
    r"|aufgerufene) )?(?:web)?(?:pagina|page|seite|inhoud|url|adres|content|contenu|inhalt|resource"
    r"|ressource|document|file|bestand|link)\b"
)
_GAP = r"(?:,? (?:die|dat|that|you|which|que|demandée?|waar|naar|in question|requested)\b[^.!?\n]{0,60}?)?,? "
_VERDICT = (
    r"(?:(?:is|was|werd|wordt|kan|kon|kunnen|lijkt|hebben|has|have|been|could|can|cannot|does|n'a|a|est"
    r"|konnte|wurde|ist"
    r"|we|wij|u|you|existiert|bestaat|n'existe|helaas|jammer genoeg|unfortunately|leider|hier|in|op|on"
    r"|onze|deze|website|site|this|the|server|niet|not|no|seem|to|or|inaccessible|did) ){0,8}?"
    r"(?:niet (?:meer )?(?:gevonden|vinden|bestaan|te vinden|te bestaan|terug)"
    r"|(?:niet )?(?:worden )?gevonden worden"
    r"|bestaat (?:hier )?niet|onvindbaar|verwijderd|verdwenen|niet (?:worden )?gevonden"
    r"|niet meer (?:beschikbaar|online)"
    r"|not (?:be )?found|does(?: not|n't) (?:seem to )?exist|not exist|no longer (?:exists|available)"
    r"|be found|been (?:removed|deleted)|moved or (?:deleted|removed)|cannot be found|can't be found"
    r"|introuvable|n'existe (?:pas|plus)|pas (?:été )?trouvée?|été supprimée?"
    r"|nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar|existiert)|existiert nicht|gelöscht)"
    r"(?! (?!meer|of|or|ou|oder|en|and|maar|but|on this|on our|op (?:deze|onze)|in onze|auf|sur|anymore"
    r"|mehr|worden|werden|via|at|because|omdat)\w)"
)
_SENTENCE = re.compile(
    _NOUN
    + _GAP
    + _VERDICT
    + r"|\b(?:vinden|vonden|kunnen|konden|kan|kon|hebben) (?:we |wij |u |je |ik )?(?:helaas )?(?:de|deze|die)"
    r" (?:gevraagde |opgevraagde |gezochte )?(?:web)?(?:pagina|inhoud)\b[^.!?\n]{0,40}\bniet\b(?! in)"
    r"|\b(?:we|wij|ik) (?:vinden|vonden|vind|vond) (?:de|deze|die) (?:\w+ )?pagina\b[^.!?\n]{0,30}\bniet\b"
    r"|\b(?:can't|cannot|can not|couldn't|could not|unable to) find (?:the|that|this) page"
    r"|\bnous n'avons pas trouvé (?:la|cette) page|\b(?:die|diese) (?:\w+ )?seite (?:konnten wir"
    r"|haben wir) nicht"
    r"|\bcannot get /|\bno resource found\b|\bno input file specified\b|\bthe specified key does not exist\b"
    r"|\bthe requested (?:url|page|resource|document|file|address)\b[^!?\n]{0,120}?\b(?:was not found"
    r"|not found|does not exist|could not be found)",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"\b(?:als|wanneer|indien|mocht|if|when|whether|si|quand|wenn|falls|betekent|means|signifie|bedeutet)\b"
)
_ADDRESS = re.compile(
    r"(?:error|fout|erreur|fehler)?[-_]?404(?:[-_](?:error|fout|pagina|page|not[-_]?found))?|(?:page|file"
    r"|pagina|site)?[-_]?not[-_]?found"
    r"(?:[-_]?error|[-_]?page)?|(?:pagina[-_])?niet[-_]gevonden|page[-_]introuvable"
    r"|seite[-_]nicht[-_]gefunden|pagenotfounderror|errorpage404"
)
_SEARCH = re.compile(r"zoek\w*|search\w*|recherche\w*|suche\w*|catalog\w*")
_SEARCH_NAMES = frozenset(
    {"q", "s", "query", "zoek", "zoekterm", "zoekwoord", "keyword", "keywords", "search", "trefwoord"}
)


def soft_404(title: str, text: str, look: Look, final_url: str, url: str) -> Verdict | None:
    """Return that a page's title, heading or text says nothing but that there is no page, else `None`.

    “Pagina niet gevonden? Contacteer ons” says more and is a page, as is everything with much to say.
    """
    words = look.own_words
    if words > MANY_WORDS:
        return None
    own = look.own_text if words > 2 else text
    lines = [line.strip() for line in own.splitlines() if len(line) <= 100]
    said = next((line for line in lines if _says_not_found(line) and _PAGE_WORDS & set(words_of(line))), "")
    rest = own.replace(said, "", 1) if said else own
    sentence = next((s for s in sentences(rest) if _is_sentence(s)), "")
    parts = parts_of(title)
    named = max((part for part in parts if _says_not_found(part) or _is_number(part)), key=_room, default="")
    if named and _is_searching(final_url) and not _PAGE_WORDS & set(words_of(named)):
        named = ""
    proof = said or sentence or next((head for head in look.headings[:3] if _is_number(head)), "")
    if named and (proof or words <= _room(named)):
        return broken("soft-404", named)
    has_subject = look.is_about(title, _EXCUSES)
    is_short = words <= FEW_WORDS and not has_subject
    if said and (is_short or sentence or (words <= SOME_WORDS and _leads(said, title, look))):
        return broken("soft-404", said)
    if sentence and is_short:
        return broken("soft-404", sentence)
    if (found := text.strip()) and len(text.split()) <= 6 and _says_not_found(found):
        return broken("soft-404", found)
    first = look.headings[0] if look.headings else ""
    if first and _is_number(first) and words <= FEW_WORDS // 3:
        return broken("soft-404", first)
    if _was_sent(final_url, url) and words <= SOME_WORDS and not has_subject:
        return broken("soft-404", segments(final_url)[-1])
    return None


def _room(named: str) -> int:
    """Return how many words a page may have that is called so: a lone number may be the name of anything."""
    words = set(words_of(named))
    if not _is_number(named):
        return SOME_WORDS
    return SOME_WORDS if words & _ERROR_WORDS else 3


def _says_not_found(heading: str) -> bool:
    return says_only(heading, _NOT_FOUND, _NOT_FOUND_WORDS)


def _is_number(heading: str) -> bool:
    """Tell whether a part of a title is the number of the error, alone or with the word for it."""
    words = words_of(heading)
    return "404" in words and _NUMBER_WORDS.issuperset(words) and not heading.rstrip().endswith("?")


def _is_sentence(sentence: str) -> bool:
    """Say whether a sentence states that the page is not there; what happens if one is not, explains."""
    found = None if sentence.endswith("?") else _SENTENCE.search(sentence)
    return found is not None and not _DEPENDS.search(sentence[: found.start()].lower())


def _leads(said: str, title: str, look: Look) -> bool:
    """Say whether no heading stands before this one but excuses and the name of the site."""
    site = parts_of(title)[-1].strip().lower()
    ahead = look.headings[: look.headings.index(said)] if said in look.headings else ()
    return all(head.strip().lower() == site or _EXCUSES.issuperset(words_of(head)) for head in ahead)


def _is_searching(url: str) -> bool:
    parsed = parse(url)
    if parsed is None:
        return False
    names = {name.lower() for name, _ in parse_qsl(parsed.search[1:])}
    return bool(names & _SEARCH_NAMES) or any(_SEARCH.fullmatch(part) for part in segments(url))


def _was_sent(final_url: str, url: str) -> bool:
    """Say whether the visit was sent on to an address that is called after the error."""
    ends = segments(final_url)[-1:]
    return any(_ADDRESS.fullmatch(end) for end in ends) and not any(
        _ADDRESS.fullmatch(part) for part in segments(url)
    )
