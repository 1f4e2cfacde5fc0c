import pytest

from drempel.model.text import BlockKind, TextBlock
from readability.blocks import why_not_running
from tests.readability.texts import ENGLISH, FRENCH, GERMAN, HARD, PLAIN

SENTENCE = "U kunt uw nieuwe kaart afhalen aan de balie."


@pytest.mark.parametrize("text", [PLAIN, HARD, FRENCH, ENGLISH, GERMAN, SENTENCE])
@pytest.mark.parametrize(
    "kind", [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.OTHER]
)
def test_sentences_are_running_text_whatever_holds_them(text: str, kind: BlockKind) -> None:
    assert why_not_running(TextBlock(text, kind)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "U bent ouder dan 18 jaar",
        "Vul het formulier in",
        "als u pas in de gemeente woont",
        "Bel ons gerust!",
        "LET OP: HET LOKET IS MORGEN GESLOTEN.",
        "Op 1 juli 2026 betaalt u 25 euro per jaar.",
        "De Lijn rijdt op zondag niet naar Gent.",
        "Kom met de bus, de trein, de tram of de fiets.",
        "de aanvraag van een parkeerkaart voor bewoners van de stad met een wagen van de werkgever",
    ],
)
def test_list_items_that_say_something_are_running_text(text: str) -> None:
    assert why_not_running(TextBlock(text, BlockKind.LIST_ITEM)) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Contact", "too-few-words"),
        ("Lees meer", "too-few-words"),
        ("", "too-few-words"),
        ("Gemeente Elzervoorde – dienst Bevolking", "names"),
        ("Een kopie van uw identiteitskaart", "no-sentence"),
        ("papier en karton", "no-sentence"),
        ("Jan Peeters, An Claes, Piet Maes, Els De Wit.", "names"),
        ("appels, peren, druiven, kersen, bessen en noten.", "names"),
        ("Stationsplein 1, 9000 Gent", "too-few-words"),
        ("ma 9-12 13-16, di 9-12, wo 13-19", "numbers"),
        ("Totaal 1.250 2.300 4.100 per jaar", "numbers"),
        ("function toon(x) { return lijst[x] == null; }", "code"),
        ("sudo apt --yes --no-install-recommends install drempel", "no-sentence"),
    ],
)
def test_what_is_not_running_text(text: str, reason: str) -> None:
    assert why_not_running(TextBlock(text, BlockKind.LIST_ITEM)) == reason


@pytest.mark.parametrize("place", ["nav", "header", "footer", "aside", "header/nav", "header nav"])
def test_shared_parts_of_the_page_are_left_out(place: str) -> None:
    assert why_not_running(TextBlock(SENTENCE, BlockKind.PARAGRAPH, place=place)) == "shared-part"


def test_headings_are_left_out() -> None:
    assert why_not_running(TextBlock(SENTENCE, BlockKind.HEADING)) == "heading"


def test_a_sentence_with_a_link_stays_but_a_row_of_links_goes() -> None:
    in_text = TextBlock(SENTENCE, BlockKind.PARAGRAPH, link_chars=12)
    as_menu = TextBlock(SENTENCE, BlockKind.PARAGRAPH, link_chars=len(SENTENCE))
    assert why_not_running(in_text) == ""
    assert why_not_running(as_menu) == "links"


def test_a_button_is_a_label_though_it_has_a_verb() -> None:
    assert why_not_running(TextBlock("Ik wil een afspraak maken", BlockKind.OTHER)) == "no-sentence"
    assert why_not_running(TextBlock("Ik wil een afspraak maken", BlockKind.LIST_ITEM)) == ""
