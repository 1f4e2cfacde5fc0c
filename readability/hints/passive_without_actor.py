"""A passive that does not say who does it: "de aanvraag wordt behandeld".

Asked as a question, and only where it may matter to the reader who acts: with *moet, kan, mag* and the like,
beside *u* or *wij*, or where people act (a closed list). What a text, a rule or a device does is left alone,
and so is a part that describes a thing ("het bedrag dat wordt berekend").
"""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.passives import passive_clauses
from readability.vocabulary import WORDEN
from readability.wordlist import word_set

KEY = "passive-without-actor"
_FORM = re.compile(r"\bw(?:ord(?:t|en)?|erd(?:en)?)\b")
_ACTOR = re.compile(r"\bdoor\b")
_DESCRIBES = re.compile(
    r"\b(?:die|dat|welke|zoals|waar(?:in|op|mee|door|van|uit|toe|bij|aan|over|voor|naar|onder)?|of)\b"
)
_BY_ITSELF = re.compile(
    r"\b(?:automatisch|vanzelf|meestal|vaak|soms|gewoonlijk|doorgaans|standaard|algemeen)\b"
)
_MODAL = re.compile(r"\b(?:kan|kunnen|moet|moeten|moest|moesten|mag|mogen|dien(?:t|en)|hoeft|hoeven)\b")
# "Wordt u", "uw aanvraag wordt", "naar u": who is spoken to undergoes it.
_READER = re.compile(
    r"\bw(?:ordt|orden|erd|erden) (?:u|uw|je|jouw|jullie)\b|\b(?:u|je|jullie) w(?:ordt|orden|erd|erden)\b"
    r"|\b(?:aan|bij|naar|met|van|voor) (?:u|jou|jullie|ons)\b"
    r"|\b(?:uw|jouw|onze) [\w-]+(?: [\w-]+)? w(?:ordt|orden|erd|erden)\b"
)
_SAYINGS = word_set("verwacht gezien gezegd genoemd beschouwd begrepen opgemerkt verstaan")
_PEOPLE_ACT = word_set(
    """
    aangelegd aangeraden aangesteld aangevraagd afgesloten afgewezen bedankt behandeld benoemd beoordeeld
    beslist besloten besproken betaald bezorgd gebeld gebouwd gebracht geholpen gehoord geïnformeerd
    gekeurd gemeld geopend georganiseerd gepland geplant gepubliceerd geregeld gerealiseerd gestart
    gestemd gestuurd gesubsidieerd gevraagd geweigerd gewerkt gezocht goedgekeurd heraangelegd herbenoemd
    herzien ingediend ingelicht ingeschreven nagegaan nagekeken onderhandeld ondertekend onderzocht
    ondervraagd opgehaald opgeroepen opgestuurd overlegd teruggebeld teruggestort thuisbezorgd toegekend
    uitbetaald uitgebracht uitgegeven uitgekeerd uitgenodigd uitgereikt uitgewerkt verboden vergoed verklaard
    verkocht verlaagd verleend verlengd vernieuwd verplicht verstuurd verwittigd voorgelegd
    """
)


def find(view: View) -> Iterator[Hint]:
    """Yield the passives with *worden* in whose sentence no *door* names who acts, one per sentence."""
    if WORDEN.isdisjoint(view.known):
        return
    done = -1
    for form in _FORM.finditer(view.lower):
        sentence = view.sentence_at(form.start())
        if sentence.start == done:
            continue
        done = sentence.start
        lower = view.lower[sentence.start : sentence.end]
        if _ACTOR.search(lower) or _BY_ITSELF.search(lower):
            continue
        for start, clause, participle in passive_clauses(lower):
            verb = _FORM.search(clause)
            if verb and not _DESCRIBES.search(clause, 0, verb.end()) and _may_matter(clause, participle):
                at = sentence.start + start + verb.start()
                yield view.hint(KEY, at, at + len(verb[0]), KEY, sentence, word=verb[0])
                break


def _may_matter(clause: str, participle: str) -> bool:
    if participle in _SAYINGS or f"{participle} als " in clause:
        return False
    return participle in _PEOPLE_ACT or bool(_MODAL.search(clause) or _READER.search(clause))
