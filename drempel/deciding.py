"""What people decide about issues, in the database and in `waivers.toml` beside the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from drempel.i18n import TIME_ZONE
from drempel.model.decision import Decision, IssueName, Reliability, reliability, standing
from drempel.settings import Settings
from drempel.waivers import add_to_file, decisions_on, fits, path_beside, read_waivers
from storage import Store


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was kept: about which issue, and where."""

    issue: IssueName
    file: Path | None
    """The file that holds it, `None` for the database."""


def decide(settings: Settings, name: str, site: str | None, decision: Decision, *, in_file: bool) -> Decided:
    """Keep a decision about an issue, named by its id, a beginning of that, or its fingerprint.

    Raises `UnknownName` or `UsageError` where it is not clear which issue is meant.
    """
    with Store.open(settings.storage.url, create=False) as store:
        issue = store.issue_named(name, site)
        if not in_file:
            store.decide(issue.id, decision)
            return Decided(issue, None)
    path = path_beside(settings.file)
    add_to_file(path, issue, decision)
    return Decided(issue, path)


def history(settings: Settings, name: str, site: str | None) -> tuple[IssueName, Sequence[Decision]]:
    """Return an issue and all that was ever decided about it, oldest first."""
    notes = read_waivers(path_beside(settings.file))
    with Store.open(settings.storage.url, create=False) as store:
        issue = store.issue_named(name, site)
        told = [*store.decisions(issue.id), *decisions_on(notes, issue)]
    return issue, sorted(told, key=lambda one: one.decided_at)


def has_waiver(settings: Settings, name: str, site: str | None) -> bool:
    """Tell whether a waiver holds today."""
    stands = standing(history(settings, name, site)[1], today())
    return stands is not None and stands.is_waived


def about_nothing(settings: Settings) -> list[str]:
    """Return by which names decisions in the file are about a problem that no scan ever found.

    Such a decision counts for nothing, mostly for a slip of the pen. `settings` name the database.
    """
    notes = read_waivers(path_beside(settings.file))
    if not notes:
        return []
    with Store.open(settings.storage.url, create=False) as store:
        known = [issue for issue, _ in store.decided()]
    names = (note.issue or note.fingerprint for note in notes if not any(fits(note, one) for one in known))
    return list(dict.fromkeys(names))


def reliability_rows(settings: Settings) -> tuple[Reliability, ...]:
    """Return how often people agreed with each check: most false alarms first, then by id."""
    notes = read_waivers(path_beside(settings.file))
    with Store.open(settings.storage.url, create=False) as store:
        found = [
            (issue.check, (*decisions, *decisions_on(notes, issue))) for issue, decisions in store.decided()
        ]
    return tuple(sorted(reliability(found, today()), key=lambda row: (-row.false_alarms, row.check)))


def today() -> date:
    """Return the day on the clock of the readers, on which a waiver holds or not."""
    return datetime.now(TIME_ZONE).date()
