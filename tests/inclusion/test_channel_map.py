"""The channel map of a service: what is there, on which page, what it costs, when, and what it takes."""

import pytest

from drempel.inclusion.call_cost import call_cost, cheapest
from drempel.inclusion.channel_map import share_outside_office
from drempel.inclusion.services import services_of
from drempel.model.facts import FormStep, Phone
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service
from tests.inclusion.sites import BASE, CONTACT, HOME, opened, page

FREE = Phone("+3280012345", "free")
COUNTER = ["Kerkstraat 1, 8500 Kortrijk"]
STEPS = FormStep(1, 3)


def one(*site: SeenPage) -> Service:
    (service,) = services_of(site)
    return service


def told(service: Service) -> dict[str, str]:
    """Return each channel as `own`, `site`, `no` or `?`."""
    words = {True: "site", False: "no", None: "?"}
    return {
        kind: "own" if channel.on_own_page else words[channel.is_there]
        for kind, channel in service.channels.items()
    }


# Channels


def test_channels_on_the_page_itself() -> None:
    service = one(CONTACT, page("/a", "Premie", ways="click home", phones=[FREE], counters=COUNTER))
    assert told(service) == {"click": "own", "call": "own", "face": "own", "home": "own"}
    assert service.channels["call"].phones == (FREE,)
    assert service.channels["face"].seen[0].text == COUNTER[0]


def test_channels_that_are_only_elsewhere_on_the_site() -> None:
    service = one(CONTACT, page("/a", "Premie", ways="click"))
    assert told(service) == {"click": "own", "call": "site", "face": "site", "home": "no"}
    assert {place.page_url for place in service.channels["call"].seen} == {f"{BASE}/contact"}


def test_what_was_not_seen_is_no_no() -> None:
    service = one(HOME, page("/a", "Premie"))
    assert told(service) == {"click": "no", "call": "?", "face": "?", "home": "no"}
    bare = page("/contact", "Contact", "contact")
    assert told(one(bare, page("/a", "Premie"))) == {"click": "no", "call": "no", "face": "no", "home": "no"}


def test_the_nearest_contact_page_counts() -> None:
    sport = page("/sport/hal/contact", "Contact", "contact", phones=[Phone("+3256000000", "normal")])
    assert one(sport, CONTACT, page("/a", "Premie")).channels["call"].phones[0].number == "+3256277840"


def test_a_home_visit_of_another_service_is_none_of_this_one() -> None:
    premium, care = services_of(
        [page("/a", "Premie"), page("/b", "Thuiszorg", ways="home", says={"home": "x"})]
    )
    assert (premium.channels["home"].is_there, care.channels["home"].is_there) == (False, True)
    assert care.channels["home"].seen[0].text == "x"


def test_a_form_is_a_way_to_click() -> None:
    service = one(page("/a", "Premie"), page("/a/f", "Aanvragen", "form", ways="click"))
    assert told(service)["click"] == "own"
    assert service.channels["click"].seen[0].page_url == f"{BASE}/a/f"


def test_what_can_be_done_behind_a_login_is_not_known() -> None:
    login = page("/aanmelden", "Aanmelden", "login", login_ways=("itsme",))
    service = one(page("/a", "Premie", to=[("/aanmelden", "Aanmelden")]), login)
    assert told(service)["click"] == "?"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Vraag online aan", "?"), ("Start", "?"), ("Lees het decreet", "no"), ("Website van Fluvius", "no")],
)
def test_a_link_to_do_it_on_a_page_that_was_not_seen(text: str, wanted: str) -> None:
    service = one(page("/a", "Premie", to=[("https://loket.example/x", text)]))
    assert told(service)["click"] == wanted


# What a call costs


@pytest.mark.parametrize(
    ("phone", "kind", "per_min", "per_call", "is_sure"),
    [
        (Phone("+3280012345", "free"), "free", 0.0, 0.0, True),
        (Phone("+3256277840", "normal"), "normal", None, None, True),
        (Phone("+32470123456", "normal"), "normal", None, None, True),
        (Phone("+3278151515", "078"), "078", None, None, False),
        (Phone("+3270231231", "premium"), "premium", 0.30, None, True),
        (Phone("+3290012345", "premium"), "premium", 0.50, None, True),
        (Phone("+3290312345", "premium"), "premium", 1.50, None, True),
        (Phone("+3290512345", "premium"), "premium", None, 2.00, True),
        (Phone("+3290012345", None), None, None, None, False),
        (Phone("1700", "free"), "free", 0.0, 0.0, True),
        (Phone("1733", None), None, None, None, False),
        (Phone("1733", "free"), "free", 0.0, 0.0, True),
        (Phone("+3292661111", "normal"), "normal", None, None, True),
    ],
)
def test_what_a_call_costs_at_most(
    phone: Phone, kind: str | None, per_min: float | None, per_call: float | None, is_sure: bool
) -> None:
    cost = call_cost(phone)
    assert (cost.kind, cost.euro_per_min, cost.euro_per_call, cost.is_sure) == (
        kind,
        per_min,
        per_call,
        is_sure,
    )


def test_the_number_that_costs_least() -> None:
    cost = cheapest((Phone("+3270231231", "premium"), Phone("+3278151515", "078"), FREE))
    assert cost is not None
    assert cost.kind == "free"
    assert cheapest(()) is None


# Opening hours


@pytest.mark.parametrize(
    ("hours", "share"),
    [
        ("1 9-12, 2 9-17", 0.0),
        ("1 9-12, 1 16-19", 0.333),
        ("6 9-12", 1.0),
        ("1 8-10", 0.5),
        ("1 9-12, 1 9-12, 1 10-12", 0.0),
    ],
)
def test_the_share_outside_office_hours(hours: str, share: float) -> None:
    assert share_outside_office(opened(hours)) == share


def test_without_hours_there_is_no_share() -> None:
    assert share_outside_office(()) is None


def test_hours_of_the_service_go_before_those_of_the_site() -> None:
    own = one(CONTACT, page("/a", "Premie", hours="2 17-19")).hours
    assert own is not None
    assert (own.on_own_page, own.share_outside, own.openings) == (True, 1.0, opened("2 17-19"))
    general = one(CONTACT, page("/a", "Premie")).hours
    assert general is not None
    assert (general.on_own_page, general.share_outside) == (False, 0.167)
    assert general.seen[0].page_url == f"{BASE}/contact"


def test_hours_that_could_not_all_be_read_have_no_share() -> None:
    unread = one(page("/a", "Premie", hours="")).hours
    assert unread is not None
    assert (unread.openings, unread.share_outside) == ((), None)
    assert one(page("/a", "Premie")).hours is None


# What it takes

FORM = page("/a/f", "Aanvragen", "form", ways="click")
DEMANDING = page("/a/f", "Aanvragen", "form", ways="click", email_required=True)
PART = page("/a/f", "Aanvragen", "form", ways="click", step=STEPS)
PRINT = page("/a", "Premie", pdf_only=True)
BARE = page("/contact", "Contact", "contact")
COME = page("/a", "Premie", says={"face": "Kom langs aan het loket."}, ways="face")
PREMIUM = page("/a", "Premie")
ITSME = page("/aanmelden", "Aanmelden", "login", login_ways=("itsme",))
CARD = page("/aanmelden", "Aanmelden", "login", login_ways=("itsme", "eid"))
OWN = page("/aanmelden", "Aanmelden", "login", login_ways=("own",))
TO_LOG_IN = page("/a", "Premie", to=[("/aanmelden", "Aanmelden")])


@pytest.mark.parametrize(
    ("site", "what", "answer"),
    [
        ([PREMIUM, FORM], "email", True),
        ([PREMIUM, PART], "email", None),
        ([PREMIUM, DEMANDING], "email", None),
        ([BARE, PREMIUM, DEMANDING], "email", False),
        ([CONTACT, PREMIUM, DEMANDING], "email", None),
        ([COME, DEMANDING], "email", True),
        ([PREMIUM], "email", None),
        ([PREMIUM, FORM], "eid", True),
        ([PREMIUM, PART], "eid", None),
        ([BARE, TO_LOG_IN, ITSME], "eid", False),
        ([TO_LOG_IN, ITSME], "eid", None),
        ([BARE, TO_LOG_IN, OWN], "eid", True),
        ([BARE, TO_LOG_IN, CARD], "eid", False),
        ([BARE, TO_LOG_IN, CARD], "smartphone", True),
        ([BARE, TO_LOG_IN, ITSME], "smartphone", False),
        ([PREMIUM, FORM], "smartphone", True),
        ([PREMIUM], "smartphone", None),
        ([BARE, PRINT], "printer", False),
        ([PRINT], "printer", None),
        ([CONTACT, PRINT], "printer", None),
        ([PREMIUM, FORM], "printer", True),
        ([COME], "printer", True),
        ([PREMIUM], "printer", None),
    ],
)
def test_what_a_service_works_without(site: list[SeenPage], what: str, answer: bool | None) -> None:
    service = one(*site)
    assert service.works_without[what] is answer
    if answer is not None:
        assert service.without_seen[what]


def test_the_counter_in_the_footer_of_every_page_says_nothing_of_one_service() -> None:
    rest = [page(f"/x{n}", "Iets", "other", counters=COUNTER) for n in range(5)]
    service = one(*rest, page("/a", "Premie", counters=COUNTER))
    assert service.channels["face"].on_own_page
    assert service.works_without["email"] is None
    own = one(*rest, page("/a", "Premie", counters=[*COUNTER, "Markt 5, 8500 Kortrijk"]))
    assert own.works_without["email"] is True


def test_the_way_to_log_in_in_the_header_of_every_page_is_asked_of_no_service() -> None:
    rest = [page(f"/x{n}", "Iets", "other", login_ways=("itsme",)) for n in range(5)]
    service = one(BARE, *rest, page("/a", "Premie", login_ways=("itsme",)))
    assert (service.login_ways, service.works_without["eid"]) == ((), None)


def test_a_department_that_is_named_is_no_way_to_come() -> None:
    service = one(page("/a", "Premie", ways="face", says={"face": "Bij de dienst Wonen beslist een jury."}))
    assert (service.works_without["email"], told(service)["face"]) == (None, "?")
