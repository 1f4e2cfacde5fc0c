"""Say things to the person at the terminal, in the language that was chosen.

`say` is for sentences of the commands themselves (catalogue context `cli`). The language is that of
`--language`, else of `[report] language`, else Dutch.
"""

from contextvars import ContextVar
from typing import Any

import click

from drempel.errors import DrempelError, SetupError, StorageError
from drempel.i18n import FALLBACK_LANGUAGE, LANGUAGES, N_, SOURCE_LANGUAGE, Catalogue, catalogue

CONTEXT = "cli"
ERROR_CONTEXT = "error"

_language: ContextVar[str] = ContextVar("language", default=FALLBACK_LANGUAGE)

_FRAMES = {
    SetupError: N_("Something is missing on this machine."),
    StorageError: N_("The database does not play along."),
}
"""What is said before an error whose own sentence nobody has translated."""


def use_language(name: str) -> None:
    """Speak this language from now on; Dutch instead of one that Drempel does not speak."""
    primary = name.replace("_", "-").partition("-")[0].lower()
    _language.set(primary if primary in LANGUAGES else FALLBACK_LANGUAGE)


def words() -> Catalogue:
    """Return the catalogue of the chosen language."""
    return catalogue(_language.get())


def say(msgid: str, /, **params: Any) -> str:
    """Return a sentence of the commands in the chosen language."""
    return words().text(msgid, context=CONTEXT, **params)


def count(singular: str, plural: str, n: int, /, **params: Any) -> str:
    """Return the form of a sentence that fits `n`; both forms hold `{n}`."""
    return words().plural(singular, plural, n, context=CONTEXT, **params)


def note(text: str) -> None:
    """Show a line that is no result: on stderr, so that results can be piped."""
    click.echo(text, err=True)


def explained(error: DrempelError) -> str:
    """Return what went wrong and what to do next, in the chosen language as far as it can be said there."""
    told = error.text(_error)
    frame = next((frame for kind, frame in _FRAMES.items() if isinstance(error, kind)), "")
    is_foreign = told == str(error) and words().language != SOURCE_LANGUAGE
    return f"{say(frame)}\n{told}" if frame and is_foreign else told


def _error(msgid: str, /, **params: Any) -> str:
    # A sentence that came ready-made may hold braces of its own.
    is_message = params or words().has(msgid, ERROR_CONTEXT)
    return words().text(msgid, ERROR_CONTEXT, **params) if is_message else msgid
