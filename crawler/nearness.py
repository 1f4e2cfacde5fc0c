"""How much two pages resemble each other, and whether a page says anything new. Pure, fast, repeatable.

Digits and the names of months and days are one word here: what differs between two leaves of a calendar
is no difference.
"""

import re
from collections.abc import Iterable
from zlib import crc32

MIN_WORDS = 8
"""Shorter texts have no signature: too few words to compare."""

MAX_SHINGLES = 256
"""How many of a text's shingles are weighed: those with the lowest hash, so the same in like texts."""

ALIKE_BITS = 12
"""Signatures that differ in no more bits are alike: about 0.83 of the shingles in common (cosine)."""

MAX_CHARS = 50_000
"""As much of a text is read; a page of a book's length is told from another by its first chapters."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_EDGES = ".,;:!?()[]{}\"'’‘“”«»…•*/|<>-–—"
_TIME_NAMES = """
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr jun jul aug sep sept okt nov dec
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo
january february march may june july august october
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
"""
_TIME = frozenset(_TIME_NAMES.split())
_ALL_64 = (1 << 64) - 1
_LANE = sum(1 << 64 * at for at in range(MAX_SHINGLES))


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, with `0` for each number and each month or day."""
    found = _WORD.findall(text[:MAX_CHARS].lower())
    return ["0" if word in _TIME or word[0].isdigit() else word for word in found]


def vocabulary(text: str) -> set[str]:
    """Return the different words of a text in small letters, without numbers, months and days."""
    bare = {word.strip(_EDGES) for word in set(text[:MAX_CHARS].lower().split())} - _TIME
    return {word for word in bare if word.isalpha() or word.replace("-", "").isalpha()}


def signature(text: str) -> int:
    """Return 64 bits that differ little between texts that differ little; 0 for too little text.

    Charikar's simhash (STOC 2002) over the distinct runs of three words.
    """
    found = words(text)
    if len(found) < MIN_WORDS:
        return 0
    codes = [crc32(word.encode("utf-8", "replace")) for word in found]
    runs = zip(codes, codes[1:], codes[2:], strict=False)
    return bits_of({_mixed(a, b, c) for a, b, c in runs})


def bits_of(shingles: Iterable[int]) -> int:
    """Return the simhash of some numbers of 64 bits, each once: near for sets that have much in common.

    At least one bit is set.
    """
    kept = sorted(set(shingles))[:MAX_SHINGLES]
    joined = int.from_bytes(b"".join(shingle.to_bytes(8, "little") for shingle in kept), "little")
    half = len(kept) / 2
    bits = 0
    for bit in range(64):
        if (joined & (_LANE << bit)).bit_count() > half:
            bits |= 1 << bit
    return bits or 1


def alike(a: int, b: int) -> bool:
    """Tell whether two signatures are of texts that are nearly the same; never when one has none."""
    return bool(a and b) and (a ^ b).bit_count() <= ALIKE_BITS


class Lexicon:
    """The words that were met, in 32 KiB whatever their number.

    Above some 50,000 different words a fifth of the new ones is mistaken for known.
    """

    _SIZE = 1 << 18

    def __init__(self) -> None:
        self._bits = bytearray(self._SIZE // 8)

    def learn(self, found: Iterable[str]) -> set[str]:
        """Return the words that were not met before, and remember them."""
        bits, size = self._bits, self._SIZE
        new = set()
        for word in found:
            at = crc32(word.encode("utf-8", "replace")) % size
            bit = 1 << (at & 7)
            if not bits[at >> 3] & bit:
                bits[at >> 3] |= bit
                new.add(word)
        return new


def _mixed(a: int, b: int, c: int) -> int:
    mixed = (a * 0x9E3779B97F4A7C15 + b * 0xC2B2AE3D27D4EB4F + c * 0x165667B19E3779F9) & _ALL_64
    mixed = ((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9) & _ALL_64
    return mixed ^ mixed >> 32
