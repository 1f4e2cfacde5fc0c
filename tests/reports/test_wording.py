import re
from dataclasses import replace

import pytest

from drempel import wcag
from drempel.i18n import Catalogue, catalogue, po_files
from drempel.model.finding import Impact, Source, Step
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import TrendLabel
from drempel.model.report import CheckCoverage
from drempel.model.scan import ScanState
from drempel.model.snapshot import FetchOutcome
from reports import wording
from reports.grouping import Group
from reports.wording import CONTEXT, Phrase, Wording
from tests.reports import fakes
from tests.reports.fakes import finding, issue
from tests.reports.messages import messages

MAX_WORDS = 20
"""A longer sentence is a long one in our own readability report."""


@pytest.fixture
def words(dutch: Catalogue) -> Wording:
    return Wording(dutch, fakes.town().coverages)


def dutch_of_reports() -> dict[str, tuple[str, ...]]:
    return {
        msgid: forms for (context, msgid), forms in catalogue("nl").messages().items() if context == CONTEXT
    }


def test_reports_speak_dutch_throughout() -> None:
    wanted, spoken = messages(), dutch_of_reports()
    assert len(wanted) > 250
    assert {message[0] for message in wanted} - set(spoken) == set(), "in reports.po is missing"
    assert set(spoken) - {message[0] for message in wanted} == set(), "in reports.po is no longer used"
    assert {message[0] for message in wanted if len(message) != len(spoken[message[0]])} == set()


@pytest.mark.parametrize("msgid", sorted(dutch_of_reports()))
def test_placeholders_survive_translation(msgid: str) -> None:
    singular_and_plural = next(message for message in messages() if message[0] == msgid)
    for english, translated in zip(singular_and_plural, dutch_of_reports()[msgid], strict=True):
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", translated))


def test_dutch_sentences_are_short() -> None:
    sentences = [
        sentence
        for forms in dutch_of_reports().values()
        for form in forms
        for sentence in re.split(r"(?<=[.?!:]) ", form)
    ]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert [s for s in sentences if len(s.split()) > MAX_WORDS] == []
    assert sum(lengths) / len(lengths) < 8


def test_dutch_is_the_only_language_with_a_file_of_its_own() -> None:
    assert "reports.po" in [file.name for file in po_files("nl")]
    assert po_files("en") == []


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (wording.IMPACTS, Impact),
        (wording.IMPACT_SENTENCES, Impact),
        (wording.LABELS, TrendLabel),
        (wording.LABEL_SENTENCES, TrendLabel),
        (wording.GROUPS, Group),
        (wording.GROUP_SENTENCES, Group),
        (wording.OUTCOMES, FetchOutcome),
        (wording.STATES, ScanState),
        (wording.SCAN_STATES, ScanState),
        (wording.SOURCES, Source),
        (wording.STANDARDS, wcag.Standard),
    ],
)
def test_every_closed_value_has_words(table: dict[str, object], keys: type[str]) -> None:
    assert set(table) == set(keys)  # type: ignore[call-overload]  # an enum class is iterable


def test_words_of_a_check(words: Wording) -> None:
    found = finding("axe:image-alt", "missing", name="markt.jpg")
    assert words.title("axe:image-alt") == Phrase("Een afbeelding heeft geen tekst")
    assert words.message(found) == Phrase("De afbeelding “markt.jpg” heeft geen alt-tekst.")
    assert words.repair("axe:image-alt") == Phrase("Beschrijf de afbeelding in een korte tekst (alt).")


def test_a_check_that_no_longer_exists(words: Wording) -> None:
    gone = replace(finding("axe:image-alt", "missing"), check="gone")
    assert (words.title("gone"), words.repair("gone"), words.message(gone)) == (Phrase("gone"), None, None)


@pytest.mark.parametrize("params", [{}, {"other": "x"}])
def test_a_message_without_its_parameters_is_left_out(words: Wording, params: dict[str, str]) -> None:
    assert words.message(finding("axe:image-alt", "missing", **params)) is None
    assert words.message(finding("axe:image-alt", "no-such-key")) is None


def test_parameters_are_text_and_no_templates(words: Wording) -> None:
    evil = words.message(finding("axe:image-alt", "missing", name="{0.__class__} {name}", context="x"))
    assert evil == Phrase("De afbeelding “{0.__class__} {name}” heeft geen alt-tekst.")


def test_who_is_shut_out(words: Wording) -> None:
    by_group = words.who(issue(1, finding("axe:region"), TrendLabel.NEW))
    assert by_group == (Phrase("Mensen die blind zijn of een schermlezer gebruiken"),)
    by_criterion = words.who(issue(1, finding("axe:label"), TrendLabel.NEW))
    assert [phrase.text for phrase in by_criterion] == [wcag.criterion(n).who_nl for n in ("4.1.2", "1.3.1")]
    unknown = replace(issue(1, finding("axe:label"), TrendLabel.NEW), requirements=("9.9.9",))
    assert words.who(unknown) == ()


def test_criteria_speak_the_language_of_the_report() -> None:
    french = Wording(catalogue("fr"), fakes.town().coverages)
    assert french.say("In short") == Phrase("En bref")
    assert Phrase("In het kort", "nl").__html__() == '<span lang="nl">In het kort</span>'
    assert french.criterion_name(wcag.criterion("1.4.3")) == Phrase("Contraste (minimum)")
    english = Wording(catalogue("en"), fakes.town().coverages)
    assert english.say("In short") == Phrase("In short")
    assert english.criterion_name(wcag.criterion("1.4.3")) == Phrase("Contrast (Minimum)")
    told = [one.who(issue(1, finding("axe:label"), TrendLabel.NEW))[0] for one in (english, french)]
    assert told == [Phrase(wcag.criterion("4.1.2").who_en), Phrase(wcag.criterion("4.1.2").who_fr)]


def test_a_phrase_is_escaped_in_html() -> None:
    assert Phrase("<b>\x00").__html__() == "&lt;b&gt;␀"
    assert Phrase("<b>", "nl").__html__() == '<span lang="nl">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("404", "pagina niet gevonden (404)"),
        ("418", "antwoord 418"),
        ("dns", "de naam van de site bestaat niet"),
        ("new-key", "new-key"),
        ("", ""),
    ],
)
def test_reason(words: Wording, key: str, text: str) -> None:
    assert words.reason(key).text == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.256, "ratio", "26%"),
        (1234, "count", "1.234"),
        (14.25, "words", "14,2"),
        (51, "points", "51,0"),
    ],
)
def test_value(words: Wording, value: float, unit: str, text: str) -> None:
    assert words.value(IndicatorValue("x", 1, value, unit, "neutral")) == text


def test_no_value_is_no_nought(words: Wording) -> None:
    assert words.value(IndicatorValue("x", 1, None, "count", "neutral")) == ""


def test_a_message_that_only_repeats_the_title_is_left_out(dutch: Catalogue) -> None:
    plain = replace(fakes.INFOS["axe:label"], messages={"failed": fakes.INFOS["axe:label"].title})
    assert Wording(dutch, [CheckCoverage(plain)]).message(finding("axe:label", "failed")) is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Het contrast is 4,50. Nodig is 1,234."),
        ("en", "The contrast is 4.50, 1.234 is needed."),
    ],
)
def test_decimals_of_a_check_are_written_as_the_reader_does(language: str, told: str) -> None:
    words = Wording(fakes.words_in(language), fakes.town().coverages)
    low = finding("axe:color-contrast", "low", ratio="4.50", wanted="1.234")
    assert str(words.message(low)) == told


@pytest.mark.parametrize("name", ["4.50", "1.2"])
def test_words_of_the_page_keep_their_points(words: Wording, name: str) -> None:
    assert name in str(words.message(finding("axe:image-alt", "missing", name=name)))


@pytest.mark.parametrize("value", ["4.5 px", "1.2.3", "#1.5", ".5", "10"])
def test_what_is_no_decimal_number_stays(words: Wording, value: str) -> None:
    low = finding("axe:color-contrast", "low", ratio=value, wanted="4.5")
    assert f"is {value}. Nodig is 4,5." in str(words.message(low))


def test_decimals_in_steps_are_written_as_the_reader_does(words: Wording) -> None:
    step = Step("Scroll {pages} times.", {"pages": "2.5"})
    told = words.steps(replace(finding("axe:label"), steps=(step,)))
    assert [str(one) for one in told] == ["Scroll 2,5 times."]


@pytest.mark.parametrize(
    ("state", "not_visited", "said"),
    [
        (ScanState.COMPLETE, 0, "De scan is volledig. Wij bezochten elke pagina die wij kenden."),
        (ScanState.COMPLETE, 188, wording.CUT_BY_SETTING),
        (ScanState.INCOMPLETE, 188, wording.STATES[ScanState.INCOMPLETE]),
        (ScanState.FAILED, 0, wording.STATES[ScanState.FAILED]),
    ],
)
def test_a_scan_that_left_pages_is_not_said_to_have_visited_all(
    words: Wording, state: ScanState, not_visited: int, said: str
) -> None:
    header = fakes.town().header
    header = replace(
        header,
        scan=replace(header.scan, state=state),
        coverage=replace(header.coverage, not_visited=not_visited),
    )
    expected = said if said.startswith("De scan") else words.say(said).text
    assert words.came_how_far(header).text == expected
