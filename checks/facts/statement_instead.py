"""What a statement says that people can use instead of what is not accessible. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from checks.facts.statement_parts import Parts, Placed, Sentence
from checks.facts.statement_words import pattern
from drempel.dom import Node
from drempel.model.statement import Evidence

_DOES_NOT_WORK = re.compile(
    r"\blukt\b[^?]{0,40}\bniet\b|\bniet (?:lezen|gebruiken|openen|invullen)\b", re.IGNORECASE
)
_WHAT_TO_DO = re.compile(r"^\W*wat (?:kan|kunt?) (?:u|je|men) (?:dan |zelf |intussen )?doen\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:()]|\s[–—-]\s")
_IS_THERE = re.compile(
    r"\b(?:sta(?:an|at)|vind(?:t|en)?|hang(?:t|en)|lig(?:t|gen)|bestaa[nt]|verschijn(?:t|en)|beschikbaar"
    r"|verkrijgbaar"
    r"|opvraagbaar|raadpleegbaar|gepubliceerd|download\w*|te (?:lezen|vinden|krijgen|bestellen)"
    r"|aan(?:vragen|geboden)"
    r"|aanvraagbaar|krijg(?:t|en)|is er (?:ook )?een|zijn er (?:ook )?|bied(?:t|en)?|voorzien"
    r"|listed|shown|described|available|published|provided|offered|find|download\w*|disponibles?"
    r"|consultables?|t[ée]l[ée]charg\w+"
    r"|figurent"
    r"|publi[ée]e?s|trouver\w*|verf[üu]gbar)\b",
    re.IGNORECASE,
)
"""That something is to be had."""
_SAME = re.compile(
    r"\b(?:dezelfde|hetzelfde|diezelfde|(?:de|het) (?:cijfers|gegevens|inhoud|informatie|adres|adressen"
    r"|uren|lijst"
    r"|tekst|dat\w+)(?: zelf)?|(?:een|als|in) (?:\w+ )?(?:lijst|tekst|tabel|samenvatting|overzicht"
    r"|transcript\w*"
    r"|beschrijving|html|word|csv|excel|verslag)|transcript\w*|samenvatting|uitgeschreven|ook|wel|zelfde"
    r"|alle teksten|een plan met|(?:een|op|met) (?:\w+ )?(?:map|exemplaar|papier\w*|maquette|kopie|versie"
    r"|braille)"
    r"|gedrukt\w*"
    r"|papieren|braille|aangepaste? (?:vorm|versie|formaat)"
    r"|the (?:same )?(?:data|content|information|figures|text)|(?:a|as) (?:\w+ ){0,2}(?:list|text|table"
    r"|summary|report|CSV)"
    r"|les m[êe]mes|(?:un|une|en) (?:\w+ )?(?:liste|texte|tableau|r[ée]sum[ée]|version)|[ée]galement|aussi"
    r"|also)\b",
    re.IGNORECASE,
)
"""That it is what was not accessible, in another form."""
_PEOPLE_HELP = re.compile(
    r"\b(?:we|wij|onze \w+|een (?:collega|medewerker)|\w*(?:dienst|loket|balie|onthaal|team|medewerkers?"
    r"|consulenten"
    r"|baliebediende))\b[^.]{0,60}\b(?:u|uw|je|jou|jouw|samen|nous|you)\b"
    r"|\b(?:kan|kunnen|kunt) (?:\w+ ){0,3}bij (?:de |het |onze )?\w+[^.]{0,60}\b(?:aanvragen|vragen"
    r"|krijgen|bekomen"
    r"|terecht|afhalen|opvragen|bestellen|lenen|inkijken)\b",
    re.IGNORECASE,
)
_OTHER_WAY = re.compile(
    r"\b(?:telefonisch|op papier|per (?:post|mail|telefoon|brief)|schriftelijk|mondeling|in braille"
    r"|par t[ée]l[ée]phone"
    r"|au guichet|by phone|in person|(?:aan|in|op|bij) (?:de|het|onze|ons) (?:\w*(?:kassa|balie|loket"
    r"|onthaal|receptie"
    r"|secretariaat|infokantoor|gemeentehuis|stadhuis|dienst|bib\w*)))\b",
    re.IGNORECASE,
)
"""Another way than the site."""
_ABLE = re.compile(
    r"\b(?:kan|kunt|kunnen|krijg\w*|verkrijgbaar|beschikbaar|mogelijk|regel\w*|geven|gegeven|vous|you|can"
    r"|pouvez|peut)\b",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    r"\b(?:stuurt|sturen|bezorg\w*|leest|lezen|print|printen|zoekt|zoeken|vult|vullen|schrijft|overloopt"
    r"|mailt|mailen)\b"
    r"[^.]{0,30}\b(?:u|je|jou)\b[^.]{0,30}\b(?:het|de|een|uw|je|ze|voor|samen)\b"
    r"|^\W*(?:reserveer|bestel|bel|vraag|betaal|mail|kom|ga)\b[^.]{0,30}\bin dat geval\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:vanaf|tegen|eind|begin|voorjaar|najaar|zomer|herfst|winter|in) (?:\w+ ){0,2}20[2-9]\d\b"
    r"|\bzullen we\b"
    r"|\bvoortaan\b|\bbinnenkort\b",
    re.IGNORECASE,
)
"""What is promised for later is nothing that people can use now."""
_FAULT = re.compile(
    r"\b(?:niet|geen|zonder|ontbre\w+|onvoldoende|mist|missen|nooit|moeilijk|pas|not|no|without|lack\w*"
    r"|missing|ne"
    r"|aucune?|sans|manque\w*|nicht|kein\w*|onleesbaar|ontoegankelijk|cannot)\b|\benkel (?:als|op|in|via)\b"
    r"|\balleen (?:als|op|in|via|maar)\b|\b(?:only|uniquement|seulement)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:zal|zullen|gaan we|plann\w+|gepland|opgelost|oplossen|lossen|vervang\w*|vernieuw\w*|verbeter\w*"
    r"|tegen|later"
    r"|voorjaar|najaar|zomer|herfst|winter|binnenkort|voortaan|nieuwe (?:web)?site|will|plan\w*|soon"
    r"|pr[ée]vu\w*"
    r"|sera|seront|werken (?:we )?aan|aanpassen|aangepast worden|in 20\d\d|tot 20\d\d|eind 20\d\d)\b",
    re.IGNORECASE,
)
_PROBLEM_WAY = re.compile(
    r"\b(?:meld(?:en|t)?|laat (?:het )?(?:ons )?weten|probleem|problemen|opmerking\w*|klacht\w*"
    r"|antwoord\w*|reactie"
    r"|ontvangst\w*|bevestiging|r[ée]pon\w+|reply|answer)\b",
    re.IGNORECASE,
)


def is_offered(text: str) -> bool:
    """Say whether a sentence, or a part of one, tells where else to get what is not accessible."""
    return any(_offers(clause) for clause in _CLAUSE_END.split(text))


def _offers(clause: str) -> bool:
    if _FAULT.search(clause) or _PLAN.search(clause) or _PROBLEM_WAY.search(clause):
        return False
    is_elsewhere = _IS_THERE.search(clause) is not None and _SAME.search(clause) is not None
    return (
        is_elsewhere
        or any(one.search(clause) for one in (_PEOPLE_HELP, _DELIVERS))
        or (_OTHER_WAY.search(clause) is not None and _ABLE.search(clause) is not None)
    )


def _later(parts: Parts) -> Iterator[Sentence]:
    """Yield the sentences about problems that go on after one that told a problem."""
    known: set[int] = set()
    started = False
    for sentence in parts.within("items"):
        if sentence.placed.is_heading:
            continue
        item = sentence.placed.line.item
        if item is None:
            if started:
                yield sentence
        elif item in known:
            yield sentence
        else:
            known.add(item)
            after = _CLAUSE_END.split(sentence.text, maxsplit=1)[1:]
            if after and _offers(after[0]):
                yield sentence
        started = True


def _in_column(parts: Parts) -> Evidence | None:
    """Return the first filled cell below a head such as "Wat kunt u intussen doen?"."""
    place_of = cache(_places_in_row)
    named: dict[Node, set[int]] = defaultdict(set)
    for head in parts.placed:
        cell, text = _cell(head, "th"), head.line.text
        if cell is None or not (_WHAT_TO_DO.search(text) or pattern("sections", "alternatives").search(text)):
            continue
        row, table = cell.closest("tr"), cell.closest("table")
        # A head in a frame or a shadow root may have a row around it that does not hold it.
        if row is not None and table is not None and (at := place_of(row).get(cell)) is not None:
            named[table].add(at)
    for one in parts.placed if named else ():
        if (cell := _cell(one, "td")) is None or (row := cell.closest("tr")) is None:
            continue
        table = cell.closest("table")
        if (
            table is not None
            and table in named
            and place_of(row).get(cell) in named[table]
            and _is_filled(one.line.text)
        ):
            return Evidence(one.line.text[:300], one.line.selector)
    return None


def _cell(one: Placed, tag: str) -> Node | None:
    return one.line.node.closest(tag) if one.line.node is not None else None


def _places_in_row(row: Node) -> dict[Node, int]:
    return {cell: at for at, cell in enumerate(row.select("th, td"))}


def _is_filled(text: str) -> bool:
    is_empty = not re.search(r"\w{2}", text) or pattern("words", "nothing").search(text)
    return not is_empty and not pattern("words", "no_alternative").search(text) and not _PLAN.search(text)


def alternatives(parts: Parts) -> Evidence | None:
    """Return where people are told what they can use instead."""
    way, none = pattern("words", "alternatives"), pattern("words", "no_alternative")
    near, helped = pattern("words", "alternatives_near"), pattern("words", "alternatives_help")
    for sentence in parts.sentences:
        if sentence.part in {"enforcement", "preparation"} or sentence.placed.is_heading:
            continue
        is_there = sentence.part == "alternatives" or way.search(sentence.text)
        is_listed = sentence.placed.line.item is not None and sentence.part != "feedback"
        is_listed = is_listed or _WHAT_TO_DO.search(sentence.heading or sentence.asked) is not None
        if sentence.part == "items" or is_listed:
            is_there = is_there or near.search(sentence.text)
        if sentence.part != "feedback" and _DOES_NOT_WORK.search(sentence.asked):
            # "Lukt inschrijven niet? Kom naar het loket."
            is_there = True
        if sentence.part not in {"feedback", "intro", "commitment"}:
            is_there = is_there or helped.search(sentence.text)
        is_empty = not re.search(r"\w{2}", sentence.text) or pattern("words", "nothing").search(sentence.text)
        is_not_now = none.search(sentence.text) or _TO_COME.search(sentence.text)
        if is_there and not is_empty and not is_not_now:
            return sentence.evidence()
    if cell := _in_column(parts):
        return cell
    later = (s for s in _later(parts) if is_offered(s.text))
    helping = (
        s
        for s in parts.within("feedback", "status", "other")
        if not s.placed.is_heading
        and not _PROBLEM_WAY.search(s.text)
        and not _FAULT.search(s.text)
        and (_DELIVERS.search(s.text) or (s.asked and s.part != "feedback" and _PEOPLE_HELP.search(s.text)))
    )
    return next((s.evidence() for s in (*later, *helping)), None)
