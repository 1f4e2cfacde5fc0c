"""`drempel statement` from the command line: files and documents, wrong use, and a site in a real browser."""

import json
from datetime import date
from pathlib import Path

import pytest

from demo.documents import text_pdf
from drempel import statement_search
from drempel.cli import statement_told
from drempel.model.statement import Evidence, Statement, StatementLink
from drempel.model.statement_report import StatementReport
from drempel.statement_search import StatementRequest
from tests.cli.conftest import Run
from tests.site import Answer, Site

DAY = date(2026, 6, 1)
LINES = (
    ("H1", "Toegankelijkheidsverklaring"),
    (
        "P",
        "Gemeente Zandvoorde streeft ernaar haar website toegankelijk te maken volgens het Bestuursdecreet.",
    ),
    ("P", "De verklaring is van toepassing op www.zandvoorde.be."),
    ("H2", "Nalevingsstatus"),
    ("P", "De website voldoet volledig aan WCAG 2.1, niveau AA."),
    ("P", "Deze verklaring is opgesteld op 3 maart 2022 na een zelfbeoordeling."),
)
WRITTEN = """<template id="t"><h1>Toegankelijkheidsverklaring</h1>
<p>De stad verbindt zich ertoe haar website toegankelijk te maken, volgens het bestuursdecreet.</p>
<h2>Nalevingsstatus</h2><p>De website voldoet volledig aan WCAG 2.1 AA.</p>
<button aria-expanded="false" aria-controls="wanneer">Opstelling</button>
<div id="wanneer" hidden><p>Opgesteld op 3 mei 2026.</p></div>
<details><summary>Handhaving</summary><p>Vlaamse Ombudsdienst</p></details></template>
<div id="here"></div><script>
const root = document.getElementById('here').attachShadow({mode: 'open'});
root.append(document.getElementById('t').content.cloneNode(true));
</script><img src="/foto.png">"""


def page(main: str, footer: str = "") -> str:
    footer = f"<footer>{footer}</footer>" if footer else ""
    return f"<!doctype html><html lang='nl'><title>Stad</title><body><main>{main}</main>{footer}"


def test_a_pdf_is_read_and_told_in_dutch(run: Run) -> None:
    Path("verklaring.pdf").write_bytes(text_pdf(LINES, "Verklaring", tagged=True))
    done = run("statement", "verklaring.pdf", "--date", "2026-06-01")
    assert done.code == 1
    assert "De verklaring is een document, geen webpagina." in done.out
    assert "De verklaring is meer dan drie jaar oud: 3 maart 2022." in done.out
    assert "De verklaring noemt het Vlaamse Bestuursdecreet van 7 december 2018." in done.out
    fields = json.loads(run("statement", "verklaring.pdf", "--format", "json", "--date", "2022-06-01").out)
    assert (fields["f01_found"], fields["f06_status"], fields["f11_age"]) == ("pdf", "V", "actueel")
    assert fields["evidence"]["f11_prepared"]["text"].startswith(
        "Deze verklaring is opgesteld op 3 maart 2022"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Geef het adres van een site of een bestand."),
        (("weg.html",), "Er is geen bestand “weg.html”."),
        (("weg.pdf",), "Er is geen bestand “weg.pdf”."),
        (("www.stad.example",), "Bedoelt u https://www.stad.example?"),
        (("ftp://stad.example/",), "is geen webadres en geen bestand"),
        (("x.html", "--date", "morgen"), "“morgen” is geen datum."),
        (("foto.xyz",), "“foto.xyz” is van een soort die niet te lezen is"),
        (("kapot.pdf",), "“kapot.pdf” is geen .pdf-bestand, of het is stuk of beveiligd."),
    ],
)
def test_wrong_use_is_told_and_is_code_2(arguments: tuple[str, ...], told: str, run: Run) -> None:
    Path("foto.xyz").write_bytes(b"x")
    Path("kapot.pdf").write_bytes(b"%PDF-1.7 kapot")
    done = run("statement", *arguments)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""


def test_an_empty_file_is_no_statement(run: Run) -> None:
    Path("verklaring.html").touch()
    done = run("statement", "verklaring.html")
    assert (done.code, done.out) == (2, "")
    assert done.err.strip() == "“verklaring.html” is leeg. Kies het bestand met de verklaring."


def test_why_an_address_could_not_be_seen_is_told_with_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def find(_settings: object, request: StatementRequest, **_more: object) -> StatementReport:
        reasons = {"http://10.0.0.1/": "private-address", "http://10.0.0.1/weg": "404", "http://x/": ""}
        return StatementReport(request.target, DAY, None, unseen=tuple(reasons), reasons=reasons)

    monkeypatch.setattr(statement_search, "find_statement", find)
    done = run("statement", "http://10.0.0.1/")
    assert done.code == 3
    assert done.out.splitlines()[-4:] == [
        "  Kon niet bekeken worden: http://10.0.0.1/ (een netwerk dat niet openbaar is)",
        "  Kon niet bekeken worden: http://10.0.0.1/weg (pagina niet gevonden (404))",
        "  Kon niet bekeken worden: http://x/",
        "  Voeg --allow-private toe als u in dat netwerk mag.",
    ]


@pytest.mark.browser
def test_a_site_is_searched_as_a_visitor_would(run: Run) -> None:
    site = Site(
        {
            "/robots.txt": Answer("User-agent: *\nDisallow: /dicht\n", media_type="text/plain"),
            "/": page(
                "<h1>Welkom</h1>",
                "<a href='/dicht'>Toegankelijkheid</a> <a href='/verklaring'>Toegankelijkheidsverklaring</a>",
            ),
            "/verklaring": page(WRITTEN, "<a href='/'>Start</a> <a href='/privacy'>Privacy</a>"),
        }
    )
    try:
        done = run("statement", f"{site.url}/", "--allow-private", "--format", "json", "--date", "2026-06-01")
    finally:
        site.close()
    fields = json.loads(done.out)
    assert done.code == 1
    assert (fields["f01_found"], fields["url"]) == ("yes", f"{site.url}/verklaring")
    assert (fields["f03_link"], fields["f06_status"], fields["f04_law"]) == ("clear", "V", "bestuursdecreet")
    # Folded away, and in a shadow root: there for who looks.
    assert (fields["f11_prepared"], fields["f14_enforcement"]) == ("2026-05-03", "Vlaamse Ombudsdienst")
    assert " >>> " in fields["evidence"]["f06_status"]["selector"]
    # The picture without alternative contradicts "fully".
    assert fields["f16_page_faults"] >= 1
    assert fields["f15_contradiction"] is True
    assert "/dicht" not in {asked.path for asked in site.asked}


# Sentences


def report(said: Statement | None = None, found: str | None = "yes", **more: object) -> StatementReport:
    return StatementReport("https://stad.example/", DAY, found, statement=said, **more)  # type: ignore[arg-type]


def states(one: StatementReport) -> dict[str, str]:
    return {told.text: told.state for told in statement_told.told(one)}


WHOLE = Statement(
    commitment=True,
    law="bestuursdecreet",
    law_ok=True,
    scope="own",
    status="G",
    standard="2.1",
    level="AA",
    items=2,
    reasons=("niet-naleving",),
    alternatives=True,
    prepared="2025-01-01",
    reviewed="2026-01-01",
    method="self",
    channels=("email",),
    days=10,
    enforcement="Vlaamse Ombudsdienst",
)


def test_a_whole_statement_has_nothing_to_repair(run: Run) -> None:
    link = StatementLink("Toegankelijkheidsverklaring", "https://stad.example/t", True, False, Evidence("T"))
    one = report(WHOLE, link=link, link_name="clear", faults=0)
    assert set(states(one).values()) == {"there"}
    assert statement_told.present(one) == statement_told.REQUIRED


def test_an_empty_statement_lacks_every_part_and_each_has_a_way_to_repair(run: Run) -> None:
    one = report(Statement(items=0), link_name="none")
    wrong = [told for told in statement_told.told(one) if told.state == "wrong"]
    assert len(wrong) == 11
    assert all(told.repair for told in wrong)
    assert statement_told.present(one) == 1


@pytest.mark.parametrize(
    ("said", "found", "told"),
    [
        (None, "no", "We vonden geen toegankelijkheidsverklaring."),
        (None, None, "We weten niet of er een verklaring is: niet alle pagina’s konden bekeken worden."),
        (
            Statement(law="wet 2018", law_ok=False),
            "yes",
            "De verklaring noemt de federale wet van 19 juli 2018. Die wet geldt niet voor deze organisatie.",
        ),
        (Statement(standard="2.0", level="AA"), "yes", "De norm in de verklaring is verouderd: WCAG 2.0 AA."),
        (Statement(en_version="2.1.2"), "yes", "De norm in de verklaring is verouderd: EN 301 549 2.1.2."),
        (
            Statement(standard="2.1", level="A"),
            "yes",
            "De verklaring noemt alleen niveau A. De wet vraagt niveau AA.",
        ),
        (
            Statement(burden_explained=False, reasons=("onevenredige last",), items=1),
            "yes",
            "De verklaring noemt een onevenredige last, maar legt die niet uit.",
        ),
    ],
)
def test_what_is_wrong_is_said(said: Statement | None, found: str | None, told: str, run: Run) -> None:
    assert told in states(report(said, found))
