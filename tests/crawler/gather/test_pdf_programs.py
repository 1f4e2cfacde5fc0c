"""Type 1 programs hide their glyphs; what is passed over in between changes nothing of what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.gather.pdf.programs import Type1, read_program


def hidden(plain: bytes, key: int) -> bytes:
    """Hide bytes as the Adobe Type 1 Font Format says in 7.1."""
    secret = bytearray()
    for byte in plain:
        secret.append(byte ^ (key >> 8))
        key = ((secret[-1] + key) * 52845 + 22719) & 0xFFFF
    return bytes(secret)


def program(glyphs: dict[str, tuple[int, bytes]], before: bytes = b"", ended: bytes = b"end") -> bytes:
    """Make a program of glyphs with a width (0–107) and what is drawn."""
    private = b"xxxx/Private 8 dict dup begin " + before + b" /CharStrings 9 dict dup begin\n"
    for name, (width, drawn) in glyphs.items():
        drawing = hidden(b"yyyy" + bytes((139, 139 + width, 13)) + drawn, 4330)
        private += b"/%s %d RD %s ND\n" % (name.encode(), len(drawing), drawing)
    return b"%!PS-AdobeFont-1.0\n/Encoding StandardEncoding def\neexec " + hidden(private + ended, 55665)


_GLYPHS = st.dictionaries(
    st.text("abcdefg.", min_size=1, max_size=20),
    st.tuples(st.integers(0, 107), st.binary(max_size=400)),
    min_size=1,
    max_size=12,
)


@given(_GLYPHS, st.binary(max_size=50))
def test_each_glyph_is_found_with_its_width(glyphs: dict[str, tuple[int, bytes]], behind: bytes) -> None:
    font = Type1(program(glyphs, ended=b"end " + behind))
    assert font.names == list(glyphs)
    assert [font.width(name) for name in font.names] == [width for width, _ in glyphs.values()]


@pytest.mark.parametrize("size", [0, 1_000, 2_020, 5_000, 100_000])
def test_what_stands_before_the_glyphs_may_be_long(size: int) -> None:
    font = Type1(program({"a": (50, b"z" * 300), "b": (60, b"")}, before=b"." * size + b"/lenIV 4 def"))
    assert [font.width(name) for name in font.names] == [50, 60]


def test_a_program_that_breaks_off_keeps_what_came_before() -> None:
    whole = program({"a": (50, b"z" * 300), "b": (60, b"z" * 300)})
    font = read_program(whole[:-250])
    assert isinstance(font, Type1)
    assert font.names == ["a", "b"]
    assert read_program(whole[: whole.index(b"eexec") + 40]) is None
