"""Which sites a scan visits: those of the settings, of one entity, of a list, or addresses as typed."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drempel.cli.program import WrongUse
from drempel.cli.words import note, say
from drempel.errors import UnknownName
from drempel.model.entity import Entity
from drempel.model.site import Site

if TYPE_CHECKING:
    from drempel.app import ScanJob
    from drempel.settings import Settings


def jobs(
    settings: "Settings",
    urls: Sequence[str],
    entity: str | None,
    sites_from: str | None,
    refused: list[str] | None = None,
) -> "list[ScanJob]":
    """Return what to scan; lines of a list that are no web address are said, and added to `refused`.

    The id of an entity in the settings stands for its sites. Addresses from the command line or a list make
    entities of their own and never inherit `allow_private`: only a site in the settings has it. Raises
    `UsageError` when there is nothing to scan.
    """
    from drempel.app import ScanJob

    if entity and (urls or sites_from):
        raise WrongUse(say("Give addresses or --entity, not both."))
    if urls or sites_from:
        named, others = _by_id(settings.entities(), urls)
        typed = [*map(web_address, others), *(_listed(sites_from, refused) if sites_from else ())]
        found = [ScanJob(owner, site) for owner in named for site in owner.sites]
        found += [ScanJob(owner, site) for owner, site in bare(typed)]
    else:
        entities = [_named(settings.entities(), entity)] if entity else settings.entities()
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


def _by_id(entities: Sequence[Entity], typed: Iterable[str]) -> tuple[list[Entity], list[str]]:
    """Return the entities of the settings that are named by their id, each once, and what else was typed."""
    by_id = {entity.id: entity for entity in entities}
    named, others = dict[str, Entity](), list[str]()
    for text in typed:
        if text in by_id:
            named[text] = by_id[text]
        else:
            others.append(text)
    return list(named.values()), others


def bare(urls: Iterable[str]) -> list[tuple[Entity, Site]]:
    """Return a site for each address without settings, with its entity: the host is its name.

    An address that stands there twice counts once. Addresses in different folders of one host divide it
    among them: each site is its folder (all up to the last `/`) without the deeper folders of others.
    """
    from crawler.urls import normal_form

    starts: dict[str, str] = {}
    for url in urls:
        starts.setdefault(normal_form(url), url)
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in starts.values():
        by_host[_host(url)].append(url)
    found = {url: pair for host, group in by_host.items() for url, pair in _divided(host, group)}
    return [found[url] for url in starts.values()]


def _divided(host: str, urls: Sequence[str]) -> list[tuple[str, tuple[Entity, Site]]]:
    folders = {url: urlsplit(url).path.rpartition("/")[0] + "/" for url in urls}
    sites = [_part(url, host, folders[url], set(folders.values())) for url in urls]
    owner = Entity(id=host.replace(":", "-").strip("[]"), name=host, sites=tuple(sites))
    return [(url, (owner, site)) for url, site in zip(urls, sites, strict=True)]


def _part(url: str, host: str, folder: str, folders: set[str]) -> Site:
    parts = urlsplit(url)
    deeper = sorted(other for other in folders if other != folder and other.startswith(folder))
    # http and https, and a host with and without `www.`, are one website.
    exclude = tuple(f"*://{www}{host}{other}*" for other in deeper for www in ("", "www."))
    include = () if folder == "/" else (f"{parts.scheme}://{_netloc(url)}{folder}",)
    return Site((url,), include, exclude) if len(folders) > 1 else Site((url,))


def _netloc(url: str) -> str:
    """Return host and port of an address, without credentials."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _host(url: str) -> str:
    return _netloc(url).removeprefix("www.")


def web_address(typed: str) -> str:
    """Return an address with its scheme: `www.voorbeeld.example` is what people type."""
    if (url := _with_scheme(typed)) is None:
        raise WrongUse(
            say(
                "“{url}” is not a web address. Write for example: {example}",
                url=typed,
                example="https://www.voorbeeld.example/",
            )
        )
    return url


def _with_scheme(typed: str) -> str | None:
    url = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return None
    return url if is_web and not any(char.isspace() for char in url) else None


def _listed(name: str, refused: list[str] | None) -> list[str]:
    """Return the addresses in a list; one wrong line among hundreds does not keep the others from a scan.

    Raises `WrongUse` with every wrong line where nobody takes them (`refused`), or there is no good one.
    """
    from crawler.urls import normal_form

    found, wrong, repeated = [], [], []
    seen: dict[str, int] = {}
    for number, text in _numbered(name):
        if (url := _with_scheme(text)) is None:
            wrong.append(say("Line {n}: “{url}” is not a web address.", n=number, url=text))
            if refused is not None:
                refused.append(text)
            continue
        if seen.setdefault(normal_form(url), number) != number:
            repeated.append(str(number))
        found.append(url)
    if wrong and found and refused is not None:
        for line in wrong:
            note(line)
    elif wrong:
        example = say("Write for example: {example}", example="https://www.voorbeeld.example/")
        raise WrongUse("\n".join((say("The list “{name}” cannot be used.", name=name), *wrong, example)))
    if repeated:
        numbers = ", ".join(repeated)
        note(say("Addresses that stand in the list twice are scanned once (line {lines}).", lines=numbers))
    return found


def lines(name: str) -> list[str]:
    """Return the lines of a list, from a file or from stdin (`-`), without empty ones and remarks (`#`)."""
    return [text for _, text in _numbered(name)]


def _numbered(name: str) -> list[tuple[int, str]]:
    """Return what stands in a list with its line numbers; a remark may also follow an address."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise WrongUse(say("There is no file “{name}”. Check the name and the folder.", name=name)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            say(
                "“{name}” cannot be read: {reason}. It must be a text file in UTF-8.", name=name, reason=error
            )
        ) from None
    # Not splitlines: it also breaks at signs that may stand in an address.
    found = (re.split(r"(?:^|\s)#", line)[0].strip() for line in re.split(r"\r\n|\r|\n", text))
    return [(number, line) for number, line in enumerate(found, 1) if line]


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
