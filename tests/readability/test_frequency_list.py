"""The list of words that was kept says the same as the one of wordfreq."""

import gzip
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readability import frequency, frequency_list
from readability.frequency_list import Frequencies, read

FROM = frequency._MIN_PART_ZIPF


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where things are kept in this test."""
    monkeypatch.setattr(frequency_list, "cache_folder", lambda _: tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Frequencies, Frequencies]:
    """Return the list as wordfreq has it and as kept."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(frequency_list, "cache_folder", lambda _: folder)
        made = read(FROM)
        monkeypatch.setattr(frequency_list, "_table", _unexpected)
        return made, read(FROM)


def _unexpected(*_: object) -> NoReturn:
    raise AssertionError("made, though it was kept")


def test_every_word_is_as_common(both: tuple[Frequencies, Frequencies]) -> None:
    made, again = both
    assert len(made.common) > 300_000
    assert not made.others
    assert 30_000 < len(again.common) < 50_000
    assert {word: again.of(word, 0) for word in made.common} == made.common


@pytest.mark.parametrize(
    "word", ["", "a", "ab", "abc", "zzzzqqq", "fiet", "fietss", "parkeervergunning", "\t", "\n", "é", "'s"]
)
def test_a_word_of_no_list_is_in_none(both: tuple[Frequencies, Frequencies], word: str) -> None:
    made, again = both
    assert made.of(word, -1) == again.of(word, -1)


@given(word=st.text(max_size=12))
def test_any_text_is_as_common(both: tuple[Frequencies, Frequencies], word: str) -> None:
    made, again = both
    assert made.of(word, -1) == again.of(word, -1)


def test_two_words_that_stand_together_are_none(both: tuple[Frequencies, Frequencies]) -> None:
    made, again = both
    lines = next(iter(again.others.values()))
    assert lines.startswith("\n")
    assert again.of(lines[1:-4], -1) == made.of(lines[1:-4], -1) == -1


def test_compounds_are_as_common(
    both: tuple[Frequencies, Frequencies], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, again = both
    rare = [word for word in list(made.common)[-60_000:] if len(word) > 9][::20]
    words = [*rare, *(f"{one}{other}" for one, other in pairwise(rare))]
    told = []
    for each in (made, again):
        monkeypatch.setattr(frequency, "_list", lambda each=each: each)
        told.append([(frequency.zipf_hundredths(word), frequency.is_compound(word)) for word in words])
    assert told[0] == told[1]
    assert len({zipf for zipf, _ in told[0]}) > 50


def test_what_was_damaged_is_made_anew(folder: Path) -> None:
    read(FROM)
    (kept,) = folder.iterdir()
    content = kept.read_bytes()
    kept.write_bytes(content[:-1])
    assert len(read(FROM).common) > 300_000
    assert kept.read_bytes() == content


def test_another_list_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(FROM)
    monkeypatch.setattr(frequency_list, "_table", _unexpected)
    read(FROM)
    with pytest.raises(AssertionError, match="made"):
        read(FROM + 1)
    (folder / "other.gz").write_bytes(frequency_list._file().read_bytes() + b"\0")
    monkeypatch.setattr(frequency_list, "_file", lambda: folder / "other.gz")
    with pytest.raises(AssertionError, match="made"):
        read(FROM)


def test_a_list_of_another_form_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "other.gz").write_bytes(gzip.compress(msgpack.packb([{}, ["de"]])))
    monkeypatch.setattr(frequency_list, "_file", lambda: folder / "other.gz")
    with pytest.raises(ValueError, match="another form"):
        read(FROM)


def test_without_a_folder_the_table_has_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequency_list, "cache_folder", lambda _: None)
    monkeypatch.setattr(frequency_list, "_content", _unexpected)
    assert len(read(FROM).common) > 300_000
