"""The checks of DOCX, ODT, XLSX and EPUB files on small files of which everything is known."""

import re
from pathlib import Path

import pytest

from checks.engine import judge_document
from checks.registry import discover, documentation
from crawler.gather.office.document import read_office
from drempel.model.finding import CheckTally, Finding, Judgement, Outcome
from drempel.model.office_document import OfficeDocument, OfficeSheet
from drempel.office_text import derived_from_office
from storage.tallies import could_tell
from tests.checks.office_cases import ASKED, ASKING, FAILED, PASSED, QUIET
from tests.office_sketch import document_of, sketch_of

CHECKS = {id_: check for id_, check in discover().items() if OfficeDocument in check.needs}


def judged(sketch: str, kind: str, folder: Path) -> Judgement:
    document = document_of(sketch, kind, folder)
    assert document.untested == ""
    return judge_document(document, CHECKS, name="schets", derived=derived_from_office(document))


def said(judgement: Judgement, check: str) -> list[Finding]:
    return [finding for finding in judgement.findings if finding.check == check]


def failures(judgement: Judgement) -> list[tuple[str, str]]:
    return [(one.check, one.message_key) for one in judgement.findings if one.outcome is Outcome.FAILED]


def outcome_of(judgement: Judgement, check: str) -> Outcome:
    return next(tally.outcome for tally in judgement.tallies if tally.check == check)


def examples(check: str) -> tuple[str, str]:
    page = documentation(check, "nl")
    assert page is not None
    wrong, right = re.findall(r"```document\n(.*?)```", page, re.DOTALL)
    return wrong, right


IN_EACH_KIND = [
    pytest.param(check, kind, id=f"{check}-{kind}")
    for check in CHECKS
    for kind in sketch_of(examples(check)[0]).kinds
]


@pytest.mark.parametrize(("check", "kind"), IN_EACH_KIND)
def test_the_wrong_example_of_the_page_is_found_and_the_right_one_is_not(
    check: str, kind: str, tmp_path: Path
) -> None:
    wrong, right = examples(check)
    assert outcome_of(judged(wrong, kind, tmp_path), check) is (
        Outcome.CANT_TELL if check in ASKING else Outcome.FAILED
    )
    good = judged(right, kind, tmp_path)
    assert failures(good) == []
    assert outcome_of(good, check) in (Outcome.PASSED, Outcome.INAPPLICABLE)
    assert said(good, check) == []


def each(cases: list[tuple[str, str, str]]) -> list[object]:
    """Return cases (check, key, sketch) once for each kind of file of the sketch."""
    return [
        pytest.param(check, key, kind, sketch, id=f"{check}-{key}-{kind}")
        for check, key, sketch in cases
        for kind in sketch_of(sketch).kinds
    ]


@pytest.mark.parametrize(("check", "key", "kind", "sketch"), each(FAILED))
def test_fails(check: str, key: str, kind: str, sketch: str, tmp_path: Path) -> None:
    found = said(judged(sketch, kind, tmp_path), check)
    assert (Outcome.FAILED, key) in {(one.outcome, one.message_key) for one in found}
    for one in found:
        CHECKS[check].messages[one.message_key].format(**one.params)


@pytest.mark.parametrize(("check", "key", "kind", "sketch"), each(ASKED))
def test_asks(check: str, key: str, kind: str, sketch: str, tmp_path: Path) -> None:
    (question,) = said(judged(sketch, kind, tmp_path), check)
    assert (question.outcome, question.message_key) == (Outcome.CANT_TELL, key)
    assert "?" in CHECKS[check].messages[key].format(**question.params)


@pytest.mark.parametrize(("check", "key", "kind", "sketch"), each(PASSED))
def test_passes(check: str, key: str, kind: str, sketch: str, tmp_path: Path) -> None:
    judgement = judged(sketch, kind, tmp_path)
    assert said(judgement, check) == []
    assert outcome_of(judgement, check) is Outcome.PASSED


@pytest.mark.parametrize(("check", "key", "kind", "sketch"), each(QUIET))
def test_says_nothing_without_a_strong_sign(
    check: str, key: str, kind: str, sketch: str, tmp_path: Path
) -> None:
    assert said(judged(sketch, kind, tmp_path), check) == []


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_a_good_document_has_no_finding_at_all(kind: str, tmp_path: Path) -> None:
    judgement = judged(GOOD, kind, tmp_path)
    assert [(one.check, one.message_key, one.params) for one in judgement.findings] == []


GOOD = """
kop1 "Het park"
alinea "Het park is elke dag open. Honden mogen mee aan de lijn."
kop2 "Wat brengt u mee"
punt "een fiets"
punt "een zak voor uw afval"
kop2 "Waar is het"
alinea "U vindt ons aan het station."
beeld alt="Kaart: van het station gaat u links."
link naar=https://stad.example/park "de openingsuren van het park"
tabel kop
  rij vet "Dag" | "Open"
  rij "maandag" | "9 uur"
  rij "dinsdag" | "10 uur"
"""


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "epub"])
def test_a_broken_file_is_never_clean(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"stuk.{kind}"
    file.write_bytes(b"PK\x03\x04 niets")
    judgement = judge_document(read_office(file), CHECKS, derived={})
    assert {tally.outcome for tally in judgement.tallies} == {Outcome.UNTESTED}


def test_places_can_be_found_again(tmp_path: Path) -> None:
    (finding,) = said(
        judged('alinea "a"\nalinea "b"\nbeeld', "docx", tmp_path), "office-picture-without-alternative"
    )
    assert finding.pointer.selector == "¶3 > picture"
    sheet = 'soort: xlsx\nblad "Zo \'n blad" tabel\n  rij "a" | "b"\n  rij "c" | "d"\n  rij\n  rij "e" | "f"'
    (blank,) = said(judged(sheet, "xlsx", tmp_path), "sheet-blank-rows")
    assert blank.pointer.selector == "'Zo ''n blad'!3:3"
    (in_book,) = said(judged("soort: epub\nbeeld", "epub", tmp_path), "office-picture-without-alternative")
    assert in_book.pointer.selector == "E/deel1.xhtml ¶1 > picture"


def test_hard_sentences_tell_their_paragraph(tmp_path: Path) -> None:
    wrong, _ = examples("office-sentence-hard-to-read")
    judgement = judged('alinea "Kort."\n' + wrong.partition("epub\n")[2], "docx", tmp_path)
    (sentence,) = said(judgement, "office-sentence-hard-to-read")
    assert sentence.params["place"] == "2"
    assert sentence.advice
    assert "long-sentence" in sentence.params["reasons"].split()
    for place in sentence.params["marks"].split():
        start, end, kind = place.split(":")
        assert 0 <= int(start) < int(end) <= len(sentence.params["text"])
        assert kind in sentence.params["reasons"].split()


def test_a_document_of_which_only_the_fields_are_open_is_not_passed_as_one_that_can_be_changed(
    tmp_path: Path,
) -> None:
    def outcome(sketch: str, kind: str) -> Outcome:
        tallies = {tally.check: tally.outcome for tally in judged(sketch, kind, tmp_path).tallies}
        return tallies["office-changes-locked"]

    fields = 'beveiliging: velden\nveld naam="Uw naam" "Uw naam: "'
    sheet = 'soort: xlsx\n{}blad "Uren"\n  rij "a" | "b"\n  rij "c" | 1'
    assert outcome(fields, "docx") is Outcome.INAPPLICABLE
    assert outcome(sheet.format("beveiliging: velden\n"), "xlsx") is Outcome.INAPPLICABLE
    assert outcome(sheet.format(""), "xlsx") is Outcome.PASSED


def test_where_only_the_beginning_of_a_workbook_was_read_no_check_can_tell_that_a_problem_is_gone() -> None:
    def tallies(*sheets: OfficeSheet) -> dict[str, CheckTally]:
        book = OfficeDocument(kind="xlsx", title="Metingen", sheets=sheets)
        judgement = judge_document(book, CHECKS, derived=derived_from_office(book))
        return {tally.check: tally for tally in judgement.tallies}

    first, rest = OfficeSheet("Metingen", cells=400_000), OfficeSheet("Rest", is_whole=False)
    assert could_tell(tallies(first)["sheet-empty"])
    part = tallies(first, rest)
    assert not any(map(could_tell, part.values()))
    assert part["sheet-empty"].outcome is Outcome.UNTESTED
    assert part["workbook-too-large"].outcome is Outcome.CANT_TELL
    empty = tallies(OfficeSheet("Leeg"), rest)["sheet-empty"]
    assert (empty.outcome, empty.failed, empty.reason) == (Outcome.FAILED, 1, "cut-short:document-part")
