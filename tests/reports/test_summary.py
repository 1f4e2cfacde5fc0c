from drempel.i18n import Catalogue, catalogue
from reports.summary import summary_lines
from tests.reports import fakes


def test_ten_lines_in_the_order_of_a_report(dutch: Catalogue) -> None:
    assert summary_lines(fakes.town(), dutch) == [
        "Gemeente Zilverbeek: scan van 24 november 2026, 09:05",
        "Dekking: 24 pagina’s bekeken, 5 pagina’s mislukt, 5 adressen weggelaten.",
        "Op 24 pagina’s vonden 10 controles 6 problemen volgens de norm. "
        "Naar ernst: sluit mensen uit 2, hindert sterk 2, hindert 1, stoort een beetje 1.",
        "Daarnaast: 1 vraag om zelf na te kijken, 1 tip, 1 probleem dat nog niet verplicht is. "
        "Documenten: 4 documenten beoordeeld, 1 heeft problemen tegen de norm, 2 niet beoordeeld. "
        "Sinds de scan van 25 oktober 2026: nieuw 2, teruggekomen 1, nog altijd 2, opgelost 1, "
        "niet opnieuw nagekeken 0.",
        "Sinds de scan van 25 oktober 2026: nieuw 4, teruggekomen 1, nog altijd 5, opgelost 1, "
        "niet opnieuw nagekeken 1.",
        "Duidelijke taal: 21 teksten beoordeeld, daarvan halen er 11 de B1-richtwaarde, 5 zeker niet.",
        "1. Een afbeelding heeft geen tekst (sluit mensen uit, op 24 pagina’s)",
        "2. Een invulveld heeft geen naam (sluit mensen uit, op 3 pagina’s)",
        "3. Een tekst valt te weinig op (hindert sterk, op 8 pagina’s)",
        "43 van de 49 eisen van de norm zijn niet getest. Een scan ziet maar een deel van alle drempels. "
        "Een mens moet de rest bekijken.",
    ]


def test_nothing_found_is_not_nothing_wrong(dutch: Catalogue) -> None:
    lines = summary_lines(fakes.clean(), dutch)
    assert lines[2] == "Op 1 pagina vonden 10 controles geen problemen volgens de norm."
    assert lines[-1].startswith("43 van de 49 eisen van de norm zijn niet getest.")


def test_a_scan_without_pages_says_so(dutch: Catalogue) -> None:
    assert summary_lines(fakes.nothing(), dutch)[1:] == [
        "Dekking: 0 pagina’s bekeken, 1 pagina mislukt, 3 pagina’s niet bezocht. De scan is niet volledig. "
        "De server gaf een paar keer na elkaar een fout. Wij lieten hem toen met rust.",
        "Wij konden geen enkele pagina bekijken. "
        "Dit rapport zegt dus niets over de toegankelijkheid van de site.",
    ]


def test_nothing_acts_on_the_terminal(dutch: Catalogue) -> None:
    assert not any(
        ord(char) < 32 or char in "\x7f\x9b\u202e"
        for line in summary_lines(fakes.hostile(), dutch)
        for char in line
    )


def test_english() -> None:
    assert summary_lines(fakes.town(), catalogue("en"))[1] == (
        "Coverage: 24 pages judged, 5 pages failed, 5 addresses left out."
    )
