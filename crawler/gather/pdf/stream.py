"""Follow a content stream: hand each operator that somebody waits for its operands.

Says the same as `tokens.operators`, which takes a stream apart token by token, but takes what content mostly
is made of in one step each: an operator with its numbers, with a string or array of strings to show, or with
a name, and all lines and curves of a path. What is built otherwise goes token by token.
`tests/crawler/gather/test_pdf_stream.py` compares both.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crawler.gather.pdf.tokens import after_image, from_hex, parts_of_array, tokens, unescaped

Handlers = Mapping[bytes, Callable[[list[Any]], None]]
"""Operator → what takes its operands; operators that are not there are passed over."""

_NUMBER = rb"[+-]?(?:\d++\.?+\d*+|\.\d++)(?:-\d*+)?"
_PAIR = rb"(?:%s\s++){2}+" % _NUMBER
_NO_MORE = rb"(?![A-Za-z0-9*'\"_.])"
_MOST_NUMBERS = b"8"
"""Taken together: no operator has more, and long lists of numbers must not be looked at again and again."""

_STEP = re.compile(
    rb"""
      (?P<numbers>(?:%(number)s\s++){0,%(most)s}+)(?P<operator>[A-Za-z'"][A-Za-z0-9*'"_.]*+)
      (?P<path>(?<=\s[mlcvyh])(?:\s++(?:%(pair)s(?:[ml]|%(pair)s(?:[vy]|%(pair)sc))|h)%(end)s)++)?+
    | \[(?P<array>(?:[\s\d.+-]++|<[0-9A-Fa-f\s]*+>|\((?:[^()\\]++|\\.)*+\))*+)\]
      (?P<array_shown>\s*+TJ%(end)s)?+
    | \((?P<string>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)(?P<string_shown>\s*+Tj%(end)s)?+
    | (?P<name>/[^\s()<>\[\]{}/%%]*+)
      (?:\s++(?P<behind>(?:%(number)s\s++){0,%(most)s}+)(?P<named>[A-Za-z'"][A-Za-z0-9*'"_.]*+)
        |\s*+<<\s*+/MCID\s++(?P<content>\d++)\s*+>>\s*+BDC%(end)s)?+
    | (?P<single>%(number)s)
    | (?P<inside>\[|<<)
    | <(?P<hex>[0-9A-Fa-f\s]*+)>(?P<hex_shown>\s*+Tj%(end)s)?+
    | \]
    | >>
    | %%[^\r\n]*+
    | (?P<odd>[^\s])
    """
    % {b"number": _NUMBER, b"pair": _PAIR, b"end": _NO_MORE, b"most": _MOST_NUMBERS},
    re.VERBOSE | re.DOTALL,
)
(
    _, _OPERATOR, _PATH, _ARRAY, _ARRAY_SHOWN, _STRING, _STRING_SHOWN, _NAME, _, _NAMED, _CONTENT, _SINGLE,
    _INSIDE, _HEX, _HEX_SHOWN, _ODD,
) = range(1, 17)  # fmt: skip

_VALUES = frozenset({b"true", b"false", b"null"})
_IMAGE = b"BI"
_PATH_WORDS = frozenset({b"m", b"l", b"c", b"v", b"y", b"h"})


def follow(
    stream: bytes,
    handlers: Handlers,
    show_array: Callable[[bytes], None],
    draw_on: Callable[[bytes], None] | None = None,
) -> None:
    """Call what waits for each operator of a stream, in their order.

    An image inside the stream comes as `BI` without operands. An array before `TJ` is handed to `show_array`
    as it stands, without its brackets; see `tokens.PART`. Lines and curves after the first operator of a path
    are handed to `draw_on` as they stand, see `path_steps`; without it operator by operator.
    """
    at = 0
    stack: list[Any] = []
    if draw_on is None:

        def draw_on(path: bytes) -> None:
            for word, operands in path_steps(path):
                if (handler := handlers.get(word)) is not None:
                    handler(operands)

    while at >= 0:
        at, stack = _follow(stream, at, stack, handlers, show_array, draw_on)


def path_steps(path: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Yield the operators of a part of a path (`m`, `l`, `c`, `v`, `y`, `h`) with their numbers."""
    numbers: list[Any] = []
    for word in path.split():
        if word in _PATH_WORDS:
            yield word, numbers
            numbers = []
        else:
            numbers.append(word)


def _follow(
    stream: bytes,
    at: int,
    stack: list[Any],
    handlers: Handlers,
    show_array: Callable[[bytes], None],
    draw_on: Callable[[bytes], None],
) -> tuple[int, list[Any]]:
    """Go on to where the expression has to begin anew; return that place, -1 at the end, and the operands."""
    get = handlers.get
    for match in _STEP.finditer(stream, at):
        kind = match.lastindex
        if kind == _OPERATOR:
            numbers, word = match.group(1, 2)
            handler = get(word)
            if handler is None:
                if word in _VALUES:
                    stack += [*numbers.split(), word]
                else:
                    stack = []
                continue
            if word == _IMAGE:
                handler([])
                return after_image(stream, match.end()), []
            handler([*stack, *numbers.split()] if stack else numbers.split())
            if stack:
                stack = []
        elif kind == _ARRAY_SHOWN:
            show_array(match[_ARRAY])
            stack = []
        elif kind == _PATH:
            numbers, word, path = match.group(1, 2, 3)
            if (handler := get(word)) is not None:
                handler([*stack, *numbers.split()])
            stack = []
            draw_on(path)
        elif kind == _STRING_SHOWN:
            handlers[b"Tj"]([unescaped(match[_STRING])])
            stack = []
        elif kind == _NAMED:
            name, numbers, word = match.group(_NAME, _NAME + 1, _NAMED)
            stack += [name, *numbers.split()]
            handler = get(word)
            if word == _IMAGE and handler is not None:
                handler([])
                return after_image(stream, match.end()), []
            if word in _VALUES:
                stack.append(word)
                continue
            if handler is not None:
                handler(stack)
            stack = []
        elif kind == _CONTENT:
            handlers[b"BDC"]([*stack, match[_NAME], {b"/MCID": match[_CONTENT]}])
            stack = []
        elif kind == _HEX_SHOWN:
            handlers[b"Tj"]([from_hex(match[_HEX])])
            stack = []
        elif kind in (_SINGLE, _NAME):
            stack.append(match[kind])
        elif kind == _STRING:
            stack.append(unescaped(match[kind]))
        elif kind == _ARRAY:
            stack.append(parts_of_array(match[kind]))
        elif kind == _HEX:
            stack.append(from_hex(match[kind]))
        elif kind == _INSIDE or (kind == _ODD and match[kind] == b"("):
            return _token_by_token(stream, match.start(), stack, handlers)
    return -1, []


def _token_by_token(stream: bytes, at: int, stack: list[Any], handlers: Handlers) -> tuple[int, list[Any]]:
    """Go on behind an array, a dictionary or a string that is built unlike most."""
    reading = tokens(stream, at, stack, is_inside=True)
    while True:
        try:
            word, operands = next(reading)
        except StopIteration as ended:
            return ended.value, stack
        stack = []
        if (handler := handlers.get(word)) is not None:
            handler(operands)
