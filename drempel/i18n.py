"""Words, numbers and dates in the reader's language.

A catalogue merges every `.po` file in `drempel/locale/<language>/LC_MESSAGES/`, read as they stand: no
compiled form, so a checkout speaks Dutch at once. The English sentence is the key of each message (msgid);
the context is the id of the check that says it, or none for the interface. Dutch is complete; a language
that lacks a message falls back to Dutch, and the caller can ask so that it marks the passage (`lang="nl"`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from drempel.errors import UnknownName

LANGUAGES: Mapping[str, str] = {"nl": "nl_BE", "en": "en_GB", "fr": "fr_BE"}
"""Language of a report → locale for its numbers and dates; the first is the default."""

SOURCE_LANGUAGE = "en"
"""The language of the msgids."""

FALLBACK_LANGUAGE = "nl"
"""What is shown where another language has no translation yet."""

FIRST = ("cli", "decisions", "nightly", "database", "channels", "sheets")
"""Beginnings of the names of files that hold what commands say; they are read first."""

TIME_ZONE = ZoneInfo("Europe/Brussels")
"""Clock that readers in Flanders, Belgium and the Netherlands live by; stored times are UTC."""

Key = tuple[str, str]
"""Context (empty for none) and msgid; a plural message goes by its singular."""


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a sentence as a message that is translated later; return it unchanged."""
    return msgid


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All messages of one language, and its way of writing numbers and dates."""

    language: str
    """Two letters, fit for the `lang` attribute."""
    _locale: Locale
    _messages: Mapping[Key, tuple[str, ...]]
    _plural_form: Callable[[int], int]
    _fallback: "Catalogue | None" = field(default=None, repr=False)

    def text(self, msgid: str, /, context: str | None = None, **params: object) -> str:
        """Return the message in this language, its `{placeholders}` filled in.

        Raises ValueError, naming the message, when a placeholder has no parameter.
        """
        holder = self._holder(msgid, context)
        found = holder._messages[_key(msgid, context)][0] if holder else msgid
        return _fill(found, msgid, params)

    def plural(
        self, singular: str, plural: str, n: int, /, context: str | None = None, **params: object
    ) -> str:
        """Return the form of the message that fits `n`, which is also the placeholder `{n}`.

        Raises ValueError, naming the message, when a placeholder has no parameter.
        """
        holder = self._holder(singular, context)
        if holder:
            forms = holder._messages[_key(singular, context)]
            found = forms[min(holder._plural_form(n), len(forms) - 1)]
        else:
            found = singular if n == 1 else plural
        return _fill(found, singular, {"n": self.number(n), **params})

    def has(self, msgid: str, context: str | None = None) -> bool:
        """Tell whether this very language can say the message; a fallback does not count."""
        return self.language == SOURCE_LANGUAGE or _key(msgid, context) in self._messages

    def is_fallback(self, msgid: str, context: str | None = None) -> bool:
        """Tell whether the message comes out in another language than this one."""
        return not self.has(msgid, context)

    def language_of(self, msgid: str, context: str | None = None) -> str:
        """Return the language in which the message comes out, for the `lang` attribute around it."""
        holder = self._holder(msgid, context)
        return holder.language if holder else SOURCE_LANGUAGE

    def messages(self) -> Mapping[Key, tuple[str, ...]]:
        """Return this language's own translations: (context, msgid) → the forms, one if not plural."""
        return self._messages

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number as people write it, e.g. `1.234,5`.

        `digits` is the exact number of decimals; `None` leaves at most three, without trailing zeros.
        """
        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def percent(self, ratio: float, digits: int = 0) -> str:
        """Return a ratio (0 to 1) as a percentage, e.g. `12%`."""
        pattern = self._locale.percent_formats[None].pattern
        if digits:
            pattern = pattern.replace("0", "0." + "0" * digits, 1)
        return format_percent(ratio, format=pattern, locale=self._locale)

    def date(self, value: dt.date) -> str:
        """Return a day, e.g. `24 november 2026`; a datetime gives the day on the readers' clock.

        Raises ValueError for a datetime without time zone.
        """
        day = _local(value).date() if isinstance(value, dt.datetime) else value
        return format_date(day, format="long", locale=self._locale)

    def datetime(self, value: dt.datetime) -> str:
        """Return a moment on the readers' clock, e.g. `24 november 2026, 09:05`.

        Raises ValueError for a datetime without time zone.
        """
        local = _local(value)
        return f"{self.date(local)}, {format_time(local, format='short', locale=self._locale)}"

    def _holder(self, msgid: str, context: str | None) -> "Catalogue | None":
        """Return the catalogue that says the message; `None` when only the msgid is left."""
        if _key(msgid, context) in self._messages:
            return self
        if self.language == SOURCE_LANGUAGE or self._fallback is None:
            return None
        return self._fallback._holder(msgid, context)


def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language; `nl`, `nl-BE` and `nl_BE` are the same.

    Raises UnknownName for a language that Drempel does not speak.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    if primary not in LANGUAGES:
        raise UnknownName(f"Drempel does not speak {language!r}. Choose from: {', '.join(LANGUAGES)}.")
    return _load(primary)


def po_files(language: str) -> list[Traversable]:
    """Return the files that make up a language, in the order in which the first translation wins."""
    folder = files("drempel").joinpath("locale", language, "LC_MESSAGES")
    if not folder.is_dir():
        return []
    found = (file for file in folder.iterdir() if file.name.endswith(".po"))
    return sorted(found, key=lambda file: (not file.name.startswith(FIRST), file.name))


def read_messages(
    sources: Iterable[Traversable], language: str
) -> tuple[Mapping[Key, tuple[str, ...]], Callable[[int], int]]:
    """Return the translations in some files and the language's rule for plurals (number → which form).

    Raises babel's PoFileError for a file that is not in gettext form.
    """
    messages: dict[Key, tuple[str, ...]] = {}
    plural_form: Callable[[int], int] = _one_or_more
    for source_file in sources:
        with source_file.open("rb") as file:
            source = read_po(file, locale=language, abort_invalid=True)
        plural_form = c2py(source.plural_expr)
        for message in source:
            written = message.string or ()
            forms = (written,) if isinstance(written, str) else tuple(written)
            # A fuzzy translation belongs to an older sentence; gettext leaves it out too.
            if message.id and forms and all(forms) and not message.fuzzy:
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                messages.setdefault(_key(msgid, message.context), forms)
    return messages, plural_form


class _Messages(Mapping[Key, tuple[str, ...]]):
    """The translations of a language, read file by file until what is asked for is there.

    Reading all of them takes longer than all else that `drempel --help` does.
    """

    def __init__(self, sources: Iterable[Traversable], language: str) -> None:
        self._language = language
        self._left = iter(sources)
        self._read: dict[Key, tuple[str, ...]] = {}
        self.plural_form: Callable[[int], int] = _one_or_more
        self._read_on()

    def __getitem__(self, key: Key) -> tuple[str, ...]:
        while key not in self._read:
            if not self._read_on():
                raise KeyError(key)
        return self._read[key]

    def __iter__(self) -> Iterator[Key]:
        while self._read_on():
            pass
        return iter(self._read)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read_on(self) -> bool:
        """Read one more file; tell whether there was one."""
        source = next(self._left, None)
        if source is None:
            return False
        messages, self.plural_form = read_messages([source], self._language)
        for key, forms in messages.items():
            self._read.setdefault(key, forms)
        return True


@cache
def _load(language: str) -> Catalogue:
    messages = _Messages(po_files(language), language)
    needs_fallback = language not in (SOURCE_LANGUAGE, FALLBACK_LANGUAGE)
    return Catalogue(
        language=language,
        _locale=Locale.parse(LANGUAGES[language]),
        _messages=messages,
        _plural_form=messages.plural_form,
        _fallback=_load(FALLBACK_LANGUAGE) if needs_fallback else None,
    )


def _one_or_more(n: int) -> int:
    return int(n != 1)


def _key(msgid: str, context: str | None) -> Key:
    return context or "", msgid


def _fill(sentence: str, msgid: str, params: Mapping[str, object]) -> str:
    try:
        return sentence.format(**params)
    except (KeyError, IndexError) as error:
        wanted = sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})
        raise ValueError(f"Message {msgid!r} needs {wanted} but got {sorted(params)}.") from error


def _local(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give an aware datetime.")
    return moment.astimezone(TIME_ZONE)
