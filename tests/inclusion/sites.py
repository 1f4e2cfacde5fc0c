"""Hand-made sites as the facts of their pages, for services, key pages and channels."""

from collections.abc import Mapping, Sequence
from typing import Any

from drempel.model.facts import Evidence, Facts, FormStep, Lead, Opening, Phone
from drempel.model.inclusion import SeenPage

BASE = "https://www.gemeente.example"
PLACE = Evidence("main > p", "hier")


def opened(text: str) -> tuple[Opening, ...]:
    """Return openings from `1 9-12, 1 13-17.5`."""
    found = []
    for part in text.split(", "):
        day, _, times = part.partition(" ")
        start, _, end = times.partition("-")
        found.append(Opening(int(day), round(float(start) * 60), round(float(end) * 60)))
    return tuple(found)


def page(
    path: str,
    name: str,
    kind: str = "service",
    *,
    to: Sequence[str | tuple[str, str]] = (),
    ways: str = "",
    phones: Sequence[Phone] = (),
    counters: Sequence[str] = (),
    hours: str | None = None,
    says: Mapping[str, str] | None = None,
    sure: float = 0.85,
    service: bool | None = None,
    step: FormStep | None = None,
    **facts: Any,
) -> SeenPage:
    """Return a page. `to` holds (address, text) of links; `ways` the channels that it offers itself."""
    is_service = kind in {"service", "form"} if service is None else service
    leads = tuple(
        Lead(url if "://" in url else BASE + url, text, "main > a")
        for url, text in (one if isinstance(one, tuple) else (one, "Lees meer") for one in to)
    )
    evidence: dict[str, tuple[Evidence, ...]] = {"kind": (Evidence("main > h1", name),)}
    evidence |= {kind: (Evidence("main > p", text),) for kind, text in (says or {}).items()}
    if phones:
        evidence["phones"] = tuple(Evidence("main > p", phone.number) for phone in phones)
    if counters:
        evidence["addresses_counter"] = tuple(Evidence("main > p", address) for address in counters)
    if hours is not None:
        evidence["opening_hours"] = (Evidence("main > p", "Open: zie hier"),)
    for field, value in facts.items():
        if value and field in {"login_ways", "email_required", "pdf_only"}:
            evidence[field] = (PLACE,)
    channels = None
    if is_service:
        channels = {name: name in ways.split() for name in ("click", "call", "face", "home")}
        channels["call"] = channels["call"] or bool(phones)
        channels["face"] = channels["face"] or bool(counters)
    if kind == "form" and "required_fields" not in facts:
        facts["required_fields"] = 3
    if kind == "form":
        facts.setdefault("email_required", False)
    made = Facts(
        kind=kind,
        is_service=is_service,
        service_confidence=sure,
        phones=tuple(phones),
        addresses_counter=tuple(counters),
        opening_hours=hours is not None,
        hours=opened(hours) if hours else None,
        channels=channels,
        leads=leads,
        form_step=step,
        evidence=evidence,
        **facts,
    )
    return SeenPage(BASE + path, f"{name} | Gemeente X", BASE + path, "", {Facts: made})


HOME = page("/", "Welkom", "home")
CONTACT = page(
    "/contact",
    "Contact",
    "contact",
    phones=[Phone("+3256277840", "normal")],
    counters=["Grote Markt 54, 8500 Kortrijk"],
    hours="1 9-12, 1 13-19, 2 9-12",
)
