"""One pass over the content streams: what is tagged, in which language, with which fonts, how large."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from crawler.gather.pdf.fonts import FontUse
from crawler.gather.pdf.limits import (
    MAX_CONTENT_BYTES,
    MAX_FORM_DEPTH,
    MAX_FORM_RUNS,
    MAX_TEXT,
    TooMuch,
)
from crawler.gather.pdf.objects import data, entry, is_dict, items, key_of, name, number, sub, text, whole
from crawler.gather.pdf.tokens import Text, as_number, decoded, operators, plain_name
from crawler.gather.pdf.tree import Place, Tree
from drempel.model.pdf_document import NONE, PdfLanguage, PdfStretch

_PAINTS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"BI")
_WORD_GAP = -200
"""Thousandths of the size by which an array of strings moves on where a new word begins."""

Matrix = tuple[float, float, float, float]
"""The part of a transformation that tells sizes."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked-content sequence, with what it takes over from those around it."""

    is_tagged: bool = False
    is_artifact: bool = False
    has_lang: bool = False
    tag: int = NONE


@dataclass(slots=True)
class _State:
    """The part of the graphics state that matters here."""

    font: FontUse | None = None
    mode: int = 0
    matrix: Matrix = (1, 0, 0, 1)


@dataclass(slots=True)
class PageTally:
    """What was counted on one page."""

    letters: int = 0
    hidden_letters: int = 0
    largest_image: float = 0
    """Surface in square points."""


@dataclass(slots=True)
class Content:
    """What all content streams of a file said."""

    stretches: dict[tuple[str, int], str] = field(default_factory=dict)
    """Kind and page → the first text, empty where there is none."""
    languages: dict[tuple[str, int], None] = field(default_factory=dict)
    fonts: dict[Any, FontUse] = field(default_factory=dict)
    times_drawn: dict[Place, list[int]] = field(default_factory=dict)
    """Drawing with tagged content → the pages on which it is drawn, one for each time."""
    parts_elsewhere: dict[int, None] = field(default_factory=dict)

    def all_stretches(self) -> tuple[PdfStretch, ...]:
        """Return what is the matter, by page."""
        return tuple(
            PdfStretch(what, page, sample)
            for (what, page), sample in sorted(self.stretches.items(), key=lambda one: one[0][::-1])
        )

    def all_languages(self) -> list[PdfLanguage]:
        """Return the codes that marked content names."""
        return [PdfLanguage(code, "content", page) for code, page in self.languages]


class Reader:
    """Reads the content of pages and of what is drawn in them."""

    def __init__(self, tree: Tree, parents: dict[int, Any], has_catalog_lang: bool) -> None:
        self.found = Content()
        self._tree, self._parents, self._has_lang = tree, parents, has_catalog_lang
        self._runs: dict[Any, bool] = {}
        """Drawings by the marks around them: whether they hold tagged content."""
        self._bytes = 0

    def page(self, page: Any, number_: int) -> PageTally:
        """Read the content of a page."""
        contents = entry(page, "/Contents")
        if is_dict(contents):
            stream = data(contents, is_needed=True)
        else:
            stream = b"\n".join(data(part, is_needed=True) for part in items(contents))
        run = _Run(self, page, key_of(page), number_, whole(entry(page, "/StructParents")))
        run.read(stream, sub(page, "/Resources"))
        return run.tally

    def appearance(self, stream: Any, page: Any, number_: int) -> None:
        """Read how an annotation looks: its fonts count, its marks do not."""
        key = ("appearance", key_of(stream))
        if key in self._runs or len(self._runs) > MAX_FORM_RUNS:
            return
        self._runs[key] = False
        run = _Run(self, page, key_of(stream), number_, None, is_marked=False)
        run.read(data(stream), sub(stream, "/Resources") or sub(page, "/Resources"))

    def _charge(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_CONTENT_BYTES:
            raise TooMuch("content")


class _Run:
    """The reading of one page with all that is drawn in it."""

    def __init__(
        self,
        reader: Reader,
        page: Any,
        key: Place,
        number_: int,
        struct_parents: int | None,
        *,
        is_marked: bool = True,
    ) -> None:
        self.reader, self.found, self.page, self.number = reader, reader.found, page, number_
        self.tally = PageTally()
        self.is_marked = is_marked
        self.key, self.struct_parents = key, struct_parents
        self.resources: Any = None
        self.marks: list[_Mark] = [_Mark()]
        self.state = _State()
        self.states: list[_State] = []
        self.depth = 0
        self.held_tagged = False
        self.handlers: dict[bytes, Callable[[list[Any]], None]] = {
            b"BDC": self.begin, b"BMC": self.begin, b"EMC": self.end, b"q": self.save, b"Q": self.restore,
            b"cm": self.transform, b"Tf": self.font, b"Tr": self.mode, b"Tj": self.show,
            b"TJ": self.show_array, b"'": self.show, b'"': self.show, b"Td": self.move, b"TD": self.move,
            b"T*": self.move_on, b"ET": self.move_on, b"Do": self.draw, b"gs": self.graphics,
            **dict.fromkeys(_PAINTS, self.paint),
        }  # fmt: skip
        self._fonts: dict[bytes, FontUse | None] = {}

    def read(self, stream: bytes, resources: Any) -> None:
        self.reader._charge(len(stream))
        self.resources, self._fonts = resources, {}
        get = self.handlers.get
        for operator, operands in operators(stream):
            handler = get(operator)
            if handler is not None:
                handler(operands)

    # Marks ------------------------------------------------------------------------------------------------

    def begin(self, operands: list[Any]) -> None:
        around = self.marks[-1]
        if not self.is_marked or not operands or len(self.marks) > 10_000:
            self.marks.append(around)
            return
        kind = plain_name(operands[0]) if type(operands[0]) is bytes else ""
        look = self.properties(operands[1]) if len(operands) > 1 else _nothing
        lang = look("Lang")
        if isinstance(lang, str):
            self.found.languages.setdefault((lang, self.number))
        has_lang = around.has_lang or isinstance(lang, str)
        mcid = look("MCID")
        tag = NONE
        is_known = False
        if isinstance(mcid, int):
            tag = self.reader._tree.of_content.get((self.key, mcid), NONE)
            is_known = tag != NONE or self.in_parents(mcid)
            self.held_tagged |= is_known
            if tag != NONE:
                has_lang |= self.reader._tree.tags[tag].has_lang
        if kind == "Artifact" and (around.is_tagged or is_known):
            self.note("artifact-in-tag", "")
        elif is_known and around.is_artifact:
            self.note("tag-in-artifact", "")
        if kind == "Span" and not has_lang and not self.reader._has_lang:
            for entry_, what in (("ActualText", "actual-lang"), ("Alt", "alt-lang"), ("E", "expansion-lang")):
                if isinstance(said := look(entry_), str):
                    self.note(what, said)
        self.marks.append(
            _Mark(
                around.is_tagged or is_known,
                around.is_artifact or kind == "Artifact",
                has_lang,
                tag if tag != NONE else around.tag,
            )
        )

    def properties(self, written: Any) -> Callable[[str], Any]:
        """Return what looks up an entry of a property list: a text, a whole number or `None`."""
        if isinstance(written, dict):
            return lambda key: _plain(written.get(b"/" + key.encode()))
        if type(written) is bytes and written.startswith(b"/"):
            held = sub(sub(self.resources, "/Properties"), "/" + plain_name(written))
            if held is not None:
                return lambda key: _value(entry(held, "/" + key))
        return _nothing

    def in_parents(self, mcid: int) -> bool:
        """Tell whether the parent tree leads from a piece of content to a tag."""
        listed = self.reader._parents.get(self.struct_parents) if self.struct_parents is not None else None
        try:
            return listed is not None and 0 <= mcid < len(listed) and is_dict(listed[mcid])
        except (TypeError, ValueError, IndexError):
            return False

    def end(self, _: list[Any]) -> None:
        if len(self.marks) > 1:
            self.marks.pop()

    def note(self, what: str, sample: str) -> None:
        if not self.is_marked:
            return
        if not self.found.stretches.get((what, self.number)):
            self.found.stretches[what, self.number] = " ".join(sample[:MAX_TEXT].split())

    def has_sample(self, what: str) -> bool:
        """Tell whether text with this fault was found on the page before; then there is no need for more."""
        return bool(self.found.stretches.get((what, self.number)))

    # Graphics ---------------------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        if len(self.states) < 10_000:
            state = self.state
            self.states.append(_State(state.font, state.mode, state.matrix))

    def restore(self, _: list[Any]) -> None:
        if self.states:
            self.state = self.states.pop()

    def transform(self, operands: list[Any]) -> None:
        if len(operands) >= 4:
            self.state.matrix = _times([as_number(one) for one in operands[:4]], self.state.matrix)

    def graphics(self, operands: list[Any]) -> None:
        if operands and type(operands[-1]) is bytes:
            held = sub(sub(self.resources, "/ExtGState"), "/" + plain_name(operands[-1]))
            font = next(iter(items(entry(held, "/Font"))), None) if held is not None else None
            if is_dict(font):
                self.state.font = self.use(font)

    def paint(self, _: list[Any]) -> None:
        mark = self.marks[-1]
        if not mark.is_tagged and not mark.is_artifact:
            self.note("untagged", "")

    def draw(self, operands: list[Any]) -> None:
        if not operands or type(operands[-1]) is not bytes:
            return
        drawn = sub(sub(self.resources, "/XObject"), "/" + plain_name(operands[-1]))
        if drawn is None:
            return
        if name(entry(drawn, "/Subtype")) != "Form":
            a, b, c, d = self.state.matrix
            self.tally.largest_image = max(self.tally.largest_image, abs(a * d - b * c))
            self.paint(operands)
            return
        if entry(drawn, "/Ref") is not None:
            self.found.parts_elsewhere.setdefault(self.number)
        mark, key = self.marks[-1], key_of(drawn)
        run_key = (key, mark.is_tagged, mark.is_artifact, mark.has_lang, self.is_marked)
        runs = self.reader._runs
        if run_key not in runs:
            if self.depth >= MAX_FORM_DEPTH:
                return
            if len(runs) > MAX_FORM_RUNS:
                raise TooMuch("forms")
            runs[run_key] = False
            runs[run_key] = self.read_inside(drawn, key)
        if runs[run_key] and self.is_marked:
            self.held_tagged = True
            self.found.times_drawn.setdefault(key, []).append(self.number)

    def read_inside(self, drawn: Any, key: Place) -> bool:
        """Read a drawing; return whether it holds tagged content."""
        kept = (self.resources, self._fonts, self.marks, self.state, self.states, self.key)
        kept_parents, kept_tagged = self.struct_parents, self.held_tagged
        matrix = [number(one) for one in items(entry(drawn, "/Matrix"))][:4] or [1, 0, 0, 1]
        inside = _State(self.state.font, self.state.mode, self.state.matrix)
        if len(matrix) == 4:
            inside.matrix = _times(matrix, inside.matrix)
        self.marks, self.state, self.states = [self.marks[-1]], inside, []
        self.key, self.held_tagged, self.depth = key, False, self.depth + 1
        self.struct_parents = whole(entry(drawn, "/StructParents"))
        self.read(data(drawn, is_needed=True), sub(drawn, "/Resources") or self.resources)
        holds = self.held_tagged
        self.resources, self._fonts, self.marks, self.state, self.states, self.key = kept
        self.struct_parents, self.held_tagged, self.depth = kept_parents, kept_tagged, self.depth - 1
        return holds

    # Text -------------------------------------------------------------------------------------------------

    def font(self, operands: list[Any]) -> None:
        if not operands or type(operands[0]) is not bytes:
            return
        if operands[0] not in self._fonts:
            held = sub(sub(self.resources, "/Font"), "/" + plain_name(operands[0]))
            self._fonts[operands[0]] = None if held is None else self.use(held)
        self.state.font = self._fonts[operands[0]]

    def use(self, font: Any) -> FontUse:
        key: Any = key_of(font)
        if key == (0, 0):
            key = hash(font.unparse())
        if key not in self.found.fonts:
            self.found.fonts[key] = FontUse(font, self.number)
        return self.found.fonts[key]

    def mode(self, operands: list[Any]) -> None:
        self.state.mode = int(as_number(operands[0])) if operands else 0

    def move(self, operands: list[Any]) -> None:
        if len(operands) >= 2 and as_number(operands[-1]):
            self.move_on(operands)

    def move_on(self, _: list[Any]) -> None:
        pieces = self.reader._tree.texts.get(self.marks[-1].tag)
        if pieces and not pieces[-1].endswith(" "):
            pieces.append(" ")

    def show(self, operands: list[Any]) -> None:
        if operands and isinstance(operands[-1], Text):
            self.shown(operands[-1])

    def show_array(self, operands: list[Any]) -> None:
        if not operands or not isinstance(operands[-1], list):
            return
        parts: list[bytes] = []
        for one in operands[-1]:
            if type(one) is Text:
                parts.append(one)
            elif parts and as_number(one) < _WORD_GAP:
                self.shown(b"".join(parts))
                parts = []
                self.move_on(operands)
        if parts:
            self.shown(b"".join(parts))

    def shown(self, string: bytes) -> None:
        font, mark = self.state.font, self.marks[-1]
        if font is None:
            if string.strip():
                self.paint([])
            return
        codes = font.codes(string)
        if self.state.mode == 3:
            font.hidden.update(codes)
            font.is_hidden = True
            self.tally.hidden_letters += len(codes)
        else:
            font.shown.update(codes)
            font.is_drawn = True
            self.tally.letters += len(codes)
        if not self.is_marked:
            return
        is_real = not mark.is_artifact
        if is_real and not mark.is_tagged and not self.has_sample("untagged"):
            said = font.text(codes)
            self.note("untagged" if said.strip() else "untagged-blank", said)
        if is_real and not mark.has_lang and not self.reader._has_lang and not self.has_sample("text-lang"):
            self.note("text-lang", font.text(codes))
        if mark.tag != NONE:
            pieces = self.reader._tree.texts.setdefault(mark.tag, [])
            if len(pieces) < MAX_TEXT:
                pieces.append(font.text(codes))


def _nothing(_: str) -> None:
    return None


def _plain(written: Any) -> Any:
    if isinstance(written, Text):
        return decoded(written)
    if type(written) is bytes and written.lstrip(b"+").isdigit():
        return int(written)
    return None


def _value(held: Any) -> Any:
    found = whole(held)
    return text(held) if found is None else found


def _times(one: Any, other: Matrix) -> Matrix:
    a, b, c, d = one
    e, f, g, h = other
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
