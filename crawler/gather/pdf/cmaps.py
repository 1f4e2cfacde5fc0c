"""CMaps: from codes to CIDs, and from codes to Unicode (`ToUnicode`)."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from crawler.gather.pdf.objects import data, entry, name, number, sub, text
from crawler.gather.pdf.tokens import Text, as_number, decoded, operators, plain_name

MAX_ENTRIES = 200_000

GB1, CNS1, JAPAN1, KOREA1 = "GB1", "CNS1", "Japan1", "Korea1"
ASIAN = frozenset({GB1, CNS1, JAPAN1, KOREA1})
"""Character collections of Adobe from whose CIDs Unicode values are known."""

_NAMES = {
    GB1: "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    CNS1: "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    JAPAN1: "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW "
    "UniJIS-UTF16",
    KOREA1: "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
PREDEFINED = {
    **{f"{stem}-{way}": group for group, stems in _NAMES.items() for stem in stems.split() for way in "HV"},
    "H": JAPAN1,
    "V": JAPAN1,
}
"""Name of a CMap that every reader knows (ISO 32000-1, table 118) → its character collection."""

IDENTITY = frozenset({"Identity-H", "Identity-V"})

_OF_SUPPLEMENT = {
    0: "GB-EUC GBpc-EUC B5pc CNS-EUC ETen-B5 ETenms-B5 KSC-EUC KSCpc-EUC",
    1: "83pv-RKSJ 90pv-RKSJ Add-RKSJ EUC KSCms-UHC KSCms-UHC-HW UniKS-UCS2 UniKS-UTF16",
    2: "GBK-EUC GBKp-EUC 90ms-RKSJ 90msp-RKSJ Ext-RKSJ",
    3: "UniCNS-UCS2",
    4: "UniGB-UCS2 UniJIS-UCS2 UniJIS-UCS2-HW",
    5: "UniGB-UTF16 GBK2K",
    6: "UniCNS-UTF16 HKscs-B5 UniJIS-UTF16",
}
_SUPPLEMENTS = {stem: number for number, stems in _OF_SUPPLEMENT.items() for stem in stems.split()}
"""The newest supplement of its collection that a CMap knows, as Adobe's own CMap resources say."""

_NEWEST = 99
"""Stands for any supplement, where that of a CMap is not known."""


@dataclass(slots=True)
class CMap:
    """What a CMap says; sizes are numbers of bytes."""

    name: str = ""
    mode: int = 0
    base: str = ""
    """Name of the CMap that it builds on."""
    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    """Size, lowest and highest code."""
    single: dict[int, Any] = field(default_factory=dict)
    ranges: list[tuple[int, int, Any]] = field(default_factory=list)
    """Lowest code, highest code, and what the lowest leads to; sorted."""
    ordering: str = ""
    registry: str = ""
    supplement: int = 0

    @property
    def size(self) -> int | None:
        """Return how many bytes each code has; `None` where that differs."""
        sizes = {size for size, _, _ in self.spaces}
        return sizes.pop() if len(sizes) == 1 else None

    def split(self, string: bytes) -> list[int]:
        """Return the codes in a string where their sizes differ."""
        codes, at = [], 0
        while at < len(string):
            size = next(
                (size for size, low, high in self.spaces if _inside(string[at : at + size], low, high, size)),
                1,
            )
            codes.append(int.from_bytes(string[at : at + size]))
            at += size
        return codes

    def find(self, code: int) -> tuple[Any, int] | None:
        """Return what a code leads to and how far behind the begin of its range it is."""
        if code in self.single:
            return self.single[code], 0
        at = bisect_right(self.ranges, code, key=lambda one: one[0]) - 1
        if at >= 0:
            low, high, to = self.ranges[at]
            if low <= code <= high:
                return to, code - low
        return None

    def cid(self, code: int) -> int | None:
        """Return the CID of a code."""
        found = self.find(code)
        return None if found is None else int(as_number(found[0])) + found[1]

    def unicode(self, code: int) -> str | None:
        """Return the text of a code; `None` where the CMap has none."""
        found = self.find(code)
        if found is None:
            return None
        to, ahead = found
        if isinstance(to, list):
            to, ahead = (to[ahead] if ahead < len(to) else None), 0
        if isinstance(to, Text):
            value = to[:-1] + bytes(((to[-1] + ahead) & 255,)) if ahead and to else bytes(to)
            if ahead and to and to[-1] + ahead > 255 and len(to) >= 2:
                value = (int.from_bytes(to) + ahead).to_bytes(len(to) + 1)[-len(to) :]
            return value.decode("utf-16-be", "replace") if len(value) > 1 else value.decode("latin-1")
        return plain_name(to) if type(to) is bytes and to.startswith(b"/") else None


def _inside(part: bytes, low: int, high: int, size: int) -> bool:
    if len(part) != size:
        return False
    pairs = zip(part, low.to_bytes(size), high.to_bytes(size), strict=True)
    return all(least <= byte <= most for byte, least, most in pairs)


def read_cmap(stream: Any) -> CMap:
    """Return what the stream of a CMap says; an empty one for what is none."""
    cmap = CMap()
    parsed = data(stream)
    entries = 0
    for operator, operands in operators(parsed):
        entries += len(operands)
        if entries > 3 * MAX_ENTRIES:
            break
        if operator == b"endcodespacerange":
            for low, high in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(low, Text) and isinstance(high, Text) and len(low) == len(high) > 0:
                    cmap.spaces.append((len(low), int.from_bytes(low), int.from_bytes(high)))
        elif operator in (b"endbfchar", b"endcidchar"):
            for code, to in zip(operands[::2], operands[1::2], strict=False):
                if isinstance(code, Text):
                    cmap.single[int.from_bytes(code)] = to
        elif operator in (b"endbfrange", b"endcidrange"):
            for low, high, to in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                if isinstance(low, Text) and isinstance(high, Text):
                    cmap.ranges.append((int.from_bytes(low), int.from_bytes(high), to))
        elif operator == b"usecmap" and operands and type(operands[-1]) is bytes:
            cmap.base = plain_name(operands[-1])
        elif operator == b"def" and len(operands) >= 2:
            _define(cmap, operands[-2], operands[-1])
    cmap.ranges.sort(key=lambda one: one[0])
    if not cmap.base and (base := entry(stream, "/UseCMap")) is not None:
        cmap.base = name(base) or text(base) or name(entry(base, "/CMapName"))
    info = sub(stream, "/CIDSystemInfo")
    if info is not None:
        cmap.registry = text(entry(info, "/Registry")) or ""
        cmap.ordering = text(entry(info, "/Ordering")) or ""
        cmap.supplement = int(number(entry(info, "/Supplement")))
    return cmap


def _define(cmap: CMap, key: Any, value: Any) -> None:
    if key == b"/WMode":
        cmap.mode = int(as_number(value))
    elif key == b"/CMapName" and type(value) is bytes:
        cmap.name = plain_name(value)
    elif key == b"/Ordering" and isinstance(value, Text):
        cmap.ordering = decoded(value)
    elif key == b"/Registry" and isinstance(value, Text):
        cmap.registry = decoded(value)
    elif key == b"/Supplement":
        cmap.supplement = int(as_number(value))


def system_info_of(known: str) -> tuple[str, str, int]:
    """Return registry, ordering and supplement of a predefined CMap."""
    return "Adobe", PREDEFINED.get(known, ""), _SUPPLEMENTS.get(known.rpartition("-")[0], _NEWEST)
