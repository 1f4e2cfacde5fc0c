"""What is made of the text of a document for checks: what can be easier, and the languages of its parts."""

from collections import Counter
from collections.abc import Iterator, Mapping

from drempel.model.hint import TextHints
from drempel.model.pdf_document import NONE, PdfDocument
from drempel.model.pdf_text import PdfBlock, PdfSpeech, PdfSpeeches
from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.language import LANGUAGES, language_of, rank_languages
from readability.page_hints import page_hints

_KINDS = {
    "heading": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
    "list-item": BlockKind.LIST_ITEM,
    "cell": BlockKind.TABLE_CELL,
    "caption": BlockKind.CAPTION,
    "note": BlockKind.OTHER,
    "label": BlockKind.LABEL,
    "figure": BlockKind.ALTERNATIVE,
    "contents": BlockKind.LINK,
}
"""Kind of a block of a PDF → what it is for reading."""

_BLOCKS_ASKED = 400
"""Blocks of which the language is told: the beginning of a book is in the language of the rest."""

_WORDS_OF_BLOCK, _WORDS_OF_PART, _WORDS_OF_FOREIGN = 8, 6, 25
_SURE_WORDS = 100
_SHARE, _SURE_SHARE = 0.8, 0.95
_LIKELY, _UNLIKELY = 0.9, 0.05


def derived_from(pdf: PdfDocument) -> Mapping[type, object]:
    """Return the artefacts that checks of documents may need beside the document itself."""
    # The languages first: of the blocks that they ask about, the hints then know the language too.
    speeches = PdfSpeeches(tuple(_speeches(pdf)))
    return {TextHints: page_hints(visible_text(pdf)), PdfSpeeches: speeches}


def visible_text(pdf: PdfDocument) -> VisibleText:
    """Return the text of a PDF as that of a page; `node` is the number of the block."""
    blocks = tuple(
        TextBlock(block.text, kind, node=number)
        for number, block in enumerate(pdf.blocks)
        if (kind := _KINDS.get(block.kind)) is not None
    )
    return VisibleText(pdf.name, pdf.lang or "", blocks)


def _speeches(pdf: PdfDocument) -> Iterator[PdfSpeech]:
    of_document: list[PdfBlock] = []
    asked: dict[int, list[PdfBlock]] = {}
    for block in pdf.blocks[:_BLOCKS_ASKED]:
        if block.kind in ("artifact", "label"):
            continue
        declaring = _declaring(pdf, block.tag)
        (of_document if declaring == NONE else asked.setdefault(declaring, [])).append(block)
    yield from _of_document(pdf, of_document)
    for tag, blocks in asked.items():
        text = " ".join(block.text for block in blocks)
        declared, found = pdf.tags[tag].lang or "", found_language(text, _WORDS_OF_PART)
        if found:
            words = len(text.split())
            differs = primary(declared) != found and is_doubtful(text, declared)
            yield PdfSpeech(declared, found, blocks[0].page, tag, words, text[:200], differs=differs)


def _declaring(pdf: PdfDocument, tag: int) -> int:
    """Return the tag that says in which language the text in a tag is; `NONE` where the document does."""
    while tag != NONE and not pdf.tags[tag].lang:
        tag = pdf.tags[tag].parent
    if tag != NONE and pdf.lang and primary(pdf.tags[tag].lang or "") == primary(pdf.lang):
        return NONE
    return tag


def _of_document(pdf: PdfDocument, blocks: list[PdfBlock]) -> Iterator[PdfSpeech]:
    declared = pdf.lang or ""
    if not declared:
        return
    found = [
        (block, language) for block in blocks if (language := found_language(block.text, _WORDS_OF_BLOCK))
    ]
    words: Counter[str] = Counter()
    for block, language in found:
        words[language] += len(block.text.split())
    if not words:
        return
    language, most = words.most_common(1)[0]
    whole = sum(words.values())
    if language != primary(declared) and most >= _SHARE * whole:
        text = next(block.text for block, one in found if one == language)
        is_sure = most >= _SURE_SHARE * whole and whole >= _SURE_WORDS and primary(declared) in LANGUAGES
        if is_doubtful(text, declared):
            yield PdfSpeech(declared, language, 0, NONE, most, text[:200], True, is_sure, True)
            return
    yield PdfSpeech(declared, language, 0, NONE, most, "", True, False, False)
    for block, one in found:
        count = len(block.text.split())
        if one != primary(declared) and count >= _WORDS_OF_FOREIGN and is_doubtful(block.text, declared):
            yield PdfSpeech(declared, one, block.page, block.tag, count, block.text[:200], differs=True)


def found_language(text: str, least: int) -> str:
    """Return the language of a text of at least so many words; empty where it cannot be told."""
    return language_of(text) if len(text.split()) >= least else ""


def primary(code: str) -> str:
    """Return the language of a code such as `nl-BE`, without the country."""
    return code.replace("_", "-").partition("-")[0].lower()


def is_doubtful(text: str, declared: str) -> bool:
    """Tell whether a text hardly can be in the language that is declared for it."""
    ranked = rank_languages(text)
    first = next(iter(ranked.values()))
    return first >= _LIKELY and ranked.get(primary(declared), 0.0) <= _UNLIKELY
