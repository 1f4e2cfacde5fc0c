"""Compare names on the command line and in the settings with what exists."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from drempel.cli.words import note, say
from drempel.errors import UnknownName
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.settings import Settings


def verify_checks(ids: Iterable[str]) -> None:
    """Raise `UnknownName` for an id that no check has: a misspelt one would switch nothing off in silence."""
    from drempel import app

    known = [info.id for info in app.catalogue()]
    _verify(ids, known, N_("There is no check “{name}”."), say("`drempel checks` lists them."))


def verify_formats(names: Iterable[str]) -> None:
    """Raise `UnknownName` for a report format that does not exist, before hours of scanning."""
    from reports.registry import discover

    known = discover()
    listed = say("Choose from: {names}.", names=", ".join(known))
    _verify(names, known, N_("There is no report format “{name}”."), listed)


def tell_about_nothing(settings: "Settings") -> None:
    """Tell on stderr of decisions in `waivers.toml` that are about no problem that a scan ever found."""
    from drempel.deciding import about_nothing

    for name in about_nothing(settings):
        note(
            say(
                "waivers.toml: no scan ever found the problem {name}. This decision counts for nothing. Copy "
                "the number or the fingerprint from the report.",
                name=name,
            )
        )


def _verify(names: Iterable[str], known: Collection[str], unknown: str, where: str) -> None:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = say("Do you mean {name}?", name=near[0]) if near else where
            raise UnknownName(f"{say(unknown, name=name)} {hint}")
