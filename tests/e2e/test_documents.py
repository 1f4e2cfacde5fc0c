"""Documents that pages link to, in whole scans: what is asked and judged, and what is said of the rest."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.documents import text_pdf
from drempel import app
from drempel.cli.progress import Silent
from drempel.model.document import Document, JudgedDocument
from drempel.model.scan import Depth
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from drempel.pipeline import PageOutcome
from drempel.settings import Settings
from drempel.single_pages import CheckRequest, check_pages
from storage import Store
from tests.e2e.running import scan, settings
from tests.site import Answer, Route
from tests.site import Site as Town
from tests.site import site as website

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BLOCKS = (("H1", "Folder"), ("P", "U kunt elke dag bij ons terecht met uw vragen over afval en huisvuil."))
TAGGED = text_pdf(BLOCKS, "Folder over afval", tagged=True)
PLAIN = text_pdf((*BLOCKS, ("P", "Een tweede blad.")), "scan_0012", tagged=False)
LARGE = 1_500_000


def pdf(body: bytes, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body, media_type="application/pdf", headers=named)


def page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=nl><title>{title}</title><body><main><h1>{title}</h1>{body}</main></body>"
    )


def site_of(town: Town) -> Site:
    return Site((f"{town.url}/",), exclude=("*/intern/*",), allow_private=True)


def found(used: Settings, result: app.ScanResult) -> dict[str, JudgedDocument]:
    """Return the documents of a scan by path."""
    assert result.scan is not None
    with Store.open(used.storage.url) as store:
        documents = list(store.report_source(result.scan.id, (), ()).documents())
    return {"/" + one.document.url.split("/", 3)[3]: one for one in documents}


def fate(document: Document) -> tuple[FetchOutcome, str]:
    return document.outcome, document.reason.key if document.reason else ""


def test_every_document_ends_with_an_outcome_and_a_reason(tmp_path: Path) -> None:
    with website({"/geheim.pdf": pdf(TAGGED)}) as elsewhere:
        routes: dict[str, Route] = {
            "/robots.txt": Answer("User-agent: *\nDisallow: /dicht\n", media_type="text/plain"),
            "/": page(
                "Start",
                '<p><a href="/goed.pdf" hreflang="nl">Folder over afval (pdf, 1,2 kB)</a></p>'
                '<p><a href="/plat.pdf">Reglement van 3 maart 2017</a> <a href="/twee">Twee</a></p>'
                + "".join(
                    f'<p><a href="{to}">Naar {to}</a></p>'
                    for to in (
                        "/zelfde.pdf",
                        "/weg.pdf",
                        "/groot.pdf",
                        "/ongezegd.pdf",
                        "/stil.pdf",
                        "/traag.pdf",
                        "/dicht/kopie.pdf",
                        "/intern/kopie.pdf",
                        "/pagina.pdf",
                        "/verkeerd.docx",
                        "/raar.pdf",
                        "/naar-binnen.pdf",
                        "/brief.rtf",
                        "/archief/verslag.pdf",
                        f"{elsewhere.url}/geheim.pdf",
                    )
                ),
            ),
            "/twee": page("Twee", '<p><a href="/goed.pdf">Dezelfde folder</a></p>'),
            "/goed.pdf": pdf(TAGGED, etag='"een"'),
            "/plat.pdf": pdf(PLAIN),
            "/zelfde.pdf": pdf(TAGGED),
            "/groot.pdf": pdf(b"%PDF-1.7" + b" " * LARGE),
            # A server that does not tell how much is coming.
            "HEAD /ongezegd.pdf": Answer("", 405),
            "/ongezegd.pdf": pdf(b"%PDF-1.7" + b" " * LARGE),
            "HEAD /stil.pdf": Answer("", 405),
            "/stil.pdf": pdf(text_pdf(BLOCKS, "Stil", tagged=True)),
            "/traag.pdf": Answer(TAGGED, media_type="application/pdf", delay_s=30),
            "/dicht/kopie.pdf": pdf(TAGGED),
            "/intern/kopie.pdf": pdf(TAGGED),
            "/pagina.pdf": page("Een pagina", '<p>Geen document.</p><p><a href="/later.pdf">Later</a></p>'),
            "/later.pdf": pdf(text_pdf(BLOCKS, "Later", tagged=False)),
            "/verkeerd.docx": Answer(
                text_pdf(BLOCKS, "Geen Word", tagged=True), media_type="application/octet-stream"
            ),
            "/raar.pdf": pdf(b"Dit is geen document."),
            "/naar-binnen.pdf": Answer("", 302, headers={"location": f"{elsewhere.url}/geheim.pdf"}),
            "/brief.rtf": Answer(rb"{\rtf1 Hallo}", media_type="application/rtf"),
            "/archief/verslag.pdf": pdf(text_pdf(BLOCKS, "Verslag", tagged=True)),
        }
        with website(routes) as town:
            used = settings(tmp_path, {"documents": {"max_mb": 1, "timeout_s": 2}})
            result = scan(used, site_of(town))
            documents = found(used, result)
            asked, gets = {one.path for one in town.asked}, town.paths()
        assert elsewhere.asked == []
    fates = {path: fate(one.document) for path, one in documents.items()}
    assert fates == {
        "/goed.pdf": (FetchOutcome.OK, ""),
        "/plat.pdf": (FetchOutcome.OK, ""),
        "/zelfde.pdf": (FetchOutcome.DUPLICATE, "same-content"),
        "/weg.pdf": (FetchOutcome.HTTP_ERROR, "status"),
        "/groot.pdf": (FetchOutcome.NOT_HTML, "document-too-large"),
        "/ongezegd.pdf": (FetchOutcome.NOT_HTML, "document-too-large"),
        "/stil.pdf": (FetchOutcome.OK, ""),
        "/traag.pdf": (FetchOutcome.TIMEOUT, "navigation"),
        "/dicht/kopie.pdf": (FetchOutcome.ROBOTS, "robots-rule"),
        "/verkeerd.docx": (FetchOutcome.OK, ""),
        "/later.pdf": (FetchOutcome.OK, ""),
        "/raar.pdf": (FetchOutcome.NOT_HTML, "document-is-text"),
        "/naar-binnen.pdf": (FetchOutcome.UNSAFE, "private-address"),
        "/brief.rtf": (FetchOutcome.OK, ""),
        "/archief/verslag.pdf": (FetchOutcome.OK, ""),
        "/geheim.pdf": (FetchOutcome.UNSAFE, "private-address"),
    }
    assert not {"/dicht/kopie.pdf", "/intern/kopie.pdf"} & asked
    # Too large by its headers: it was never asked for.
    assert "/groot.pdf" not in gets
    good = documents["/goed.pdf"].document
    assert good.pages == 2
    assert [url.rpartition("/")[2] for url in good.linked_from] == ["", "twee"]
    assert good.announced is not None
    assert (good.announced.text, good.announced.bytes, good.announced.language) == (
        "Folder over afval (pdf, 1,2 kB)",
        1200,
        "nl",
    )
    assert (good.etag, good.bytes, good.facts.pages) == ('"een"', len(TAGGED), 1)
    assert good.facts.is_tagged
    assert next(iter(documents)) == "/goed.pdf"
    plain = documents["/plat.pdf"]
    assert "pdf-not-tagged" in {one.check for one in plain.findings}
    assert (plain.document.day, plain.document.day_from) == ("2017-03-03", "link")
    assert plain.document.exemption == "old"
    assert documents["/archief/verslag.pdf"].document.exemption == "archive"
    assert documents["/verkeerd.docx"].document.kind == "pdf"
    assert documents["/zelfde.pdf"].document.duplicate_of.endswith("/goed.pdf")
    # Documents are no pages: neither visited nor counted as one. What is a page is one, whatever its name.
    assert result.coverage.judged == 3
    assert result.scan is not None
    with Store.open(used.storage.url) as store:
        pages = {urlsplit(record.page_url).path: record for record in store.records(result.scan.id)}
    assert (pages["/pagina.pdf"].outcome, pages["/pagina.pdf"].depth) == (FetchOutcome.OK, 1)
    assert not result.coverage.by_outcome.get(FetchOutcome.NOT_HTML)


def test_what_only_its_server_calls_a_file_is_read_where_it_is_a_document(tmp_path: Path) -> None:
    kept = {"content-disposition": 'attachment; filename="x"'}
    letter = text_pdf(BLOCKS, "Brief", tagged=True)
    routes: dict[str, Route] = {
        "/": page(
            "Start",
            '<p><a href="/haal/1">Folder</a> <a href="/haal/2">Programma</a> <a href="/haal/3">Brief</a></p>',
        ),
        "/haal/1": Answer(TAGGED, media_type="application/octet-stream"),
        "/haal/2": Answer(bytes(4000), media_type="application/octet-stream", headers=kept),
        "/haal/3": Answer(letter, media_type="application/pdf", headers=kept),
    }
    with website(routes) as town:
        used = settings(tmp_path)
        result = scan(used, site_of(town))
        documents = found(used, result)
    assert {path: fate(one.document) for path, one in documents.items()} == dict.fromkeys(
        ("/haal/1", "/haal/3"), (FetchOutcome.OK, "")
    )
    assert result.coverage.judged == 1


def test_what_stands_in_documents_answers_the_questions_on_forms(tmp_path: Path) -> None:
    dots = " ".join(["."] * 20)
    paper = text_pdf(
        (
            ("H1", "Parkeerkaart"),
            *(("P", f"{name}: {dots}") for name in ("Naam", "Adres", "Datum", "Handtekening")),
        ),
        "Parkeerkaart",
        tagged=True,
    )
    service = (
        "<p>Met een parkeerkaart parkeert u gratis in uw straat. De kaart kost 10 euro per jaar.</p>"
        "<h2>Voorwaarden</h2><p>U woont in de stad en u hebt een auto.</p>"
        '<h2>Hoe aanvragen</h2><p>Vul <a href="/files/71.pdf">dit document</a> in en breng het naar het '
        "loket in het stadhuis, Markt 1, 9999 Zilverbeek.</p>"
    )
    routes: dict[str, Route] = {
        "/": page("Stad Zilverbeek", '<p><a href="/parkeerkaart">Parkeerkaart aanvragen</a></p>'),
        "/parkeerkaart": page("Parkeerkaart aanvragen", service),
        "/files/71.pdf": pdf(paper),
    }
    with website(routes) as town:
        used = settings(tmp_path)
        result = scan(used, site_of(town))
        assert result.scan is not None
        with Store.open(used.storage.url) as store:
            asked = {one.id: one for one in store.report_source(result.scan.id, (), ()).asked()}
    assert (asked["FRM07"].no, asked["FRM07"].yes) == (1, 0)
    assert asked["FRM07"].places[0].at.page_url == f"{town.url}/files/71.pdf#page=1"
    assert asked["FRM08"].yes + asked["FRM08"].no == 1


def test_the_command_goes_by_what_the_server_says_not_by_the_address(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/pagina.pdf": page("Een pagina", "<p>Geen document.</p>"),
        "/haal": pdf(TAGGED),
        "/beeld": Answer(b"\x89PNG", media_type="image/png"),
    }

    async def judged(targets: tuple[str, ...]) -> list[PageOutcome]:
        request = CheckRequest(targets=targets, allow_private=True, deep=Depth.OFF)
        pages = check_pages(settings(tmp_path), request, progress=Silent(), stop=asyncio.Event())
        async with aclosing(pages) as all_pages:
            return [one async for one in all_pages]

    with website(routes) as town:
        page_, document, picture = asyncio.run(judged(tuple(f"{town.url}{path}" for path in routes)))
    assert page_.judgement is not None
    assert (page_.is_document, page_.title) == (False, "Een pagina")
    assert document.judgement is not None
    assert (document.is_document, document.title) == (True, "Folder over afval")
    assert (picture.judgement, str(picture.record.reason)) == (None, "media-type: image/png")


def test_more_documents_than_allowed_are_counted_and_not_asked_for(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/": page(
            "Start",
            '<p><a href="/b.pdf">B</a></p><p><a href="/a.pdf">A</a></p><p><a href="/twee">Twee</a></p>',
        ),
        "/twee": page("Twee", '<p><a href="/b.pdf">B</a></p>'),
        "/a.pdf": pdf(TAGGED),
        "/b.pdf": pdf(PLAIN),
    }
    with website(routes) as town:
        used = settings(tmp_path, {"documents": {"max_documents": 1}})
        documents = found(used, scan(used, site_of(town)))
        none = settings(tmp_path / "geen", {"documents": {"max_documents": 0}})
        assert found(none, scan(none, site_of(town))) == {}
        assert "/a.pdf" not in town.paths() + town.paths("HEAD")
    assert {path: fate(one.document) for path, one in documents.items()} == {
        "/b.pdf": (FetchOutcome.OK, ""),
        "/a.pdf": (FetchOutcome.TRAP_CUT, "document-limit"),
    }


def test_at_night_an_unchanged_document_is_not_loaded_again(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/": page("Start", '<p><a href="/a.pdf">A</a></p><p><a href="/b.pdf">B</a></p>'),
        "/a.pdf": pdf(TAGGED, etag='"een"'),
        "/b.pdf": pdf(PLAIN),
    }
    with website(routes) as town:
        used = settings(tmp_path)
        first = scan(used, site_of(town))
        before = found(used, first)
        assert first.scan is not None
        town.asked.clear()
        again = found(used, scan(used, site_of(town), incremental=True))
        # The first has a mark; the second must come to be known as the same.
        assert [path for path in town.paths() if path.endswith(".pdf")] == ["/b.pdf"]
        for path, one in again.items():
            assert one.document.kept_since == first.scan.id
            assert one.findings == before[path].findings
        assert before["/b.pdf"].findings
        town.routes["/a.pdf"] = pdf(text_pdf(BLOCKS, "Nieuw", tagged=False), etag='"twee"')
        changed = found(used, scan(used, site_of(town), incremental=True))["/a.pdf"]
    assert changed.document.kept_since == ""
    assert "pdf-not-tagged" in {one.check for one in changed.findings}


def test_documents_go_on_where_a_scan_was_killed(tmp_path: Path) -> None:
    names = [f"/{number}.pdf" for number in range(8)]
    bodies = {name: text_pdf((*BLOCKS, ("P", name)), f"Folder {name}", tagged=True) for name in names}
    routes: dict[str, Route] = {
        "/": page("Start", "".join(f'<p><a href="{name}">Folder</a></p>' for name in names)),
        **{name: Answer(body, media_type="application/pdf", delay_s=0.4) for name, body in bodies.items()},
    }
    with website(routes) as town:
        used = settings(tmp_path)
        config = tmp_path / "config.toml"
        config.write_text(
            f'[[entity]]\nid = "proef"\nname = "Gemeente proef"\n[[entity.site]]\nstart = ["{town.url}/"]\n'
            f'allow_private = true\n[storage]\nurl = "{used.storage.url}"\n'
            f'[crawler]\ndelay_s = 0.0\n[checks]\ndeep = "off"\n'
            f'[report]\nfolder = "{tmp_path / "rapport"}"\n'
        )
        start = "import sys; from drempel.cli import main; main(sys.argv[1:])"
        command = [sys.executable, "-c", start, "scan", "--config", str(config), "--quiet"]
        running = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        try:
            until = time.monotonic() + 90
            while len(town.paths()) < 8 and time.monotonic() < until:
                time.sleep(0.1)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait(10)
        with Store.open(used.storage.url) as store:
            (broken,) = store.scans()
            done = set(store.documents(broken.id))
        assert 0 < len(done) < len(names)
        town.asked.clear()
        result = scan(used, Site((f"{town.url}/",), allow_private=True), resume=True)
        assert result.scan is not None
        assert result.scan.id == broken.id
        documents = found(used, result)
        asked_again = {path for path in town.paths() if path.endswith(".pdf")}
    assert {path: one.document.outcome for path, one in documents.items()} == dict.fromkeys(
        names, FetchOutcome.OK
    )
    assert not asked_again & {"/" + url.rpartition("/")[2] for url in done}
