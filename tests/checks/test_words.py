"""The small readers inside checks, on text that never reaches a browser as it stands."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import wording
from checks.rules.images.alt_text_is_filename import alt_text_is_filename
from checks.rules.time.page_refreshes_itself import delay_of
from checks.titles import PLACEHOLDERS, VAGUE, is_placeholder
from drempel.dom import Dom
from drempel.model.finding import Outcome
from tests.checks.synthetic import capture


@pytest.mark.parametrize(
    ("content", "delay_s"),
    [
        ("0", 0),
        ("30", 30),
        (" 30 ; url=/x", 30),
        ("30.9", 30),
        (".5", 0),
        ("5,/nieuw", 5),
        ("5 /nieuw", 5),
        ("0: https://a.example", None),
        ("-5", None),
        ("+5", None),
        ("; 30", None),
        ("straks", None),
        ("", None),
        ("   ", None),
    ],
)
def test_delay_as_browsers_read_it(content: str, delay_s: int | None) -> None:
    """Expected values follow the HTML standard's "shared declarative refresh steps"."""
    assert delay_of(content) == delay_s


@given(st.text(max_size=30))
def test_any_content_gives_a_delay_or_none(content: str) -> None:
    delay_s = delay_of(content)
    assert delay_s is None or delay_s >= 0


@pytest.mark.parametrize(
    "title", ["NAAMLOOS DOCUMENT", "Untitled - ", "Titel | ", "index.html", "www.gemeente.example", "%TITLE%"]
)
def test_titles_nobody_wrote(title: str) -> None:
    assert is_placeholder(title)


@pytest.mark.parametrize(
    "title",
    ["Home", "Contact", "Documenten", "Titels", "Testament opmaken", "Pagina 404 niet gevonden", "2026"],
)
def test_titles_somebody_wrote(title: str) -> None:
    assert not is_placeholder(title)


def test_placeholders_are_written_as_they_are_compared() -> None:
    assert all(title == title.casefold().strip() for title in PLACEHOLDERS | VAGUE)
    assert not PLACEHOLDERS & VAGUE


def test_text_words_are_written_as_they_are_compared() -> None:
    table = tomllib.loads(files("checks").joinpath("data", "text_words.toml").read_text(encoding="utf-8"))
    kinds = set(table["nl"])
    assert set(table) == set(wording.LANGUAGES)
    for words in table.values():
        assert set(words) == kinds
        for phrases in words.values():
            assert all(wording.plain(phrase) == phrase for phrase in phrases)


@pytest.mark.parametrize(
    ("one", "other"),
    [("harvest", "harvesting"), ("opening", "openingstijden"), ("fiets", "fietsen"), ("stad", "binnenstad")],
)
def test_forms_of_a_word_are_kin(one: str, other: str) -> None:
    assert wording.are_kin(one, other)
    assert wording.are_kin(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("appel", "peer"), ("weer", "weg"), ("de", "deur"), ("boom", "boot")]
)
def test_other_words_are_not_kin(one: str, other: str) -> None:
    assert not wording.are_kin(one, other)


def test_link_words_are_written_as_they_are_compared() -> None:
    table = tomllib.loads(files("checks").joinpath("data", "link_words.toml").read_text(encoding="utf-8"))
    assert set(table) == {"nl", "fr", "en"}
    for words in table.values():
        assert set(words) == {"bare", "thin", "around"}
        for phrases in words.values():
            assert phrases == list(dict.fromkeys(phrases))
            assert all(phrase == phrase.casefold().strip(" .") for phrase in phrases)
        assert not set(words["bare"]) & set(words["thin"])


@given(st.text(max_size=40))
def test_any_text_alternative_is_judged(alt: str) -> None:
    dom = Dom(capture('<body><img src="/a/foto_1.jpg" alt="x"></body>'))
    (image,) = dom.with_role("image")
    dom._accessibility[image.backend_id] = ("image", alt, "", {})
    outcomes = {result.outcome for result in alt_text_is_filename.judge(dom)}
    assert outcomes <= {Outcome.FAILED, Outcome.PASSED}
    assert bool(outcomes) == bool(alt.strip())
