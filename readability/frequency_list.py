"""Read the list of wordfreq: the only place that touches it.

Making a table of 300,000 words takes a tenth of a second, and most of them are never asked for. So for the
next run the list is kept in another form: a table of the 40,000 words of which compounds are made, and lines
of text for the others. What it says is the same. Where nothing can be kept, the table has all words.
"""

import gzip
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import msgpack

from drempel.cache_folder import cache_folder, keep, kept

_NAME = "woordfrequenties"
_FORM = 1
"""Of what is kept: another number makes it anew."""
_HEAD = 3
"""Letters by which the other words are found: some 5,000 groups of half a kilobyte."""
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common words are, in hundredths of the Zipf scale."""

    common: Mapping[str, int]
    """All words that were asked to be here, maybe more."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The words that are not in `common`, by their first letters: lines of a word, a tab and three digits."""

    def of(self, word: str, unknown: int) -> int:
        """Return how common a word is, `unknown` where it is in no list."""
        found = self.common.get(word)
        if found is not None:
            return found
        lines = self.others.get(word[:_HEAD])
        if lines is None or "\t" in word or (at := lines.find(f"\n{word}\t")) < 0:
            return unknown
        begin = at + len(word) + 2
        return int(lines[begin : begin + _DIGITS])


def read(common_from: int) -> Frequencies:
    """Return the Dutch list, with the words from `common_from` hundredths on in the table.

    Raises `ModuleNotFoundError` without wordfreq.
    """
    packed = _file().read_bytes()
    folder, key = cache_folder("readability"), f"{_FORM} {common_from} {sha256(packed).hexdigest()}".encode()
    if (content := kept(folder, _NAME, key)) is not None:
        return _again(content)
    words = _table(packed)
    if folder is not None:
        keep(folder, _NAME, key, _content(words, common_from))
    return Frequencies(words)


def _file() -> Path:
    # Importing wordfreq takes as long as all the rest.
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordfreq is not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / "large_nl.msgpack.gz"


def _table(packed: bytes) -> dict[str, int]:
    header, *bins = msgpack.unpackb(gzip.decompress(packed), raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"The list of wordfreq has another form than expected: {header}")
    # Bin n holds the words that are 10**(-n/100) of all words.
    return {word: 900 - n for n, words in enumerate(bins) for word in words}


def _content(words: Mapping[str, int], common_from: int) -> bytes:
    common: defaultdict[int, list[str]] = defaultdict(list)
    others: defaultdict[str, list[str]] = defaultdict(list)
    for word, zipf in words.items():
        if zipf >= common_from:
            common[zipf].append(word)
        else:
            others[word[:_HEAD]].append(f"\n{word}\t{zipf:0{_DIGITS}d}")
    lines = {head: "".join(group) for head, group in others.items()}
    content: bytes = msgpack.packb((dict(common), lines))
    return content


def _again(content: memoryview) -> Frequencies:
    common, others = msgpack.unpackb(content, strict_map_key=False)
    return Frequencies({word: zipf for zipf, words in common.items() for word in words}, others)
