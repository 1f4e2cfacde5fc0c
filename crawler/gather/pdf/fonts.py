"""The fonts with which text is shown: what their codes mean and how wide they are.

`FontUse` is made when content first uses a font and collects the codes shown. What is to be told of the font
is worked out afterwards (`font_facts`), so that only what readers meet is looked at.
"""

import re
import struct
from collections.abc import Callable
from functools import cached_property
from typing import Any

from crawler.gather.pdf.cmaps import ASIAN, IDENTITY, PREDEFINED, CMap, read_cmap
from crawler.gather.pdf.encodings import NOTDEF, encoding, unicode_of
from crawler.gather.pdf.objects import data, entry, items, name, number, one_or_more, sub, text, whole
from crawler.gather.pdf.programs import Cff, TrueType, Type1, read_program

_SYMBOLIC = 1 << 2
_BASES = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")

_USUAL_WIDTH = 500.0
"""Of a letter for which nothing is told, e.g. of the fonts that every reader has."""

_FORCE_BOLD = 1 << 18
_BOLD = re.compile(r"bold|black|heavy|semibd|demi(?!lune)", re.IGNORECASE)
_OF_SIGNS = frozenset({"Symbol", "ZapfDingbats"})
"""Fonts of every reader that have an encoding of their own."""

_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)


class _Texts(dict[int, str]):
    """Text of a code, worked out when it is first asked for."""

    def __init__(self, font: "FontUse") -> None:
        super().__init__()
        self.font = font

    def __missing__(self, code: int) -> str:
        said = self[code] = self.font.unicode(code) or "\ufffd"
        return said


class _Widths(dict[int, float]):
    """Width of a code, worked out when it is first asked for."""

    def __init__(self, told: Callable[[int], float | None], usual: float) -> None:
        super().__init__()
        self._told, self._usual = told, usual

    def __missing__(self, code: int) -> float:
        told = self._told(code)
        width = self[code] = self._usual if told is None else told
        return width


_MAX_KEPT, _LONGEST_KEPT, _LONGEST_WRITTEN = 4096, 32, 64


class FontUse:
    """A font and the codes that were shown with it."""

    def __init__(self, font: Any, page: int) -> None:
        self.font, self.page = font, page
        self.kind = name(entry(font, "/Subtype"))
        self.shown: set[int] = set()
        self.hidden: set[int] = set()
        self.is_drawn = self.is_hidden = False
        self._texts: dict[int, str] = _Texts(self)
        self._kept: tuple[dict[bytes, tuple[str, float, int]], ...] = ({}, {})
        """What short strings say, drawn and hidden ones: many programs show letter by letter."""
        self._words: tuple[dict[bytes, tuple[list[tuple[str | None, float]], int]], ...] = ({}, {})

    @cached_property
    def is_composite(self) -> bool:
        """Tell whether codes may have several bytes."""
        return self.kind == "Type0"

    @cached_property
    def below(self) -> Any:
        """The CID font of a composite one."""
        return next(iter(one_or_more(entry(self.font, "/DescendantFonts"))), None)

    @cached_property
    def descriptor(self) -> Any:
        """The font descriptor; of a composite font that of its CID font."""
        return sub(self.below if self.is_composite else self.font, "/FontDescriptor")

    @cached_property
    def _to_unicode(self) -> CMap | None:
        stream = entry(self.font, "/ToUnicode")
        return read_cmap(stream) if sub(self.font, "/ToUnicode") is not None and data(stream) else None

    @cached_property
    def cmap_name(self) -> str:
        """The name of the encoding or CMap, empty where the file brings its own."""
        return name(entry(self.font, "/Encoding"))

    @cached_property
    def cmap(self) -> CMap | None:
        """The CMap of a composite font where the file brings it."""
        stream = sub(self.font, "/Encoding")
        return read_cmap(stream) if stream is not None else None

    @cached_property
    def _size(self) -> int | None:
        if self.cmap is not None:
            return self.cmap.size if self.cmap.spaces else 2
        known = self.cmap_name
        return 2 if known in IDENTITY or "UCS2" in known or "UTF16" in known else None

    @cached_property
    def can_split(self) -> bool:
        """Tell whether strings can be taken apart into codes."""
        return not self.is_composite or self._size is not None or self.cmap is not None

    def codes(self, string: bytes) -> Any:
        """Return the codes in a string."""
        if not self.is_composite:
            return string
        if self._size == 2:
            return struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])
        if self._size == 1:
            return string
        if self._size:
            size = self._size
            return [int.from_bytes(string[at : at + size]) for at in range(0, len(string) - size + 1, size)]
        return self.cmap.split(string) if self.cmap is not None else ()

    def known(self, is_hidden: bool, /) -> dict[bytes, tuple[str, float, int]]:
        """Return what `take` said of short strings before."""
        return self._kept[is_hidden]

    def known_words(self, is_hidden: bool, /) -> dict[bytes, tuple[list[tuple[str | None, float]], int]]:
        """Return what was read of words before, by how they stand in the stream with their kerning."""
        return self._words[is_hidden]

    def keep_word(
        self, written: bytes, read: tuple[list[tuple[str | None, float]], int], is_hidden: bool, /
    ) -> bool:
        """Keep what was read of a word, while there are few and it is short; tell whether it was kept."""
        words = self._words[is_hidden]
        is_kept = len(words) < _MAX_KEPT and len(written) <= _LONGEST_WRITTEN
        if is_kept:
            words[written] = read
        return is_kept

    def take(self, string: bytes, is_hidden: bool, /) -> tuple[str, float, int]:
        """Take in a string; return its text, its width in thousandths and its number of codes."""
        kept = self._kept[is_hidden]
        found = kept.get(string)
        if found is None:
            codes = self.codes(string)
            if is_hidden:
                self.hidden.update(codes)
                self.is_hidden = True
            else:
                self.shown.update(codes)
                self.is_drawn = True
            found = self.text(codes), self.width(codes), len(codes)
            if len(kept) < _MAX_KEPT and len(string) <= _LONGEST_KEPT:
                kept[string] = found
        return found

    def text(self, codes: Any) -> str:
        """Return the text of codes; a code without Unicode value gives U+FFFD."""
        return "".join(map(self._texts.__getitem__, codes))

    def width(self, codes: Any) -> float:
        """Return how wide codes are together, in thousandths of the size."""
        return sum(map(self._widths.__getitem__, codes)) * self._unit

    @cached_property
    def _widths(self) -> "_Widths":
        return _Widths(self.told_width, number(entry(self.descriptor, "/MissingWidth"), 0) or _USUAL_WIDTH)

    @cached_property
    def _unit(self) -> float:
        """What a width of 1 is in thousandths: a Type 3 font has a measure of its own."""
        if self.kind != "Type3":
            return 1.0
        return abs(number(next(items(entry(self.font, "/FontMatrix")), 0.001), 0.001)) * 1000

    @cached_property
    def is_bold(self) -> bool:
        """Tell whether letters are thick, by the name of the font or what it says of itself."""
        if _BOLD.search(self.base_font.rpartition("+")[2]):
            return True
        flags = whole(entry(self.descriptor, "/Flags")) or 0
        return bool(flags & _FORCE_BOLD) or number(entry(self.descriptor, "/FontWeight")) >= 600

    @cached_property
    def is_italic(self) -> bool:
        """Tell whether letters lean."""
        if _ITALIC.search(self.base_font):
            return True
        return abs(number(entry(self.descriptor, "/ItalicAngle"))) > 2

    def unicode(self, code: int) -> str | None:
        """Return the text of a code, as programs that read aloud can find it; `None` where they cannot."""
        if self._to_unicode is not None and (said := self._to_unicode.unicode(code)) is not None:
            return said
        if self.is_composite:
            return "\ufffc" if self._has_known_cids else None
        glyph = self.names.get(code)
        if glyph == NOTDEF or (glyph is None and isinstance(self.program, (Type1, Cff))):
            return "\0"  # there is a sign, and it stands for nothing
        return None if glyph is None else unicode_of(glyph) or None

    @cached_property
    def _has_known_cids(self) -> bool:
        if PREDEFINED.get(self.cmap_name):
            return True
        info = sub(self.below, "/CIDSystemInfo")
        return self.cmap_name not in IDENTITY and (text(entry(info, "/Ordering")) or "") in ASIAN

    @cached_property
    def is_symbolic(self) -> bool:
        """Tell whether the font has signs of its own, as its flags say."""
        flags = whole(entry(self.descriptor, "/Flags"))
        return bool(flags is not None and flags & _SYMBOLIC)

    @cached_property
    def differences(self) -> dict[int, str]:
        """Names of glyphs by code that the file puts in place of the usual ones."""
        found, code = {}, 0
        for one in items(entry(sub(self.font, "/Encoding"), "/Differences")):
            if (at := whole(one)) is not None:
                code = at
            elif glyph := name(one):
                found[code] = glyph
                code += 1
        return found

    @cached_property
    def base(self) -> str:
        """The name of the encoding, or of the one that differences are made to."""
        written = entry(self.font, "/Encoding")
        return name(written) or name(entry(written, "/BaseEncoding"))

    @cached_property
    def names(self) -> dict[int, str]:
        """Names of glyphs by code, of a simple font."""
        if self.kind == "Type3":
            return self.differences
        base = encoding(self.base)
        if not base and self.base == "MacExpertEncoding":
            base = dict.fromkeys(range(256), "space")  # known to readers, not to us
        if not base:
            if self.kind == "TrueType":
                has_names = self.differences and not self.is_symbolic
                base = encoding("StandardEncoding") if has_names else {}
            elif isinstance(self.program, (Type1, Cff)) and self.program.encoding:
                base = self.program.encoding
            elif self.base_font in _OF_SIGNS:
                base = {}  # built in: a reader knows its signs, and the file says nothing of them
            else:
                base = encoding("StandardEncoding")
        return {**base, **self.differences}

    @cached_property
    def base_font(self) -> str:
        """The name of the font, with the six letters of a subset."""
        below = self.below if self.is_composite else None
        return name(entry(self.font, "/BaseFont")) or name(entry(below, "/BaseFont"))

    @cached_property
    def file(self) -> Any:
        """The stream of the embedded program, `None` where there is none."""
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            if (found := sub(self.descriptor, key)) is not None:
                return found
        return None

    @cached_property
    def program(self) -> TrueType | Cff | Type1 | None:
        """The embedded program, `None` where there is none or it cannot be read."""
        if self.file is None:
            return None
        raw = data(self.file)
        return read_program(raw) if raw else None

    def told_width(self, code: int) -> float | None:
        """Return the width that the file tells for a code, `None` where it tells none."""
        if self.is_composite:
            cid = self.cmap.cid(code) if self.cmap is not None else code
            if cid is None:
                return None
            found = self._cid_widths.get(cid)
            return number(entry(self.below, "/DW"), 1000) if found is None else found
        first, widths = self._simple_widths
        if first is None or widths is None:
            return None
        at = code - first
        try:
            return number(widths[at]) if 0 <= at < len(widths) else None
        except (TypeError, ValueError, IndexError):
            return None

    @cached_property
    def _simple_widths(self) -> tuple[int | None, Any]:
        """The first code of a simple font, and the widths from there on."""
        return whole(entry(self.font, "/FirstChar")), entry(self.font, "/Widths")

    @cached_property
    def _cid_widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        parts = list(items(entry(self.below, "/W")))
        at = 0
        while at + 1 < len(parts):
            first = int(number(parts[at]))
            listed = list(items(parts[at + 1])) if sub(parts[at + 1], "/x") is None else []
            if listed or (not isinstance(parts[at + 1], (int, float)) and whole(parts[at + 1]) is None):
                found.update((first + ahead, number(width)) for ahead, width in enumerate(listed))
                at += 2
            elif at + 2 < len(parts):
                last = min(int(number(parts[at + 1])), first + 0xFFFF)
                width = number(parts[at + 2])
                found.update((cid, width) for cid in range(first, last + 1))
                at += 3
            else:
                break
        return found
