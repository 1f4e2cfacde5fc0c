"""Structured data of a page: it counts only beside the same value that a reader sees."""

import json
from typing import Any

import pytest

from checks.facts.extract import facts_of
from checks.facts.page import Page
from checks.facts.structured import MAX_CHARS, stated_of
from drempel.model.facts import Facts, Opening
from tests.inclusion.building import dom_of

URL = "https://www.waterhoek.example/contact"
OFFICE = {
    "@context": "https://schema.org",
    "@type": "CityHall",
    "telephone": "+32 51 22 33 44",
    "email": "info@waterhoek.example",
    "address": {"@type": "PostalAddress", "streetAddress": "Kaai 3", "postalCode": "8610"},
    "openingHours": ["Mo-We,Fr 09:00-12:00", "Th 13:00-18:30"],
}
WEEK = tuple(sorted([*((day, 540, 720) for day in (1, 2, 3, 5)), (4, 780, 1110)]))


def read(body: str, data: Any = OFFICE, title: str = "Contact") -> Facts:
    text = data if isinstance(data, str) else json.dumps(data)
    head = f'<title>{title}</title><script type="application/ld+json">{text}</script>'
    return facts_of(dom_of(f"<html lang=nl><head>{head}</head><body><main>{body}</main></body></html>", URL))


def week(facts: Facts) -> tuple[tuple[int, int, int], ...] | None:
    return facts.hours and tuple((one.day, one.from_min, one.to_min) for one in facts.hours)


def test_what_no_reader_sees_is_no_fact() -> None:
    facts = read("<h1>Contact</h1><p>Welkom bij de stad.</p>")
    assert (facts.phones, facts.addresses_counter, facts.emails) == ((), (), ())
    assert (facts.opening_hours, facts.hours) == (False, None)


def test_data_that_differ_from_the_page_change_nothing() -> None:
    body = (
        "<h1>Contact</h1><p>Loket: Markt 9, 8610 Kortemark. Tel. 051 99 88 77</p>"
        "<p>Het loket is open van maandag tot vrijdag van 8.30 tot 12 uur.</p>"
    )
    lying, silent = read(body), read(body, {})
    assert (lying.phones, lying.addresses_counter, lying.hours) == (
        silent.phones,
        silent.addresses_counter,
        silent.hours,
    )
    assert [phone.number for phone in lying.phones] == ["+3251998877"]


HOURS_SEEN = (
    "<h2>Openingsuren</h2><p>Het loket is elke voormiddag open van 9 tot 12 uur, behalve de vierde dag van"
    " de week: dan van 13 tot 18.30 uur.</p>"
)


def test_hours_in_a_sentence_that_is_not_sure_are_those_of_the_data_with_the_same_times() -> None:
    assert week(read(HOURS_SEEN, {})) is None
    assert week(read(HOURS_SEEN)) == WEEK


@pytest.mark.parametrize(
    "hours",
    [
        ["Mo-Fr 09:00-12:00"],
        ["Mo-We,Fr 09:00-12:00", "Th 13:00-19:00"],
        ["Mo-We,Fr 09:00-12:00", "Th 13:00-18:30", "Sa 10:00-11:00"],
        ["every day 09:00-12:00", "Th 13:00-18:30"],
        [9, None, {"a": 1}],
        "",
    ],
)
def test_data_with_other_times_tell_no_hours(hours: Any) -> None:
    assert week(read(HOURS_SEEN, OFFICE | {"openingHours": hours})) is None


def test_two_weeks_with_the_same_times_on_other_days_tell_none() -> None:
    other = OFFICE | {"openingHours": ["Mo-Th 09:00-12:00", "Fr 13:00-18:30"]}
    assert week(read(HOURS_SEEN, [OFFICE, other])) is None


def test_hours_as_rules_without_those_of_a_holiday() -> None:
    day = "https://schema.org/"
    rules = [
        {"dayOfWeek": [day + name for name in ("Monday", "Tuesday", "Wednesday", "Friday")], "opens": "09:00",
         "closes": "12:00"},
        {"dayOfWeek": "Thursday", "opens": "13:00:00", "closes": "18:30:00"},
        {"dayOfWeek": "Monday", "opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25"},
    ]  # fmt: skip
    data = {"@graph": [{"@type": ["Thing", "schema:GovernmentOffice"], "openingHoursSpecification": rules}]}
    assert week(read(HOURS_SEEN, data)) == WEEK


def test_hours_in_microdata_and_rdfa() -> None:
    micro = (
        "<div itemscope itemtype='https://schema.org/GovernmentOffice'>{}"
        "<meta itemprop=openingHours content='Mo-We,Fr 09:00-12:00'>"
        "<time itemprop=openingHours datetime='Th 13:00-18:30'></time></div>"
    )
    assert week(read(micro.format(HOURS_SEEN), {})) == WEEK
    rdfa = (
        "<div typeof='schema:GovernmentOffice'>{}"
        "<span property='schema:openingHours' content='Mo-We,Fr 09:00-12:00, Th 13:00-18:30'></span></div>"
    )
    assert week(read(rdfa.format(HOURS_SEEN), {})) == WEEK


def test_a_number_in_an_odd_form_counts_when_the_data_have_it_too() -> None:
    body = "<h1>Contact</h1><p>Bel ons: 0•51•22•33•44</p>"
    assert read(body, {}).phones == ()
    (phone,) = read(body).phones
    assert (phone.number, phone.cost) == ("+3251223344", "normal")


@pytest.mark.parametrize(
    "text",
    [
        "Fax: 0•51•22•33•44",
        "Fax 051 22 33 44",
        "Dossiernummer 0•51•22•33•44",
        "Gegevensbeschermingsautoriteit: 051 22 33 44",
        "Bel ons: 0•51•22•33•445",
        "Bel ons: 9051223344",
    ],
)
def test_the_data_do_not_make_a_fax_or_the_number_of_another_body_a_number_to_call(text: str) -> None:
    assert read(f"<h1>Contact</h1><p>{text}</p>").phones == ()


SEAT = "<h1>Agentschap Waterwegen</h1><p>Kaai 3, 8610 Kortemark</p>"
NAME = "Agentschap Waterwegen"


def test_an_address_of_a_place_with_hours_is_one_where_people_can_come() -> None:
    assert read(SEAT, {}, NAME).addresses_counter == ()
    assert read(SEAT, OFFICE, NAME).addresses_counter == ("Kaai 3, 8610 Kortemark",)


@pytest.mark.parametrize(
    "data",
    [
        OFFICE | {"@type": "GovernmentOrganization"},
        OFFICE | {"openingHours": ""},
        OFFICE | {"address": {"streetAddress": "Kaai 30", "postalCode": "8610"}},
        OFFICE | {"address": "Kaai 3, 8610 Kortemark"},
        {"@type": "Event", "location": OFFICE},
    ],
)
def test_a_seat_stays_a_seat(data: Any) -> None:
    assert read(SEAT, data, NAME).addresses_counter == ()


def test_a_postal_address_stays_one_whatever_the_data_say() -> None:
    assert read("<h1>Contact</h1><p>Postadres: Kaai 3, 8610 Kortemark</p>").addresses_counter == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "CityHall", "telephone": "051',
        "[" * 50_000,
        '{"a":' * 900 + "1" + "}" * 900,
        json.dumps([OFFICE] * 3)[:MAX_CHARS] + " " * (5_000_000),
        json.dumps(OFFICE | {"x": "y" * MAX_CHARS}),
        "null",
        "NaN",
        '"tekst"',
        '{"@type": {"a": 1}, "address": [[], 3, null], "openingHoursSpecification": {"dayOfWeek": 4}}',
        '{"@type": "CityHall", "telephone": [1, "geen nummer", "+"], "openingHours": "Mo-Fr 25:00-99:99"}',
    ],
    ids=["cut off", "open lists", "deep", "blank", "huge", "null", "nan", "text", "other shapes", "nonsense"],
)
def test_broken_or_huge_data_break_nothing(text: str) -> None:
    facts = read("<h1>Contact</h1><p>Tel. 051 99 88 77</p>", text)
    assert [phone.number for phone in facts.phones] == ["+3251998877"]


def test_data_that_are_too_long_are_not_read() -> None:
    dom = dom_of(
        f"<html><script type='application/ld+json'>{json.dumps(OFFICE | {'x': 'y' * MAX_CHARS})}</script>",
        URL,
    )
    assert stated_of(Page(dom)).phones == ()


def test_nested_parts_of_an_institution_each_have_their_hours() -> None:
    data = {
        "@type": "WebPage",
        "about": {
            "@type": "GovernmentOrganization",
            "department": [OFFICE, OFFICE | {"telephone": "051 1", "openingHours": "Sa-Mo 10:00-11:00"}],
            "employee": {"@type": "Person", "telephone": "0499 99 99 99"},
        },
    }
    dom = dom_of(f"<html><script type='application/ld+json'>{json.dumps(data)}</script>", URL)
    stated = stated_of(Page(dom))
    assert stated.phones == ("+32 51 22 33 44", "051 1")
    assert stated.week_with([(600, 660)]) == tuple(Opening(day, 600, 660) for day in (1, 6, 7))
    assert stated.week_with([]) is None
