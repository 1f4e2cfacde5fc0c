"""Exceptions that callers may want to tell apart.

DrempelError                     everything below; str() is a sentence for people
├── UsageError                   wrong argument, wrong value, wrong file: exit code 2
│   ├── SettingsError            config.toml or an environment variable is wrong
│   └── UnknownName              a check, entity, scan or standard that does not exist
├── SetupError                   something is missing on this machine (browser, axe-core): exit code 2
├── StorageError                 database cannot be reached, is locked, full or too old: exit code 2
│   └── StorageConflict          another program wrote the same rows at the same time
├── FetchError                   one address could not be loaded; carries a FetchFailure
└── UnsafeAddress                the guard refused an address; never retried
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from drempel.model.snapshot import FetchOutcome, Reason

if TYPE_CHECKING:
    from drempel.model.facts import Facts


class DrempelError(Exception):
    """Base of all errors that Drempel raises on purpose; the message says what to do next.

    The message is English and may hold `{placeholders}` for the parameters, so that whoever shows the
    error can look it up in the catalogue (context `error`) and say it in the reader's language.
    """

    def __init__(self, message: str = "", /, **params: object) -> None:
        super().__init__(message.format(**params) if params else message)
        self.message = message
        self.params = params

    def text(self, say: Callable[..., str]) -> str:
        """Return the message as `say`, which takes an English message and its parameters, translates it."""
        return say(self.message, **self.params)


class UsageError(DrempelError):
    """The call cannot be carried out as written; correct it and call again."""


class SettingsError(UsageError):
    """A setting is unknown or has an impossible value; the message names file, table, key and value."""


class UnknownName(UsageError):
    """A name was given that does not exist; the message holds the nearest known ones."""


class SetupError(DrempelError):
    """This machine lacks something that is needed; the message says how to get it."""


class StorageError(DrempelError):
    """The database did not take or give what was asked; nothing that was reported as stored is lost."""


class StorageConflict(StorageError):
    """Another program wrote the same rows at the same time: the same may well succeed a moment later."""


class FetchError(DrempelError):
    """One address did not become a snapshot; the page is reported with this outcome, never as clean.

    `url` is the address whose request failed where that is another one than was asked for (a redirect's
    target), else empty. `facts` is what could be seen of the page although something asks to be answered
    first (a cookie wall, a log-in). `links` are the addresses that a page named before it led away.
    """

    facts: "Facts | None" = None
    links: tuple[str, ...] = ()

    def __init__(self, outcome: FetchOutcome, reason: Reason, *, permanent: bool, url: str = "") -> None:
        super().__init__(str(reason))
        self.url = url
        self.outcome = outcome
        self.reason = reason
        self.permanent = permanent


class UnsafeAddress(DrempelError):
    """The host of an address resolves to a network that may not be reached from here."""
