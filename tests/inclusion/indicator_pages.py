"""Small pages and services for the tests of indicators."""

from typing import Any

from checks.facts.extract import facts_of
from checks.facts.signs.extract import signs_of
from drempel.model.facts import Evidence, Facts, Phone
from drempel.model.inclusion import SeenPage
from drempel.model.service import Channel, Service
from drempel.model.signs import Sign, Signs
from tests.inclusion.building import dom_of

URL = "https://www.zilverbeek.example/verhuizen"


def made(
    *artefacts: object, signs: dict[str, str] | None = None, url: str = URL, final: str = "", **facts: Any
) -> SeenPage:
    """Return a page of these facts and signs (name → value); other artefacts as they are given."""
    of_page = {
        name: facts.pop(name) for name in ("meets_b1", "outcomes", "fails_norm", "title") if name in facts
    }
    kept: dict[type[Any], Any] = {type(one): one for one in artefacts}
    if facts:
        kept[Facts] = Facts(**facts)
    if signs is not None:
        place = (Evidence("main > p", "zin"),)
        kept[Signs] = Signs(True, {name: Sign(value, place) for name, value in signs.items()})
    return SeenPage(url, of_page.pop("title", "Verhuizen"), final or url, artefacts=kept, **of_page)


def read(body: str, *artefacts: object, title: str = "Dienst", url: str = URL, **facts: Any) -> SeenPage:
    """Return a page as it is read from its HTML; `facts` replace some of what was read."""
    dom = dom_of(f"<html lang=nl><title>{title}</title><body><main>{body}</main>", url)
    found = facts_of(dom)
    if facts:
        found = Facts(**({name: getattr(found, name) for name in Facts.__dataclass_fields__} | facts))
    kept: dict[type[Any], Any] = {Facts: found, Signs: signs_of(dom)} | {type(one): one for one in artefacts}
    return SeenPage(url, title, url, artefacts=kept)


def service(pages: tuple[str, ...] = (URL,), **more: Any) -> Service:
    """Return a service; `click`, `call`, `face` and `home` say which channels it has."""
    channels = {
        kind: Channel(kind, more.pop(kind)) for kind in ("click", "call", "face", "home") if kind in more
    }
    return Service("Verhuizen", pages[0], pages, 0.9, channels=channels, **more)


PHONE = Phone("+3233303030", "normal")
