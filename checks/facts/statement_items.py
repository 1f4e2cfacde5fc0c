"""What a statement says is not accessible, why, and what people can use instead."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from checks.facts.statement_instead import is_offered
from checks.facts.statement_lines import TERM_LEVEL, Line
from checks.facts.statement_names import GOES_ON, enumerated, names_alone, short_names, tells_a_fault
from checks.facts.statement_parts import HOST, LABEL, REASONS, SENTENCE_END, Parts, Placed, Sentence, part_of
from checks.facts.statement_status import status_in
from checks.facts.statement_words import pattern
from drempel.model.statement import Evidence

_LEADS_TO_LIST = re.compile(
    r"\bactieplan\b|\bneeds? work\b|\bwerkpunt|\bverbeter|\bontbre|\bfout|\bniet\b|\bbehalve\b"
    r"|\bbeter\b|uitzonder|knelpunt|gebrek|tekortkoming|mankement|hindernis|obstakel|drempel"
    r"|problem|\bpunten\b|exception|sauf|\bnot\b|\bpas\b",
    re.IGNORECASE,
)
_LEADS_SURELY = re.compile(
    r"\b(?:problemen|gebreken|fouten|tekortkomingen|knelpunten|drempels|probl[èe]mes|issues"
    r"|m[äa]ngel)\b[^.]*:$",
    re.IGNORECASE,
)
"""A sentence that names problems and leads to them, also where it is told how the site was judged."""
_REMARK = re.compile(
    r"^\W*(?:alternatie|(?:we|wij) (?:werken|lossen|pakken|verwachten|voorzien|plannen|hopen"
    r"|zullen|willen|zijn)\b"
    r"|deze (?:problemen|punten)|lukt |u kunt"
    r"|je kan|je kunt|u kan|"
    r"vraag |bel |daarom|heb |hebt )",
    re.IGNORECASE,
)
_COLUMN_OF_PROBLEMS = re.compile(
    r"\W*(?:\w+ )?(?:probleem|problemen|fout|gebrek|knelpunt|drempel|afwijking|issue|problem|probl[èe]me"
    r"|d[ée]faut"
    r"|wat (?:is er )?(?:niet|fout|mis)\b.*)\w*\W*$",
    re.IGNORECASE,
)
"""What stands above the column of a table that tells problems."""
_OTHER_LIST = re.compile(
    r"maatregel|inspanning|deden|gedaan|doen we|websites?\\b.*\\bgeldt|mesures|measures|principe"
    r"|hoe we|wat betekent|statussen",
    re.IGNORECASE,
)
_ASKS_WHAT_WE_DO = re.compile(
    r"\W*(?:wat|hoe) (?:doen|gaan|deden|plannen|verbeteren) (?:we|wij)\b[^.]*[?:]\W*$", re.IGNORECASE
)
"""What stands above a list of what is being done."""
_BECAUSE = re.compile(
    r"\b(?:omdat|wegens|want|doordat|behalve|met uitzondering van|op(?! (?:dit|het) )|na|car|because"
    r"|except)\b",
    re.IGNORECASE,
)
_NOT_USABLE = re.compile(
    r"\b(?:niet|onvoldoende|moeilijk|slecht) (?:\w+ ){0,2}?(?:toegankelijk|bruikbaar|leesbaar"
    r"|te bedienen|bedienbaar|in orde)|"
    r"\bpas accessible|not accessible|nicht (?:barrierefrei|zugänglich)",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\W*(?:oorzaak|gevolg(?:en)?|impact|maatregel(?:en)?|planning|alternatief|oplossing|wanneer"
    r"|onevenredige last|cause|cons[ée]quence|mesure|solution|measure|effect)\s?:",
    re.IGNORECASE,
)
"""What begins a line that tells more of the point before it."""
_DETAIL_NAMED = re.compile(
    r"\W*(?:oorzaak|gevolg(?:en)?|impact|maatregel(?:en)?|planning|oplossing|motivering|toelichting|uitleg"
    r"|waarom"
    r"|reden|verantwoording|(?:\w+ )?alternatief|wanneer|timing)\W*",
    re.IGNORECASE,
)
_SUMMED_UP = re.compile(
    r"\b(?:punten|problemen|uitzonderingen|gebreken|tekortkomingen|knelpunten)\b[^.:]{0,30}:\s*\w",
    re.IGNORECASE,
)
_OF_THE_LAST = re.compile(
    r"\b(?:op|van|in|naar|voor|met|bij|via|uit|al) (?:die|deze|dit|dat|dergelijke|zulke) \w"
    r"|\b(?:dans|de|sur|avec|pour) (?:ces|cette|ce)\b|\b(?:of|on|in|with|for) (?:these|those|this)\b",
    re.IGNORECASE,
)
"""What points back at what the sentence before named."""
_EXPLAINED = frozenset({REASONS["burden"], REASONS["outside"]})
"""Reasons for which a text says why: its sentences are no points."""
_LABELLED_REASON = re.compile(
    r"[\W\d]*(?:niet-\w+|onevenredige last|buiten (?:de |het )?\w+|non-conformit\w+"
    r"|charge disproportionn\w+"
    r"|(?:er is )?(?:nog |ook )?niet[- ]toegankelijke \w+)[^.:;]{0,40}:\s*",
    re.IGNORECASE,
)
_REASON_TOLD = re.compile(r"\W*(?:reden(?:en)?|motifs?|reasons?)\W*:", re.IGNORECASE)
_CLAIM_ONLY = re.compile(
    r"^[^.:]{0,120}\b(?:beroep\w*|roep\w*)\b[^.:]{0,120}\b(?:last|uitzondering"
    r"|vrijstelling)\b[^.:]{0,120}\.?$"
    r"|^[^.:]{0,120}\binvoque\w*[^.:]{0,120}\b(?:charge|exemption)\b[^.:]{0,120}\.?$",
    re.IGNORECASE,
)
"""A paragraph that only calls upon a reason, for points that stand elsewhere."""
_CLAIM_OF = re.compile(
    r"\broep\w* [^.:]{0,80}\b(?:last|uitzondering|vrijstelling)\b[^.:]{0,20}\bin voor\b (?!de volgende"
    r"|deze|onderstaande)[^:]+$"
    r"|\bberoep\w* [^.:]{0,80}\b(?:last|uitzondering|vrijstelling)\b[^.:]{0,20}\bvoor\b"
    r" (?!de volgende|deze|onderstaande)[^:]+$",
    re.IGNORECASE,
)
"""A claim that names what it is for."""
_BURDEN_SAID = re.compile(
    r"\b(?:is|zijn|zou|vormt|vormen|betekent|beroep\w*|roep\w*|wegens|omwille|est|serait|constitue\w*"
    r"|would be)\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(r"\bgeen\b|\baucune\b|\bno\b", re.IGNORECASE)


_MOST_NAME = 45
"""Characters of a cell that holds the name of a reason and nothing else."""


class Items:
    """The points of a statement, in groups by the reason above them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        groups = list(_groups(parts))
        self._points = {reason: points for reason, group in groups if (points := _points(group))}
        self._groups = groups
        loose = () if self._points else tuple(_loose_points(parts)) or tuple(_any_list(parts))
        self._loose = tuple(one for one in loose if not _says_nothing(one))

    @property
    def count(self) -> int | None:
        """Return how many points there are; `None` where they may stand in running text."""
        number = sum(map(len, self._points.values())) + len(self._loose)
        said = [s for s in self._parts.within("status", "intro", "other") if not s.placed.is_heading]
        if not number and (summed := sum(enumerated(s.text) for s in said)):
            return summed
        if not number and (told := sum(len(_after_reason(s.text)) for s in said)):
            return told
        if not number and self._parts.is_document and any(status_in(s.text) for s in self._parts.sentences):
            # Many a PDF gives its lists without bullets and its headings like the rest.
            return None
        if number or any(rows for _, rows in self._groups):
            return number
        in_prose = any(one.search(s.text) for one in (_NOT_USABLE, _SUMMED_UP) for s in said) or any(
            re.search(r"voldoe[tn]|conform|overeenstemming|toegankelijk", s.text) and _BECAUSE.search(s.text)
            for s in said
            if re.search(r"gedeeltelijk|deels|niet|partiel", s.text, re.IGNORECASE)
        )
        return None if in_prose or any(map(tells_a_fault, _after_status(said))) else 0

    @property
    def evidence(self) -> Evidence | None:
        """Return where the first point stands."""
        first = next((point for points in (*self._points.values(), self._loose) for point in points), None)
        return None if first is None else Evidence(first.line.text[:300], first.line.selector)

    def reasons(self) -> dict[str, Evidence]:
        """Return the reasons under which something stands, or which a point gives itself."""
        found = {
            reason: Evidence(points[0].line.text[:300], points[0].line.selector)
            for reason, points in self._points.items()
            if reason
        }
        for sentence in self._parts.within("items"):
            is_name = sentence.placed.is_heading and not _REASON_TOLD.match(sentence.text)
            if is_name or _CLAIMED.search(sentence.text) or _label_of_nothing(sentence.text):
                continue
            for name, reason in REASONS.items():
                if pattern("sections", name).search(sentence.text) and not _is_intro(sentence.text):
                    found.setdefault(reason, sentence.evidence())
        for one in self._parts.placed:
            # A column that gives the reason of each point.
            named = part_of(one.line.text) if one.line.is_row and len(one.line.text) < _MOST_NAME else ""
            if named in REASONS and not _CLAIMED.search(one.line.text):
                found.setdefault(REASONS[named], Evidence(one.line.text, one.line.selector))
        for sentence in self._parts.within("status", "intro", "other"):
            if _after_reason(sentence.text):
                found.setdefault(REASONS[part_of(sentence.text.partition(":")[0])], sentence.evidence())
            # "Dat zou een onevenredige last zijn", where no part for problems stands.
            is_said = pattern("sections", "burden").search(sentence.text) and _BURDEN_SAID.search(
                sentence.text
            )
            is_open = sentence.placed.is_heading or "[" in sentence.text or sentence.text.endswith("?")
            if is_said and not is_open and not _CLAIMED.search(sentence.text):
                found.setdefault(REASONS["burden"], sentence.evidence())
        return found


def _groups(parts: Parts) -> Iterator[tuple[str, list[Placed]]]:
    rows = list(_rows(parts))
    by_reason: dict[str, list[Placed]] = {}
    for one in _named_by_heading(parts) or rows:
        by_reason.setdefault(one.reason, []).append(one)
    yield from by_reason.items()


def _rows(parts: Parts) -> Iterator[Placed]:
    """Yield the lines about problems, but for those below "Motivering" or "Alternatief"."""
    is_detail = is_other = False
    for one in parts.placed:
        if one.line.item is None or one.is_heading:
            # "Wat doen we om dit te verbeteren?", and a list of that.
            is_other = _ASKS_WHAT_WE_DO.match(one.line.text) is not None
        if one.is_heading and one.line.level != TERM_LEVEL:
            is_detail = _DETAIL_NAMED.fullmatch(one.line.text) is not None
        elif one.part == "items" and not one.is_heading and not is_detail and not is_other:
            yield one


def _named_by_heading(parts: Parts) -> list[Placed]:
    """Return the headings that each name a problem: "Contrast", "Documenten", with only text below them.

    Empty where the problems stand in a list, or where the lowest headings are those of the reasons.
    """
    here = [one for one in parts.placed if one.part == "items"]
    lowest = max((one.line.level for one in here if one.is_heading), default=0)
    heads = [above for above, one in pairwise(here) if above.line.level == lowest and not one.is_heading]
    if len(heads) < 2 or here[0].line.level >= lowest or any(one.line.item is not None for one in here):
        return []
    reasons = [pattern("sections", name) for name in REASONS]
    if any(_DETAIL_NAMED.fullmatch(head.line.text) for head in heads):
        return []
    return [] if any(one.search(head.line.text) for one in reasons for head in heads) else heads


def _points(group: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return one line per point: of a list or table, else each paragraph that says something."""
    listed = [one for one in group if one.line.item is not None and not _DETAIL.match(one.line.text)]
    if listed:
        firsts = (next(rows) for _, rows in groupby(listed, key=lambda one: one.line.item))
        points = tuple(one for one in firsts if not _says_nothing(one))
        in_cell = tuple(
            one for one in listed if one.term and not _says_nothing(one) and not _is_intro(one.line.text)
        )
        if len(points) == 1 < len(in_cell) == len(listed):
            # A paragraph for each problem, in the cell beside its name.
            return in_cell
        # "Niet toegankelijk | kaart, formulier, plannen" in a row with its name.
        return points * short_names(points[0].line.text) if len(points) == 1 and points[0].term else points
    said = tuple(
        one
        for one in group
        if not _says_nothing(one)
        and not _CLAIM_ONLY.search(one.line.text)
        and not _REASON_TOLD.match(one.line.text)
        and not _offers_only(one.line.text)
        and not _is_intro(one.line.text)
        and not _REMARK.search(one.line.text)
    )
    if not said:
        # "De gemeente roept de onevenredige last in voor oude documenten."
        said = tuple(one for one in group if _CLAIM_OF.search(one.line.text))[:1]
    # "Wij beroepen ons op onevenredige last voor de kranten. Overtypen zou …": why, and no other point.
    claims = len(said) == 1 and pattern("sections", "burden").search(SENTENCE_END.split(said[0].line.text)[0])
    if len(said) != 1 or claims or said[0].reason in _EXPLAINED:
        return tuple(one for one in said for _ in range(_after_label(one.line.text)))
    text = said[0].line.text
    parted = [one for one in text.split(";") if re.search(r"\w{2}", one)]
    named = max(names_alone(text), _after_label(text))
    return said * max(1, len(_told(text)), enumerated(text), len(parted), named)


def _after_reason(text: str) -> list[str]:
    """Return the points of a sentence that begins with a reason: "Niet-naleving: de kaart; de video's"."""
    label = _LABELLED_REASON.match(text)
    if label is None or part_of(text.partition(":")[0]) not in REASONS or _label_of_nothing(text):
        return []
    return [one for one in text[label.end() :].split(";") if re.search(r"\w{2}", one)]


def _says_nothing(one: Placed) -> bool:
    nothing = pattern("words", "nothing")
    label = _LABELLED_REASON.match(one.line.text)
    rest = one.line.text[label.end() :] if label else ""
    return nothing.search(one.line.text) is not None or (rest != "" and nothing.search(rest) is not None)


def _label_of_nothing(text: str) -> bool:
    """Say whether a line names a reason under which nothing falls: "Onevenredige last: nihil"."""
    label = _LABELLED_REASON.match(text)
    return label is not None and pattern("words", "nothing").search(text[label.end() :]) is not None


def _offers_only(text: str) -> bool:
    """Say whether a paragraph offers something instead, and tells no fault itself."""
    first = SENTENCE_END.split(text)[0]
    is_offer = pattern("words", "alternatives").search(first) is not None or is_offered(first)
    return is_offer and not tells_a_fault(text)


def _after_label(text: str) -> int:
    """Return how many points stand after the name of a reason: "Niet-naleving: kaart, video's, formulier"."""
    label = _LABELLED_REASON.match(text)
    if label:
        return short_names(text[label.end() :])
    lead, colon, rest = text.partition(": ")
    return max(1, names_alone(rest, 2)) if colon and "." not in lead else 1


def _told(text: str) -> list[str]:
    """Return the sentences of the only paragraph that each tell a point: not what goes on about the last."""
    label = LABEL.match(text)
    if label and ";" in text:
        return [point for point in text[label.end() - 1 :].split(";") if point.strip()]
    first, *others = SENTENCE_END.split(text)
    told = [first, *(s for s in others if not _OF_THE_LAST.search(s))]
    return [
        s
        for s in told
        if not (
            _REMARK.search(s) or (s is not first and GOES_ON.search(s)) or _is_intro(s) or _offers_only(s)
        )
    ]


def _after_status(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield the sentence after the one that says "partially" or "not", in the same paragraph."""
    for before, after in pairwise(sentences):
        if before.placed == after.placed and status_in(before.text):
            yield after.text


def _is_intro(text: str) -> bool:
    lead, colon, rest = text.partition(": ")
    if colon and "." not in lead and names_alone(rest, 2):
        # "Les contenus suivants ne sont pas accessibles : l'agenda et la carte."
        return False
    return len(text) < 260 and pattern("words", "intro").search(text) is not None


def _loose_points(parts: Parts) -> Iterator[Placed]:
    """Yield the points of a list that follows a sentence such as "Op de volgende punten nog niet:"."""
    before, names_problem = "", False
    seen: set[int] = set()
    for one in parts.placed:
        if one.part in {"feedback", "enforcement", "scope"}:
            continue
        if one.part == "preparation" and one.line.item is not None and not _LEADS_SURELY.search(before):
            continue
        if _heads_column(one.line):
            names_problem = names_problem or _COLUMN_OF_PROBLEMS.match(one.line.text) is not None
        elif one.line.item is None or one.is_heading:
            before, names_problem = one.line.text, False
        elif one.line.item not in seen and (
            names_problem if one.line.is_row else _LEADS_TO_LIST.search(before)
        ):
            seen.add(one.line.item)
            yield one


def _heads_column(line: Line) -> bool:
    return line.node is not None and not line.is_row and line.node.closest("th") is not None


def _any_list(parts: Parts) -> Iterator[Placed]:
    """Yield the points of lists in a statement that says "partially" or "not", but heads its list otherwise.

    Lists of sites, of what was done, or of ways to get in touch are none.
    """
    heading, said = "", False
    lists: list[Placed] = []
    of_sites = {
        one.line.item
        for one in parts.placed
        if one.line.is_row and (status_in(one.line.text) or HOST.search(one.line.text))
    }
    for one in parts.placed:
        if one.is_heading:
            heading = one.line.text
        if one.part == "status" or status_in(one.line.text):
            said = True
        if (
            one.part not in {"items", "status", "other", "intro"}
            or one.is_heading
            or ((label := LABEL.match(one.line.text)) and part_of(label[1]))
        ):
            continue
        is_point = one.line.item is not None and not _OTHER_LIST.search(heading)
        is_point = is_point and one.line.item not in of_sites
        if said and is_point and not any(known.line.item == one.line.item for known in lists):
            lists.append(one)
    yield from (one for one in lists if not one.line.links or not _is_only_link(one))


def _is_only_link(one: Placed) -> bool:
    return any(name == one.line.text.strip(" .;") for name, _ in one.line.links)
