"""Whether the dictionary and the program of a font agree, told of the codes that were shown with it."""

import struct
from functools import cached_property
from typing import Any

from crawler.gather.pdf.cmaps import IDENTITY, PREDEFINED, CMap, system_info_of
from crawler.gather.pdf.encodings import NOTDEF, is_listed, mac_code, unicode_of
from crawler.gather.pdf.fonts import FontUse
from crawler.gather.pdf.limits import MAX_CODES
from crawler.gather.pdf.objects import data, entry, name, number, sub, text, whole
from crawler.gather.pdf.programs import Cff, TrueType, Type1
from drempel.model.pdf_document import PdfFont

_BAD = ("\0", "\ufeff", "\ufffe")
_WIDTH_DIFFERS = 1.0
"""Thousandths of the size that a width may differ (ISO 14289-1, 7.21.5, as checkers count it)."""


def facts_of(use: FontUse) -> PdfFont:
    """Return what is to be told of a font, after all content was read."""
    return _Facts(use).all()


class _Facts:
    def __init__(self, use: FontUse) -> None:
        self._use = use

    def all(self) -> PdfFont:
        every = sorted(self._use.shown | self._use.hidden)
        visible = sorted(self._use.shown)
        texts = [(code, self._use.unicode(code)) for code in every] if self._use.can_split else []
        return PdfFont(
            name=self._use.base_font,
            kind=self._use.kind,
            page=self._use.page,
            is_visible=self._use.is_drawn,
            is_embedded=self._use.kind == "Type3" or self._use.file is not None,
            is_readable=self._use.file is None or self._use.program is not None,
            is_symbolic=self._use.is_symbolic if self._use.kind == "TrueType" else None,
            encoding=self._use.base,
            has_encoding=entry(self._use.font, "/Encoding") is not None,
            odd_names=self._odd_names(),
            character_maps=len(self._use.program.cmaps) if self._has_character_maps else None,  # type: ignore[union-attr]
            has_symbol_map=self._has_character_maps and (3, 0) in self._use.program.cmaps,  # type: ignore[union-attr]
            has_unicode_map=self._has_character_maps and (3, 1) in self._use.program.cmaps,  # type: ignore[union-attr]
            without_unicode=tuple(code for code, said in texts if said is None)[:MAX_CODES],
            bad_unicode=tuple(code for code, said in texts if said and any(bad in said for bad in _BAD))[
                :MAX_CODES
            ],
            **self._composite_facts(),
            **self._list_facts(),
            **self._glyph_facts(visible if self._use.can_split else []),
        )

    @cached_property
    def _has_character_maps(self) -> bool:
        return self._use.kind == "TrueType" and isinstance(self._use.program, TrueType)

    def _odd_names(self) -> tuple[str, ...]:
        if self._use.kind != "TrueType":
            return ()
        return tuple(glyph for glyph in self._use.differences.values() if not is_listed(glyph))[:MAX_CODES]

    def _composite_facts(self) -> dict[str, Any]:
        if not self._use.is_composite:
            return {}
        below, stream = self._use.below, sub(self._use.font, "/Encoding")
        cmap = self._use.cmap
        known = cmap.name if cmap is not None else self._use.cmap_name
        mode = whole(entry(stream, "/WMode")) or 0
        map_ = entry(below, "/CIDToGIDMap")
        needs_map = name(entry(below, "/Subtype")) == "CIDFontType2" and self._use.file is not None
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
        info = sub(self._use.below, "/CIDSystemInfo")
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
        program = self._use.program
        if program is None or "+" not in self._use.base_font[:7]:
            return {}
        if self._use.kind in ("Type1", "MMType1") and isinstance(program, (Type1, Cff)):
            listed = text(entry(self._use.descriptor, "/CharSet"))
            if listed is None or (isinstance(program, Cff) and program.is_cid):
                return {}
            told = {one for one in listed.split("/") if one.strip()} - {NOTDEF}
            return {
                "glyph_list": "CharSet",
                "glyph_list_fits": {one.strip() for one in told} == set(program.names) - {NOTDEF},
            }
        bits = data(entry(self._use.descriptor, "/CIDSet"))
        if self._use.is_composite and sub(self._use.descriptor, "/CIDSet") is not None:
            return {"glyph_list": "CIDSet", "glyph_list_fits": all(map(_Bits(bits).has, self._cids_there()))}
        return {}

    def _cids_there(self) -> list[int]:
        """Return the CIDs that the program has glyphs for, as far as that can be told."""
        program = self._use.program
        if isinstance(program, Cff):
            return (
                [cid for cid in program.cids if cid] if program.is_cid else list(range(1, len(program.names)))
            )
        if isinstance(program, TrueType):
            if self._glyph_map:
                return [cid for cid, glyph in enumerate(self._glyph_map) if cid and glyph]
            return list(range(1, program.measured))
        return []

    @cached_property
    def _glyph_map(self) -> tuple[int, ...]:
        """The stream from CIDs to glyphs of a TrueType program; empty for the identity."""
        raw = data(entry(self._use.below, "/CIDToGIDMap"))
        return struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])

    def _glyph_facts(self, visible: list[int]) -> dict[str, Any]:
        missing, undefined, other = [], [], []
        for code in visible:
            glyph, is_undefined = self._glyph(code)
            if is_undefined:
                undefined.append(code)
            if glyph is None or self._use.program is None:
                continue
            try:
                width = self._use.program.width(glyph)
            except Exception:  # noqa: BLE001 - a font library meets broken glyphs with any error
                continue
            if width is None:
                missing.append(code)
                continue
            told = self._use.told_width(code)
            if told is not None and abs(told - width) > _WIDTH_DIFFERS:
                other.append(code)
        return {
            "without_glyph": tuple(missing[:MAX_CODES]),
            "not_defined": tuple(undefined[:MAX_CODES]),
            "other_width": tuple(other[:MAX_CODES]),
        }

    def _glyph(self, code: int) -> tuple[int | str | None, bool]:
        """Return the glyph of a code, `None` where that cannot be told, and whether it is `.notdef`."""
        if self._use.is_composite:
            return self._glyph_of_cid(code)
        if self._use.kind == "Type3":
            return None, False
        glyph = self._use.names.get(code, "")
        if isinstance(self._use.program, TrueType):
            if self._use.kind != "TrueType":
                return None, glyph == NOTDEF
            found = self._true_type_glyph(self._use.program, code, glyph)
            return (-1 if found == 0 else found), glyph == NOTDEF
        if isinstance(self._use.program, (Type1, Cff)) and self._use.kind in ("Type1", "MMType1"):
            if isinstance(self._use.program, Cff) and self._use.program.is_cid:
                return None, False
            return (glyph or None), glyph == NOTDEF
        return None, glyph == NOTDEF

    def _glyph_of_cid(self, code: int) -> tuple[int | None, bool]:
        if self._use.cmap is not None:
            cid = self._use.cmap.cid(code)
            if cid is None:
                if self._use.cmap.base:
                    return None, False
                cid = 0
        elif self._use.cmap_name in IDENTITY:
            cid = code
        else:
            return None, False
        if isinstance(self._use.program, TrueType) and self._glyph_map:
            return (self._glyph_map[cid] if cid < len(self._glyph_map) else 0), cid == 0
        return cid, cid == 0

    def _true_type_glyph(self, program: TrueType, code: int, glyph: str) -> int | None:
        maps = program.cmaps
        if self._use.is_symbolic or (not self._use.base and not self._use.differences):
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


class _Bits:
    """A CIDSet: one bit for each CID, the highest of each byte first."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def has(self, cid: int) -> bool:
        return cid >> 3 < len(self._raw) and bool(self._raw[cid >> 3] & (0x80 >> (cid & 7)))
