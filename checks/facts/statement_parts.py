"""Find the statement on a page, and which part of it each line belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from checks.facts.statement_lines import BOLD_LEVEL, TERM_LEVEL, Line, bare
from checks.facts.statement_words import names, pattern
from drempel.model.statement import Evidence

REASONS = {"breach": "niet-naleving", "burden": "onevenredige last", "outside": "buiten werkingssfeer"}
COMPONENT_IDS = {
    "compliance-status": "status",
    "inaccessible-content": "items",
    "setup-accessibility-statement": "preparation",
    "feedback-contact": "feedback",
    "enforcement-procedure": "enforcement",
}
"""Ids in the web component that Flemish sites share."""

HOST = re.compile(r"(?:https?://)?\b(?:[a-z0-9-]+\.)+[a-z]{2,12}\b(?:/\S*)?", re.IGNORECASE)
SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bniv\.)(?<!\bart\.)(?<!\bnr\.)(?<!\btel\.)\s+(?=[A-ZÀ-Ý«\"“(\[])"
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
)
_OF_THIS = re.compile(
    r"\b(?:van|over|of|about|on|de|erstellung|ausarbeitung|zu)\W+(?:deze|onze|de|this|the|our"
    r"|cette|la|la présente|dieser|der|unserer)\W*$",
    re.IGNORECASE,
)
LABEL = re.compile(r"\W*([A-ZÀ-Ý][^.:!?]{2,40}?)\s?:\s+\S")
_OF_STATEMENT = re.compile(
    r"\b(?:deze|dit|cette|pr[ée]sente|this|diese) (?:\w+ ){0,2}"
    r"(?:verklaring|d[ée]claration|statement|erkl[äa]rung)",
    re.IGNORECASE,
)
_DATES_ITSELF = re.compile(
    r"\W*(?:deze |dit |this |the |cette |la (?:pr[ée]sente )?)?(?:toegankelijkheids?-?)?"
    r"(?:verklaring|statement|d[ée]claration|opgesteld|opgemaakt|r[ée]dig[ée]e|[ée]tablie|prepared"
    r"|drawn up)\b"
    r".{0,60}\b(?:19|20)\d\d\b"
    r"|\W*diese erkl[äa]rung\b.{0,60}\b(?:19|20)\d\d\b"
    r"|\W*(?:laatste|derni[èe]re?|last|letzte) (?:\w+ )?(?:herziening|nazicht|bijwerking|update"
    r"|mise [àa] jour|r[ée]vision|review|aktualisierung)\b.{0,60}\b(?:19|20)\d\d\b"
    r"|\W*(?:deze |een |une? )?(?:externe? )?(?:audit|doorlichting|keuring|(?:zelf|auto-?|self-?)?"
    r"(?:[ée]valuat\w+|assessment|onderzoek|beoordeling|test)) (?:\w+ )?"
    r"(?:r[ée]alis[ée]e?|effectu[ée]e?|uitgevoerd|gedaan|carried out|door|par|by)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@|\b(?:bel|mail|meld\w*|contact\w*)\b|\d{2}[ /.]\d{2}", re.IGNORECASE)
_NOT_CONFORM = re.compile(
    r"\W*(?:niet[- ]conforme? (?:inhoud|onderdelen|delen)|contenus? non[- ]conformes?)", re.IGNORECASE
)
"""The heading of all points, where no other stands above it; below one it is the first of the reasons."""
_FULL_SENTENCE = re.compile(
    r"\b(?:valt|vallen|is|zijn|vormt|vormen|wordt|worden|roept|roepen|beroept|beroepen|doet|doen)\b",
    re.IGNORECASE,
)
_OF_CONTENT = re.compile(r"\W*(?:de |deze )?(?:\w+ )?(?:inhoud|content)\w*", re.IGNORECASE)
_IN_ITEMS = frozenset({*REASONS, "alternatives", "items", "enforcement"})
_LABELLED = frozenset({"enforcement", "feedback", "preparation", "status", "scope", "standard"})
_MOST_REASON = 110
_MOST_BESIDE_TITLE = 70


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its part (`intro`, `other`, or a name of the table), the reason above it and its term."""

    line: Line
    part: str
    reason: str = ""
    term: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the statement; after a term or row header, with that before it."""

    text: str
    placed: Placed
    heading: str = ""
    """The heading right above, for a line that says nothing without it."""
    asked: str = ""
    """The question right before it in the same line."""

    @property
    def part(self) -> str:
        return self.placed.part

    def evidence(self) -> Evidence:
        """Return where it stands."""
        return Evidence(self.text[:300], self.placed.line.selector)


class Parts:
    """A statement divided into its parts."""

    def __init__(self, lines: Sequence[Line], is_document: bool = False) -> None:
        self.is_document = is_document
        self.placed = tuple(_placed(lines, is_document))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return all sentences in order, headings among them."""
        return tuple(_sentences(self.placed))

    def within(self, *parts: str) -> tuple[Sentence, ...]:
        """Return the sentences of some parts."""
        return tuple(sentence for sentence in self.sentences if sentence.part in parts)

    def without(self, *parts: str) -> tuple[Sentence, ...]:
        """Return the sentences of all other parts."""
        return tuple(sentence for sentence in self.sentences if sentence.part not in parts)

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return any(placed.part == part for placed in self.placed)


def is_title(text: str) -> bool:
    """Say whether a heading is the title of a statement, not of a text about statements."""
    text = HOST.sub("site", text)
    found = pattern("title", "exact").search(text)
    if found is None or pattern("title", "about").search(text) or _OF_THIS.search(text[: found.start()]):
        return False
    return len(text) - (found.end() - found.start()) <= _MOST_BESIDE_TITLE


def is_vague_title(text: str) -> bool:
    """Say whether a heading may be the title of a statement, or of something about buildings."""
    return pattern("title", "vague").fullmatch(text.strip(" .:!")) is not None


def is_loose_title(text: str) -> bool:
    """Say whether a heading speaks of an accessible site or app in words of its own."""
    return (
        len(text) <= _MOST_BESIDE_TITLE
        and pattern("title", "loose").search(text) is not None
        and not pattern("title", "about").search(text)
        and not pattern("title", "building").search(text)
    )


def zone(lines: Sequence[Line]) -> tuple[Sequence[Line], Line | None]:
    """Return the lines of the statement and its title, `None` where no heading is one.

    A statement in a longer page ends where that goes on; of two languages the first is read.
    """
    content = [line for line in lines if not line.is_chrome]
    heads = [n for n, line in enumerate(content) if line.level and line.level != TERM_LEVEL]
    titles = [n for n in heads if is_title(content[n].text)] or _vague(content, heads)
    if not titles:
        return content, None
    start = titles[0]
    title = content[start]
    above = [n for n in heads if n < start]
    if above and content[above[-1]].level < title.level and is_near_title(content[above[-1]].text):
        # A page "Toegankelijkheid van de website" in which the statement is one of the parts that fold out.
        first = above[-1]
    else:
        first = start
    end = next(
        (n for n in titles[1:] if content[n].level <= title.level and _enough(content[start:n])), len(content)
    )
    is_part = any(line.level and line.level < title.level for line in content[:start]) and any(
        not line.level and len(line.text) > 60 for line in content[:start]
    )
    if is_part:
        end = next(
            (
                n
                for n in range(start + 1, end)
                if 0 < content[n].level <= title.level and not part_of(content[n].text)
            ),
            end,
        )
    return content[first:end], title


def is_near_title(text: str) -> bool:
    """Say whether a heading may stand above a statement without being its exact title."""
    return is_vague_title(text) or is_loose_title(text)


def _vague(content: Sequence[Line], heads: Sequence[int]) -> list[int]:
    """Return the last heading that only says "toegankelijkheid": above it may be something else."""
    vague = [n for n in heads if is_vague_title(content[n].text)][-1:]
    return vague or [n for n in heads if is_loose_title(content[n].text)][:1]


def _enough(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines) > 200


def part_of(text: str) -> str:
    """Return the part of a statement that a heading names, empty when it names none."""
    words = bare(text)
    return next((name for name in names("sections") if pattern("sections", name).search(words)), "")


def _placed(lines: Sequence[Line], is_document: bool) -> Iterator[Placed]:
    part, reason, level, reason_level = "intro", "", 0, 0
    term, term_part, term_reason = "", "", ""
    named_by: Line | None = None
    for at, line in enumerate(lines):
        if line.level == TERM_LEVEL:
            term, term_part, named_by = line.text, part_of(line.text), line
            term_reason = REASONS.get(term_part, "")
            term_part = "items" if term_reason else term_part
            above = term_reason or ("" if term_part else reason)
            yield Placed(line, term_part or part, above, is_heading=True)
            continue
        if named_by is not None and term and not _is_value(line, named_by):
            term, term_part, term_reason = "", "", ""
        is_first = not at and is_near_title(line.text)
        if line.level and not is_title(line.text) and not is_first:
            known = part_of(line.text) if len(line.text) <= _MOST_REASON else ""
            if not known and ((is_document and line.text[-1] != "?") or line.item is not None):
                # A short line of a document, or the bold beginning of a point: no heading of its own.
                yield Placed(line, part, reason)
                continue
            if part == "items" and line.level > level and known not in _IN_ITEMS:
                # Below a list of problems, the name of a problem is no new part: "Contactformulier".
                reason = "" if line.level == reason_level and line.level != BOLD_LEVEL else reason
                yield Placed(line, part, reason, is_heading=True)
                continue
            if known == "breach" and part != "items" and _NOT_CONFORM.match(bare(line.text)):
                known = "items"
            if known in REASONS:
                reason_level = line.level
            if known:
                part, reason, level = _entered(known, line.level)
            elif not level or line.level <= level:
                part, reason, level = "other", "", line.level
            yield Placed(line, part, reason, is_heading=True)
            continue
        if line.level:
            yield Placed(line, part, reason, is_heading=True)
            continue
        if not term and not line.is_row and (named := _reason_alone(line)):
            part, reason, level = "items", REASONS[named], level or BOLD_LEVEL
            yield Placed(line, part, reason, is_heading=True)
            continue
        if not term and not line.is_row and (led := _leads_to_points(line, lines[at + 1 : at + 2])):
            # "… voldoet gedeeltelijk. Niet-naleving van het decreet:", and then a list.
            yield Placed(line, part, reason)
            part, reason, level = "items", REASONS[led], level or BOLD_LEVEL
            continue
        if not term and (label := LABEL.match(line.text)) and (known := _labelled(label[1], line, part)):
            yield Placed(line, known)
            continue
        if part == "items" and line.item is None and not term and _DATES_ITSELF.match(line.text):
            # "Opgesteld op 5 december 2024", without a heading, after the list.
            yield Placed(line, "preparation")
            continue
        own = next((COMPONENT_IDS[name] for name in line.ids if name in COMPONENT_IDS), "")
        above = term_reason or (reason if own in {"", "items"} else "")
        yield Placed(line, own or term_part or part, above, term)


def _leads_to_points(line: Line, following: Sequence[Line]) -> str:
    """Return the reason that the last sentence of a paragraph names, where the points of a list follow."""
    *before, last = SENTENCE_END.split(line.text)
    if not before or line.item is not None or not last.endswith(":"):
        return ""
    if not following or following[0].item is None:
        return ""
    return next(
        (name for name in ("outside", "burden", "breach") if pattern("sections", name).search(last)), ""
    )


def _labelled(label: str, line: Line, part: str) -> str:
    """Return the part that a label before a colon names: "Contact: info@…", also below a list of problems."""
    known = part_of(label)
    if known == "items" and part != "items" and (";" in line.text or not _CONTACT.search(line.text)):
        # "Uitzonderingen: de kaart; de video's".
        return known
    most = 4 if known in {"preparation", "enforcement"} else 2
    if known not in _LABELLED or (part == "items" and (line.item is not None or len(label.split()) > most)):
        return ""
    return known


def _is_value(line: Line, term: Line) -> bool:
    """Say whether a line stands in the same row or list of terms as the name before it."""
    value = line.node.closest("dd", "td") if line.node is not None else None
    name = term.node.closest("dt", "th", "td") if term.node is not None else None
    if value is None or name is None:
        return value is not None
    around = ("tr",) if value.tag == "td" else ("dl",)
    return value.closest(*around) == name.closest(*around)


def _entered(name: str, level: int) -> tuple[str, str, int]:
    """Return part, reason and level after a heading that is known."""
    if name in REASONS:
        return "items", REASONS[name], level
    return name, "", level


def _reason_alone(line: Line) -> str:
    """Return which reason a short line names, as it does above the points it holds for."""
    words = bare(line.text)
    is_point = line.item is not None and line.node is not None
    if len(words) > _MOST_REASON or (is_point and not words.endswith(":")):
        return ""
    if re.search(r"WCAG|EN 301", words):
        # "Niet conform met EN 301 549" is a status.
        return ""
    known = next(
        (name for name in ("outside", "burden", "breach") if pattern("sections", name).search(words)), ""
    )
    found = pattern("sections", known).search(words) if known else None
    # "Voor de volgende inhoud doen we een beroep op onevenredige last:"
    leads = words.endswith(":") and not re.search(r"voldoe|redenen|raisons|reasons", words)
    if found is None or (found.start() > 25 and not leads) or re.search(r"[.!?]\s+\S", words):
        return ""
    if _FULL_SENTENCE.search(words[: found.start()]) and not _OF_CONTENT.match(words) and words.endswith("."):
        # "De foto's vallen buiten de wet."
        return ""
    # "Onevenredige last: de kaarten" is a point by itself.
    rest = words[found.end() :]
    return "" if re.search(r":\s*\S", rest) else known


def _sentences(placed: Sequence[Placed]) -> Iterator[Sentence]:
    heading = ""
    moves_on = False
    for at, one in enumerate(placed):
        if one.line.level == TERM_LEVEL:
            continue
        if one.is_heading or one.part != "feedback" or _OF_STATEMENT.search(one.line.text):
            moves_on = False
        text = f"{one.term.rstrip(' :')}: {one.line.text}" if one.term else one.line.text
        told = SENTENCE_END.split(text)
        for number, sentence in enumerate(told):
            after = (*told[number:][:2], *(next_one.line.text for next_one in placed[at + 1 : at + 3]))
            if one.part == "feedback" and not one.is_heading and _goes_higher(sentence, " ".join(after)):
                # "Antwoordt deze dienst niet?": what follows below the same heading is the next body.
                moves_on = True
            asked = told[number - 1] if number and told[number - 1].endswith("?") else ""
            yield Sentence(sentence, replace(one, part="enforcement") if moves_on else one, heading, asked)
        heading = one.line.text if one.is_heading else ""


def _goes_higher(sentence: str, after: str) -> bool:
    """Say whether a sentence sends those without a good answer to another body, named there or soon after."""
    return (
        pattern("words", "no_answer").search(sentence) is not None
        and pattern("words", "higher_body").search(after) is not None
    )
