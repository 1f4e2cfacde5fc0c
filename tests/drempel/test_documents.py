"""PDF files from `drempel check`: files, folders and addresses, without a browser where none is needed."""

import asyncio
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from checks.registry import discover
from crawler.fetch import Fetched
from crawler.gather.office.desk import OfficeDesk
from crawler.gather.office.kinds import OLE
from crawler.gather.pdf.desk import PdfDesk
from drempel.documents import Documents, documents_in, is_document_address, is_document_file
from drempel.errors import FetchError
from drempel.model.finding import Outcome
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.pagejson import page_json
from drempel.pipeline import PageOutcome
from drempel.settings import Settings
from drempel.single_pages import CheckRequest, check_pages
from tests.office_sketch import office_of
from tests.pdf_sketch import pdf_of

RIGHT = 'titel: Afval\nDocument\n  H1 "Afval"'
WRONG = 'Document\n  Figure "x"'
SENTENCE = (
    "De aanvrager brengt zijn oude paspoort mee naar het huis van de gemeente, samen met een foto van "
    "hemzelf en het bewijs dat hij heeft betaald, en wacht daarna tot zijn nummer op het scherm komt."
)
MEANING = f'Document\n  P grootte=20 "Paspoort"\n  P "{SENTENCE}"'
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(files("drempel").joinpath("schemas", "page-1.schema.json").read_text("utf-8"))
)
URL = "https://stad.example/afval.pdf"
HTML = {"content-type": "text/html"}


@pytest.fixture(scope="module")
def documents() -> Iterator[Documents]:
    with PdfDesk(60.0) as desk, OfficeDesk(60.0) as office:
        yield Documents(desk, office, discover(), {"pdf-tab-order-not-set"})


def checked(*targets: str) -> list[PageOutcome]:
    """Return what `check_pages` says of files; a browser is not at hand."""

    async def run() -> list[PageOutcome]:
        request = CheckRequest(targets)
        pages = check_pages(Settings(), request, progress=None, stop=asyncio.Event())  # type: ignore[arg-type]
        return [page async for page in pages]

    return asyncio.run(run())


def fetched(documents: Documents, answer: Fetched | FetchError) -> PageOutcome:
    async def get() -> Fetched:
        if isinstance(answer, FetchError):
            raise answer
        return answer

    return asyncio.run(documents.check_address(URL, URL, get))


def test_a_folder_of_documents_takes_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drempel.single_pages.open_workshop", None)
    (tmp_path / "a.pdf").write_bytes(pdf_of(RIGHT))
    (tmp_path / "b.pdf").write_bytes(pdf_of(WRONG))
    (tmp_path / "c.PDF").write_bytes(b"%PDF-1.7 stuk")
    first, second, third = checked(str(tmp_path))
    assert (first.title, first.record.outcome, first.is_document) == ("Afval", FetchOutcome.OK, True)
    assert first.judgement is not None
    assert first.judgement.findings == ()
    assert second.judgement is not None
    assert [one.clause for one in second.judgement.findings] == ["7.3-t01"]
    assert third.judgement is None
    assert (third.record.outcome, str(third.record.reason)) == (FetchOutcome.NOT_HTML, "document-broken")
    assert [page.url for page in (first, second, third)] == [
        str(tmp_path / f) for f in ("a.pdf", "b.pdf", "c.PDF")
    ]


def test_findings_name_clause_and_place_in_json(documents: Documents, tmp_path: Path) -> None:
    from drempel.app import catalogue
    from drempel.i18n import catalogue as words
    from drempel.model.report import CheckCoverage
    from reports.wording import Wording

    file = tmp_path / "fout.pdf"
    file.write_bytes(pdf_of(WRONG))
    page = asyncio.run(documents.check_file(file, "fout.pdf"))
    spoken = Wording(words("nl"), [CheckCoverage(info) for info in catalogue()])
    (finding,) = page_json(page, spoken)["findings"]
    assert (finding["clause"], finding["selector"], finding["snippet"]) == (
        "7.3-t01",
        "#page=1 Document > Figure",
        "x",
    )
    assert finding["message"] == "De afbeelding heeft geen alternatieve tekst."


def test_what_a_person_has_to_look_at_names_its_checkpoint_and_sentences_their_page(
    documents: Documents, tmp_path: Path
) -> None:
    from drempel.app import catalogue
    from drempel.i18n import catalogue as words
    from drempel.model.report import CheckCoverage
    from reports.wording import Wording

    file = tmp_path / "vraag.pdf"
    file.write_bytes(pdf_of(MEANING))
    page = asyncio.run(documents.check_file(file, "vraag.pdf"))
    told = page_json(page, Wording(words("nl"), [CheckCoverage(info) for info in catalogue()]))
    VALIDATOR.validate(told)
    found = {finding["check"]: finding for finding in told["findings"]}
    question = found["pdf-heading-not-tagged"]
    assert (question["outcome"], question["clause"], question["checkpoint"]) == (
        "cantTell",
        "7.4.1",
        "14-001",
    )
    sentence = found["pdf-sentence-hard-to-read"]
    assert sentence["message"].startswith("Bladzijde 1: deze zin is lang: “De aanvrager")
    assert any("woorden" in advice for advice in sentence["advice"])
    (finding,) = [one for one in page.judgement.findings if one.check == "pdf-sentence-hard-to-read"]
    assert "long-sentence" in finding.params["reasons"].split()


def test_an_address_is_judged(documents: Documents) -> None:
    page = fetched(documents, Fetched(URL, URL, 200, {"content-type": "application/pdf"}, pdf_of(RIGHT)))
    assert (page.record.outcome, page.record.status, page.record.final_url) == (FetchOutcome.OK, 200, URL)
    assert page.judgement is not None
    off = [tally.check for tally in page.judgement.tallies if tally.outcome is Outcome.UNTESTED]
    assert off == ["pdf-tab-order-not-set"]


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        (Fetched(URL, URL, 404), FetchOutcome.HTTP_ERROR, "status: 404"),
        (Fetched(URL, URL, 200, HTML, b"<h1>Nee</h1>"), FetchOutcome.NOT_HTML, "media-type: text/html"),
        (
            Fetched(URL, URL, 200, {}, b"%PDF-1.7", truncated=True),
            FetchOutcome.NOT_HTML,
            "document-too-large",
        ),
        (Fetched(URL, URL, 200, {}, b"%PDF-1.7 stuk"), FetchOutcome.NOT_HTML, "document-broken"),
        (
            FetchError(FetchOutcome.TIMEOUT, Reason("navigation"), permanent=False),
            FetchOutcome.TIMEOUT,
            "navigation",
        ),
    ],
)
def test_what_is_no_document_is_not_judged(
    answer: Fetched | FetchError, outcome: FetchOutcome, reason: str, documents: Documents
) -> None:
    page = fetched(documents, answer)
    assert (page.judgement, page.record.outcome, str(page.record.reason)) == (None, outcome, reason)


def test_a_document_is_known_by_name_or_begin(tmp_path: Path) -> None:
    assert is_document_address("https://stad.example/a.PDF?v=1")
    assert is_document_address("https://stad.example/a.docx")
    assert not is_document_address("https://stad.example/pdf")
    (tmp_path / "zonder").write_bytes(b"\n%PDF-1.7")
    (tmp_path / "tekst.txt").write_bytes(b"pdf")
    (tmp_path / "brief").write_bytes(office_of('alinea "a"', "docx"))
    (tmp_path / "~$brief.docx").write_bytes(b"open elders")
    (tmp_path / "boek.epub").write_bytes(office_of('alinea "a"', "epub"))
    assert is_document_file(tmp_path / "zonder")
    assert is_document_file(tmp_path / "brief")
    assert not is_document_file(tmp_path / "tekst.txt")
    assert not is_document_file(tmp_path / "weg")
    assert documents_in(tmp_path) == [tmp_path / "boek.epub"]


def test_office_files_are_judged_by_their_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drempel.single_pages.open_workshop", None)
    wrong = office_of('alinea "a"\nbeeld', "docx")
    (tmp_path / "a.docx").write_bytes(wrong)
    (tmp_path / "b.docx").write_bytes(pdf_of(RIGHT))
    (tmp_path / "c.xlsx").write_bytes(office_of('blad "Uren"\n  rij "a" | "b"', "xlsx"))
    (tmp_path / "d.doc").write_bytes(OLE + b"WordDocument")
    (tmp_path / "e.docx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "f.rtf").write_bytes(b"{\\rtf1 tekst}")
    (tmp_path / "g.odt").write_bytes(b"PK\x03\x04 stuk")
    (tmp_path / "h.epub").write_bytes(b"<h1>Nee</h1>")
    told = {Path(page.url).name: page for page in checked(str(tmp_path))}
    first, second = told["a.docx"].judgement, told["b.docx"].judgement
    assert first is not None
    assert second is not None
    assert [one.check for one in first.findings] == ["office-picture-without-alternative"]
    assert second.findings == ()
    rich = told["f.rtf"].judgement
    assert rich is not None
    assert "office-title-missing" in {one.check for one in rich.findings}
    assert told["c.xlsx"].title == "Openingsuren van het park"
    reasons = {name: str(page.record.reason) for name, page in told.items() if page.judgement is None}
    assert reasons == {
        "d.doc": "document-old",
        "e.docx": "document-locked",
        "g.odt": "document-broken",
        "h.epub": "document-is-html",
    }


def test_an_office_file_on_the_web_is_judged(documents: Documents) -> None:
    body = office_of('alinea "a"\nbeeld', "odt")
    page = fetched(documents, Fetched(URL, URL, 200, {"content-type": "application/octet-stream"}, body))
    assert page.judgement is not None
    assert [one.check for one in page.judgement.findings] == ["office-picture-without-alternative"]
    assert page.is_document
