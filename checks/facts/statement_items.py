"""What a statement says is not accessible, why, and what people can use instead."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checks.facts.statement_parts import LABEL, REASONS, SENTENCE_END, Parts, Placed
from checks.facts.statement_status import status_in
from checks.facts.statement_words import pattern
from drempel.model.statement import Evidence

_LEADS_TO_LIST = re.compile(
    r"\bniet\b|\bbehalve\b|\bbeter\b|uitzonder|problem|\bpunten\b|exception|sauf|\bnot\b|\bpas\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^\W*(?:alternatie|(?:we|wij) (?:werken|lossen|pakken|verwachten|voorzien|plannen|hopen"
    r"|zullen|willen|zijn)\b"
    r"|deze (?:problemen|punten)|lukt |u kunt"
    r"|je kan|je kunt|u kan|"
    r"vraag |bel |daarom|heb |hebt )",
    re.IGNORECASE,
)
_OTHER_LIST = re.compile(
    r"maatregel|inspanning|deden|gedaan|doen we|websites?\\b.*\\bgeldt|mesures|measures|principe"
    r"|hoe we|wat betekent|statussen",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:ze|zij|hij|die|dit|dat|deze|hierdoor|daardoor|daarvoor|dus|daarom|het|er|u|je|jij|we"
    r"|wij|wie|maar|twee"
    r"|als|wanneer|omdat|ils?|elles?|cela|ce|vous|nous|they|it|this|these|you|we|sie|es|dies\w*)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about the one before."""
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
_CLAIMED = re.compile(r"\bgeen\b|\baucune\b|\bno\b", re.IGNORECASE)


class Items:
    """The points of a statement, in groups by the reason above them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        groups = list(_groups(parts))
        self._points = {reason: points for reason, group in groups if (points := _points(group))}
        self._groups = groups
        self._loose = () if self._points else tuple(_loose_points(parts)) or tuple(_any_list(parts))

    @property
    def count(self) -> int | None:
        """Return how many points there are; `None` where they may stand in running text."""
        number = sum(map(len, self._points.values())) + len(self._loose)
        if not number and self._parts.is_document and any(status_in(s.text) for s in self._parts.sentences):
            # Many a PDF gives its lists without bullets and its headings like the rest.
            return None
        if number or any(rows for _, rows in self._groups):
            return number
        said = self._parts.within("status", "intro", "other")
        told = (_NOT_USABLE, _SUMMED_UP)
        in_prose = any(one.search(s.text) for one in told for s in said if not s.placed.is_heading) or any(
            re.search(r"voldoe[tn]|conform|overeenstemming|toegankelijk", s.text) and _BECAUSE.search(s.text)
            for s in said
            if re.search(r"gedeeltelijk|deels|niet|partiel", s.text, re.IGNORECASE)
            and not s.placed.is_heading
        )
        return None if in_prose else 0

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
            if sentence.placed.is_heading or _CLAIMED.search(sentence.text):
                continue
            for name, reason in REASONS.items():
                if pattern("sections", name).search(sentence.text) and not _is_intro(sentence.text):
                    found.setdefault(reason, sentence.evidence())
        return found

    def burden_explained(self) -> Evidence | None:
        """Return where the statement says why the burden would be out of proportion."""
        why = pattern("words", "burden_why")
        for sentence in self._parts.sentences:
            line = sentence.placed.line.text
            is_near = sentence.placed.reason == REASONS["burden"] or pattern("sections", "burden").search(
                line
            )
            if is_near and not sentence.placed.is_heading and why.search(sentence.text):
                return sentence.evidence()
        return None

    def alternatives(self) -> Evidence | None:
        """Return where people are told what they can use instead."""
        way, none = pattern("words", "alternatives"), pattern("words", "no_alternative")
        near, helped = pattern("words", "alternatives_near"), pattern("words", "alternatives_help")
        for sentence in self._parts.sentences:
            if sentence.part in {"enforcement", "preparation"} or sentence.placed.is_heading:
                continue
            is_there = sentence.part == "alternatives" or way.search(sentence.text)
            if sentence.part == "items" or sentence.placed.line.item is not None:
                is_there = is_there or near.search(sentence.text)
            if sentence.part not in {"feedback", "intro", "commitment"}:
                is_there = is_there or helped.search(sentence.text)
            is_empty = not re.search(r"\w{2}", sentence.text)
            if is_there and not is_empty and not none.search(sentence.text):
                return sentence.evidence()
        return None


def _groups(parts: Parts) -> Iterator[tuple[str, list[Placed]]]:
    rows = [one for one in parts.placed if one.part == "items" and not one.is_heading]
    by_reason: dict[str, list[Placed]] = {}
    for one in rows:
        by_reason.setdefault(one.reason, []).append(one)
    yield from by_reason.items()


def _points(group: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return one line per point: of a list or table, else each paragraph that says something."""
    nothing = pattern("words", "nothing")
    listed = [one for one in group if one.line.item is not None and not _DETAIL.match(one.line.text)]
    if listed:
        firsts = (next(rows) for _, rows in groupby(listed, key=lambda one: one.line.item))
        return tuple(one for one in firsts if not nothing.search(one.line.text))
    said = tuple(
        one
        for one in group
        if not nothing.search(one.line.text)
        and not _is_intro(one.line.text)
        and not _REMARK.search(one.line.text)
    )
    if len(said) != 1 or said[0].reason in _EXPLAINED:
        return said
    return said * max(1, len(_told(said[0].line.text)))


def _told(text: str) -> list[str]:
    """Return the sentences of the only paragraph that each tell a point: not what goes on about the last."""
    label = LABEL.match(text)
    if label and ";" in text:
        return [point for point in text[label.end() - 1 :].split(";") if point.strip()]
    first, *others = SENTENCE_END.split(text)
    told = [first, *(s for s in others if not _OF_THE_LAST.search(s))]
    return [s for s in told if not (_REMARK.search(s) or _GOES_ON.search(s) or _is_intro(s))]


def _is_intro(text: str) -> bool:
    return len(text) < 260 and pattern("words", "intro").search(text) is not None


def _loose_points(parts: Parts) -> Iterator[Placed]:
    """Yield the points of a list that follows a sentence such as "Op de volgende punten nog niet:"."""
    before = ""
    seen: set[int] = set()
    for one in parts.placed:
        if one.part in {"feedback", "enforcement", "preparation", "scope"}:
            continue
        if one.line.item is None or one.is_heading:
            before = one.line.text
        elif one.line.item not in seen and _LEADS_TO_LIST.search(before) and not one.line.is_row:
            seen.add(one.line.item)
            yield one


def _any_list(parts: Parts) -> Iterator[Placed]:
    """Yield the points of lists in a statement that says "partially" or "not", but heads its list otherwise.

    Lists of sites, of what was done, or of ways to get in touch are none.
    """
    heading, said = "", False
    lists: list[Placed] = []
    for one in parts.placed:
        if one.is_heading:
            heading = one.line.text
        if one.part == "status" or status_in(one.line.text):
            said = True
        if (
            one.part not in {"items", "status", "other", "intro"}
            or one.is_heading
            or LABEL.match(one.line.text)
        ):
            continue
        is_point = one.line.item is not None and not _OTHER_LIST.search(heading)
        if said and is_point and not any(known.line.item == one.line.item for known in lists):
            lists.append(one)
    yield from (one for one in lists if not one.line.links or not _is_only_link(one))


def _is_only_link(one: Placed) -> bool:
    return any(name == one.line.text.strip(" .;") for name, _ in one.line.links)
