"""The catalogue: translations complete and consistent, fallbacks visible, numbers and dates local."""

import datetime as dt
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from drempel.errors import UnknownName
from drempel.i18n import LANGUAGES, N_, Catalogue, catalogue, po_files, read_messages

BUTTON = "Button has no name"
BUTTON_RULE = "axe:button-name"
MOMENT = dt.datetime(2026, 11, 24, 23, 5, tzinfo=dt.UTC)


def messages(language: str, file_name: str) -> list[Message]:
    file = next(file for file in po_files(language) if file.name == file_name)
    with file.open("rb") as opened:
        return [message for message in read_po(opened, locale=language, abort_invalid=True) if message.id]


PO_FILES = pytest.mark.parametrize(
    ("language", "file_name"),
    [(language, file.name) for language in LANGUAGES for file in po_files(language)],
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def made(language: str, forms: dict[str, tuple[str, ...]], fallback: Catalogue | None = None) -> Catalogue:
    """Build a catalogue by hand from msgids without context, with the plural rule of Dutch."""
    dutch = catalogue("nl")
    keyed = {("", msgid): written for msgid, written in forms.items()}
    return Catalogue(language, dutch._locale, keyed, dutch._plural_form, fallback)


# The files


@PO_FILES
def test_a_po_file_translates_every_message_it_holds(language: str, file_name: str) -> None:
    for message in messages(language, file_name):
        assert message.string, f"{message.context}: {message.id}"
        assert all(texts(message.string)), f"{message.context}: {message.id}"
        assert not message.fuzzy, f"{message.context}: {message.id}"


@PO_FILES
def test_a_translation_has_the_placeholders_of_its_message(language: str, file_name: str) -> None:
    for message in messages(language, file_name):
        wanted = set().union(*map(placeholders, texts(message.id)))
        for translation in texts(message.string):
            # "One page" may leave the number out.
            missing = wanted - placeholders(translation) - ({"n"} if message.pluralizable else set())
            assert not missing, f"{message.context}: {translation}"
            assert placeholders(translation) <= wanted, f"{message.context}: {translation}"


@PO_FILES
def test_a_message_stands_once_in_a_file(language: str, file_name: str) -> None:
    """Babel merges repeated entries silently, so the lines are counted too."""
    file = next(file for file in po_files(language) if file.name == file_name)
    lines = file.read_text(encoding="utf-8").splitlines()
    entries = sum(line.startswith("msgid ") for line in lines) - 1  # the header
    assert entries == len(messages(language, file_name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_files_of_a_language_translate_a_message_differently(language: str) -> None:
    said: dict[tuple[object, object], tuple[str, ...]] = {}
    for file in po_files(language):
        for message in messages(language, file.name):
            key = message.context, message.id
            assert said.setdefault(key, tuple(texts(message.string))) == tuple(texts(message.string)), key


def test_dutch_has_one_file_per_subject() -> None:
    names = {file.name for file in po_files("nl")}
    assert {"axe.po", "people.po"} <= names


# Reading


def test_a_translation_that_is_empty_or_out_of_date_is_not_used(tmp_path: Path) -> None:
    words = tmp_path / "words.po"
    words.write_text(
        """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "empty"
msgstr ""

#, fuzzy
msgid "old"
msgstr "oud"

msgctxt "place"
msgid "one {n}"
msgid_plural "many {n}"
msgstr[0] "één {n}"
msgstr[1] "veel {n}"
""",
        encoding="utf-8",
    )
    found, plural_form = read_messages([words], "nl")
    assert found == {("place", "one {n}"): ("één {n}", "veel {n}")}
    assert [plural_form(n) for n in (0, 1, 2)] == [1, 0, 1]


def test_the_first_of_two_files_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "a.po", tmp_path / "b.po"
    first.write_text('msgid "x"\nmsgstr "eerst"\n', encoding="utf-8")
    second.write_text('msgid "x"\nmsgstr "daarna"\n', encoding="utf-8")
    assert read_messages([first, second], "nl")[0] == {("", "x"): ("eerst",)}


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.po"
    broken.write_text('msgid "x"\nmsgstr "y"\nno gettext at all\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        read_messages([broken], "nl")


# Looking up


def test_dutch_says_a_message_in_dutch() -> None:
    dutch = catalogue("nl")
    assert dutch.text(BUTTON, BUTTON_RULE) == "Een knop heeft geen naam"
    assert dutch.has(BUTTON, BUTTON_RULE)
    assert not dutch.is_fallback(BUTTON, BUTTON_RULE)
    assert dutch.language_of(BUTTON, BUTTON_RULE) == "nl"


def test_english_is_the_message_itself() -> None:
    english = catalogue("en")
    assert english.text(BUTTON, BUTTON_RULE) == BUTTON
    assert not english.is_fallback(BUTTON, BUTTON_RULE)
    assert english.language_of(BUTTON, BUTTON_RULE) == "en"


def test_a_language_that_lacks_a_message_falls_back_to_dutch_and_says_so() -> None:
    dutch = made("nl", {"hello": ("hallo",), "bye": ("dag",)})
    french = made("fr", {"bye": ("au revoir",)}, fallback=dutch)
    assert french.text("hello") == "hallo"
    assert french.is_fallback("hello")
    assert french.language_of("hello") == "nl"
    assert french.text("bye") == "au revoir"
    assert french.language_of("bye") == "fr"


def test_french_falls_back_to_the_dutch_files() -> None:
    assert catalogue("fr").language == "fr"
    assert catalogue("fr")._fallback is catalogue("nl")


def test_a_message_nobody_translated_comes_out_in_english_and_says_so() -> None:
    for language in ("nl", "fr"):
        words = catalogue(language)
        assert words.text("Never written down") == "Never written down"
        assert words.is_fallback("Never written down")
        assert words.language_of("Never written down") == "en"


def test_a_message_belongs_to_its_context() -> None:
    dutch = catalogue("nl")
    assert not dutch.has(BUTTON)
    assert not dutch.has(BUTTON, "axe:empty-table-header")


def test_a_regional_name_means_the_language() -> None:
    assert catalogue("nl-BE") is catalogue("nl_BE") is catalogue("NL") is catalogue("nl")


@pytest.mark.parametrize("language", ["de", "", "../nl"])
def test_an_unknown_language_is_answered_with_the_known_ones(language: str) -> None:
    with pytest.raises(UnknownName, match="nl, en, fr"):
        catalogue(language)


def test_a_marked_message_is_unchanged() -> None:
    assert (
        N_("The text alternative “{alt}” is a file name.") == "The text alternative “{alt}” is a file name."
    )


# Filling in


def test_placeholders_are_filled_in() -> None:
    words = made("nl", {"{who} reads {what}": ("{what} gelezen door {who}",)})
    assert words.text("{who} reads {what}", who="Fien", what="een brief") == "een brief gelezen door Fien"


def test_braces_in_a_parameter_stay_text() -> None:
    assert catalogue("en").text("Found: {snippet}", snippet="{x} {0}") == "Found: {x} {0}"


def test_a_parameter_may_be_called_msgid() -> None:
    assert catalogue("en").text("{msgid}", msgid="x") == "x"


@pytest.mark.parametrize("sentence", ["Only {missing} here", "Only {} here"])
def test_a_missing_parameter_names_the_message(sentence: str) -> None:
    with pytest.raises(ValueError, match=r"Message 'Only .* here' needs") as caught:
        catalogue("nl").text(sentence, given=1)
    assert "given" in str(caught.value)


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 pagina’s"), (1, "1 pagina"), (2, "2 pagina’s"), (12345, "12.345 pagina’s")]
)
def test_the_plural_fits_the_number(n: int, said: str) -> None:
    words = made("nl", {"{n} page": ("{n} pagina", "{n} pagina’s")})
    assert words.plural("{n} page", "{n} pages", n) == said


def test_a_plural_nobody_translated_comes_out_in_english() -> None:
    assert (
        catalogue("en").plural("{n} page of {site}", "{n} pages of {site}", 2000, site="x")
        == "2,000 pages of x"
    )
    assert catalogue("nl").plural("{n} page", "{n} pages", 1) == "1 page"


# Numbers and dates


@pytest.mark.parametrize(
    ("language", "number", "percent"),
    [("nl", "1.234,5", "12%"), ("en", "1,234.5", "12%"), ("fr", "1\u202f234,5", "12\xa0%")],
)
def test_numbers_are_written_as_the_reader_does(language: str, number: str, percent: str) -> None:
    assert catalogue(language).number(1234.5) == number
    assert catalogue(language).percent(0.123) == percent


def test_digits_are_exact() -> None:
    dutch = catalogue("nl")
    assert dutch.number(2, digits=1) == "2,0"
    assert dutch.number(1234.56, digits=0) == "1.235"
    assert dutch.percent(0.1234, digits=1) == "12,3%"
    assert dutch.percent(1, digits=1) == "100,0%"


def test_a_moment_is_shown_on_the_clock_of_the_reader() -> None:
    """23:05 UTC in winter is five past midnight of the next day in Brussels."""
    dutch = catalogue("nl")
    assert dutch.datetime(MOMENT) == "25 november 2026, 00:05"
    assert dutch.date(MOMENT) == "25 november 2026"
    assert dutch.date(dt.date(2026, 11, 24)) == "24 november 2026"


def test_summer_time_is_kept() -> None:
    assert catalogue("en").datetime(dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)) == "1 July 2026, 14:00"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        catalogue("nl").datetime(MOMENT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        catalogue("nl").date(MOMENT.replace(tzinfo=None))
