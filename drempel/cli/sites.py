"""Which sites a scan visits: those of the settings, of one entity, of a list, or addresses as typed."""

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drempel.cli.program import WrongUse
from drempel.cli.words import say
from drempel.errors import UnknownName
from drempel.model.entity import Entity
from drempel.model.site import Site

if TYPE_CHECKING:
    from drempel.app import ScanJob
    from drempel.settings import Settings


def jobs(
    settings: "Settings", urls: Sequence[str], entity: str | None, sites_from: str | None
) -> "list[ScanJob]":
    """Return what to scan.

    Addresses from the command line or a list make an entity of their own and never inherit
    `allow_private`: only a site in the settings has it. Raises `UsageError` when there is nothing to scan.
    """
    from drempel.app import ScanJob

    if entity and (urls or sites_from):
        raise WrongUse(say("Give addresses or --entity, not both."))
    if urls or sites_from:
        typed = [*urls, *(lines(sites_from) if sites_from else ())]
        entities: Iterable[Entity] = [bare(url) for url in dict.fromkeys(map(web_address, typed))]
    elif entity:
        entities = [_named(settings.entities(), entity)]
    else:
        entities = settings.entities()
    found = [ScanJob(owner, site) for owner in entities for site in owner.sites]
    if not found:
        raise WrongUse(
            say(
                "There is nothing to scan: give an address, or put an [[entity]] in config.toml.\n"
                "For example: {example}",
                example="drempel scan https://www.voorbeeld.example/",
            )
        )
    return found


def bare(url: str) -> Entity:
    """Return an entity for one address without settings: its host is its name."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    name = host.removeprefix("www.")
    return Entity(id=name.replace(":", "-").strip("[]"), name=name, sites=(Site(start=(url,)),))


def web_address(typed: str) -> str:
    """Return an address with its scheme: `www.voorbeeld.example` is what people type."""
    url = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_web = False
    if not is_web or any(char.isspace() for char in url):
        raise WrongUse(
            say(
                "“{url}” is not a web address. Write for example: {example}",
                url=typed,
                example="https://www.voorbeeld.example/",
            )
        )
    return url


def lines(name: str) -> list[str]:
    """Return the lines of a list, from a file or from stdin (`-`), without empty ones and remarks (`#`)."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except FileNotFoundError:
        raise WrongUse(say("There is no file “{name}”. Check the name and the folder.", name=name)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            say(
                "“{name}” cannot be read: {reason}. It must be a text file in UTF-8.", name=name, reason=error
            )
        ) from None
    found = [line.strip() for line in text.splitlines()]
    return [line for line in found if line and not line.startswith("#")]


def _named(entities: Sequence[Entity], wanted: str) -> Entity:
    by_id = {entity.id: entity for entity in entities}
    if wanted in by_id:
        return by_id[wanted]
    near = get_close_matches(wanted, by_id, n=3) or list(by_id)[:10]
    raise UnknownName(
        say("There is no entity “{id}” in the settings.", id=wanted)
        + " "
        + (
            say("Choose from: {names}.", names=", ".join(near))
            if near
            else say("Put it in config.toml as an [[entity]].")
        )
    )
