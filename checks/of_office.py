"""What the checks of DOCX, ODT, XLSX and EPUB files share: results that point into a document, and its words.

Such files have no fixed pages. A place is told by the number of the paragraph (¶), the cell of a sheet, or
the part of a book. EN 301 549 has the demands on documents in chapter 10: criterion x.y.z is clause 10.x.y.z.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from checks.base import MAX_PARAM, SiteResult
from drempel.model.finding import Outcome, Pointer
from drempel.model.office_document import OfficeDocument, OfficeParagraph, OfficePicture, OfficeTable

WHOLE = Pointer("document")
"""The file as a whole."""

SHORT = MAX_PARAM // 2


def office_failed(at: Pointer, key: str, /, **params: object) -> SiteResult:
    """Return that something in a document is a barrier."""
    return SiteResult(Outcome.FAILED, at, key, _texts(params))


def office_question(at: Pointer, key: str, /, **params: object) -> SiteResult:
    """Return that a person has to look; the message is the question to ask."""
    return SiteResult(Outcome.CANT_TELL, at, key, _texts(params))


def office_passed(at: Pointer = WHOLE, /) -> SiteResult:
    """Return that something was looked at and is no barrier for this check."""
    return SiteResult(Outcome.PASSED, at)


def _texts(params: dict[str, object]) -> dict[str, str]:
    return {name: shortened(" ".join(str(value).split()), MAX_PARAM) for name, value in params.items()}


def shortened(text: str, most: int = SHORT) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def at_paragraph(document: OfficeDocument, number: int, what: str = "") -> Pointer:
    """Return a pointer to a paragraph, or to something in it."""
    one = document.paragraph(number)
    if one is None:
        return Pointer(what or "document", structure=what)
    if one.cell:
        return at_cell(one.part, one.cell, one.text)
    place = f"{one.part} ¶{number}" if one.part else f"¶{number}"
    kind = f"heading {one.level}" if one.level else "list item" if one.is_item else one.where or "paragraph"
    return Pointer(
        f"{place} > {what}" if what else place,
        one.text[:MAX_PARAM],
        structure=f"{kind} {what}" if what else kind,
    )


def at_cell(sheet: str, cell: str, snippet: str = "") -> Pointer:
    """Return a pointer to a cell, a range or a whole sheet, as Excel writes it."""
    quoted = sheet if re.fullmatch(r"\w+", sheet) else "'" + sheet.replace("'", "''") + "'"
    return Pointer(
        f"{quoted}!{cell}" if cell else quoted, snippet[:MAX_PARAM], structure="cell" if cell else "sheet"
    )


def at_picture(document: OfficeDocument, picture: OfficePicture) -> Pointer:
    """Return a pointer to a picture."""
    if not picture.paragraph:
        return Pointer(
            at_cell(picture.part, "").selector + f" {picture.kind}", picture.name, structure=picture.kind
        )
    at = at_paragraph(document, picture.paragraph, picture.kind)
    return at if at.snippet else replace(at, snippet=(picture.file or picture.name)[:MAX_PARAM])


def at_table(document: OfficeDocument, table: OfficeTable) -> Pointer:
    """Return a pointer to a table."""
    at = at_paragraph(document, table.paragraph, f"table[{table.number + 1}]")
    return Pointer(at.selector, beginning(table), structure="table")


def beginning(table: OfficeTable) -> str:
    """Return what stands first in a table."""
    return shortened(" | ".join(text for row in table.texts[:1] for text in row if text))


def is_shown(picture: OfficePicture) -> bool:
    """Tell whether a picture is more than a line or a dot."""
    sides = picture.width, picture.height
    return not all(sides) or min(sides) > _THIN


_THIN = 6.0
"""Points: a picture that is not higher or wider is a line."""


def usual_size(document: OfficeDocument) -> float:
    """Return the size in which most running text is set; 0 where that is not known."""
    sizes: Counter[float] = Counter()
    for one in document.body:
        if not one.level:
            for run in one.runs:
                sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def stretches(document: OfficeDocument) -> Iterator[list[OfficeParagraph]]:
    """Yield the paragraphs of the text in stretches that stand together: in no table, of one part."""
    row: list[OfficeParagraph] = []
    for one in document.paragraphs:
        is_text = one.table < 0 and one.where == "" and not one.cell
        if row and (not is_text or one.part != row[-1].part):
            yield row
            row = []
        if is_text:
            row.append(one)
    if row:
        yield row


def data_tables(document: OfficeDocument) -> Iterator[OfficeTable]:
    """Yield the tables that look like tables of data: rows and columns with short texts in most cells."""
    for table in document.tables:
        texts = [text for row in table.texts for text in row]
        filled = [text for text in texts if text.strip()]
        if table.rows < 2 or table.columns < 2 or table.is_nested or table.where in ("header", "footer"):
            continue
        if len(filled) < _FULL * len(texts) or any(len(text) > _LONG_CELL for text in filled):
            continue
        yield table


_FULL = 0.6
_LONG_CELL = 250
"""Letters: longer texts stand in tables that only place them."""
