"""Each indicator: yes, no, unknown, and the pages it must not be asked of."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest

from drempel.inclusion.limits import PROFILES, limits_of, stricter
from drempel.inclusion.questions import GROUPS, indicator, indicators, needed, questions
from drempel.inclusion.tally import ask, ask_of, joined
from drempel.model.acting import Held, Spot
from drempel.model.answer import Asked, Said, Unit
from drempel.model.facts import Phone
from drempel.model.finding import Outcome
from drempel.model.focus_walk import FocusWalk, Stop, Trap
from drempel.model.form_use import FillTry, FormUse, TimeLimit
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import LinkedDocument, PageDocuments
from drempel.model.reflow import Reflow, Wide
from drempel.model.service import SeenAt, Service
from drempel.model.slow_load import SlowLoad, Waiting
from drempel.model.statement import Evidence as StatementPlace
from drempel.model.statement import Statement, StatementLink
from drempel.model.statement_seen import StatementSeen
from drempel.model.transfer import FromHost, Guards, SetCookie, Transfer
from drempel.model.without import Parts, Without
from tests.inclusion.indicator_pages import PHONE, URL, made, read, service

YES, NO, UNKNOWN, NOT_ASKED = Said.YES, Said.NO, Said.UNKNOWN, None
SPOT = Spot((0, 1), "div", name="Tabel")
LINK = StatementLink("Toegankelijkheid", "/t", True, False, StatementPlace("Toegankelijkheid"))


def sent(megabytes: float, host: str = "www.zilverbeek.example", **more: Any) -> Transfer:
    return Transfer(1, (FromHost(host, wire_bytes=int(megabytes * 1e6), **more),), guards=Guards(True))


def statement(
    prepared: str | None, status: str | None = "G", channels: tuple[str, ...] = ()
) -> StatementSeen:
    return StatementSeen(Statement(prepared=prepared, status=status, channels=channels), "2026-11-29")


def linked(**seen: Any) -> PageDocuments:
    return PageDocuments((LinkedDocument(DOCUMENT, "Formulier", **{"was_read": True} | seen),))


DOCUMENT = "https://www.zilverbeek.example/formulier.pdf"
ONLINE = {"click": True, "call": False, "face": False, "home": False}
TASK = {"kind": "service", "is_service": True}

PAGES: list[tuple[str, SeenPage, Said | None]] = [
    ("KAN01", made(kind="contact", phones=(PHONE,)), YES),
    ("KAN01", made(kind="service"), NO),
    ("KAN01", made(kind="news"), NOT_ASKED),
    ("KAN01", made(), NOT_ASKED),
    ("KAN01", read("<h1>Contact</h1><p>Fax 03 330 30 31</p><p>KBO 0207.500.123</p>", title="Contact"), NO),
    ("KAN02", made(phones=(Phone("+3290012345", "premium"), Phone("+3280012345", "free"))), YES),
    ("KAN02", made(phones=(Phone("+3270222222", "premium"),)), NO),
    ("KAN02", made(phones=(Phone("+3278150100", "078"),)), UNKNOWN),
    ("KAN02", made(phones=(Phone("1234", None), Phone("+3270222222", "premium"))), UNKNOWN),
    ("KAN02", made(kind="contact"), NOT_ASKED),
    ("KAN03", made(kind="contact", addresses_counter=("Markt 1, 9999 Zilverbeek",)), YES),
    ("KAN03", made(kind="service"), NO),
    ("KAN03", read("<h1>Contact</h1><p>Postadres: Postbus 12, 9000 Gent</p>", title="Contact"), NO),
    ("KAN03", made(kind="form"), NOT_ASKED),
    ("KAN04", made(kind="contact", phones=(PHONE,), opening_hours=True), YES),
    ("KAN04", made(kind="contact", phones=(PHONE,), opening_hours=False), NO),
    ("KAN04", made(kind="contact", phones=(PHONE,), opening_hours=None), UNKNOWN),
    ("KAN04", made(kind="contact", opening_hours=False), NOT_ASKED),
    ("KAN05", read("<p>U kunt zonder afspraak langskomen.</p>"), YES),
    ("KAN05", read("<p>Maak een afspraak aan het loket of bel 03 330 30 30.</p>"), YES),
    ("KAN05", read("<p>Een afspraak maken kan alleen online.</p>"), NO),
    ("KAN05", read("<p>U kunt niet zonder afspraak langskomen.</p>"), NOT_ASKED),
    ("KAN05", read("<p>Dat is de afspraak.</p>"), NOT_ASKED),
    ("KAN07", made(kind="contact", emails=("info@zilverbeek.example",)), YES),
    ("KAN07", made(kind="contact", required_fields=2), YES),
    ("KAN07", made(kind="contact"), NO),
    ("KAN07", made(kind="home"), NOT_ASKED),
    ("KAN08", made(chat="human"), YES),
    ("KAN08", made(chat="bot"), NO),
    ("KAN08", made(chat="none"), UNKNOWN),
    ("KAN08", made(chat=None, kind="home"), UNKNOWN),
    ("KAN11", read("<p>U kunt het papieren formulier afhalen aan het loket.</p>", kind="service"), YES),
    ("KAN11", read("<p>Stuur het formulier per post naar Markt 1.</p>", kind="form"), YES),
    ("KAN11", read("<p>Vraag het online aan.</p>", kind="service"), NO),
    ("KAN11", read("<p>U krijgt het attest met de post.</p>", kind="service"), NO),
    ("KAN11", read("<p>Aanvragen per post kan niet meer.</p>", kind="service"), NO),
    ("KAN11", made(kind="service"), NOT_ASKED),
    ("KAN12", made(outcomes={"help-moves": Outcome.PASSED}), YES),
    ("KAN12", made(outcomes={"help-moves": Outcome.FAILED}), NO),
    ("KAN12", made(outcomes={"help-moves": Outcome.UNTESTED}), UNKNOWN),
    ("KAN12", made(), NOT_ASKED),
    ("TOE01", made(kind="form", required_fields=3, email_required=False), YES),
    ("TOE01", made(kind="form", required_fields=3, email_required=True), NO),
    ("TOE01", made(kind="form", required_fields=3, email_required=None), UNKNOWN),
    ("TOE01", made(kind="login", required_fields=2, email_required=True), NOT_ASKED),
    ("TOE01", made(kind="service", email_required=None), NOT_ASKED),
    ("TOE02", made(kind="service"), YES),
    ("TOE02", made(kind="login"), NO),
    ("TOE02", made(), NOT_ASKED),
    ("TOE04", made(login_ways=("own", "acm_idm")), YES),
    ("TOE04", made(login_ways=("social",)), NO),
    ("TOE04", made(login_ways=("own",)), UNKNOWN),
    ("TOE04", made(kind="home"), NOT_ASKED),
    ("TOE05", made(login_ways=("itsme", "eid")), YES),
    ("TOE05", made(login_ways=("itsme",)), NO),
    ("TOE05", made(login_ways=("acm_idm",)), UNKNOWN),
    ("TOE05", made(login_ways=("own", "social")), UNKNOWN),
    ("TOE06", made(cookie="banner"), YES),
    ("TOE06", made(cookie="nudging"), NO),
    ("TOE06", made(cookie="wall"), NO),
    ("TOE06", made(cookie=None, kind="home"), UNKNOWN),
    ("TOE07", made(Without(has_scripts=False)), YES),
    ("TOE07", made(Without(True, Parts(100), Parts(90))), YES),
    ("TOE07", made(Without(True, Parts(100), Parts(10)), kind="contact"), NO),
    ("TOE07", made(Without(True, Parts(100), Parts(10)), kind="form"), UNKNOWN),
    ("TOE07", made(), UNKNOWN),
    ("TOE07", made(Without(untested="timeout")), UNKNOWN),
    ("TOE08", made(Reflow(has_text=True)), YES),
    ("TOE08", made(Reflow(has_text=True, wide=(Wide(SPOT, "tekst", 40),))), NO),
    ("TOE08", made(Reflow(has_text=True, wide=(Wide(SPOT, "tekst", 40, in_part=True),))), YES),
    ("TOE08", made(Reflow(untested="budget")), UNKNOWN),
    ("TOE08", made(), UNKNOWN),
    ("TOE08", made(Reflow(scroll_width_px=320)), NOT_ASKED),
    ("TOE09", made(SlowLoad(slow_line=Waiting(text_s=4.0, loads=3))), YES),
    ("TOE09", made(SlowLoad(slow_line=Waiting(text_s=14.0, loads=3))), NO),
    ("TOE09", made(SlowLoad(slow_line=Waiting(text_s=None, loads=3, waited_s=60))), NO),
    ("TOE09", made(SlowLoad(slow_line=Waiting(text_s=None, loads=1, waited_s=5))), UNKNOWN),
    ("TOE09", made(SlowLoad(untested="budget")), UNKNOWN),
    ("TOE09", made(), NOT_ASKED),
    ("TOE10", made(sent(0.4)), YES),
    ("TOE10", made(sent(6.0)), NO),
    ("TOE10", made(Transfer(untested="no-network-events")), UNKNOWN),
    ("TOE10", made(), UNKNOWN),
    ("TOE11", made(sent(0.5)), YES),
    ("TOE11", made(sent(30.0)), NO),
    ("TOE11", made(sent(3.0)), UNKNOWN),
    ("TOE12", made(sent(0.5)), YES),
    ("TOE12", made(sent(0.5, "fonts.example", is_third=True)), UNKNOWN),
    ("FRM01", made(kind="form", required_fields=4), YES),
    ("FRM01", made(kind="form", required_fields=24), NO),
    ("FRM01", made(kind="login", required_fields=24), NOT_ASKED),
    ("FRM02", made(kind="form", required_fields=2), YES),
    (
        "FRM02",
        made(kind="form", required_fields=4, asks_known_data=("national_number", "name", "address")),
        NO,
    ),
    ("FRM02", made(kind="form", required_fields=4, asks_known_data=("name", "address")), UNKNOWN),
    ("FRM02", made(kind="form", required_fields=4, asks_known_data=("national_number", "name")), UNKNOWN),
    ("FRM03", made(outcomes={"autocomplete-missing": Outcome.PASSED}), YES),
    ("FRM03", made(outcomes={"axe:autocomplete-valid": Outcome.FAILED}), NO),
    ("FRM03", made(FormUse(fills=(FillTry(SPOT, "name", is_undone=True),))), NO),
    ("FRM03", made(outcomes={"autocomplete-missing": Outcome.CANT_TELL}), UNKNOWN),
    ("FRM03", made(FormUse(fills=(FillTry(SPOT, "name"),))), NOT_ASKED),
    ("FRM04", made(kind="form", required_fields=20, signs={"save-later": "there"}), YES),
    ("FRM04", made(kind="form", required_fields=20, signs={}), UNKNOWN),
    ("FRM04", made(kind="form", required_fields=3, signs={}), NOT_ASKED),
    (
        "FRM05",
        made(FormUse(limits=(TimeLimit(60, Held("move", "/uit")),)), kind="form", required_fields=3),
        NO,
    ),
    (
        "FRM05",
        made(
            FormUse(limits=(TimeLimit(60, Held("move", "/uit"), warned_s=20, controls=("Langer",)),)),
            kind="form",
            required_fields=3,
        ),
        YES,
    ),
    ("FRM05", made(kind="form", required_fields=3, outcomes={"axe:meta-refresh": Outcome.FAILED}), NO),
    ("FRM05", made(kind="form", required_fields=3, time_limit=True), UNKNOWN),
    ("FRM05", made(kind="form", required_fields=3, signs={"more-time": "there"}), YES),
    ("FRM06", made(kind="form", required_fields=3, signs={"review": "there"}), YES),
    ("FRM06", made(kind="form", required_fields=3, outcomes={"error-not-in-text": Outcome.FAILED}), NO),
    ("FRM06", made(kind="form", required_fields=3), UNKNOWN),
    ("FRM07", made(kind="service", pdf_only=False), YES),
    ("FRM07", made(kind="service", pdf_only=True), NO),
    ("FRM07", made(kind="service", pdf_only=None), NOT_ASKED),
    ("FRM07", made(linked(form="paper"), kind="service", pdf_only=True), NO),
    ("FRM07", made(linked(form="paper"), kind="service", pdf_only=False), NO),
    ("FRM07", made(linked(form="fields"), kind="service", pdf_only=False), NO),
    ("FRM07", made(linked(is_named_form=True), kind="service", pdf_only=True), NO),
    ("FRM07", made(linked(form="paper"), kind="service", pdf_only=False, channels=ONLINE), YES),
    ("FRM07", made(linked(), kind="service", pdf_only=False), YES),
    ("FRM07", made(linked(was_read=False, is_named_form=True), kind="service", pdf_only=True), UNKNOWN),
    ("FRM07", made(linked(was_read=False), kind="service", pdf_only=True), UNKNOWN),
    ("FRM07", made(PageDocuments(), kind="service", pdf_only=True), UNKNOWN),
    ("FRM07", made(PageDocuments(), kind="service", pdf_only=False), YES),
    ("FRM07", made(linked(form="paper"), kind="news", pdf_only=False), NOT_ASKED),
    ("FRM08", made(linked(), kind="service"), YES),
    ("FRM08", made(linked(has_problem=True), kind="service"), NO),
    ("FRM08", made(linked(was_read=False), kind="service"), UNKNOWN),
    ("FRM08", made(PageDocuments(), kind="service"), NOT_ASKED),
    ("FRM08", made(kind="service"), NOT_ASKED),
    ("FRM08", made(linked(has_problem=True), kind="news"), NOT_ASKED),
    ("FRM08", made(linked(has_problem=True, exemption="old"), kind="service"), NOT_ASKED),
    ("FRM08", made(linked(has_problem=True, exemption="old", form="paper"), kind="service"), NO),
    ("FRM09", made(linked(signs_on_screen=True), kind="service"), UNKNOWN),
    ("FRM09", made(linked(signs_on_screen=True, signs_on_paper=True), kind="service"), YES),
    ("FRM09", made(linked(signs_on_paper=True), signs={"signature": "digital-only"}), YES),
    ("FRM09", made(linked(was_read=False, is_named_form=True), signs={"signature": "digital"}), UNKNOWN),
    ("FRM09", made(linked(), signs={"signature": "digital"}), NO),
    ("FRM09", made(linked(signs_on_paper=True), kind="service"), NOT_ASKED),
    ("FRM09", read("<p>U moet digitaal ondertekenen. Op papier ondertekenen kan ook.</p>"), YES),
    ("FRM09", read("<p>U moet het formulier digitaal ondertekenen met itsme.</p>"), NO),
    ("FRM09", read("<p>De minister ondertekende het akkoord.</p>"), NOT_ASKED),
    ("FRM10", read("<h2>Voorwaarden</h2><p>x</p><h2>Kosten</h2><p>x</p>", kind="service"), YES),
    ("FRM10", read("<p>Het kost 5 euro. Breng uw identiteitskaart mee.</p>", kind="service"), YES),
    ("FRM10", read("<h2>Prijs</h2><p>x</p>", kind="service"), UNKNOWN),
    ("FRM10", read("<p>Dit is een dienst.</p>", kind="service"), NO),
    ("TAA01", made(meets_b1="yes"), YES),
    ("TAA01", made(meets_b1="no"), NO),
    ("TAA01", made(meets_b1="doubt"), UNKNOWN),
    ("TAA01", made(), NOT_ASKED),
    ("TAA02", read("<p>Een token is een code die u eenmaal gebruikt.</p>", kind="service"), YES),
    ("TAA02", read("<p>Open de pagina in een andere browser.</p>", kind="service"), NO),
    ("TAA02", read("<p>Open de browser.</p>", kind="news"), NOT_ASKED),
    ("TAA02", read("<p>Mail token@zilverbeek.example.</p>", kind="service"), NOT_ASKED),
    ("TAA03", made(other_language=("fr",)), YES),
    ("TAA03", made(kind="home"), NO),
    ("TAA03", made(), NOT_ASKED),
    ("TAA04", made(outcomes={"axe:html-has-lang": Outcome.PASSED}), YES),
    (
        "TAA04",
        made(outcomes={"axe:html-has-lang": Outcome.PASSED, "lang-differs-from-text": Outcome.FAILED}),
        NO,
    ),
    ("TAA04", made(outcomes={"part-lang-differs-from-text": Outcome.CANT_TELL}), UNKNOWN),
    ("HLP01", made(help_near=True), YES),
    ("HLP01", made(help_near=False), NO),
    ("HLP01", made(kind="home"), NOT_ASKED),
    ("HLP02", made(digital_help_place=True), YES),
    ("HLP02", made(digital_help_place=False), NO),
    ("HLP03", read("<p>Hulp nodig? Ga langs bij het OCMW.</p>", kind="service"), YES),
    ("HLP03", read("<p>De voorzitter van het OCMW helpt bij de opening.</p>", kind="service"), NO),
    ("HLP03", read("<p>Vraag het aan.</p>", kind="service"), NO),
    ("HLP04", read("<h2>Dienst Burgerzaken</h2><p>Bel 03 330 30 30.</p>", kind="contact"), YES),
    ("HLP04", read("<p>Bel 03 330 30 30.</p>", kind="contact"), UNKNOWN),
    ("HLP04", read("<p>Alles over ons.</p>", kind="contact"), NO),
    ("HLP05", made(kind="service", mandate=True), YES),
    ("HLP05", made(kind="service", mandate=False), NO),
    ("HLP05", made(kind="service", mandate=None), UNKNOWN),
    ("HLP06", made(kind="service", automatic_right=True), YES),
    ("HLP06", made(kind="service", automatic_right=False), NO),
    ("HLP06", made(kind="service", automatic_right=None), UNKNOWN),
    ("HLP07", read("<p>De stad is niet bevoegd. <a href='https://rva.example'>De RVA</a> helpt u.</p>"), YES),
    ("HLP07", read("<p>De stad is niet bevoegd voor pensioenen.</p>"), NO),
    ("HLP07", read("<p>De bevoegde dienst helpt u.</p>"), NOT_ASKED),
    ("VER01", made(url="https://www.vlaanderen.be/x"), YES),
    ("VER01", made(url="https://stadzilverbeek.wixsite.com/x"), NO),
    ("VER01", made(url="https://vlaanderen.be.example/x"), UNKNOWN),
    ("VER01", made(url="https://www.nietvlaanderen.be/x"), UNKNOWN),
    ("VER02", made(url="https://www.vlaanderen.be/x", signs={"header": "there"}), YES),
    ("VER02", made(url="https://www.vlaanderen.be/x", signs={}), NO),
    ("VER02", made(url="https://www.zilverbeek.example/x", signs={}), NOT_ASKED),
    ("VER03", made(sent(1)), YES),
    ("VER03", made(url="http://www.zilverbeek.example/"), NO),
    ("VER03", made(signs={"unsafe-form": "there"}), NO),
    ("VER03", made(Transfer(guards=Guards(True, mixed=("cdn.example",)))), NO),
    ("VER03", made(url="http://127.0.0.1:8765/"), NOT_ASKED),
    ("VER03", made(url="http://www.zilverbeek.example/", final="https://www.zilverbeek.example/"), YES),
    ("VER04", made(sent(1)), YES),
    ("VER04", made(sent(1, "stats.example", is_third=True, tracker="analytics")), NO),
    ("VER04", made(Transfer(cookies=(SetCookie("_ga", ".zilverbeek.example", tracker="analytics"),))), NO),
    ("VER04", made(sent(1, "fonts.example", is_third=True)), YES),
    ("VER04", made(), UNKNOWN),
    ("VER05", read("<a href='/privacy'>Privacyverklaring</a>", kind="home"), YES),
    ("VER05", read("<p>Welkom</p>", kind="home"), NO),
    ("VER05", read("<p>Welkom</p>", kind="news", required_fields=None), NOT_ASKED),
    ("VER06", made(kind="contact", required_fields=3, asks_known_data=("name",)), YES),
    ("VER06", made(kind="contact", required_fields=3, asks_known_data=("national_number",)), NO),
    ("VER06", made(kind="form", required_fields=3, asks_known_data=("national_number",)), NOT_ASKED),
    ("VER07", made(signs={"account": "fair"}), YES),
    ("VER07", made(signs={"account": "prechecked"}), NO),
    ("VER07", made(signs={"account": "unclear"}), UNKNOWN),
    ("VER09", made(signs={"social": "beside"}), YES),
    ("VER09", read("<iframe src='https://www.facebook.com/plugins/page.php'></iframe>"), NO),
    ("VER09", made(signs={}), NOT_ASKED),
    ("TGK01", made(statement("2026-05-01")), YES),
    ("TGK01", made(statement("2020-05-01")), NO),
    ("TGK01", made(statement("2026-05-01", None)), NO),
    ("TGK01", made(StatementSeen(link=LINK, link_name="clear"), kind="home"), UNKNOWN),
    ("TGK01", made(StatementSeen(link_name="none"), kind="home"), NO),
    ("TGK01", made(StatementSeen(link_name="none"), kind="news"), UNKNOWN),
    ("TGK02", made(statement("2026-05-01", channels=("email",))), YES),
    ("TGK02", made(statement("2026-05-01")), NO),
    ("TGK02", made(StatementSeen(link_name="none")), NOT_ASKED),
    ("TGK03", made(signs={}, outcomes={"captions-missing": Outcome.PASSED}), YES),
    ("TGK03", made(outcomes={"captions-missing": Outcome.FAILED}), NO),
    ("TGK03", read("<iframe src='https://www.youtube.com/embed/x'></iframe>"), UNKNOWN),
    (
        "TGK03",
        read("<iframe src='https://www.youtube.com/embed/x'></iframe><p>Video met ondertitels.</p>"),
        YES,
    ),
    ("TGK03", made(outcomes={"captions-missing": Outcome.CANT_TELL}), UNKNOWN),
    ("TGK04", read("<a href='#' >Pagina afdrukken</a>", kind="service"), YES),
    ("TGK04", read("<p>Print het formulier en stuur het op.</p>", kind="service"), UNKNOWN),
    ("TGK05", made(fails_norm=False), YES),
    ("TGK05", made(fails_norm=True), NO),
    ("TGK05", made(), NOT_ASKED),
    ("TGK06", made(FocusWalk(stops=(Stop(SPOT, 1),))), YES),
    ("TGK06", made(FocusWalk(stops=(Stop(SPOT, 1),), traps=(Trap((SPOT,), 3),))), NO),
    ("TGK06", made(FocusWalk(stops=(Stop(SPOT, 1),)), outcomes={"focus-not-visible": Outcome.FAILED}), NO),
    ("TGK06", made(FocusWalk(untested="timeout")), UNKNOWN),
    ("TGK06", made(), UNKNOWN),
]

OFFLINE = {"call": False, "face": False, "home": False}
SERVICES: list[tuple[str, Service, SeenPage, Said | None]] = [
    ("KAN06", service(home=True), made(), YES),
    ("KAN06", service(home=False), made(), NO),
    ("KAN06", service(home=None), made(), UNKNOWN),
    ("KAN09", service(call=True, face=False, home=False), made(), YES),
    ("KAN09", service(**OFFLINE), made(), NO),
    ("KAN09", service(**(OFFLINE | {"face": None})), made(), UNKNOWN),
    ("KAN09", service(**OFFLINE), made(signs={"paper": "there"}), YES),
    ("KAN10", service(click=True, call=True, face=False), made(signs={"offline-spot": "content"}), YES),
    ("KAN10", service(click=True, call=True, face=False), made(signs={"offline-spot": "elsewhere"}), NO),
    ("KAN10", service(click=True, call=False, face=False), made(), NOT_ASKED),
    ("KAN10", service(click=None, call=True, face=False), made(signs={"offline-spot": "content"}), NOT_ASKED),
    ("TOE03", service(login_ways=("eid",), works_without={"eid": True}), made(), YES),
    ("TOE03", service(login_ways=("eid",), works_without={"eid": False}), made(), NO),
    ("TOE03", service(login_ways=("eid",), works_without={"eid": None}), made(), UNKNOWN),
    ("TOE03", service(works_without={"eid": True}), made(), NOT_ASKED),
    ("MON02", service(click=True, **(OFFLINE | {"call": True})), made(), YES),
    ("MON02", service(click=False, **(OFFLINE | {"call": True})), made(), NO),
    ("MON02", service(click=True, **(OFFLINE | {"call": None})), made(), UNKNOWN),
]


def case_id(case: Sequence[Any]) -> str:
    return f"{case[0]}-{case[-1] or 'not-asked'}"


@pytest.mark.parametrize("case", PAGES, ids=case_id)
def test_an_indicator_of_a_page(case: tuple[str, SeenPage, Said | None]) -> None:
    name, page, wanted = case
    see = indicator(name).see
    assert see is not None
    answer = see(page, limits_of())
    assert (answer.said if answer else None) == wanted
    if answer is not None:
        assert all(place.page_url.partition("#")[0] in {page.url, DOCUMENT} for place in answer.seen)
        assert answer.seen
        assert bool(answer.why) is (wanted is UNKNOWN)


@pytest.mark.parametrize("case", SERVICES, ids=case_id)
def test_an_indicator_of_a_service(case: tuple[str, Service, SeenPage, Said | None]) -> None:
    name, of, page, wanted = case
    asked = counted(name, [page], [of])
    assert (asked.yes, asked.no, asked.unknown) == tuple(int(wanted is one) for one in (YES, NO, UNKNOWN))


def counted(
    name: str, pages: Sequence[SeenPage], services: Sequence[Service] = (), *, is_whole: bool = True
) -> Asked:
    return {one.id: one for one in ask_of(pages, services, limits_of(), is_whole=is_whole)}[name]


def test_a_document_is_named_with_the_sheet_on_which_it_was_seen() -> None:
    place = f"{DOCUMENT}#page=2"
    paper = made(linked(form="paper", form_place=place), kind="service", pdf_only=False)
    asked = counted("FRM07", [paper], [service()])
    assert [one.at for one in asked.places] == [SeenAt(place, "", "Formulier")]
    wrong = made(linked(has_problem=True, problem_place=place), kind="service")
    assert counted("FRM08", [wrong], [service()]).places[0].at.page_url == place
    unread = counted("FRM08", [made(linked(was_read=False), kind="service")], [service()])
    assert (unread.unknown, dict(unread.why_unknown)) == (1, {"document-not-read": 1})


# The table


def test_every_row_of_the_table_is_an_indicator_or_a_question_for_a_person() -> None:
    of_file = {one.id for one in indicators()}
    for row in questions().values():
        assert (row.id in of_file) != bool(row.unseen), row.id
        if row.unseen:
            assert row.question, row.id
    assert len(questions()) == 62
    assert {row.group for row in questions().values()} == set(GROUPS)


def test_people_and_reasons_of_the_table_exist() -> None:
    text = files("drempel.inclusion").joinpath("data", "people.toml").read_text(encoding="utf-8")
    people = tomllib.loads(text)["names"]
    for row in questions().values():
        assert set(row.people) <= set(people), row.id
        assert row.people or row.id == "MON01"
        assert row.source_line > 0


def test_an_indicator_says_what_it_is_asked_of_and_what_it_reads() -> None:
    tried = {case[0] for case in PAGES} | {case[0] for case in SERVICES}
    for one in indicators():
        assert one.id in tried
        assert one.version >= 1
        assert one.definition.endswith(".")
        assert one.denominator
        assert one.see or one.of_service
        if one.unit in {Unit.SITE, Unit.SERVICE} and one.see is not None:
            assert one.join in {"any", "anywhere", "known", "every"}, one.id
    assert len(needed()) == len(set(needed()))


# Joining and counting


@pytest.mark.parametrize(
    ("answers", "join", "wanted"),
    [
        ((), "any", None),
        ((YES, NO), "any", YES),
        ((NO, UNKNOWN), "any", UNKNOWN),
        ((NO,), "any", NO),
        ((NO, UNKNOWN), "known", NO),
        ((YES, NO), "every", NO),
        ((YES, UNKNOWN), "every", UNKNOWN),
        ((YES,), "every", YES),
    ],
)
def test_answers_of_pages_become_one(answers: tuple[Said, ...], join: str, wanted: Said | None) -> None:
    bits = 0
    for answer in answers:
        bits |= {YES: 1, NO: 2, UNKNOWN: 4}[answer]
    assert joined(bits, join) == wanted


def test_nothing_is_no_for_a_site_of_which_a_part_was_not_seen() -> None:
    pages = [made(kind="home"), made(kind="service", url=URL + "/b")]
    whole = counted("TAA03", pages)
    part = counted("TAA03", pages, is_whole=False)
    assert (whole.yes, whole.no, whole.unknown) == (0, 1, 0)
    assert (part.yes, part.no, part.unknown, dict(part.why_unknown)) == (0, 0, 1, {"not-whole": 1})
    seen = counted("TAA03", [*pages, made(other_language=("easy",))], is_whole=False)
    assert (seen.yes, seen.no, seen.unknown) == (1, 0, 0)


def test_a_service_is_answered_by_all_its_pages_and_a_page_by_itself() -> None:
    pages = [
        made(kind="service", signs={}),
        made(kind="form", signs={"paper": "there"}, url=URL + "/stap-2"),
        made(kind="service", signs={}, url=URL + "/andere"),
        made(kind="service", signs={"paper": "there"}, url=URL + "/van-niemand"),
    ]
    services = [
        service((URL, URL + "/stap-2")),
        service((URL + "/andere",)),
        service((URL + "/niet-gezien",)),
    ]
    asked = counted("KAN11", pages, services)
    assert (asked.yes, asked.no, asked.unknown) == (1, 1, 0)
    assert [(place.said, place.at.page_url) for place in asked.places] == [
        (NO, URL + "/andere"),
        (YES, URL + "/stap-2"),
    ]
    assert counted("KAN01", pages).no == 4


def test_of_many_pages_a_few_places_are_kept_with_those_of_no_first() -> None:
    pages = (made(meets_b1="no" if at % 2 else "yes", url=f"{URL}/{at}") for at in range(500))
    asked = {one.id: one for one in ask_of(pages, (), limits_of(), is_whole=True)}["TAA01"]
    assert (asked.yes, asked.no, asked.answered) == (250, 250, 500)
    assert [place.said for place in asked.places] == [NO] * 20 + [YES] * 3
    assert asked.places[0].at == SeenAt(f"{URL}/1", "", "Verhuizen")


def test_services_are_found_in_the_same_pages() -> None:
    body = "<h1>Verhuizing melden</h1><p>Meld uw verhuizing online.</p><a href='/form'>Meld uw verhuizing</a>"
    pages = [read(body, title="Verhuizing melden", kind="service", is_service=True, service_confidence=0.9)]
    results = {one.id: one for one in ask(lambda *_kinds: iter(pages), limits_of(), is_whole=True)}
    asked = results["KAN09"]
    assert asked.yes + asked.no + asked.unknown == 1


# Limits


def test_the_profile_for_vulnerable_groups_is_stricter_in_every_limit_that_it_changes() -> None:
    changed = stricter("kwetsbaar")
    assert changed["required_fields"] == (10, 6)
    for name, (normal, own) in changed.items():
        is_higher = name in {"bare_share", "rubrics", "ways", "doubt_is_no", "shared_cost_is_dear"}
        assert (own > normal) is is_higher, name
    assert stricter("normal") == {}


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("FRM01", made(kind="form", required_fields=8)),
        ("TOE10", made(sent(1.5))),
        ("TOE09", made(SlowLoad(slow_line=Waiting(text_s=7.0, loads=3)))),
        ("TOE07", made(Without(True, Parts(100), Parts(85)))),
        ("TAA01", made(meets_b1="doubt")),
        ("KAN02", made(phones=(Phone("+3278150100", "078"),))),
    ],
)
def test_what_is_enough_for_others_is_not_for_vulnerable_groups(name: str, page: SeenPage) -> None:
    see = indicator(name).see
    assert see is not None
    answers = [see(page, limits_of(profile)) for profile in PROFILES]
    assert [answer and answer.said for answer in answers][1] is NO
    assert answers[0] is not None
    assert answers[0].said is not NO
