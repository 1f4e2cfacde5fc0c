"""From which day a document is, and whether the law may leave it alone.

A name or a link tells the day that people mean; a file tells when it was made; a folder named after a month
tells when the file was put there; a server does so too, which is the weakest. What is exempt is decided by
people: here stands only that it may be.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from drempel.model.document import EXEMPT_BEFORE, DocumentFacts

ARCHIVE_CLOSED: Final = date(2019, 9, 23)
"""An archive holds nothing that was edited after this day (Directive (EU) 2016/2102, article 1(4)(h))."""

_MONTHS: Final = (
    ("januari", "janvier", "january"),
    ("februari", "février", "february"),
    ("maart", "mars", "march"),
    ("april", "avril"),
    ("mei", "mai", "may"),
    ("juni", "juin", "june"),  # codespell:ignore juni
    ("juli", "juillet", "july"),
    ("augustus", "août", "august"),
    ("september", "septembre"),
    ("oktober", "octobre", "october"),  # codespell:ignore oktober
    ("november", "novembre"),
    ("december", "décembre"),
)
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_SEPARATED: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./](\d\d?)[-_./](\d\d?)(?!\d)")
_TURNED: Final = re.compile(r"(?<!\d)(\d\d?)[-_./](\d\d?)[-_./]((?:19|20)\d\d)(?!\d)")
_RUN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_WORDS: Final = re.compile(
    rf"(?<!\d)(\d\d?)(?:er)?[\s_-]+({'|'.join(_MONTH_OF)})[\s_-]+((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_FOLDER: Final = re.compile(r"/((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?=/)")
"""Where programs that manage a site put what was uploaded in a month."""
_ARCHIVE: Final = re.compile(r"(?:^|[/._-])(?:web)?(?:archief|archieven|archive|archives)(?=[/._-]|$)", re.I)


def day_of(url: str, link_text: str, facts: DocumentFacts, last_modified: str) -> tuple[str, str]:
    """Return the ISO day of a document and who tells it, or nothing.

    Tellers are `name`, `link`, `document`, `folder` (the last day of its month) and `server`.
    """
    for text, teller in ((_name(url), "name"), (link_text, "link")):
        if (day := _written(text)) is not None:
            return day.isoformat(), teller
    if facts.changed or facts.created:
        return facts.changed or facts.created, "document"
    if (day := _of_folder(url)) is not None:
        return day.isoformat(), "folder"
    if (day := _of_server(last_modified)) is not None:
        return day.isoformat(), "server"
    return "", ""


def exemption_of(
    url: str, day: str, facts: DocumentFacts, day_from: str = "", last_modified: str = ""
) -> str:
    """Return `old` or `archive` where the law may leave a document alone, else empty.

    It is old only where nothing says otherwise: a file that was made or changed since, or that has a later
    day in its name, is not, whatever else stands there. A link may tell the day of what the document is
    about: where the server knows the file from later, that is not sure. An archive is a folder or a host: a
    name may be about one. One that was added to or changed after `ARCHIVE_CLOSED` is none for the law.
    """
    told = [day, facts.changed[:10], facts.created[:10], *(one.isoformat() for _, one in _days(_name(url)))]
    server = _of_server(last_modified) if day_from == "link" else None
    if server is not None:
        told.append(server.isoformat())
    if day and max(told) < EXEMPT_BEFORE.isoformat():
        return "old"
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname or ''}{unquote(parts.path).rpartition('/')[0]}"
    except ValueError:
        return ""
    named = _written(_name(url))
    # What a server tells may be the day on which all files moved.
    latest = max(facts.changed[:10], facts.created[:10], named.isoformat() if named else "")
    is_open = latest > ARCHIVE_CLOSED.isoformat()
    return "archive" if _ARCHIVE.search(place) and not is_open else ""


def _of_folder(url: str) -> date | None:
    """Return the last day of the month after which the last such folder is named."""
    try:
        folders = unquote(urlsplit(url).path).rpartition("/")[0] + "/"
    except ValueError:
        return None
    months = _FOLDER.findall(folders)
    if not months:
        return None
    year, month = map(int, months[-1])
    return date(year, month, monthrange(year, month)[1])


def _name(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""


def _written(text: str) -> date | None:
    """Return the first day that is written in a text."""
    return min(_days(text), default=(0, None))[1]


def _days(text: str) -> Iterator[tuple[int, date]]:
    for pattern, order in ((_SEPARATED, (0, 1, 2)), (_RUN, (0, 1, 2)), (_TURNED, (2, 1, 0))):
        for found in pattern.finditer(text):
            year, month, day = (int(found.groups()[at]) for at in order)
            if (made := _date(year, month, day)) is not None:
                yield found.start(), made
    for found in _WORDS.finditer(text):
        made = _date(int(found[3]), _MONTH_OF[found[2].lower()], int(found[1]))
        if made is not None:
            yield found.start(), made


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_server(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date() if text else None
    except (ValueError, TypeError, IndexError):
        return None
