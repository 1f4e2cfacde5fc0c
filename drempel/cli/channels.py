"""`drempel channels`: by which channels each service of a site is offered, from its last scan."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from drempel.cli.options import Call, common, database, text_or_json
from drempel.cli.program import Command, Exit, WrongUse
from drempel.cli.words import count, note, say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.model.service import Service
    from reports.channels import ChannelWords

MARKS = {"own": "●", "site": "○", "no": "✗", "unknown": "?"}
_MOST_NAME = 44
_MOST_PHONES = 3


@click.command(
    cls=Command,
    help=N_(
        "Show which services a site has and how people get them: online, by phone, at a counter or at home. "
        "From the last scan of the site; nothing is visited."
    ),
    example="drempel channels https://www.voorbeeld.example/",
)
@click.argument("site", metavar=N_("SITE"))
@text_or_json
@database
@common
def channels(call: Call, site: str, form: str, db: str | None) -> int:
    """Show the channel map of one site; SITE is a start address or the id of an entity."""
    settings = call.settings(storage__url=db)
    # Here, for it is slow to load and other commands need it not.
    from drempel.inclusion.services import unseen
    from drempel.model.facts import Facts
    from drempel.stored_site import last_scan
    from reports.channels import ChannelWords, channel_map, map_data
    from reports.wording import Wording

    with last_scan(settings, site) as source:
        found = channel_map(source)
        header = source.header
        if not found.is_known:
            raise WrongUse(
                say(
                    "Of scan {scan} of {site} it is not kept what stood on its pages. "
                    "Scan again: drempel scan {site}",
                    scan=header.scan.id,
                    site=header.site_start[0],
                )
            )
        data = map_data(source, found)
        for url in unseen(source.seen_pages(Facts), header.service_corrections):
            note(say("config.toml names {url} with a service, but the scan did not see that page.", url=url))
    if form == "json":
        text = json.dumps(data, ensure_ascii=False, indent=2)
        # A lone surrogate from a broken page cannot be written as UTF-8; JSON has a way to say it.
        click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
        return Exit.NOTHING_FOUND
    told = ChannelWords(Wording(words()))
    if not call.quiet:
        click.echo(_head(header.site_start[0], header.scan.id, len(found.services)))
    for line in _table(found.services, told):
        click.echo(line)
    if not call.quiet and found.services:
        click.echo("")
        for line in _legend(told):
            click.echo(line)
    return Exit.NOTHING_FOUND


def _head(site: str, scan: str, services: int) -> str:
    found = count("{n} service found", "{n} services found", services)
    return f"{_shown(site, 200)}: {found} ({say('scan')} {scan})\n"


def _table(services: "tuple[Service, ...]", told: "ChannelWords") -> Iterator[str]:
    """Yield a line per service with a mark per channel, and below it what goes with them."""
    from reports.channels import KINDS, place_of

    heads = [told.words.say(name).text for name in KINDS.values()]
    if not services:
        return
    names = [_shown(service.name, _MOST_NAME) for service in services]
    width = max(map(len, [*names, say("Service")]))
    yield "  ".join([say("Service").ljust(width), *heads])
    for service, name in zip(services, names, strict=True):
        marks = (
            MARKS[place_of(service.channels[kind])].center(len(head))
            for kind, head in zip(KINDS, heads, strict=True)
        )
        yield "  ".join([name.ljust(width), *marks]).rstrip()
        for line in _below(service, told):
            yield f"    {line}"


def _below(service: "Service", told: "ChannelWords") -> Iterator[str]:
    from reports.channels import ANSWERS, LEAST_SURE, WITHOUT_WHAT

    yield _shown(service.url, 200)
    if service.confidence < LEAST_SURE:
        yield say("To check: is this a service? ({share} sure)", share=words().percent(service.confidence))
    for phone in service.channels["call"].phones[:_MOST_PHONES]:
        yield f"{told.number(phone)} ({told.cost(phone).text})"
    yield f"{say('Opening hours')}: {told.hours(service).text}"
    answers = (
        f"{told.words.say(name).text}: {told.words.say(ANSWERS[service.works_without[what]]).text}"
        for what, name in WITHOUT_WHAT.items()
    )
    yield "; ".join(answers)


def _legend(told: "ChannelWords") -> Iterator[str]:
    from reports.channels import PLACES

    yield "  ".join(f"{MARKS[place]} {told.words.say(name).text}" for place, name in PLACES.items())
    yield say("“Not found” means: it does not stand on the pages that the scan saw.")


def _shown(text: str, most: int) -> str:
    """Return text of a page as one short line that cannot steer the terminal."""
    from reports.untrusted import printable

    return " ".join(printable(text, most).split())
