"""The statement of a site from what was seen of its pages, and what one page shows of it."""

from collections.abc import Sequence
from datetime import date

import pytest

from checks.facts.statement_seen import place_of, statement_seen, title_of
from drempel.inclusion.statements import PARTS, latest, missing_parts, statement_of
from drempel.model.inclusion import SeenPage
from drempel.model.statement import Evidence, Statement, StatementLink
from drempel.model.statement_seen import StatementSeen
from tests.inclusion.building import dom_of

DAY = date(2026, 11, 29)
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
    prepared="2026-05-12",
    method="self",
    channels=("email",),
    enforcement="Vlaamse Ombudsdienst",
)
LINK = StatementLink(
    "Toegankelijkheidsverklaring", "https://www.wilgerbeek.be/verklaring", True, False, Evidence("")
)


def page(path: str, seen: StatementSeen | None = None) -> SeenPage:
    return SeenPage(
        f"https://www.wilgerbeek.be/{path}", path, artefacts={StatementSeen: seen} if seen is not None else {}
    )


def linked(name: str = "clear", link: StatementLink = LINK, *, elsewhere: bool = False) -> StatementSeen:
    return StatementSeen(link=link, link_name=name, leads_elsewhere=elsewhere)


NO_LINK = StatementSeen(link_name="none")
THERE = StatementSeen(statement=WHOLE, day="2026-11-29", link=LINK, link_name="clear")


def test_a_whole_statement_lacks_nothing() -> None:
    assert missing_parts(WHOLE) == ()
    assert latest(WHOLE) == "2026-05-12"


def test_an_empty_statement_lacks_all_but_what_cannot_be_told() -> None:
    assert set(PARTS) - set(missing_parts(Statement())) == {"items", "reasons"}
    assert "items" in missing_parts(Statement(status="G", items=0))
    assert "items" not in missing_parts(Statement(status="V", items=0))
    assert "reasons" in missing_parts(Statement(status="G", items=3))


def test_the_share_of_pages_that_lead_there() -> None:
    pages = [page("verklaring", THERE), page("a", linked()), page("b", linked("vague")), page("c", NO_LINK)]
    site = statement_of([*pages, page("d"), page("e", StatementSeen())])
    assert (site.is_there, site.url, site.age) == (True, "https://www.wilgerbeek.be/verklaring", "actueel")
    assert (site.reach.part, site.reach.whole, site.reach.unknown, site.reach.vague) == (3, 4, 2, 1)
    assert site.reach.ratio == 0.75
    assert site.reach.without == ("https://www.wilgerbeek.be/c",)


@pytest.mark.parametrize(
    ("pages", "is_there"),
    [
        ([], None),
        ([page("a")], None),
        ([page("a", NO_LINK)], False),
        ([page("a", NO_LINK), page("b", linked())], None),
    ],
)
def test_what_was_not_seen_is_not_missing(pages: Sequence[SeenPage], is_there: bool | None) -> None:
    site = statement_of(pages)
    assert site.is_there is is_there
    assert (site.statement, site.age, site.contradicted_by(9)) == (None, None, None)


def test_a_document_and_a_link_to_another_site() -> None:
    read = StatementSeen(
        statement=WHOLE, day="2026-11-29", document="https://x.be/v.pdf", link=LINK, link_name="clear"
    )
    site = statement_of([page("", read)])
    assert (site.is_there, site.url, site.is_document) == (True, "https://x.be/v.pdf", True)
    assert read.on_page is None
    other = statement_of([page("a", linked(elsewhere=True))])
    assert (other.is_there, other.leads_elsewhere, other.url) == (None, True, LINK.url)
    own = statement_of([page("a", linked(elsewhere=True)), page("b", linked())])
    assert own.leads_elsewhere is False


def test_the_fullest_of_several_statements_counts() -> None:
    poor = StatementSeen(statement=Statement(status="N"), day="2026-11-29", link_name="clear")
    assert statement_of([page("a", poor), page("b", THERE), page("c", poor)]).statement is WHOLE


@pytest.mark.parametrize(
    ("status", "items", "failures", "contradicted"),
    [
        ("V", 0, 3, True),
        ("V", 2, 0, True),
        ("V", 0, 0, None),
        ("G", 2, 9, False),
        ("N", 0, 9, False),
        ("tegenstrijdig", 0, 0, True),
        (None, 0, 9, None),
    ],
)
def test_fully_is_contradicted_by_what_the_whole_scan_found(
    status: str | None, items: int, failures: int, contradicted: bool | None
) -> None:
    said = StatementSeen(statement=Statement(status=status, items=items), day="2026-11-29")
    assert statement_of([page("a", said)]).contradicted_by(failures) is contradicted


def test_what_one_page_shows() -> None:
    menu = "<footer><a href='/p'>Privacy</a> <a href='/v'>Toegankelijkheidsverklaring</a></footer>"
    dom = dom_of(
        "<html lang='nl'><title>T</title><body><main><h1>Welkom</h1><h2>Toegankelijkheidsverklaring</h2>"
        "<p>De stad streeft ernaar haar website toegankelijk te maken.</p>"
        "<p>De website voldoet gedeeltelijk aan WCAG 2.1 AA.</p><p>Opgesteld op 3 mei 2026.</p></main>"
        f"{menu}</body></html>",
        "https://www.stad.be/v",
    )
    seen = statement_seen(dom, DAY)
    assert (seen.day, seen.link_name, seen.leads_there) == ("2026-11-29", "clear", True)
    assert seen.statement is not None
    assert title_of(dom).text == "Toegankelijkheidsverklaring"
    assert place_of(dom, seen, "prepared").text == "Opgesteld op 3 mei 2026."
    assert place_of(dom, seen, "enforcement") == title_of(dom)
    bare = statement_seen(dom_of(f"<html><body><p>Dag</p>{menu}</body></html>", "https://www.stad.be/"), DAY)
    assert (bare.statement, bare.day, bare.leads_there) == (None, "", True)
    assert (
        statement_seen(dom_of("<html><body></body></html>", "https://www.stad.be/"), DAY).leads_there is None
    )
