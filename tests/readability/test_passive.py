import pytest

from readability.passives import has_passive
from tests.readability.texts import CASES, needs_cases


@pytest.mark.parametrize(
    "sentence",
    [
        "De aanvraag wordt behandeld door de dienst.",
        "Uw dossier werd gisteren ingediend.",
        "De formulieren moeten vooraf worden ingevuld.",
        "Er wordt een nieuw plein aangelegd.",
        "Het besluit kan worden herzien.",
        "De brieven werden door ons geschreven en verstuurd.",
        "Wordt u uitgenodigd?",
    ],
)
def test_passives_with_worden(sentence: str) -> None:
    assert has_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Het wordt morgen koud in dit gebied.",
        "Zij wordt burgemeester van de gemeente.",
        "Het geld wordt een probleem.",
        "Het beleid wordt duidelijk.",
        "Het loket is gesloten.",
        "U hebt het formulier ingevuld.",
        "Hij wordt leerkracht, omdat hij dat altijd gewild heeft.",
        "",
    ],
)
def test_no_passive(sentence: str) -> None:
    assert not has_passive(sentence)


@needs_cases
def test_precision_and_recall_on_parsed_sentences() -> None:
    found = missed = wrong = 0
    parsed = (CASES / "nl_lassysmall-ud-dev.conllu").read_text(encoding="utf-8")
    for block in parsed.strip().split("\n\n"):
        lines = block.splitlines()
        text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
        tokens = [line.split("\t") for line in lines if not line.startswith("#")]
        is_passive = any(token[2] == "worden" and token[7] == "aux:pass" for token in tokens)
        found += is_passive and has_passive(text)
        missed += is_passive and not has_passive(text)
        wrong += not is_passive and has_passive(text)
    assert found / (found + wrong) > 0.97
    assert found / (found + missed) > 0.96
