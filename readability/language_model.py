"""Load the language model of py3langid, for the languages that are asked for.

It comes packed so tightly that unpacking takes half a second, most of it for the automaton that finds the
features in a text. So what was unpacked is kept for the next run, packed in a way that takes 30 ms; the
answers are the same to the last bit. Where nothing can be kept, it is unpacked each time.
"""

import sys
from array import array
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgpack
import numpy as np
import py3langid
import zstandard
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from drempel.cache_folder import cache_folder, keep, kept

_NAME = "taalmodel"
_FORM = 1
"""Of what is kept: another number makes it anew."""

_KNOWN_SLOTS = {
    "_alias_pairs", "_full_model", "_norm_probs", "_rowbase", "min_confidence",
    "nb_classes", "nb_pc", "nb_ptc", "tk_nextmove", "tk_output", "tk_row",
}  # fmt: skip
"""What an identifier holds; of one that holds something else we do not know what to keep."""


def load(languages: Sequence[str]) -> LanguageIdentifier:
    """Return what ranks these languages (ISO 639-1) by probability."""
    file = Path(MODEL_DIR, MODEL_FILE)
    if set(LanguageIdentifier.__slots__) != _KNOWN_SLOTS:
        return _unpacked(file, languages)
    folder, key = cache_folder("readability"), _key(file, languages)
    if (content := kept(folder, _NAME, key)) is not None:
        return _again(content)
    identifier = _unpacked(file, languages)
    if folder is not None:
        keep(folder, _NAME, key, _content(identifier))
    return identifier


def _unpacked(file: Path, languages: Sequence[str]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(file, norm_probs=True)
    identifier.set_languages(languages)
    return identifier


def _key(file: Path, languages: Sequence[str]) -> bytes:
    digest = sha256(file.read_bytes()).hexdigest()
    made_of = (_FORM, sys.byteorder, py3langid.__version__, digest, *languages)
    return " ".join(map(str, made_of)).encode()


def _content(identifier: LanguageIdentifier) -> bytes:
    """Return the parts of an identifier; the table by language, which is how it lies in memory."""
    pack = zstandard.ZstdCompressor().compress
    automaton = [
        (part.typecode, len(part), pack(part.tobytes()))
        for part in (identifier.tk_nextmove, identifier.tk_row, array("i", identifier.tk_output))
    ]
    table = pack(np.asarray(identifier.nb_ptc, np.float16).T.tobytes())
    prior = np.asarray(identifier.nb_pc, np.float32).tobytes()
    content: bytes = msgpack.packb((identifier.nb_classes, prior, table, *automaton))
    return content


def _again(content: memoryview) -> LanguageIdentifier:
    classes, prior, table, *automaton = msgpack.unpackb(content)
    nextmove, row, output = (_array(*part) for part in automaton)
    numbers = np.frombuffer(zstandard.ZstdDecompressor().decompress(table), np.float16)
    return LanguageIdentifier(
        numbers.reshape(len(classes), -1).T,
        np.frombuffer(prior, np.float32),
        classes,
        nextmove,
        output.tolist(),
        norm_probs=True,
        tk_row=row,
    )


def _array(typecode: str, length: int, packed: bytes) -> "array[int]":
    """Return packed numbers, unpacked where they are to lie: there are ten million of them."""
    numbers = array(typecode, [0]) * length
    left = memoryview(numbers).cast("B")
    with zstandard.ZstdDecompressor().stream_reader(packed) as unpacked:
        while count := unpacked.readinto(left):
            left = left[count:]
    return numbers
