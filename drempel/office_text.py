"""What is made of the text of a DOCX, ODT, XLSX or EPUB file for checks: what is hard, and languages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from drempel.document_text import found_language, is_doubtful, primary
from drempel.model.hint import TextHints
from drempel.model.office_document import OfficeDocument, OfficeParagraph, OfficeSpeech, OfficeSpeeches
from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.language import LANGUAGES
from readability.page_hints import page_hints

_ASKED: Final = 400
"""Paragraphs of which the language is told: the beginning of a book is in the language of the rest."""

_WORDS_OF_PARAGRAPH: Final = 8
_WORDS_OF_FOREIGN: Final = 25
_SURE_WORDS: Final = 100
_SHARE, _SURE_SHARE = 0.8, 0.95
_READ: Final = frozenset({"", "note", "box", "caption"})


def derived_from_office(document: OfficeDocument) -> Mapping[type, object]:
    """Return the artefacts that checks of such files may need beside the document itself."""
    return {
        TextHints: page_hints(visible_text(document)),
        OfficeSpeeches: OfficeSpeeches(tuple(_speeches(document))),
    }


def visible_text(document: OfficeDocument) -> VisibleText:
    """Return the text as that of a page; `node` is the number of the paragraph."""
    blocks = tuple(
        TextBlock(one.text, _kind(one), lang=one.lang, node=one.number)
        for one in document.paragraphs
        if one.text and one.where in _READ
    )
    return VisibleText(document.name, document.lang or "", blocks)


def _kind(one: OfficeParagraph) -> BlockKind:
    if one.level or one.is_title:
        return BlockKind.HEADING
    if one.cell or one.table >= 0:
        return BlockKind.TABLE_CELL
    if one.is_item:
        return BlockKind.LIST_ITEM
    return BlockKind.CAPTION if one.where == "caption" else BlockKind.PARAGRAPH


def _speeches(document: OfficeDocument) -> Iterator[OfficeSpeech]:
    declared = document.lang or ""
    if not document.has_language:
        return
    asked = [one for one in document.paragraphs if one.where in _READ][:_ASKED]
    own = [one for one in asked if not one.lang or primary(one.lang) == primary(declared)]
    found = [(one, language) for one in own if (language := found_language(one.text, _WORDS_OF_PARAGRAPH))]
    if declared:
        yield from _of_document(declared, found)
    for one in asked:
        if one.lang and primary(one.lang) != primary(declared):
            language = found_language(one.text, _WORDS_OF_FOREIGN)
            if language:
                differs = primary(one.lang) != language and is_doubtful(one.text, one.lang)
                words = len(one.text.split())
                yield OfficeSpeech(one.lang, language, one.number, words, one.text[:200], differs=differs)


def _of_document(declared: str, found: list[tuple[OfficeParagraph, str]]) -> Iterator[OfficeSpeech]:
    words: Counter[str] = Counter()
    for one, language in found:
        words[language] += len(one.text.split())
    if not words:
        return
    language, most = words.most_common(1)[0]
    whole = sum(words.values())
    if language != primary(declared) and most >= _SHARE * whole:
        text = next(one.text for one, told in found if told == language)
        is_sure = most >= _SURE_SHARE * whole and whole >= _SURE_WORDS and primary(declared) in LANGUAGES
        if is_doubtful(text, declared):
            yield OfficeSpeech(declared, language, 0, most, text[:200], True, is_sure, True)
            return
    yield OfficeSpeech(declared, language, 0, most, "", True)
    for one, told in found:
        count = len(one.text.split())
        if told != primary(declared) and count >= _WORDS_OF_FOREIGN and is_doubtful(one.text, declared):
            yield OfficeSpeech(declared, told, one.number, count, one.text[:200], differs=True)
