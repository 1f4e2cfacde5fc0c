"""Hints on a page: one passage per sentence, the worst first, and nothing that others tell."""

import pytest

from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.page_hints import MOST_SENTENCES, page_hints

HARD = "Teneinde uw aanvraag te behandelen, dient het formulier te worden ingevuld, ingevolge de wet."
PLAIN = "U krijgt binnen tien dagen een brief van ons."


def page(*blocks: TextBlock | str) -> VisibleText:
    made = [TextBlock(one, BlockKind.PARAGRAPH) if isinstance(one, str) else one for one in blocks]
    placed = [
        TextBlock(b.text, b.kind, b.place, f"#b{at}", b.lang, b.link_chars, at)
        for at, b in enumerate(made, 10)
    ]
    return VisibleText("https://stad.example/", "nl", tuple(placed))


def reasons(text: VisibleText) -> list[list[str]]:
    return [[hint.reason for hint in sentence.hints] for sentence in page_hints(text).sentences]


def test_a_sentence_has_all_its_reasons_and_its_place() -> None:
    found = page_hints(page(PLAIN, f"{PLAIN} {HARD}"))
    (sentence,) = found.sentences
    assert (sentence.node, sentence.text) == (11, HARD)
    assert len(sentence.hints) >= 2
    assert {hint.reason for hint in sentence.hints} == set(found.reasons)
    for hint in sentence.hints:
        assert 0 <= hint.start < hint.end <= len(HARD)
    assert any(HARD[hint.start : hint.end] == "Teneinde" for hint in sentence.hints)
    assert found.read == (10, 11)


def test_the_worst_comes_first_and_the_rest_is_counted() -> None:
    milder = [f"Dit geldt conform regel {number} van de gemeente." for number in range(MOST_SENTENCES + 4)]
    found = page_hints(page(*milder, HARD))
    assert found.sentences[0].text == HARD
    assert len(found.sentences) == MOST_SENTENCES
    assert found.more == 5


def test_the_same_sentence_is_told_once() -> None:
    assert len(page_hints(page(HARD, PLAIN, HARD, f"{PLAIN} {HARD}")).sentences) == 1


@pytest.mark.parametrize(
    "block",
    [
        TextBlock(HARD, BlockKind.PARAGRAPH, "footer"),
        TextBlock(HARD, BlockKind.PARAGRAPH, "cookie"),
        TextBlock(HARD, BlockKind.ADDRESS),
        TextBlock(HARD, BlockKind.CODE),
        TextBlock(HARD, BlockKind.PARAGRAPH, link_chars=len(HARD)),
        TextBlock("Informatie", BlockKind.HEADING),
        "EEN ZIN IN HOOFDLETTERS IS MOEILIJK TE LEZEN.",
        "Pour obtenir votre carte, vous devez prendre rendez-vous avec le service de la population.",
        "The desk is closed on Monday, and you should make an appointment with the clerk, conform the rule.",
        "De wet zegt: “teneinde de orde te handhaven, wordt ingevolge artikel 3 een boete opgelegd”.",
        PLAIN,
    ],
)
def test_what_stays_silent(block: TextBlock | str) -> None:
    assert reasons(page(PLAIN, block)) == []


def test_a_soft_hint_alone_is_not_told() -> None:
    assert reasons(page("Het dossier wordt binnen tien dagen behandeld.")) == []


def test_what_a_heading_explains_is_explained() -> None:
    said = "U kunt elke dag bij het CVKO langs voor hulp met uw papieren."
    assert reasons(page(said)) == [["abbreviation-unexplained"]]
    assert reasons(page(TextBlock("Centrum voor kleine ondernemers (CVKO)", BlockKind.HEADING), said)) == []


def test_a_long_paragraph_is_a_wall() -> None:
    wall = " ".join(f"U kunt op dag {number} bij ons langs voor hulp met papieren." for number in range(14))
    found = page_hints(page(PLAIN, wall))
    assert [passage.node for passage in found.walls] == [11]
    assert found.sentences == ()


def test_a_long_run_without_a_heading() -> None:
    said = [f"U kunt op dag {number} bij ons langs voor hulp met papieren." for number in range(40)]
    heading = TextBlock("Hulp", BlockKind.HEADING)
    assert page_hints(page(heading, *said)).runs == ((11, 480),)
    assert page_hints(page(*said[:20], heading, *said[20:])).runs == ()
    # That a line is no heading for the machine is told elsewhere.
    assert page_hints(page(*said[:20], "Wat brengt u mee", *said[20:])).runs == ()
    assert page_hints(page(heading, *said[:30])).runs == ()


def test_a_page_without_text_has_no_hints() -> None:
    assert page_hints(page()) == page_hints(page("Home")) == page_hints(VisibleText("", "", ()))
