"""Dates in a statement: when it was prepared and when it was last reviewed. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from checks.facts.statement_parts import Parts, Sentence
from checks.facts.statement_words import pattern, table
from drempel.model.statement import Evidence

_MONTHS: dict[str, int] = {
    name: int(number) for number, names in table()["months"].items() for name in names.split()
}
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<iso>\d{4})[-/](?P<iso_month>\d\d)[-/](?P<iso_day>\d\d)"
    r"|(?P<run>20\d\d)(?P<run_month>[01]\d)(?P<run_day>[0-3]\d)"
    r"|(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d\d)"
    r"|(?:(?P<day_of>\d{1,2})(?:er|ste|de|e|st|nd|rd"
    r"|th|\.)?[\s-]+(?:of\s+)?)?(?P<name>[a-zéûôàäè]{3,10})\.?,?[\s-]+(?P<name_year>(?:19|20)\d\d|'\d\d)"
    r"|(?P<us_name>[A-Z][a-z]{2,8})\s+(?P<us_day>\d{1,2}),\s+(?P<us_year>20\d\d))(?![\d/-])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^[A-ZÀ-Ý][\w' -]{2,40}, (?:op )?(?=\d)")
_BARE_DATE = re.compile(r"\W*(?:op|van|sinds|le|du|on|from)?\W*(?:\w+dag)?\W*", re.IGNORECASE)
_ASKS_DATE = re.compile(
    r"\b(?:wanneer|quand|when)\b[^.]{0,40}\b(?:verklaring|tekst|versie|d[ée]claration|statement)\b",
    re.IGNORECASE,
)
"""A question for the day of the statement; the date alone is the answer."""
_SAME_AGAIN = re.compile(r"\W*(?:en|et|and|und)?\W*(?:op|le|on|am)?\W*", re.IGNORECASE)
"""What stands between two dates of the same thing: "herzien op 3 mei en op 4 juni"."""
_THIS_VERSION = re.compile(r"\b(?:deze|huidige|cette|this|current) versi(?:e|on)\b", re.IGNORECASE)
_OF_SITE = re.compile(
    r"\b(?:de|onze|het|deze|ons) (?:\w+ )?(?:web)?(?:site|website|app|portaal|platform|webpagina's)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<!eerste )\bversie\b(?:\W+\d{1,2})?\W+(?:van |d\.d\. )?$", re.IGNORECASE)
_FIRST_VERSION = re.compile(r"\bversie 1(?:\.0)?\W*$", re.IGNORECASE)
_DATED_FROM = re.compile(r"\b(?:dateert|is|dat(?:um|e)) (?:van|du|from)\W*$", re.IGNORECASE)
_DATED = re.compile(r"^\W*dat(?:um|e)\W+$", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:verklaring|d[ée]claration|statement)\b[^,;]{0,30}\b(?:toen|daarna|daarop|nadien|alors|then)\b",
    re.IGNORECASE,
)
"""That the statement was dealt with on the day of a test that is told first."""
_STATEMENT_NOUN = re.compile(
    r"\W*(?:over |about |[àa] propos de )?(?:deze|de|this|cette) (?:verklaring|d[ée]claration|statement)\W*",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"gepubliceerd|published|publi[ée]e", re.IGNORECASE)
_STATEMENT = re.compile(r"verklaring|d[ée]claration|statement|\bze\b|\bzij\b|\belle\b|\bit\b", re.IGNORECASE)


_DATES_STATEMENT = re.compile(
    r"^\W*(?:deze |dit |this |the |cette |la (?:pr[ée]sente )?)?(?:toegankelijkheids?-?)?"
    r"(?:verklaring|statement|d[ée]claration|opgesteld|opgemaakt|r[ée]dig[ée]e|[ée]tablie|prepared"
    r"|drawn up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Dated:
    day: str
    start: int
    end: int


def dates(parts: Parts, today: date) -> dict[str, tuple[str, Evidence]]:
    """Return `prepared` and `reviewed` where they are given: the first and the latest that is not to come.

    A date of which the words say nothing counts, where there is one only and no other was prepared.
    """
    found: dict[str, list[tuple[str, Evidence]]] = {"prepared": [], "reviewed": [], "signed": [], "": []}
    for sentence in parts.sentences:
        # In a list of problems a date is a promise to mend something; a place and a day sign the whole.
        line = sentence.placed.line
        is_of_statement = line.item is None and _DATES_STATEMENT.search(line.text)
        if sentence.part in {"items", "enforcement"} and not (
            is_of_statement or _is_signature(sentence.text)
        ):
            continue
        for kind, day in _of(sentence):
            if day <= today.isoformat():
                found[kind].append((day, sentence.evidence()))
    for kind, day, place in _in_rows(parts):
        if day <= today.isoformat() and not any(day == known for known, _ in found[kind]):
            found[kind].append((day, place))
    picked: dict[str, tuple[str, Evidence]] = {}
    begun = found["prepared"] or found["signed"]
    if not begun and len({day for day, _ in found[""]}) == 1:
        begun = found[""]
    if begun:
        picked["prepared"] = begun[0]
    if found["prepared"]:
        # "Datum: 19 augustus 2026 (eerste versie: 20 augustus 2024)" gives the date of this version.
        found["reviewed"] += [one for one in found["signed"] if one[0] > picked["prepared"][0]][:1]
    if found["reviewed"]:
        picked["reviewed"] = max(found["reviewed"], key=lambda one: one[0])
    return picked


def _in_rows(parts: Parts) -> Iterator[tuple[str, str, Evidence]]:
    """Yield what a table of versions says: a row with one date and what was done then."""
    rows = [one for one in parts.within("preparation") if one.placed.line.is_row]
    for _, cells in groupby(rows, key=lambda one: one.placed.line.item):
        row = list(cells)
        text = " | ".join(cell.text for cell in row)
        dated = list(_dates_in(text))
        is_review, is_start = (
            pattern("dates", "reviewed").search(text),
            pattern("dates", "prepared").search(text),
        )
        if len(dated) == 1 and len(row) > 1 and bool(is_review) != bool(is_start):
            yield "reviewed" if is_review else "prepared", dated[0].day, row[0].evidence()


def _of(sentence: Sentence) -> Iterator[tuple[str, str]]:
    text = sentence.text
    dated = list(_dates_in(text))
    if (
        sentence.heading
        and len(dated) == 1
        and _BARE_DATE.fullmatch(text[: dated[0].start] + text[dated[0].end :])
    ):
        if kind := _kind(sentence.heading, "", is_first=True):
            yield kind, dated[0].day
        elif _ASKS_DATE.search(sentence.heading):
            yield "prepared", dated[0].day
        return
    is_of_page = pattern("words", "review_own_page").search(text) and not _STATEMENT.search(text)
    before_kind: str | None = None
    for at, one in enumerate(dated):
        start = dated[at - 1].end if at else 0
        end = dated[at + 1].start if at + 1 < len(dated) else len(text)
        # "3 mei (eerste versie: 2 april)": what ends in a colon names the next one.
        after = "" if at + 1 < len(dated) and text[:end].rstrip().endswith(":") else text[one.end : end][:60]
        kind = _kind(text[start : one.start][-90:], after, is_first=not at)
        if at and before_kind and not kind and _SAME_AGAIN.fullmatch(text[start : one.start]):
            kind = before_kind
        before_kind = kind
        if not kind and not at and sentence.heading and _BARE_DATE.fullmatch(text[: one.start]):
            kind = _kind(sentence.heading, "", is_first=True)
        if (
            not kind
            and sentence.heading
            and _STATEMENT_NOUN.fullmatch(sentence.heading)
            and _ISSUED.search(text)
        ):
            kind = "prepared"
        if not kind and len(dated) == 1 and (then := _THEN.search(text, one.end)):
            kind = _kind(text[then.start() :][:90], "", is_first=True)
        if not kind and _is_signature(text):
            kind = "signed"
        is_about_all = sentence.part in {"preparation", "intro", "other"}
        is_version = kind is None and _THIS_VERSION.search(text[start : one.start]) is not None
        if not kind and is_about_all and (is_version or _DATED.match(text[: one.start])):
            kind = "signed"
        if is_of_page:
            continue
        if kind:
            yield kind, one.day
        elif kind is None and (
            sentence.part == "preparation" or _BARE_DATE.fullmatch(text[: one.start] + text[one.end :])
        ):
            yield "", one.day


def _is_signature(text: str) -> bool:
    return len(text) < 70 and _SIGNED.match(text) is not None


def _kind(before: str, after: str, *, is_first: bool) -> str | None:
    """Return what the words nearest to a date make of it; those before it count first.

    Empty where they say that it is another date, `None` where they say nothing.
    """
    # After another date, what stands before "en" or a comma belongs to that one.
    if not is_first:
        before = re.split(r"[,;]|\b(?:en|et|and|und)\b", before)[-1]
    marks = [
        (found.end(), kind)
        for kind, wanted in (("prepared", "prepared"), ("reviewed", "reviewed"), ("", "neither"))
        for found in pattern("dates", wanted).finditer(before)
    ]
    # "werd op 5 mei opgesteld", unless another part of the sentence has begun.
    after = re.sub(r"^\s*[:(–-]\s*", "", after)
    clause = re.split(r"[,;:()]|\b(?:en|et|and|und|na|op basis)\b", after, maxsplit=1)[0]
    later = [
        (found.end(), kind)
        for kind, wanted in (("prepared", "prepared"), ("reviewed", "reviewed"))
        for found in pattern("dates", wanted).finditer(clause)
    ]
    if _VERSION.search(before) and not _FIRST_VERSION.search(before):
        return "reviewed"
    if marks and (nearest := max(marks))[1]:
        # "De laatste herziening dateert van 3 mei": the verb says only that a day follows.
        is_said = _DATED_FROM.search(before) and any(kind == "reviewed" for _, kind in marks)
        return _unless_to_come("reviewed" if is_said else nearest[1], before)
    if later:
        kind = min(later)[1]
        if kind == "reviewed" and _OF_SITE.search(before) and not _STATEMENT.search(before):
            # "Een collega heeft de site in april 2026 nagekeken": a test.
            return ""
        if _THIS_VERSION.search(before):
            kind = "reviewed"
        return kind if not re.search(r"\b(?:wordt|zal|zullen|sera|will)\b", before, re.IGNORECASE) else ""
    return "" if marks or pattern("dates", "neither").search(after) else None


def _unless_to_come(kind: str, before: str) -> str:
    coming = re.search(
        r"\b(?:wordt|worden|zal|zullen|volgende|sera|will be|next)\b[^.]{0,40}$", before, re.IGNORECASE
    )
    return "" if coming else kind


def _dates_in(text: str) -> Iterator[_Dated]:
    for found in _DATE.finditer(text):
        if day := _iso(found):
            yield _Dated(day, found.start(), found.end())


def _iso(found: re.Match[str]) -> str:
    """Return the date in ISO form, empty where there is no such day."""
    part = found.groupdict()
    if part["iso"]:
        year, month, day = part["iso"], part["iso_month"], part["iso_day"]
    elif part["run"]:
        year, month, day = part["run"], part["run_month"], part["run_day"]
    elif part["year"]:
        year, month, day = part["year"], part["month"], part["day"]
    elif part["name"]:
        year, month, day = part["name_year"], str(_MONTHS.get(part["name"].lower(), 0)), part["day_of"]
    else:
        year, month, day = part["us_year"], str(_MONTHS.get(part["us_name"].lower(), 0)), part["us_day"]
    year = year.lstrip("'")
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        whole = date(full_year, int(month), int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]


def iso_day(value: str) -> str | None:
    """Return the day in a machine-readable date or a written one, `None` where it is none."""
    return next((one.day for one in _dates_in(value)), None)
