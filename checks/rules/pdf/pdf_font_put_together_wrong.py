"""Fonts whose parts contradict each other."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_font, pdf_failed, pdf_passed, pdf_question, shown_codes
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument, PdfFont

_ENCODINGS = ("WinAnsiEncoding", "MacRomanEncoding")


@check(
    id="pdf-font-put-together-wrong",
    title=N_("Font in the PDF is put together wrongly"),
    repair=N_("Make the PDF anew with a current program, or choose another font."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="low-vision",
    messages={
        "parts": N_("The parts of the font {font} do not fit together ({what})."),
        "widths": N_("The font {font} gives some signs another width than the file says (codes {codes})."),
        "unreadable": N_(
            "The font {font} in the file cannot be read. Does its text look right in several programs?"
        ),
    },
)
def pdf_font_put_together_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per font that is right, and one per fault."""
    for font in pdf.fonts:
        faults = [
            pdf_failed(at_font(font), "parts", clause, font=font.name, what=what)
            for what, clause in _faults(font)
        ]
        if font.other_width:
            codes = shown_codes(font.other_width)
            faults.append(pdf_failed(at_font(font), "widths", "7.21.5-t01", font=font.name, codes=codes))
        if not font.is_readable and not faults:
            faults.append(pdf_question(at_font(font), "unreadable", font=font.name))
        yield from faults or [pdf_passed(at_font(font))]


def _faults(font: PdfFont) -> Iterator[tuple[str, str]]:
    """Yield which parts do not fit, and the clause."""
    if not font.system_info_fits:
        yield "CIDSystemInfo", "7.21.3.1-t01"
    if not font.cid_to_gid_fits:
        yield "CIDToGIDMap", "7.21.3.2-t01"
    if not font.cmap_known:
        yield "CMap", "7.21.3.3-t01"
    if not font.cmap_mode_fits:
        yield "WMode", "7.21.3.3-t02"
    if font.unknown_base_cmap:
        yield f"UseCMap {font.unknown_base_cmap}", "7.21.3.3-t03"
    if not font.glyph_list_fits:
        yield font.glyph_list, "7.21.4.2-t01" if font.glyph_list == "CharSet" else "7.21.4.2-t02"
    if font.is_symbolic is not None:
        yield from _true_type_faults(font)


def _true_type_faults(font: PdfFont) -> Iterator[tuple[str, str]]:
    if font.is_symbolic:
        if font.has_encoding:
            yield "Encoding", "7.21.6-t03"
        if font.character_maps is not None and font.character_maps != 1 and not font.has_symbol_map:
            yield "cmap", "7.21.6-t04"
        return
    if font.character_maps is not None and font.character_maps - font.has_symbol_map < 1:
        yield "cmap", "7.21.6-t01"
    if font.encoding not in _ENCODINGS:
        yield "Encoding", "7.21.6-t02"
    elif font.odd_names:
        yield f"Differences {font.odd_names[0]}", "7.21.6-t02"
