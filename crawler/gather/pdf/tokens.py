"""Split a content stream into operators with their operands; also the text of CMaps, which looks the same.

One regular expression does the work, so that a page of ten thousand strokes costs milliseconds. Operands are
kept as they stand: numbers and names as bytes, strings as `Text`, arrays as lists, dictionaries as dicts.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any

_TOKEN = re.compile(
    rb"""
      (?P<number>[+-]?(?:\d++\.?+\d*+|\.\d++)(?:-\d*+)?)   # 1-2 is written by broken programs
    | (?P<operator>[A-Za-z'"][A-Za-z0-9*'"_.]*+)
    | \((?P<string>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)
    | (?P<name>/[^\s()<>\[\]{}/%]*+)
    | \[(?P<array>(?:[\s\d.+-]++|<[0-9A-Fa-f\s]*+>|\((?:[^()\\]++|\\.)*+\))*+)\]
    | (?P<open>\[)
    | (?P<close>\])
    | (?P<begin><<)
    | (?P<end>>>)
    | <(?P<hex>[0-9A-Fa-f\s]*+)>
    | %[^\r\n]*+
    | (?P<odd>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER, _OPERATOR, _STRING, _NAME, _ARRAY, _OPEN, _CLOSE, _BEGIN, _END, _HEX, _ODD = range(1, 12)

PART = re.compile(
    rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>|([+-]?(?:\d++\.?+\d*+|\.\d++)(?:-\d*+)?)", re.DOTALL
)
"""A string, hexadecimal digits or a number in an array of nothing else, as text mostly stands in."""

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|\Z)")
_IMAGE_DATA = re.compile(rb"\bID[\s]")
_WHITE = re.compile(rb"\s+")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")

MAX_NESTING = 64


class Text(bytes):
    """The bytes of a string, unescaped."""

    __slots__ = ()


Operator = tuple[bytes, list[Any]]


def operators(stream: bytes) -> Iterator[Operator]:
    """Yield each operator with its operands; an image inside the stream comes as `BI` alone."""
    at = 0
    while at >= 0:
        at = yield from tokens(stream, at, [])


def tokens(
    stream: bytes, at: int, stack: list[Any], *, is_inside: bool = False
) -> Generator[Operator, None, int]:
    """Yield operators up to where the expression has to begin anew; return that place, -1 at the end.

    `stack` holds the operands so far. `is_inside` begins at an array or dictionary, and ends behind it: what
    it held is then on the stack.
    """
    holders: list[list[Any]] = []
    for match in _TOKEN.finditer(stream, at):
        kind = match.lastindex
        if kind == _NUMBER:
            stack.append(match[1])
        elif kind == _OPERATOR:
            word = match[2]
            if holders or word in _VALUES:
                stack.append(word)
                if word not in _VALUES and len(holders) == 1 and word in _ENDS:
                    holders.clear()  # an array that is never closed
                    yield word, stack
                    stack = []
                    if is_inside:
                        return match.end()
                continue
            if word == b"BI":
                yield word, []
                return after_image(stream, match.end())
            yield word, stack
            stack = []
        elif kind == _STRING:
            stack.append(unescaped(match[3]))
        elif kind == _NAME:
            stack.append(match[4])
        elif kind == _ARRAY:
            stack.append(parts_of_array(match[5]))
        elif kind == _HEX:
            stack.append(from_hex(match[10]))
        elif kind in (_OPEN, _BEGIN):
            if len(holders) < MAX_NESTING:
                holders.append(stack)
                stack = []
        elif kind in (_CLOSE, _END):
            if holders:
                held = stack if kind == _CLOSE else _pairs(stack)
                stack = holders.pop()
                stack.append(held)
                if is_inside and not holders:
                    return match.end()
        elif kind == _ODD and match[11] == b"(":
            end = _string_end(stream, match.start())
            rest = Text(unescaped(stream[match.start() + 1 : end - 1]))
            # The operands so far would be lost: hand them on with a string that is nested deeply.
            yield b"Tj", [rest]
            return end
    return -1


def parts_of_array(array: bytes) -> list[Any]:
    """Return the items of an array of strings and numbers."""
    return [
        number if number else from_hex(digits) if digits else unescaped(string)
        for string, digits, number in PART.findall(array)
    ]


_VALUES = frozenset({b"true", b"false", b"null"})
_ENDS = frozenset({b"TJ", b"ET", b"EMC", b"Q"})


def after_image(stream: bytes, at: int) -> int:
    """Return the place behind an image inside a stream, -1 where it does not end."""
    begin = _IMAGE_DATA.search(stream, at)
    end = _IMAGE_END.search(stream, begin.end() - 1 if begin else at)
    return end.end() if end else -1


def _string_end(stream: bytes, at: int) -> int:
    """Return the place after the parenthesis that closes the one at `at`."""
    depth = 0
    for match in re.compile(rb"\\.|[()]", re.DOTALL).finditer(stream, at):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(stream) + 1


def _pairs(values: list[Any]) -> dict[bytes, Any]:
    return {key: value for key, value in zip(values[::2], values[1::2], strict=False) if type(key) is bytes}


def unescaped(string: bytes) -> Text:
    """Return the bytes that a literal string stands for."""
    if b"\\" not in string:
        return Text(string)
    return Text(_ESCAPE.sub(_unescape, string))


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8) & 255,))
    return b"" if match[2] else _PLAIN.get(match[3], match[3])


def from_hex(digits: bytes) -> Text:
    """Return the bytes that a string of hexadecimal digits stands for."""
    try:
        return Text(bytes.fromhex(digits.decode("ascii")))
    except ValueError:  # an odd number of digits, or white space inside of a pair
        digits = _WHITE.sub(b"", digits)
        return Text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def plain_name(written: bytes) -> str:
    """Return a name without slash and escapes."""
    if b"#" in written:
        written = _NAME_ESCAPE.sub(lambda m: bytes((int(m[1], 16),)), written)
    return written[1:].decode("utf-8", "replace")


def decoded(string: bytes) -> str:
    """Return a text string of PDF as text."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "replace")
    return string.decode("latin-1")


def as_number(written: Any) -> float:
    """Return a number; 0 for what is none."""
    try:
        return float(written)
    except (TypeError, ValueError):
        return 0.0
