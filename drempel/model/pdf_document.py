"""What was seen of a PDF file: its tags, pages, text, fonts, annotations and metadata, as plain facts.

`crawler.gather.pdf` makes the value and judges nothing; the checks in `checks.rules.pdf` judge it. Places
are told by page number (from 1; 0 where there is none) and, for tags, by their path in the tree. Names of
tags and fonts stand without the slash.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drempel.model.pdf_text import PdfBlock, PdfInk, PdfPicture

NONE = -1
"""Stands for no tag, where the number of a tag is asked."""

GROUPING = frozenset({"Div", "NonStruct"})
"""Standard types that say nothing of what they hold."""


@dataclass(frozen=True, slots=True)
class PdfTag:
    """One structure element. Other tags are named by their number in `PdfDocument.tags`."""

    name: str
    """As written, e.g. `Kop1`."""
    kind: str
    """The standard type it stands for, e.g. `H1`; empty where the role map leads to none."""
    parent: int = NONE
    kids: tuple[int, ...] = ()
    page: int = 0
    alt: str | None = None
    actual_text: str | None = None
    expansion: str | None = None
    lang: str | None = None
    has_lang: bool = False
    """Whether it or a tag around it says its language."""
    id: str | None = None
    names_parent: bool = True
    scope: str = ""
    headers: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    role: str = ""
    """Role of a form field that was printed (`PrintField`)."""
    numbering: str = ""
    """How the items of a list are numbered (`ListNumbering`)."""
    annotations: tuple[int, ...] = ()
    objects: int = 0
    """References to objects, annotations among them."""
    content: int = 0
    """Pieces of marked content that it holds itself."""
    text: str = ""
    """The beginning of its own text, without that of its kids."""
    is_circular: bool = False
    """Whether the role map leads back to where it began."""
    remapped_to: str = ""
    """What the role map makes of it although it is a standard type already."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page."""

    number: int
    width: float = 0
    height: float = 0
    tabs: str = ""
    has_annotations: bool = False
    letters: int = 0
    """Letters that are drawn."""
    hidden_letters: int = 0
    """Letters in the invisible mode that text recognition leaves behind."""
    image_share: float = 0
    """Part of the page (0–1) that its largest image covers."""


@dataclass(frozen=True, slots=True)
class PdfAnnotation:
    """A link, form field, remark or other thing on top of a page."""

    kind: str
    page: int
    is_hidden: bool = False
    is_outside: bool = False
    """Whether it lies outside the visible part of the page."""
    contents: str | None = None
    has_lang: bool = False
    tag: int = NONE
    """The tag that refers to it."""
    is_field: bool = False
    """Whether it shows a form field."""
    tooltip: str | None = None
    field_name: str = ""
    field_kind: str = ""
    """`Tx`, `Btn`, `Ch` or `Sig`."""
    is_filled: bool = False
    """Whether the field has a value, e.g. a signature."""
    left: float = 0
    bottom: float = 0
    right: float = 0
    top: float = 0

    @property
    def is_seen(self) -> bool:
        """Tell whether readers meet it."""
        return not self.is_hidden and not self.is_outside


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font with which text is shown. Codes are the first few that differ, in the order of their value."""

    name: str
    kind: str
    page: int = 0
    is_visible: bool = True
    """Whether any of its text is drawn."""
    is_embedded: bool = True
    is_readable: bool = True
    """Whether the embedded program could be read, where there is one."""
    is_symbolic: bool | None = None
    """Of TrueType fonts; `None` for others."""
    encoding: str = ""
    has_encoding: bool = False
    odd_names: tuple[str, ...] = ()
    """Glyph names in its `Differences` that no list knows."""
    character_maps: int | None = None
    """Tables from code to glyph in a TrueType program; `None` where there is no program."""
    has_symbol_map: bool = False
    has_unicode_map: bool = False
    system_info_fits: bool = True
    cid_to_gid_fits: bool = True
    cmap: str = ""
    """Name of the predefined or embedded CMap of a composite font."""
    cmap_known: bool = True
    """Whether the CMap is predefined or embedded."""
    cmap_mode_fits: bool = True
    unknown_base_cmap: str = ""
    glyph_list_fits: bool = True
    """Whether `CharSet` or `CIDSet` of a subset lists what the program holds."""
    glyph_list: str = ""
    without_unicode: tuple[int, ...] = ()
    bad_unicode: tuple[int, ...] = ()
    without_glyph: tuple[int, ...] = ()
    not_defined: tuple[int, ...] = ()
    """Codes shown by the sign for a missing glyph."""
    other_width: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfStretch:
    """Content of one page in which something is the matter, with the first text as sample."""

    what: str
    """`untagged`, `untagged-blank` (spaces), `artifact-in-tag`, `tag-in-artifact`; or what lacks a language:
    `text-lang`, `actual-lang`, `alt-lang`, `expansion-lang`."""
    page: int
    sample: str = ""


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """What the XMP packet says."""

    is_there: bool = False
    is_readable: bool = True
    title: str | None = None
    title_has_lang: bool = True
    """False where the title is given for no language in particular."""
    title_in_form: bool = True
    """Whether the title is a list of languages (`rdf:Alt`), as XMP asks."""
    ua_part: str | None = None
    wrong_prefixes: tuple[str, ...] = ()
    """Of `part`, `amd` and `corr` those that stand under another prefix than `pdfuaid`."""
    created: str = ""
    """ISO day on which the file says that it was made, in its packet or else in its older list; or empty."""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class PdfLayers:
    """One configuration of optional content."""

    name: str
    switches_itself: bool = False


@dataclass(frozen=True, slots=True)
class PdfAttachment:
    """A file inside the file."""

    name: str
    unicode_name: str
    is_annotation: bool = False


@dataclass(frozen=True, slots=True)
class PdfMedia:
    """A film or sound that a page can play."""

    page: int
    has_type: bool
    has_alternative: bool


@dataclass(frozen=True, slots=True)
class PdfLanguage:
    """A language code that is written somewhere."""

    code: str
    where: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """One PDF file. `untested` says why it could not be read; `seen` names what was read all the same."""

    name: str = ""
    untested: str = ""
    """`locked`, `broken`, `too-slow`, `too-large`…; empty where the whole file was read."""
    seen: tuple[str, ...] = ()
    bytes: int = 0
    header: str = ""
    """First line, at most 20 characters."""
    producer: str = ""
    is_encrypted: bool = False
    permissions: int | None = None
    """The `P` entry of an encrypted file."""
    is_marked: bool = False
    is_suspect: bool = False
    has_tree: bool = False
    lang: str | None = None
    title_shown: bool = False
    outline_entries: int = 0
    is_dynamic_form: bool = False
    has_xfa: bool = False
    is_portfolio: bool = False
    """Whether the file is a wrapper around other files (a collection)."""
    scripts: tuple[str, ...] = ()
    """What its scripts do, as far as it matters: `timer`, `print`; `other` for anything else."""
    metadata: PdfMetadata = PdfMetadata()
    tags: tuple[PdfTag, ...] = ()
    """All structure elements, each before its kids."""
    roots: tuple[int, ...] = ()
    """The tags directly below the root of the tree."""
    pages: tuple[PdfPage, ...] = ()
    blocks: tuple[PdfBlock, ...] = ()
    """The text in reading order; that of artifacts comes last."""
    inks: tuple[PdfInk, ...] = ()
    pictures: tuple[PdfPicture, ...] = ()
    annotations: tuple[PdfAnnotation, ...] = ()
    fonts: tuple[PdfFont, ...] = ()
    stretches: tuple[PdfStretch, ...] = ()
    languages: tuple[PdfLanguage, ...] = ()
    layers: tuple[PdfLayers, ...] = ()
    attachments: tuple[PdfAttachment, ...] = ()
    media: tuple[PdfMedia, ...] = ()
    parts_elsewhere: tuple[int, ...] = ()
    """Pages that show a part of another file."""
    parts_repeated: tuple[int, ...] = ()
    """Pages on which a drawing with tagged content is drawn that is drawn more than once."""

    def kids(self, index: int) -> Iterator[int]:
        """Yield the numbers of a tag's kids as the standard counts them: through tags that only group."""
        stack = list(reversed(self.tags[index].kids))
        while stack:
            kid = stack.pop()
            if self.tags[kid].kind in GROUPING:
                stack += reversed(self.tags[kid].kids)
            else:
                yield kid

    def kid_kinds(self, index: int) -> list[str]:
        """Return the standard types of a tag's kids; a tag without one goes by its own name."""
        return [self.tags[kid].kind or self.tags[kid].name for kid in self.kids(index)]

    def parent(self, index: int) -> int:
        """Return the number of the tag around a tag, through those that only group; `NONE` at the top."""
        at = self.tags[index].parent
        while at != NONE and self.tags[at].kind in GROUPING:
            at = self.tags[at].parent
        return at

    def parent_kind(self, index: int) -> str:
        """Return the standard type around a tag; empty at the top."""
        at = self.parent(index)
        return "" if at == NONE else self.tags[at].kind or self.tags[at].name

    def of_kind(self, *kinds: str) -> Iterator[tuple[int, PdfTag]]:
        """Yield the tags of some standard types with their numbers, in the order of the tree."""
        for index, tag in enumerate(self.tags):
            if tag.kind in kinds:
                yield index, tag
