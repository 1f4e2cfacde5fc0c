"""The pages of scans that never were, as reports read what a citizen finds on them."""

from collections.abc import Sequence

from drempel.model.facts import Evidence, Facts, Lead, Opening, Phone
from drempel.model.inclusion import SeenPage
from drempel.model.slow_load import Line, SlowLoad, Waiting
from drempel.model.transfer import FromHost, SetCookie, Transfer
from drempel.model.without import Parts, Without

COUNTER = "Dorp 1, 9999 Zilverbeek"
WEEK = tuple(Opening(day, 9 * 60, 12 * 60) for day in range(1, 6))
EVENING = Opening(3, 17 * 60, 19 * 60)


def seen(url: str, title: str, facts: Facts, host: str = "www.google-analytics.com") -> SeenPage:
    """Return a page with its facts."""
    artefacts: dict[type, object] = {Facts: facts, Transfer: taken(300_000 + 1_000 * len(url), host)}
    if facts.is_service:
        artefacts |= {SlowLoad: SLOW, Without: Without(True, Parts(words=200), Parts(words=150))}
    return SeenPage(url, f"{title} | Zilverbeek", url, "yes", artefacts)


SLOW = SlowLoad(
    Line(400, 400),
    Waiting(2.1, 4.25, 31.7, whole_is_estimated=True, loads=3, waited_s=25),
    4.0,
    Waiting(0.5, None, None, loads=1, waited_s=12),
)


def taken(wire_bytes: int, host: str) -> Transfer:
    """Return what a visit transferred, a third of it from a known tracker."""
    own = FromHost("zilverbeek.example", requests=9, wire_bytes=wire_bytes, by_kind={"image": wire_bytes})
    third = FromHost(
        host, requests=2, wire_bytes=wire_bytes // 2, by_kind={"script": wire_bytes // 2},
        is_third=True, tracker="analytics",
    )  # fmt: skip
    return Transfer(11, (own, third), cookies=(SetCookie("_ga", "zilverbeek.example", tracker="analytics"),))


def place(text: str, selector: str = "main > p") -> tuple[Evidence, ...]:
    """Return one place of evidence."""
    return (Evidence(selector, text),)


def town_pages(start: str) -> list[SeenPage]:
    """Return a home and a contact page, and services with every kind of channel."""
    general = Phone("+3292661111", "normal")
    contact = Facts(
        kind="contact",
        is_service=False,
        phones=(general,),
        addresses_counter=(COUNTER,),
        opening_hours=True,
        hours=(*WEEK, EVENING),
        evidence={
            "kind": place("Contact en openingsuren", "h1"),
            "phones": place("Tel. 09 266 11 11"),
            "addresses_counter": place(COUNTER),
            "opening_hours": place("Elke werkdag van 9 tot 12 uur. Op woensdag ook van 17 tot 19 uur."),
        },
    )
    attest = Facts(
        kind="service",
        is_service=True,
        service_confidence=0.93,
        channels={"click": True, "call": True, "face": True, "home": False},
        phones=(Phone("+3280012345", "free"), Phone("+3270231231", "premium")),
        opening_hours=True,
        hours=WEEK,
        leads=(
            Lead(f"{start}attest/formulier", "Vraag online aan", "main > a"),
            Lead(f"{start}documenten/uitleg.pdf", "Uitleg over attesten", "main > a"),
        ),
        evidence={
            "kind": place("Een attest aanvragen", "h1"),
            "click": place("Vraag online aan", "main > a"),
            "face": place("Kom langs aan het loket. U hebt geen afspraak nodig."),
            "phones": (*place("Bel gratis 0800 12 345"), *place("Of bel 070 23 12 31")),
            "opening_hours": place("Elke werkdag van 9 tot 12 uur"),
        },
    )
    form = Facts(
        kind="form",
        is_service=True,
        service_confidence=0.85,
        channels={"click": True, "call": False, "face": False, "home": False},
        required_fields=7,
        email_required=True,
        evidence={"kind": place("Aanvraag", "h1"), "email_required": place("E-mailadres *")},
    )
    premium = Facts(
        kind="service",
        is_service=True,
        service_confidence=0.7,
        channels={"click": False, "call": False, "face": False, "home": False},
        pdf_only=True,
        evidence={"kind": place("Premie voor de regenput", "h1"), "pdf_only": place("Formulier (pdf)")},
    )
    care = Facts(
        kind="service",
        is_service=True,
        service_confidence=0.82,
        channels={"click": False, "call": True, "face": False, "home": True},
        phones=(Phone("+3278151515", "078"), Phone("1733", None)),
        opening_hours=True,
        evidence={
            "kind": place("Hulp in huis", "h1"),
            "home": place("We komen bij u thuis."),
            "phones": (*place("078 15 15 15"), *place("1733")),
            "opening_hours": place("Elke eerste maandag van 9 tot 11 uur"),
        },
    )
    return [
        seen(start, "Welkom", Facts(kind="home", is_service=False, evidence={"kind": place("Welkom", "h1")})),
        seen(f"{start}contact", "Contact", contact),
        seen(f"{start}attest", "Een attest aanvragen", attest),
        seen(f"{start}attest/formulier", "Aanvraag", form),
        seen(f"{start}premie", "Premie voor de regenput", premium),
        seen(f"{start}hulp-in-huis", "Hulp in huis", care),
    ]


def hostile_pages(start: str, texts: Sequence[str]) -> list[SeenPage]:
    """Return services of which every text attacks whoever shows it."""
    return [
        seen(
            f"{start}{n}?{evil}",
            evil,
            Facts(
                kind="service",
                is_service=True,
                service_confidence=0.9,
                channels={"click": True, "call": True, "face": True, "home": True},
                phones=(Phone(evil, evil),),
                addresses_counter=(evil,),
                opening_hours=True,
                leads=(Lead(f"{start}{n}.pdf?{evil}", evil, evil),),
                evidence={
                    name: (Evidence(evil, evil),)
                    for name in (
                        "kind",
                        "click",
                        "face",
                        "home",
                        "phones",
                        "addresses_counter",
                        "opening_hours",
                    )
                },
            ),
            evil,
        )
        for n, evil in enumerate(texts)
    ]
