"""The PDF checks on small files of which everything is known, and on the corpus where that is at hand."""

import json
import re
from pathlib import Path

import pytest

from checks.engine import judge_document
from checks.registry import discover, documentation
from crawler.gather.pdf.document import read_pdf
from drempel.document_text import derived_from
from drempel.model.finding import Finding, Judgement, Outcome
from drempel.model.pdf_document import PdfDocument, PdfPage, PdfTag
from drempel.model.pdf_text import PdfBlock
from tests.checks.pdf_cases import ASKED, ASKING, FAILED, INAPPLICABLE, PASSED
from tests.checks.pdf_meanings import QUIET, SUSPECTED
from tests.pdf_sketch import document_of

CHECKS = {id_: check for id_, check in discover().items() if PdfDocument in check.needs}
CORPUS = Path(__file__).parents[3] / "shared" / "cases" / "pdf"


def judged(sketch: str, folder: Path) -> Judgement:
    document = document_of(sketch, folder)
    return judge_document(document, CHECKS, name="schets.pdf", derived=derived_from(document))


def said(judgement: Judgement, check: str) -> list[Finding]:
    return [finding for finding in judgement.findings if finding.check == check]


def failures(judgement: Judgement) -> list[tuple[str, str, str]]:
    return [
        (finding.check, finding.message_key, finding.params.get("clause", ""))
        for finding in judgement.findings
        if finding.outcome is Outcome.FAILED
    ]


def outcome_of(judgement: Judgement, check: str) -> Outcome:
    return next(tally.outcome for tally in judgement.tallies if tally.check == check)


def examples(check: str) -> list[str]:
    page = documentation(check, "nl")
    assert page is not None
    return re.findall(r"```pdf\n(.*?)```", page, re.DOTALL)


@pytest.mark.parametrize("check", CHECKS)
def test_the_wrong_example_of_the_page_is_found_and_the_right_one_is_not(check: str, tmp_path: Path) -> None:
    wrong, right = examples(check)
    assert outcome_of(judged(wrong, tmp_path), check) is (
        Outcome.CANT_TELL if check in ASKING else Outcome.FAILED
    )
    good = judged(right, tmp_path)
    assert failures(good) == []
    assert outcome_of(good, check) is Outcome.PASSED


@pytest.mark.parametrize(("check", "clause", "sketch"), FAILED, ids=[f"{c}-{n}" for c, n, _ in FAILED])
def test_fails(check: str, clause: str, sketch: str, tmp_path: Path) -> None:
    found = said(judged(sketch, tmp_path), check)
    assert clause in {finding.clause for finding in found if finding.outcome is Outcome.FAILED}
    for finding in found:
        CHECKS[check].messages[finding.message_key].format(**finding.params)


@pytest.mark.parametrize(("check", "sketch"), PASSED, ids=[check for check, _ in PASSED])
def test_passes(check: str, sketch: str, tmp_path: Path) -> None:
    judgement = judged(sketch, tmp_path)
    assert [one for one in failures(judgement) if one[0] == check] == []
    assert outcome_of(judgement, check) is Outcome.PASSED


@pytest.mark.parametrize(("check", "sketch"), ASKED, ids=[check for check, _ in ASKED])
def test_asks(check: str, sketch: str, tmp_path: Path) -> None:
    (question,) = said(judged(sketch, tmp_path), check)
    assert question.outcome is Outcome.CANT_TELL
    assert CHECKS[check].messages[question.message_key].format(**question.params).endswith("?")


@pytest.mark.parametrize(
    ("check", "key", "checkpoint", "sketch"),
    SUSPECTED,
    ids=[f"{check}-{key}" for check, key, *_ in SUSPECTED],
)
def test_asks_what_is_meant(check: str, key: str, checkpoint: str, sketch: str, tmp_path: Path) -> None:
    (question,) = said(judged(sketch, tmp_path), check)
    assert (question.outcome, question.message_key) == (Outcome.CANT_TELL, key)
    assert question.checkpoint == checkpoint
    assert bool(question.clause) == bool(checkpoint)
    assert "?" in CHECKS[check].messages[key].format(**question.params)


@pytest.mark.parametrize(("check", "sketch"), QUIET, ids=[check for check, _ in QUIET])
def test_asks_nothing_without_a_strong_sign(check: str, sketch: str, tmp_path: Path) -> None:
    assert said(judged(sketch, tmp_path), check) == []


@pytest.mark.parametrize(("check", "sketch"), INAPPLICABLE, ids=[check for check, _ in INAPPLICABLE])
def test_has_nothing_to_say(check: str, sketch: str, tmp_path: Path) -> None:
    judgement = judged(sketch, tmp_path)
    assert outcome_of(judgement, check) is Outcome.INAPPLICABLE
    assert said(judgement, check) == []


@pytest.mark.parametrize(("heights", "is_asked"), [((800,), True), ((800, 500, 300), False)])
def test_a_heading_that_comes_back_in_the_text_is_no_running_head(
    heights: tuple[int, ...], is_asked: bool
) -> None:
    blocks = [
        PdfBlock(text, "heading", page, 0, left=50, bottom=bottom, right=200, top=bottom + 12, size=12)
        for page in (1, 2, 3)
        for text, bottom in [*(("Wie", height) for height in heights), (f"Over bladzijde {page}", 400)]
    ]
    pages = tuple(PdfPage(number, 595, 842) for number in (1, 2, 3))
    document = PdfDocument(
        has_tree=True, pages=pages, tags=(PdfTag("H2", "H2"),), roots=(0,), blocks=tuple(blocks)
    )
    asked = said(judge_document(document, CHECKS), "pdf-running-head-tagged")
    assert [one.message_key for one in asked] == (["repeated"] if is_asked else [])


def test_of_a_locked_file_only_its_lock_is_judged(tmp_path: Path) -> None:
    judgement = judged('beveiliging: wachtwoord\nDocument\n  P "a"', tmp_path)
    assert [(one.check, one.outcome) for one in judgement.findings] == [
        ("pdf-closed-to-screen-readers", Outcome.CANT_TELL)
    ]
    untested = {tally.check for tally in judgement.tallies if tally.outcome is Outcome.UNTESTED}
    assert untested >= set(CHECKS) - {"pdf-closed-to-screen-readers", "pdf-header-wrong"}


def test_a_broken_file_is_never_clean(tmp_path: Path) -> None:
    file = tmp_path / "stuk.pdf"
    file.write_bytes(b"%PDF-1.7\nniets")
    judgement = judge_document(read_pdf(file), CHECKS)
    assert {tally.outcome for tally in judgement.tallies} <= {Outcome.UNTESTED, Outcome.PASSED}
    assert sum(tally.outcome is Outcome.UNTESTED for tally in judgement.tallies) >= len(CHECKS) - 1


def test_places_can_be_found_again(tmp_path: Path) -> None:
    judgement = judged('Document\n  Sect\n    P "a"\n    P "b"\n    Figure "c"', tmp_path)
    (finding,) = said(judgement, "pdf-picture-without-alternative")
    assert finding.pointer.selector == "#page=1 Document > Sect > Figure"
    assert finding.pointer.snippet == "c"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand (../shared/cases/pdf)")
def test_corpus() -> None:
    missed, alarms = [], []
    for line in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        document = read_pdf(CORPUS / "files" / case["file"])
        found = {clause.partition("-")[0] for _, _, clause in failures(judge_document(document, CHECKS))}
        if case["expected"] == "fail":
            wanted = {case["clause"], *(("7.11", "7.18.7") if case["clause"] in ("7.11", "7.18.7") else ())}
            missed += [] if wanted & found else [case["file"]]
        else:
            alarms += [case["file"]] if found else []
    assert missed == []
    assert alarms == []
