"""Whether a statement says why making something accessible would be a burden out of proportion. Pure.

What counts as a reason follows article 5 of Directive (EU) 2016/2102: size, means and nature of the body,
costs, and how often and how long something is used.
"""

import re
from collections.abc import Iterator

from checks.facts.statement_instead import is_offered
from checks.facts.statement_parts import REASONS, Parts, Sentence
from checks.facts.statement_words import pattern
from drempel.model.statement import Evidence

_WHY = re.compile(
    r"\W*(?:uitleg|toelichting|motivering|verantwoording|motivation|justification)\W*:", re.IGNORECASE
)
_WHY_HEADED = re.compile(
    r"\W*(?:uitleg|toelichting|motivering|verantwoording|motivation|justification|waarom|reden|pourquoi"
    r"|why)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|zou|zouden|zal|zullen|kan|kunnen|moet|moeten|heeft"
    r"|hebben"
    r"|had|hadden|gaat|gaan|staat|staan|komt|komen|blijft|blijven|loopt|lopen|doet|doen|est|sont|serait"
    r"|seraient"
    r"|peut|peuvent|doit|doivent|a|ont|are|has|have|would|will|can|cannot|must|ist|sind|w[üu]rde|wird"
    r"|werden)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[\d .]*(?:\w+ ){0,2}\w{3,}|\b(?:honderden|duizenden|tienduizenden|tientallen|miljoenen|centaines"
    r"|milliers"
    r"|hundreds|thousands)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:financi\w+|middelen|offerte\w*|raming|geraamd\w*|begroting\w*|prijs\w*|investering\w*|werklast"
    r"|werktijd"
    r"|(?:half|deel)tijds\w*|bezetting|kleine? (?:\w+ )?(?:organisatie|gemeente|dienst|ploeg|team|bestuur"
    r"|instelling)"
    r"|moyens|devis|estim\w+|effectifs|petite? (?:\w+ )?(?:commune|service|[ée]quipe)|resources|staff"
    r"|estimate\w*"
    r"|(?:vak|specialistische )?kennis|expertise|specialist\w*|in huis|in eigen beheer|moyens|rechten"
    r"|small (?:\w+ )?(?:body|team|organi\w+)|personal\b)\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:vervang\w*|vervalt|verdwijn\w*|stopgezet|offline|stappen (?:we|wij) over|overstap\w*"
    r"|nieuw systeem|bestaa[nt] niet meer|laat\b[^.;]{0,40}\btoe|uitgefaseerd|loopt\b[^.;]{0,40}\baf"
    r"|aflopen\w*"
    r"|tijdelijk|binnenkort"
    r"|einde"
    r"|(?:bijna |nauwelijks )?nooit|weinig|kleine? groep|beperkt aantal|onderzoekers|bekeken|opgevraagd\w*"
    r"|geraadpleegd|remplac\w+|consult[ée]\w*|peu|replaced|phased out|few|seldom|hardly)\b",
    re.IGNORECASE,
)
_PROPORTION = re.compile(
    r"\b(?:verhouding|weegt|wegen|opweeg\w*|overstijg\w*|te boven|niet mogelijk|onmogelijk|onhaalbare?"
    r"|d[ée]pass\w+"
    r"|impossible|outweigh\w*|exceed\w*|zu hoch|unm[öo]glich)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:beroep\w*|roep\w*|invoque\w*|invok\w*|claim\w*|uitzondering|exemption|vrijstelling|onderstaande"
    r"|volgende"
    r"|hieronder|suivant\w*|following|below)\b",
    re.IGNORECASE,
)
_LONG = 9


def burden_explained(parts: Parts) -> tuple[bool | None, Evidence | None]:
    """Return whether a burden that is claimed is explained, and where.

    `None` where sentences stand beside the claim that may explain it in words that are not known here, or
    where the text of a document may have lost its order.
    """
    why = pattern("words", "burden_why")
    is_open = parts.is_document
    for sentence in _near(parts):
        text, line = sentence.text, sentence.placed.line.text
        is_told = sentence.part == "items" and _WHY.match(line) is not None
        is_told = is_told or _WHY_HEADED.match(sentence.heading) is not None
        if why.search(text) or is_told or _gives_reason(text):
            return True, sentence.evidence()
        is_open = is_open or _may_explain(text)
    return (None if is_open else False), None


def _near(parts: Parts) -> Iterator[Sentence]:
    """Yield what stands below the name of the burden, or in a line that names it."""
    named = pattern("sections", "burden")
    # "Logboeken | onevenredige last | overtypen zou 60.000 euro kosten"
    rows = {s.placed.line.item for s in parts.sentences if s.placed.line.is_row and named.search(s.text)}
    for sentence in parts.sentences:
        line = sentence.placed.line.text
        is_near = sentence.placed.line.is_row and sentence.placed.line.item in rows
        is_near = is_near or sentence.placed.reason == REASONS["burden"] or named.search(line) is not None
        if (is_near or _WHY.match(line)) and not sentence.placed.is_heading:
            yield sentence


def _gives_reason(text: str) -> bool:
    if is_offered(text):
        return False
    is_counted = _AMOUNT.search(text) is not None and _VERB.search(text) is not None
    is_weighed = any(one.search(text) for one in (_MEANS, _USE, _PROPORTION))
    return (is_counted or is_weighed) and not _CLAIM.search(text)


def _may_explain(text: str) -> bool:
    """Say whether a sentence tells something of what it names, and does not only name, claim or offer it."""
    claim = pattern("sections", "burden").search(text)
    is_instead = is_offered(text) or pattern("words", "alternatives").search(text)
    if is_instead or (claim and len(text) - len(claim[0]) < 90) or _CLAIM.search(text):
        return False
    return len(text.split()) >= _LONG or _VERB.search(text) is not None
