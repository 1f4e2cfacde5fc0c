"""Read HTML as it was sent: running text of the main content, without menus."""

from collections.abc import Iterator

from drempel.model.text import BlockKind, TextBlock
from drempel.reading.base import Document, Part, document
from readability.hints import PieceKind
from readability.html_text import text_of_html

_KINDS = {
    **dict.fromkeys(BlockKind, PieceKind.LIST_ITEM),
    BlockKind.HEADING: PieceKind.HEADING,
    BlockKind.PARAGRAPH: PieceKind.PARAGRAPH,
    BlockKind.CODE: PieceKind.CODE,
}


def read_page(source: bytes | str) -> Document:
    """Return the main content of a page."""
    return document(_parts(text_of_html(source).blocks), has_headings=True)


def _parts(blocks: tuple[TextBlock, ...]) -> Iterator[Part]:
    for block in blocks:
        if block.place:
            continue  # a menu, a header, a footer
        text = " ".join(block.text.split())
        links = ((0, len(text)),) if block.link_chars >= len(block.text) > 0 else ()
        yield Part(text, _KINDS[block.kind], links)
