"""The fonts with which text is shown: what their codes mean, and whether dictionary and program agree.

`FontUse` is made when content first uses a font and collects the codes shown; `facts` tells of it afterwards,
so that only what readers meet is looked at.
"""

import struct
from functools import cached_property
from typing import Any

from crawler.gather.pdf.cmaps import ASIAN, IDENTITY, PREDEFINED, CMap, read_cmap, system_info_of
from crawler.gather.pdf.encodings import NOTDEF, encoding, is_listed, mac_code, unicode_of
from crawler.gather.pdf.limits import MAX_CODES
from crawler.gather.pdf.objects import data, entry, items, name, number, one_or_more, sub, text, whole
from crawler.gather.pdf.programs import Cff, TrueType, Type1, read_program
from drempel.model.pdf_document import PdfFont

_SYMBOLIC = 1 << 2
_BASES = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
_BAD = ("\0", "\ufeff", "\ufffe")
_WIDTH_DIFFERS = 1.0
"""Thousandths of the size that a width may differ (ISO 14289-1, 7.21.5, as checkers count it)."""


class FontUse:
    """A font and the codes that were shown with it."""

    def __init__(self, font: Any, page: int) -> None:
        self._font, self._page = font, page
        self.kind = name(entry(font, "/Subtype"))
        self.shown: set[int] = set()
        self.hidden: set[int] = set()
        self.is_drawn = self.is_hidden = False
        self._texts: dict[int, str] = {}

    @cached_property
    def is_composite(self) -> bool:
        """Tell whether codes may have several bytes."""
        return self.kind == "Type0"

    @cached_property
    def _below(self) -> Any:
        """The CID font of a composite one."""
        return next(iter(one_or_more(entry(self._font, "/DescendantFonts"))), None)

    @cached_property
    def _descriptor(self) -> Any:
        return sub(self._below if self.is_composite else self._font, "/FontDescriptor")

    @cached_property
    def _to_unicode(self) -> CMap | None:
        stream = entry(self._font, "/ToUnicode")
        return read_cmap(stream) if sub(self._font, "/ToUnicode") is not None and data(stream) else None

    @cached_property
    def _cmap_name(self) -> str:
        return name(entry(self._font, "/Encoding"))

    @cached_property
    def _cmap(self) -> CMap | None:
        """The CMap of a composite font where the file brings it."""
        stream = sub(self._font, "/Encoding")
        return read_cmap(stream) if stream is not None else None

    @cached_property
    def _size(self) -> int | None:
        if self._cmap is not None:
            return self._cmap.size if self._cmap.spaces else 2
        known = self._cmap_name
        return 2 if known in IDENTITY or "UCS2" in known or "UTF16" in known else None

    @cached_property
    def can_split(self) -> bool:
        """Tell whether strings can be taken apart into codes."""
        return not self.is_composite or self._size is not None or self._cmap is not None

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
        return self._cmap.split(string) if self._cmap is not None else ()

    def text(self, codes: Any) -> str:
        """Return the text of codes; a code without Unicode value gives U+FFFD."""
        texts = self._texts
        parts = []
        for code in codes:
            said = texts.get(code)
            if said is None:
                said = texts[code] = self.unicode(code) or "\ufffd"
            parts.append(said)
        return "".join(parts)

    def unicode(self, code: int) -> str | None:
        """Return the text of a code, as programs that read aloud can find it; `None` where they cannot."""
        if self._to_unicode is not None and (said := self._to_unicode.unicode(code)) is not None:
            return said
        if self.is_composite:
            return "\ufffc" if self._has_known_cids else None
        glyph = self._names.get(code)
        if glyph == NOTDEF or (glyph is None and isinstance(self._program, (Type1, Cff))):
            return "\0"  # there is a sign, and it stands for nothing
        return None if glyph is None else unicode_of(glyph) or None

    @cached_property
    def _has_known_cids(self) -> bool:
        if PREDEFINED.get(self._cmap_name):
            return True
        info = sub(self._below, "/CIDSystemInfo")
        return self._cmap_name not in IDENTITY and (text(entry(info, "/Ordering")) or "") in ASIAN

    @cached_property
    def _is_symbolic(self) -> bool:
        flags = whole(entry(self._descriptor, "/Flags"))
        return bool(flags is not None and flags & _SYMBOLIC)

    @cached_property
    def _differences(self) -> dict[int, str]:
        found, code = {}, 0
        for one in items(entry(sub(self._font, "/Encoding"), "/Differences")):
            if (at := whole(one)) is not None:
                code = at
            elif glyph := name(one):
                found[code] = glyph
                code += 1
        return found

    @cached_property
    def _base(self) -> str:
        """The name of the encoding, or of the one that differences are made to."""
        written = entry(self._font, "/Encoding")
        return name(written) or name(entry(written, "/BaseEncoding"))

    @cached_property
    def _names(self) -> dict[int, str]:
        """Names of glyphs by code, of a simple font."""
        if self.kind == "Type3":
            return self._differences
        base = encoding(self._base)
        if not base and self._base == "MacExpertEncoding":
            base = dict.fromkeys(range(256), "space")  # known to readers, not to us
        if not base:
            if self.kind == "TrueType":
                has_names = self._differences and not self._is_symbolic
                base = encoding("StandardEncoding") if has_names else {}
            elif isinstance(self._program, (Type1, Cff)) and self._program.encoding:
                base = self._program.encoding
            elif self._base_font in ("Symbol", "ZapfDingbats"):
                base = dict.fromkeys(range(32, 256), "space")  # their built-in names are all listed
            else:
                base = encoding("StandardEncoding")
        return {**base, **self._differences}

    @cached_property
    def _base_font(self) -> str:
        below = self._below if self.is_composite else None
        return name(entry(self._font, "/BaseFont")) or name(entry(below, "/BaseFont"))

    @cached_property
    def _file(self) -> Any:
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            if (found := sub(self._descriptor, key)) is not None:
                return found
        return None

    @cached_property
    def _program(self) -> TrueType | Cff | Type1 | None:
        if self._file is None:
            return None
        raw = data(self._file)
        return read_program(raw) if raw else None

    def facts(self) -> PdfFont:
        """Return what is to be told of the font."""
        every = sorted(self.shown | self.hidden)
        visible = sorted(self.shown)
        texts = [(code, self.unicode(code)) for code in every] if self.can_split else []
        return PdfFont(
            name=self._base_font,
            kind=self.kind,
            page=self._page,
            is_visible=self.is_drawn,
            is_embedded=self.kind == "Type3" or self._file is not None,
            is_readable=self._file is None or self._program is not None,
            is_symbolic=self._is_symbolic if self.kind == "TrueType" else None,
            encoding=self._base,
            has_encoding=entry(self._font, "/Encoding") is not None,
            odd_names=self._odd_names(),
            character_maps=len(self._program.cmaps) if self._has_character_maps else None,  # type: ignore[union-attr]
            has_symbol_map=self._has_character_maps and (3, 0) in self._program.cmaps,  # type: ignore[union-attr]
            has_unicode_map=self._has_character_maps and (3, 1) in self._program.cmaps,  # type: ignore[union-attr]
            without_unicode=tuple(code for code, said in texts if said is None)[:MAX_CODES],
            bad_unicode=tuple(code for code, said in texts if said and any(bad in said for bad in _BAD))[
                :MAX_CODES
            ],
            **self._composite_facts(),
            **self._list_facts(),
            **self._glyph_facts(visible if self.can_split else []),
        )

    @cached_property
    def _has_character_maps(self) -> bool:
        return self.kind == "TrueType" and isinstance(self._program, TrueType)

    def _odd_names(self) -> tuple[str, ...]:
        if self.kind != "TrueType":
            return ()
        return tuple(glyph for glyph in self._differences.values() if not is_listed(glyph))[:MAX_CODES]

    def _composite_facts(self) -> dict[str, Any]:
        if not self.is_composite:
            return {}
        below, stream = self._below, sub(self._font, "/Encoding")
        cmap = self._cmap
        known = cmap.name if cmap is not None else self._cmap_name
        mode = whole(entry(stream, "/WMode")) or 0
        map_ = entry(below, "/CIDToGIDMap")
        needs_map = name(entry(below, "/Subtype")) == "CIDFontType2" and self._file is not None
        return {
            "cmap": known,
            "cmap_known": cmap is not None or known in IDENTITY or known in PREDEFINED,
            "cmap_mode_fits": cmap is None or cmap.mode == mode,
            "unknown_base_cmap": cmap.base
            if cmap is not None and cmap.base and cmap.base not in PREDEFINED and cmap.base not in IDENTITY
            else "",
            "system_info_fits": known in IDENTITY or self._system_info_fits(cmap, known),
            "cid_to_gid_fits": not needs_map
            or name(map_) == "Identity"
            or sub(below, "/CIDToGIDMap") is not None,
        }

    def _system_info_fits(self, cmap: CMap | None, known: str) -> bool:
        info = sub(self._below, "/CIDSystemInfo")
        if cmap is not None:
            wanted = cmap.registry, cmap.ordering, cmap.supplement
        elif known in PREDEFINED:
            wanted = system_info_of(known)
        else:
            return True  # an unknown CMap is told by itself
        registry, ordering = text(entry(info, "/Registry")), text(entry(info, "/Ordering"))
        supplement = number(entry(info, "/Supplement"), -1)
        return (registry, ordering) == wanted[:2] and 0 <= supplement <= wanted[2]

    def _list_facts(self) -> dict[str, Any]:
        program = self._program
        if program is None or "+" not in self._base_font[:7]:
            return {}
        if self.kind in ("Type1", "MMType1") and isinstance(program, (Type1, Cff)):
            listed = text(entry(self._descriptor, "/CharSet"))
            if listed is None or (isinstance(program, Cff) and program.is_cid):
                return {}
            told = {one for one in listed.split("/") if one.strip()} - {NOTDEF}
            return {
                "glyph_list": "CharSet",
                "glyph_list_fits": {one.strip() for one in told} == set(program.names) - {NOTDEF},
            }
        bits = data(entry(self._descriptor, "/CIDSet"))
        if self.is_composite and sub(self._descriptor, "/CIDSet") is not None:
            return {"glyph_list": "CIDSet", "glyph_list_fits": all(map(_Bits(bits).has, self._cids_there()))}
        return {}

    def _cids_there(self) -> list[int]:
        """Return the CIDs that the program has glyphs for, as far as that can be told."""
        program = self._program
        if isinstance(program, Cff):
            return (
                [cid for cid in program.cids if cid] if program.is_cid else list(range(1, len(program.names)))
            )
        if isinstance(program, TrueType):
            if self._glyph_map:
                return [cid for cid, glyph in enumerate(self._glyph_map) if cid and glyph]
            try:
                return [glyph for glyph in range(1, program.glyphs) if program.is_drawn(glyph)]
            except (struct.error, KeyError):
                return []
        return []

    @cached_property
    def _glyph_map(self) -> tuple[int, ...]:
        """The stream from CIDs to glyphs of a TrueType program; empty for the identity."""
        raw = data(entry(self._below, "/CIDToGIDMap"))
        return struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])

    def _glyph_facts(self, visible: list[int]) -> dict[str, Any]:
        missing, undefined, other = [], [], []
        for code in visible:
            glyph, is_undefined = self._glyph(code)
            if is_undefined:
                undefined.append(code)
            if glyph is None or self._program is None:
                continue
            try:
                width = self._program.width(glyph)
            except Exception:  # noqa: BLE001 - a font library meets broken glyphs with any error
                continue
            if width is None:
                missing.append(code)
                continue
            told = self._told_width(code)
            if told is not None and abs(told - width) > _WIDTH_DIFFERS:
                other.append(code)
        return {
            "without_glyph": tuple(missing[:MAX_CODES]),
            "not_defined": tuple(undefined[:MAX_CODES]),
            "other_width": tuple(other[:MAX_CODES]),
        }

    def _glyph(self, code: int) -> tuple[int | str | None, bool]:
        """Return the glyph of a code, `None` where that cannot be told, and whether it is `.notdef`."""
        if self.is_composite:
            return self._glyph_of_cid(code)
        if self.kind == "Type3":
            return None, False
        glyph = self._names.get(code, "")
        if isinstance(self._program, TrueType):
            if self.kind != "TrueType":
                return None, glyph == NOTDEF
            found = self._true_type_glyph(self._program, code, glyph)
            return (-1 if found == 0 else found), glyph == NOTDEF
        if isinstance(self._program, (Type1, Cff)) and self.kind in ("Type1", "MMType1"):
            if isinstance(self._program, Cff) and self._program.is_cid:
                return None, False
            return (glyph or None), glyph == NOTDEF
        return None, glyph == NOTDEF

    def _glyph_of_cid(self, code: int) -> tuple[int | None, bool]:
        if self._cmap is not None:
            cid = self._cmap.cid(code)
            if cid is None:
                if self._cmap.base:
                    return None, False
                cid = 0
        elif self._cmap_name in IDENTITY:
            cid = code
        else:
            return None, False
        if isinstance(self._program, TrueType) and self._glyph_map:
            return (self._glyph_map[cid] if cid < len(self._glyph_map) else 0), cid == 0
        return cid, cid == 0

    def _true_type_glyph(self, program: TrueType, code: int, glyph: str) -> int | None:
        maps = program.cmaps
        if self._is_symbolic or (not self._base and not self._differences):
            for key, starts in (((3, 0), (0xF000, 0xF100, 0xF200, 0)), ((1, 0), (0,))):
                for start in starts:
                    if found := maps.get(key, {}).get(start + code):
                        return found
            return None if not maps else 0
        if (3, 1) in maps:
            said = unicode_of(glyph)
            if said and (found := maps[3, 1].get(ord(said[0]))):
                return found
        if (1, 0) in maps and (mac := mac_code(glyph)) is not None and (found := maps[1, 0].get(mac)):
            return found
        if (found := program.named(glyph)) is not None:
            return found
        return None

    def _told_width(self, code: int) -> float | None:
        if self.is_composite:
            cid = self._cmap.cid(code) if self._cmap is not None else code
            if cid is None:
                return None
            return self._cid_widths.get(cid, number(entry(self._below, "/DW"), 1000))
        first = whole(entry(self._font, "/FirstChar"))
        widths = entry(self._font, "/Widths")
        if first is None or widths is None:
            return None
        at = code - first
        try:
            return number(widths[at]) if 0 <= at < len(widths) else None
        except (TypeError, ValueError, IndexError):
            return None

    @cached_property
    def _cid_widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        parts = list(items(entry(self._below, "/W")))
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


class _Bits:
    """A CIDSet: one bit for each CID, the highest of each byte first."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def has(self, cid: int) -> bool:
        return cid >> 3 < len(self._raw) and bool(self._raw[cid >> 3] & (0x80 >> (cid & 7)))
