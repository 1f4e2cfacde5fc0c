"""Following a content stream says the same as taking it apart token by token, whatever is in it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.gather.pdf.stream import follow, path_steps
from crawler.gather.pdf.tokens import operators, parts_of_array

_VALUES = (b"true", b"false", b"null")
_PARTS = [
    b"1", b"-2.5", b".5", b"1-2", b"+3", b"Tj", b"TJ", b"T", b"[", b"]", b"<<", b">>", b"(", b")", b"(ab)",
    b"(a(b)c)", b"(((x)))", b"\\", b"<41>", b"<4 1", b">", b"/N", b"/F1 12 Tf ", b"/MCID 3", b"BDC", b"EMC",
    b"/P <</MCID 0>> BDC", b"<</MCID 1>>BDC", b"/P<</MCID 1/Lang(nl)>>BDC", b"BI", b"ID", b"EI", b"true",
    b"null", b"Q", b"ET", b"m", b"%c\n", b"\n", b"\0", b"q ", b" re ", b"0 0 1 ", b"'", b'"', b"*",
    b"[(a)1(b)]TJ", b"[(a)-300<62>] TJ ", b"(x)Tj ", b"<42>Tj ", b"#41", b"0 0 0 0 0 0 0 0 0 0 l ",
    b" 0 0 m 5 5 l", b"\n1 2 3 4 5 6 c\nh", b" 1 2 3 4 v 1 2 3 4 y ", b"l", b"c", b"h ",
]  # fmt: skip
_STREAMS = st.lists(st.tuples(st.sampled_from(_PARTS), st.sampled_from([b"", b" "])), max_size=20).map(
    lambda parts: b"".join(part + gap for part, gap in parts)
)


class _All(dict[bytes, Callable[[list[Any]], None]]):
    """Waits for every operator and keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[bytes, list[Any]]] = []

    def get(self, word: bytes, default: Any = None) -> Any:
        return default if word in _VALUES else lambda operands: self.told.append((word, list(operands)))

    def __getitem__(self, word: bytes) -> Any:
        return self.get(word)


def _shown(told: list[tuple[bytes, list[Any]]]) -> list[tuple[bytes, list[Any]]]:
    """Return what was told; of what is shown only the string or array counts."""
    return [(word, operands[-1:] if word in (b"Tj", b"TJ") else operands) for word, operands in told]


def _followed(stream: bytes) -> list[tuple[bytes, list[Any]]]:
    waiting = _All()
    follow(stream, waiting, lambda array: waiting.told.append((b"TJ", [parts_of_array(array)])))
    return _shown(waiting.told)


@given(_STREAMS)
def test_following_a_stream_says_the_same_as_its_tokens(stream: bytes) -> None:
    assert _followed(stream) == _shown(list(operators(stream)))


@given(_STREAMS)
def test_the_parts_of_a_path_say_the_same_taken_together(stream: bytes) -> None:
    waiting = _All()

    def draw_on(path: bytes) -> None:
        waiting.told += path_steps(path)

    follow(stream, waiting, lambda array: waiting.told.append((b"TJ", [parts_of_array(array)])), draw_on)
    assert _shown(waiting.told) == _shown(list(operators(stream)))


@given(st.binary(max_size=60))
def test_any_bytes_can_be_followed(stream: bytes) -> None:
    assert _followed(stream) == _shown(list(operators(stream)))


def test_operators_that_nobody_waits_for_are_passed_over() -> None:
    told: list[list[Any]] = []
    follow(b"1 w 0 0 m 5 5 l /GS gs 2 0 l S", {b"l": told.append}, lambda _: None)
    assert told == [[b"5", b"5"], [b"2", b"0"]]


@pytest.mark.parametrize(
    "part", [b"1 ", b"[1 ", b"/N ", b"(", b"<<", b"[(a)", b"/N 1 1 1 1 1 1 1 1 1 ", b" 0 0 m 1 1 l"]
)
def test_a_stream_that_leads_nowhere_takes_time_by_its_length(part: bytes) -> None:
    took = []
    for times in (20_000, 80_000):
        started = time.process_time()
        follow(part * times, {}, lambda _: None)
        took.append(time.process_time() - started)
    assert took[1] < 16 * max(took[0], 0.05), took
