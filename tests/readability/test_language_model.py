"""The language model that was kept answers as the one that was unpacked, to the last bit."""

import random
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from readability import language_model
from readability.language import _OTHERS, LANGUAGES

ASKED = LANGUAGES + _OTHERS
TEXTS = (
    "",
    " ",
    "123",
    "Openingsuren stadskantoor",
    "Vraag uw vergunning aan bij de gemeente.",
    "Demandez votre permis à la commune.",
    "Die Gemeinde stellt den Ausweis aus.",
    "Die gemeente reik die permit uit.",
    "Ask the municipality for a permit.",
    "Попросите разрешение в муниципалитете.",
    "اطلب تصريحًا من البلدية",
    "向市政府申请许可证",
    "PARKEREN",
    "\ud800 half een teken",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where things are kept in this test."""
    monkeypatch.setattr(language_model, "cache_folder", lambda _: tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageIdentifier, LanguageIdentifier]:
    """Return the model as unpacked and as kept."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(language_model, "cache_folder", lambda _: folder)
        unpacked = language_model.load(ASKED)
        monkeypatch.setattr(language_model, "_unpacked", _unexpected)
        return unpacked, language_model.load(ASKED)


def _unexpected(*_: object) -> NoReturn:
    raise AssertionError("unpacked, though it was kept")


@pytest.mark.parametrize("text", TEXTS)
def test_it_answers_the_same(both: tuple[LanguageIdentifier, LanguageIdentifier], text: str) -> None:
    unpacked, again = both
    assert unpacked.rank(text) == again.rank(text)


def test_it_answers_the_same_for_words_in_any_order(
    both: tuple[LanguageIdentifier, LanguageIdentifier],
) -> None:
    unpacked, again = both
    chance, words = random.Random(1), " ".join(TEXTS[3:]).split()
    for _ in range(500):
        text = " ".join(chance.choices(words, k=chance.randint(1, 40)))
        assert unpacked.rank(text) == again.rank(text)


@given(text=st.text(max_size=60))
def test_it_answers_the_same_for_any_text(
    both: tuple[LanguageIdentifier, LanguageIdentifier], text: str
) -> None:
    unpacked, again = both
    assert unpacked.rank(text) == again.rank(text)


def test_it_holds_the_same(both: tuple[LanguageIdentifier, LanguageIdentifier]) -> None:
    unpacked, again = both
    assert unpacked.nb_classes == again.nb_classes
    assert unpacked.tk_nextmove == again.tk_nextmove
    assert unpacked.tk_row == again.tk_row
    assert unpacked.tk_output == again.tk_output
    # Sums of numbers depend on the order, and that on how they lie.
    assert unpacked.nb_ptc.strides == again.nb_ptc.strides
    assert unpacked.nb_ptc.tobytes() == again.nb_ptc.tobytes()
    assert unpacked.nb_pc.tobytes() == again.nb_pc.tobytes()
    assert (unpacked.nb_ptc.dtype, unpacked.nb_pc.dtype) == (again.nb_ptc.dtype, again.nb_pc.dtype)


def test_what_was_damaged_is_unpacked_anew(folder: Path) -> None:
    before = language_model.load(ASKED).rank(TEXTS[4])
    (kept,) = folder.iterdir()
    content = kept.read_bytes()
    for damaged in (b"", content[: len(content) // 2], content[:100_000] + b"\0" + content[100_001:]):
        kept.write_bytes(damaged)
        assert language_model.load(ASKED).rank(TEXTS[4]) == before
        assert kept.read_bytes() == content


def test_other_languages_are_another_model(folder: Path) -> None:
    language_model.load(ASKED)
    assert {language for language, _ in language_model.load(("nl", "fr")).rank("Bonjour")} == {"nl", "fr"}


def test_another_model_file_is_unpacked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    language_model.load(ASKED)
    other = folder / MODEL_FILE
    other.parent.mkdir()
    other.write_bytes(Path(MODEL_DIR, MODEL_FILE).read_bytes() + b"\0" * 4)
    monkeypatch.setattr(language_model, "MODEL_DIR", folder)
    monkeypatch.setattr(language_model, "_unpacked", _unexpected)
    with pytest.raises(AssertionError, match="unpacked"):
        language_model.load(ASKED)


def test_without_a_folder_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "cache_folder", lambda _: None)
    monkeypatch.setattr(language_model, "_content", _unexpected)
    assert language_model.load(ASKED).classify("Vraag uw vergunning aan bij de gemeente.")[0] == "nl"


def test_of_a_model_that_holds_something_else_nothing_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_model, "_KNOWN_SLOTS", {"nb_classes"})
    assert language_model.load(ASKED).classify("Vraag uw vergunning aan bij de gemeente.")[0] == "nl"
    assert not list(folder.iterdir())


def test_what_the_model_holds_is_known() -> None:
    """Else it is unpacked in every run: see whether `_content` has all of it."""
    assert set(LanguageIdentifier.__slots__) == language_model._KNOWN_SLOTS
