"""Read one PDF file in this process. Whatever is in it, a `PdfDocument` comes out."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import structlog

from crawler.gather.pdf.annotations import (
    annotations_of,
    appearances,
    attachment_of,
    attachments,
    inherited,
    languages_of,
    media_of,
    page_box,
    read_annotation,
    upright,
)
from crawler.gather.pdf.content import Reader
from crawler.gather.pdf.font_facts import facts_of
from crawler.gather.pdf.found import PageTally
from crawler.gather.pdf.limits import MAX_ANNOTATIONS, MAX_PAGES, MAX_TEXT, TooMuch, Unreadable
from crawler.gather.pdf.metadata import read_metadata, with_days
from crawler.gather.pdf.objects import data, entry, is_dict, items, key_of, name, one_or_more, sub, text
from crawler.gather.pdf.objects import number as pdf_number
from crawler.gather.pdf.paragraphs import blocks_of, inks_of, texts_of_tags
from crawler.gather.pdf.scripts import scripts_of
from crawler.gather.pdf.security import permissions, permissions_of_locked
from crawler.gather.pdf.tree import Tree, changed, parents_of_content, read_tree
from drempel.model.pdf_document import (
    PdfAnnotation,
    PdfAttachment,
    PdfDocument,
    PdfLanguage,
    PdfLayers,
    PdfMedia,
    PdfPage,
    PdfTag,
)
from drempel.model.pdf_text import PdfPiece

log = structlog.get_logger()

_HEADER_BYTES = 20
_MAX_OUTLINE = 10_000
_DYNAMIC = re.compile(rb"<(?:\w+:)?dynamicRender\s*>\s*required\s*<")


def read_pdf(file: Path, shown_name: str = "") -> PdfDocument:
    """Return what was seen of a file; `untested` says why a file could not be read."""
    bare = PdfDocument(name=shown_name or file.name, bytes=file.stat().st_size, header=_header(file))
    try:
        with _without_collecting(), pikepdf.open(file, suppress_warnings=True) as pdf:
            return _Gathering(pdf, bare).document()
    except pikepdf.PasswordError:
        return replace(
            bare,
            untested="locked",
            seen=("header", "security"),
            is_encrypted=True,
            permissions=permissions_of_locked(file),
        )
    except (TooMuch, MemoryError):
        return replace(bare, untested="too-large", seen=("header",))
    except (Unreadable, pikepdf.PdfError, RecursionError):
        return replace(bare, untested="broken", seen=("header",))
    except Exception as error:  # one file is one unit of work
        log.error("pdf_broke", error=type(error).__name__, exc_info=error)
        return replace(bare, untested="broken", seen=("header",))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Have Python not look for objects that hold each other: there are few, and looking takes an eighth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _header(file: Path) -> str:
    with file.open("rb") as opened:
        first = opened.read(_HEADER_BYTES)
    return re.split(rb"[\r\n]", first)[0].decode("latin-1")


class _Gathering:
    def __init__(self, pdf: pikepdf.Pdf, bare: PdfDocument) -> None:
        self.pdf, self.root, self.bare = pdf, pdf.Root, bare
        self.pages: list[PdfPage] = []
        self.annotations: list[PdfAnnotation] = []
        self.media: list[PdfMedia] = []
        self.attachments: list[PdfAttachment] = list(attachments(self.root))
        self.languages: list[PdfLanguage] = []
        self.lang = text(entry(self.root, "/Lang"))

    def document(self) -> PdfDocument:
        pages = [page.obj for _, page in zip(range(MAX_PAGES + 1), self.pdf.pages, strict=False)]
        if not pages:
            raise Unreadable("no pages")
        if len(pages) > MAX_PAGES:
            raise TooMuch("pages")
        numbers = {key_of(page): number for number, page in enumerate(pages, 1)}
        has_lang = self.lang is not None
        tree = read_tree(self.pdf, numbers, has_lang)
        parents = parents_of_content(sub(self.root, "/StructTreeRoot")) if tree.is_there else {}
        reader = Reader(tree, parents, has_lang)
        for number, page in enumerate(pages, 1):
            self.page(page, number, reader, tree)
        found = reader.found
        if self.lang is not None:
            self.languages.append(PdfLanguage(self.lang, "document"))
        marks = sub(self.root, "/MarkInfo")
        form = sub(self.root, "/AcroForm")
        xfa = [one for one in one_or_more(entry(form, "/XFA")) if isinstance(one, pikepdf.Stream)]
        return replace(
            self.bare,
            producer=text(entry(self.pdf.docinfo, "/Producer")) or "",
            is_encrypted=self.pdf.is_encrypted,
            permissions=permissions(self.pdf.trailer) if self.pdf.is_encrypted else None,
            is_marked=entry(marks, "/Marked") is True,
            is_suspect=entry(marks, "/Suspects") is True,
            has_tree=tree.is_there,
            lang=self.lang,
            title_shown=entry(sub(self.root, "/ViewerPreferences"), "/DisplayDocTitle") is True,
            outline_entries=_outline_entries(self.root),
            is_dynamic_form=any(_DYNAMIC.search(data(one)) for one in xfa),
            has_xfa=bool(xfa),
            is_portfolio=sub(self.root, "/Collection") is not None,
            scripts=scripts_of(self.root, pages),
            metadata=with_days(read_metadata(self.root), self.pdf.docinfo),
            tags=tuple(_with_texts(tree, found.pieces)),
            roots=tuple(tree.roots),
            pages=tuple(self.pages),
            blocks=blocks_of(found.pieces, tree.tags, self.pages),
            inks=tuple(inks_of(found.pieces)),
            pictures=tuple(found.pictures),
            annotations=tuple(self.annotations),
            fonts=tuple(facts_of(font) for font in found.fonts.values() if font.is_drawn or font.is_hidden),
            stretches=found.all_stretches(),
            languages=tuple(dict.fromkeys((*self.languages, *tree.languages, *found.all_languages()))),
            layers=tuple(_layers(self.root)),
            attachments=tuple(self.attachments),
            media=tuple(self.media),
            parts_elsewhere=tuple(found.parts_elsewhere),
            parts_repeated=tuple(
                dict.fromkeys(
                    page for drawn in found.times_drawn.values() if len(drawn) > 1 for page in drawn
                )
            ),
        )

    def page(self, page: Any, number: int, reader: Reader, tree: Tree) -> None:
        """Take in one page."""
        left, bottom, right, top = seen = page_box(page)
        turn = int(pdf_number(inherited(page, "/Rotate"))) % 360
        tally = reader.page(page, number, upright(seen, turn))
        has_annotations = False
        for annotation in annotations_of(page):
            has_annotations = True
            if len(self.annotations) >= MAX_ANNOTATIONS:
                raise TooMuch("annotations")
            told = read_annotation(annotation, number, seen, tree)
            self.annotations.append(told)
            self.media += media_of(annotation, number)
            self.attachments += attachment_of(annotation)
            self.languages += languages_of(annotation, number)
            if told.is_seen:
                for stream in appearances(annotation):
                    reader.appearance(stream, page, number)
        width, height = right - left, top - bottom
        if turn in (90, 270):
            width, height = height, width
        self.pages.append(_page(page, number, width, height, has_annotations, tally))


def _page(
    page: Any, number: int, width: float, height: float, has_annotations: bool, tally: PageTally
) -> PdfPage:
    surface = width * height
    return PdfPage(
        number,
        width,
        height,
        name(entry(page, "/Tabs")),
        has_annotations,
        tally.letters,
        tally.hidden_letters,
        round(min(1.0, tally.largest_image / surface), 3) if surface else 0.0,
    )


def _with_texts(tree: Tree, pieces: list[PdfPiece]) -> list[PdfTag]:
    tags = list(tree.tags)
    for index, text_ in texts_of_tags(pieces, MAX_TEXT).items():
        tags[index] = changed(tags[index], text=text_)
    return tags


def _layers(root: Any) -> Iterator[PdfLayers]:
    properties = sub(root, "/OCProperties")
    configurations = [sub(properties, "/D"), *items(entry(properties, "/Configs"))]
    for one in configurations:
        if is_dict(one):
            yield PdfLayers(text(entry(one, "/Name")) or "", entry(one, "/AS") is not None)


def _outline_entries(root: Any) -> int:
    """Return how many entries the outline has; an outline without entries is none."""
    outline = sub(root, "/Outlines")
    waiting = [sub(outline, "/First")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MAX_OUTLINE:
        one = waiting.pop()
        if one is None or key_of(one) in seen:
            continue
        seen.add(key_of(one))
        waiting += [sub(one, "/Next"), sub(one, "/First")]
    return len(seen)
