"""One pass over the content streams: what is tagged, in which language, with which fonts, how large."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

from crawler.gather.pdf.fonts import FontUse
from crawler.gather.pdf.found import Content, PageTally
from crawler.gather.pdf.limits import (
    MAX_CONTENT_BYTES,
    MAX_FORM_DEPTH,
    MAX_FORM_RUNS,
    TooMuch,
)
from crawler.gather.pdf.marks import Mark, Marks
from crawler.gather.pdf.objects import data, entry, is_dict, items, key_of, name, number, sub, whole
from crawler.gather.pdf.painting import Brush, Matrix, parts_of
from crawler.gather.pdf.placing import SAME, Placing, Read, Shown, times
from crawler.gather.pdf.stream import follow
from crawler.gather.pdf.tokens import PART, Text, as_number, from_hex, plain_name, unescaped
from crawler.gather.pdf.tree import Place, Tree
from drempel.model.pdf_text import PdfPicture

_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_BEFORE_WORD = re.compile(rb"\)\s*+(-(?:[2-9]\d\d|[1-9]\d{3,})(?:\.\d*+)?+)\s*+\(")
"""A number between two strings that moves on by at least `_WORD_GAP`."""

_FILLING = (0, 4)
"""Ways of showing text that fill its letters."""

_WORD_GAP = -200
"""Thousandths of the size by which an array of strings moves on where a new word begins."""

MAX_PICTURES = 20_000


@dataclass(slots=True)
class _State:
    """The part of the graphics state that matters here."""

    font: FontUse | None = None
    mode: int = 0
    matrix: Matrix = SAME
    text: tuple[float, ...] = ()


class Reader:
    """Reads the content of pages and of what is drawn in them."""

    def __init__(self, tree: Tree, parents: dict[int, Any], has_catalog_lang: bool) -> None:
        self.found = Content()
        self._tree, self._parents, self._has_lang = tree, parents, has_catalog_lang
        self._runs: dict[Any, bool] = {}
        """Drawings by the marks around them: whether they hold tagged content."""
        self._bytes = 0

    def page(self, page: Any, number_: int, upright: Matrix) -> PageTally:
        """Read the content of a page; `upright` turns it as it is shown, from its lower left corner."""
        contents = entry(page, "/Contents")
        if is_dict(contents):
            stream = data(contents, is_needed=True)
        else:
            stream = b"\n".join(data(part, is_needed=True) for part in items(contents))
        run = _Run(self, page, key_of(page), number_, whole(entry(page, "/StructParents")))
        run.state.matrix = run.brush.matrix = upright
        run.read(stream, sub(page, "/Resources"))
        run.end()
        return run.tally

    def appearance(self, stream: Any, page: Any, number_: int) -> None:
        """Read how an annotation looks: its fonts count, its marks do not."""
        key = ("appearance", key_of(stream))
        if key in self._runs or len(self._runs) > MAX_FORM_RUNS:
            return
        self._runs[key] = False
        run = _Run(self, page, key_of(stream), number_, None, is_marked=False)
        run.read(data(stream), sub(stream, "/Resources") or sub(page, "/Resources"))
        run.end()

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
        self.brush = Brush()
        self.placing = Placing(number_, self.found.pieces if is_marked else [], self.brush.areas)
        self.resources: Any = None
        self.marks = Marks(
            reader._tree,
            reader._parents,
            self.found,
            number_,
            has_lang=reader._has_lang,
            is_marked=is_marked,
        )
        self.marks.enter(key, struct_parents)
        self.state = _State()
        self.states: list[_State] = []
        self.depth = 0
        self.handlers: dict[bytes, Callable[[list[Any]], None]] = {
            b"BDC": self.marks.begin, b"BMC": self.marks.begin, b"EMC": self.marks.end,
            b"q": self.save, b"Q": self.restore, b"cm": self.transform,
            b"Tf": self.font, b"Tr": self.mode, b"Tj": self.show,
            b"TJ": self.show_array, b"'": self.show_next, b'"': self.show_next, b"Do": self.draw,
            b"gs": self.graphics, **self.placing.handlers(), **self.brush.handlers(),
            **dict.fromkeys(_FILLS, self.fill), b"S": self.stroke, b"s": self.stroke, b"sh": self.shade,
            b"BI": self.inline,
        }  # fmt: skip
        self._fonts: dict[bytes, FontUse | None] = {}

    def read(self, stream: bytes, resources: Any) -> None:
        self.reader._charge(len(stream))
        self.resources = self.marks.resources = resources
        self._fonts = {}
        self.brush.spaces = self.space
        follow(stream, self.handlers, self.show_plain_array, self.brush.draw_on)

    def end(self) -> None:
        """Keep the text that is open, and let go of what holds this: a file has thousands of pages."""
        self.placing.close()
        self.handlers.clear()
        self.brush.end()

    # Graphics ---------------------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        if len(self.states) < 10_000:
            state = self.state
            self.states.append(_State(state.font, state.mode, state.matrix, self.placing.kept()))
            self.brush.save()

    def restore(self, _: list[Any]) -> None:
        if self.states:
            self.state = self.states.pop()
            self.placing.put_back(self.state.text)
            self.brush.restore()
            self.brush.matrix = self.state.matrix

    def transform(self, operands: list[Any]) -> None:
        if len(operands) == 6:
            self.state.matrix = times([as_number(one) for one in operands], self.state.matrix)
            self.brush.matrix = self.state.matrix

    def graphics(self, operands: list[Any]) -> None:
        if operands and type(operands[-1]) is bytes:
            held = sub(sub(self.resources, "/ExtGState"), "/" + plain_name(operands[-1]))
            listed = list(items(entry(held, "/Font"))) if held is not None else []
            if listed and is_dict(listed[0]):
                self.state.font = self.use(listed[0])
                self.placing.size = number(listed[-1], 1.0)
            self.brush.blend(held)

    def space(self, written: bytes) -> int:
        """Return how many parts the colours of a named colour space have; 0 where they are not plain."""
        plain = plain_name(written)
        held = entry(sub(self.resources, "/ColorSpace"), "/" + plain)
        return parts_of(pikepdf.Name("/" + plain) if held is None else held) if plain else 0

    def fill(self, operands: list[Any]) -> None:
        self.paint(operands)
        self.brush.fill()

    def stroke(self, operands: list[Any]) -> None:
        self.paint(operands)
        self.brush.drop()

    def inline(self, operands: list[Any]) -> None:
        self.picture()
        self.paint(operands)

    def shade(self, operands: list[Any]) -> None:
        self.paint(operands)
        self.brush.areas.is_unknown = True

    def paint(self, _: list[Any]) -> None:
        mark = self.marks.now
        if not mark.is_tagged and not mark.is_artifact:
            self.marks.note("untagged", "")

    def draw(self, operands: list[Any]) -> None:
        if not operands or type(operands[-1]) is not bytes:
            return
        drawn = sub(sub(self.resources, "/XObject"), "/" + plain_name(operands[-1]))
        if drawn is None:
            return
        if name(entry(drawn, "/Subtype")) != "Form":
            self.picture()
            self.paint(operands)
            return
        if entry(drawn, "/Ref") is not None:
            self.found.parts_elsewhere.setdefault(self.number)
        mark, key = self.marks.now, key_of(drawn)
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
            self.marks.held_tagged = True
            self.found.times_drawn.setdefault(key, []).append(self.number)

    def picture(self) -> None:
        """Take in an image: it fills the square of one by one that the matrix makes large."""
        a, b, c, d, e, f = self.state.matrix
        self.tally.largest_image = max(self.tally.largest_image, abs(a * d - b * c))
        self.brush.areas.add(((0, 0), (1, 0), (0, 1), (1, 1)), self.state.matrix, None)
        if self.is_marked and len(self.found.pictures) < MAX_PICTURES:
            xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
            mark = self.marks.now
            self.found.pictures.append(
                PdfPicture(self.number, mark.tag, min(xs), min(ys), max(xs), max(ys), mark.is_artifact)
            )

    def read_inside(self, drawn: Any, key: Place) -> bool:
        """Read a drawing; return whether it holds tagged content."""
        kept = (self.resources, self._fonts, self.state, self.states)
        kept_marks = self.marks.enter(key, whole(entry(drawn, "/StructParents")))
        matrix = [number(one) for one in items(entry(drawn, "/Matrix"))]
        inside = _State(self.state.font, self.state.mode, self.state.matrix)
        if len(matrix) == 6:
            inside.matrix = times(matrix, inside.matrix)
        kept_text, self.brush.matrix = self.placing.kept(), inside.matrix
        kept_brush = self.brush.kept()
        self.state, self.states, self.depth = inside, [], self.depth + 1
        self.read(data(drawn, is_needed=True), sub(drawn, "/Resources") or self.resources)
        holds = self.marks.held_tagged
        self.resources, self._fonts, self.state, self.states = kept
        self.depth -= 1
        self.marks.leave(kept_marks)
        self.placing.put_back(kept_text)
        self.brush.put_back(kept_brush)
        self.brush.matrix = self.state.matrix
        return holds

    # Text -------------------------------------------------------------------------------------------------

    def font(self, operands: list[Any]) -> None:
        if not operands or type(operands[0]) is not bytes:
            return
        if operands[0] not in self._fonts:
            held = sub(sub(self.resources, "/Font"), "/" + plain_name(operands[0]))
            self._fonts[operands[0]] = None if held is None else self.use(held)
        self.state.font = self._fonts[operands[0]]
        if len(operands) > 1:
            self.placing.size = as_number(operands[1])

    def use(self, font: Any) -> FontUse:
        key: Any = key_of(font)
        if key == (0, 0):
            key = hash(font.unparse())
        if key not in self.found.fonts:
            self.found.fonts[key] = FontUse(font, self.number)
        return self.found.fonts[key]

    def mode(self, operands: list[Any]) -> None:
        self.state.mode = int(as_number(operands[0])) if operands else 0

    def show(self, operands: list[Any]) -> None:
        if operands and isinstance(operands[-1], Text):
            self.shown(((operands[-1], 0.0),))

    def show_next(self, operands: list[Any]) -> None:
        if len(operands) == 3:
            self.placing.between_words(operands)
            self.placing.between(operands[1:])
        self.placing.next_line()
        self.show(operands)

    def show_array(self, operands: list[Any]) -> None:
        """Take in an array of strings and of numbers that move on."""
        if not operands or not isinstance(operands[-1], list):
            return
        strings = _Strings()
        for one in operands[-1]:
            if type(one) is Text:
                strings.parts.append(one)
                continue
            try:
                strings.move(float(one))
            except (TypeError, ValueError):
                continue
        self.shown(strings.all())

    def show_plain_array(self, array: bytes) -> None:
        """Take in such an array as it stands in the stream, if nothing else is in it (`PART`)."""
        font = self.state.font
        # Where numbers between strings cannot be told from what stands in a string, it goes part by part.
        if font is None or b"\\" in array or b"<" in array or b"(" not in array:
            self.shown(_strings_of(array))
            return
        is_hidden = self.state.mode == 3
        words = font.known_words(is_hidden)
        read: list[Read] = []
        count = 0
        parts = _BEFORE_WORD.split(array)
        last = len(parts) - 1
        for at, part in enumerate(parts):
            if at & 1:
                read.append(_gap(part))
                continue
            found = words.get(part)
            if found is None:
                whole_ = (b"(" if at else b"") + part + (b")" if at < last else b"")
                found = self._read(font, _strings_of(whole_), is_hidden)
                if self.found.words_to_keep > 0 and font.keep_word(part, found, is_hidden):
                    self.found.words_to_keep -= 1
            read += found[0]
            count += found[1]
        self._place(font, read, count, is_hidden)

    def shown(self, strings: Sequence[Shown]) -> None:
        """Take in strings that follow each other on a line."""
        font = self.state.font
        if font is None:
            if any(string is not None and string.strip() for string, _ in strings):
                self.paint([])
            self.placing.skip_all(strings)
            return
        is_hidden = self.state.mode == 3
        read, count = self._read(font, strings, is_hidden)
        self._place(font, read, count, is_hidden)

    def _read(self, font: FontUse, strings: Sequence[Shown], is_hidden: bool) -> tuple[list[Read], int]:
        """Return what strings say and how wide they are, and their number of letters."""
        known = font.known(is_hidden)
        read: list[Read] = []
        count = 0
        for string, shift in strings:
            if string is None:
                read.append((None, shift))
                continue
            found = known.get(string)
            if found is None:
                found = font.take(string, is_hidden)
            count += found[2]
            read.append((found[0], found[1] + shift))
        return read, count

    def _place(self, font: FontUse, read: list[Read], count: int, is_hidden: bool) -> None:
        """Take in what was read of strings that follow each other on a line."""
        mark = self.marks.now
        if is_hidden:
            self.tally.hidden_letters += count
        else:
            self.tally.letters += count
        if not self.is_marked:
            self.placing.skip_all(read)
            return
        if not mark.is_artifact and not (mark.is_tagged and (mark.has_lang or self.reader._has_lang)):
            self._note(mark, read)
        self.placing.show(
            font,
            read,
            self.state.matrix,
            mark.tag,
            self.brush.colour if self.state.mode in _FILLING else None,
            mark.is_artifact,
            is_hidden,
        )

    def _note(self, mark: Mark, read: list[Read]) -> None:
        """Keep a sample of text that has no tag, or no language."""
        if not mark.is_tagged and not self.marks.has_sample("untagged"):
            for said, _ in read:
                if said is not None and not self.marks.has_sample("untagged"):
                    self.marks.note("untagged" if said.strip() else "untagged-blank", said)
        if not mark.has_lang and not self.reader._has_lang and not self.marks.has_sample("text-lang"):
            for said, _ in read:
                if said is not None and not self.marks.has_sample("text-lang"):
                    self.marks.note("text-lang", said)


class _Strings:
    """Puts together the strings of an array between which no word begins."""

    __slots__ = ("_done", "parts", "shift")

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.shift = 0.0
        """By how many thousandths they are wider than their letters."""
        self._done: list[Shown] = []

    def move(self, thousandths: float) -> None:
        """Take in a number: how far the next string moves back."""
        if thousandths > _WORD_GAP:
            self.shift -= thousandths
            return
        if self.parts:
            self._done.append((b"".join(self.parts), self.shift))
            self.parts, self.shift = [], 0.0
        self._done.append((None, -thousandths))

    def all(self) -> list[Shown]:
        """Return what is to be shown, and how far to move on in between."""
        if self.parts:
            self._done.append((b"".join(self.parts), self.shift))
        elif self.shift:
            self._done.append((None, self.shift))
        return self._done


@lru_cache(maxsize=1024)
def _gap(written: bytes) -> Read:
    """Return by how much text moves on before a word; kept, since spaces of a line are of one width."""
    return None, -float(written)


def _strings_of(array: bytes) -> list[Shown]:
    """Return what is to be shown of an array as it stands in the stream, and how far to move in between."""
    done: list[Shown] = []
    parts: list[bytes] = []
    shift = 0.0
    for string, digits, number_ in PART.findall(array):
        if number_:
            try:
                thousandths = float(number_)
            except ValueError:
                continue
            if thousandths > _WORD_GAP:
                shift -= thousandths
                continue
            if parts:
                done.append((b"".join(parts), shift))
                parts, shift = [], 0.0
            done.append((None, -thousandths))
        elif digits:
            parts.append(from_hex(digits))
        else:
            parts.append(unescaped(string) if b"\\" in string else string)
    if parts:
        done.append((b"".join(parts), shift))
    elif shift:
        done.append((None, shift))
    return done
