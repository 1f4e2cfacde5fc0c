"""Read Markdown with markdown-it-py."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drempel.reading.base import Document, Part, PartBuilder, document
from readability.hints import PieceKind


def read_markdown(text: str) -> Document:
    """Return the document of a Markdown text; code is left out."""
    return document(_parts(MarkdownIt("commonmark").enable("table").parse(text)), has_headings=True)


def _parts(tokens: list[Token]) -> Iterator[Part]:
    open_blocks: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            open_blocks.append(token.type)
        elif token.nesting == -1:
            open_blocks.pop()
        elif token.type == "inline":
            yield _inline(token, _kind(open_blocks))


def _kind(open_blocks: list[str]) -> PieceKind:
    if "heading_open" in open_blocks:
        return PieceKind.HEADING
    if "list_item_open" in open_blocks or "td_open" in open_blocks or "th_open" in open_blocks:
        return PieceKind.LIST_ITEM
    return PieceKind.PARAGRAPH


def _inline(token: Token, kind: PieceKind) -> Part:
    builder, link = PartBuilder(), 0
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            builder.add(" ")
        elif child.type in {"link_open", "link_close"}:
            link += child.nesting
        elif child.type in {"text", "code_inline", "image"}:
            builder.add(child.content, is_link=link > 0)
    return builder.part(kind)
