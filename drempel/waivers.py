"""`waivers.toml`: people's decisions beside `config.toml`, so that a team can review them like its code.

Each decision is a table: `[[waive]]`, `[[confirm]]`, `[[false-alarm]]` or `[[end-waiver]]`. The commands with
those names can add to it; it may as well be written by hand. Everything that is wrong is told at once.
"""

import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from drempel.errors import SettingsError
from drempel.i18n import N_, TIME_ZONE
from drempel.model.decision import Decision, DecisionKind, DecisionNote, IssueName
from drempel.settings import DEFAULT_FILE, toml

FILE_NAME: Final = "waivers.toml"
KINDS: Final[Mapping[str, DecisionKind]] = {
    "waive": DecisionKind.WAIVED,
    "confirm": DecisionKind.CONFIRMED,
    "false-alarm": DecisionKind.FALSE_ALARM,
    "end-waiver": DecisionKind.WAIVER_ENDED,
}
"""Name of a table in the file → what it decides."""
_TABLE: Final = {kind: name for name, kind in KINDS.items()}
_TEXTS: Final = ("issue", "fingerprint", "site", "reason", "basis", "owner", "by")
_DAYS: Final = ("until", "on")
_NEEDED: Final = ("reason", "by", "on")
_OF_WAIVER: Final = ("basis", "until", "owner")
_ISSUE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_FINGERPRINT: Final = re.compile(r"f\d+:[0-9a-f]{32}")


_MISSPELT: Final = N_("“{key}” is not known here. Do you mean {near}?")
_OUT_OF_PLACE: Final = N_("“{key}” does not belong here. Leave it out.")
_NO_FINGERPRINT: Final = N_("“{fingerprint}” is no fingerprint. Copy it from the JSON report.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in the file; `said` is an English message."""

    where: str
    said: str
    params: Mapping[str, object]


class WaiversWrong(SettingsError):
    """The file with decisions cannot be used; `mistakes` say why."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        super().__init__("The decisions in {file} cannot be read. Correct the file and try again.", file=file)
        self.mistakes = tuple(mistakes)

    def text(self, say: Any) -> str:
        """Return all mistakes, a line each, then what to do."""
        lines = [f"{one.where}: {say(one.said, **one.params)}" for one in self.mistakes]
        return "\n".join([*lines, super().text(say)])


def path_beside(config: Path | None) -> Path:
    """Return where the file stands: beside the settings file, else in the current folder."""
    return (config or Path(DEFAULT_FILE)).parent / FILE_NAME


def read_waivers(path: Path) -> tuple[DecisionNote, ...]:
    """Return the decisions in a file, in its order; none where there is no file.

    Raises `WaiversWrong` with everything that is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise WaiversWrong(str(path), [Mistake(str(path), N_("This file is not UTF-8 text."), {})]) from None
    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        told = Mistake(str(path), N_("This is not TOML: {reason}."), {"reason": str(error)})
        raise WaiversWrong(str(path), [told]) from None
    mistakes: list[Mistake] = []
    notes = [note for note in _notes(tables, path, mistakes) if note is not None]
    if mistakes:
        raise WaiversWrong(str(path), mistakes)
    return tuple(notes)


def _notes(tables: Mapping[str, Any], path: Path, mistakes: list[Mistake]) -> Iterator[DecisionNote | None]:
    for name, rows in tables.items():
        if name not in KINDS:
            near = get_close_matches(name, KINDS, n=1) or list(KINDS)
            mistakes.append(
                Mistake(
                    f"{path.name}: {name}",
                    N_("This table is not known. Write one of these: {known}."),
                    {"known": ", ".join(f"[[{one}]]" for one in near)},
                )
            )
            continue
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            mistakes.append(
                Mistake(
                    f"{path.name}: {name}", N_("Put two brackets round the name: [[{name}]]."), {"name": name}
                )
            )
            continue
        for number, row in enumerate(rows, 1):
            where = f"{path.name}: [[{name}]] {number}"
            found = [*_mistakes(row, KINDS[name], where)]
            mistakes += found
            yield None if found else _note(row, KINDS[name], path)


def _mistakes(row: Mapping[str, Any], kind: DecisionKind, where: str) -> Iterator[Mistake]:
    """Yield what is wrong with one table."""
    known = [*_TEXTS, *_DAYS]
    for key in row:
        if key not in known or (key in _OF_WAIVER and kind is not DecisionKind.WAIVED):
            near = next(iter(get_close_matches(key, known, n=1)), key)
            said = _MISSPELT if near != key else _OUT_OF_PLACE
            yield Mistake(where, said, {"key": key, "near": near})
    for key in _TEXTS:
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            yield Mistake(where, N_("“{key}” must be words between quotes."), {"key": key})
    for key in _DAYS:
        if key in row and (not isinstance(row[key], date) or isinstance(row[key], datetime)):
            yield Mistake(
                where, N_("“{key}” must be a day without quotes, for example 2026-12-31."), {"key": key}
            )
    needed = (*_NEEDED, *_OF_WAIVER) if kind is DecisionKind.WAIVED else _NEEDED
    for key in needed:
        if key not in row:
            yield Mistake(where, N_("“{key}” is missing. Write what it is."), {"key": key})
    yield from _wrong_name(row, where)


def _wrong_name(row: Mapping[str, Any], where: str) -> Iterator[Mistake]:
    """Yield what is wrong with how a table names its problem."""
    issue, fingerprint = row.get("issue"), row.get("fingerprint")
    if (issue is None) == (fingerprint is None):
        yield Mistake(where, N_("Name the problem: by its number (issue), or by fingerprint and site."), {})
    if isinstance(issue, str) and not _ISSUE.fullmatch(issue.strip().upper()):
        yield Mistake(
            where,
            N_("“{issue}” is no number of a problem. Copy all 26 signs from the report."),
            {"issue": issue},
        )
    if isinstance(fingerprint, str):
        if not _FINGERPRINT.fullmatch(fingerprint):
            yield Mistake(where, _NO_FINGERPRINT, {"fingerprint": fingerprint})
        if "site" not in row:
            yield Mistake(where, N_("“{key}” is missing. Write what it is."), {"key": "site"})


def _note(row: Mapping[str, Any], kind: DecisionKind, path: Path) -> DecisionNote:
    decision = Decision(
        kind,
        row["reason"].strip(),
        row["by"].strip(),
        # Over what the database says of the same day: files are read by more people.
        datetime.combine(row["on"], time(23, 59, 59), TIME_ZONE),
        row.get("basis", "").strip(),
        row.get("until"),
        row.get("owner", "").strip(),
        path.name,
    )
    issue = row.get("issue", "").strip().upper()
    return DecisionNote(decision, issue, row.get("fingerprint", ""), row.get("site", ""))


def decisions_on(notes: Iterable[DecisionNote], issue: IssueName) -> list[Decision]:
    """Return the decisions of a file that are about this issue."""
    return [note.decision for note in notes if fits(note, issue)]


def fits(note: DecisionNote, issue: IssueName) -> bool:
    """Tell whether a decision of a file is about this issue."""
    if note.site and note.site != issue.site:
        return False
    return note.issue == issue.id if note.issue else note.fingerprint == issue.fingerprint


def add_to_file(path: Path, issue: IssueName, decision: Decision) -> None:
    """Add a decision at the end of the file, which keeps its comments; it is made when it is not there.

    Raises `WaiversWrong` for a file that cannot be read: adding to it would not help.
    """
    read_waivers(path)
    rows: dict[str, object] = {
        "issue": issue.id,
        "fingerprint": "",
        "site": issue.site,
        "reason": decision.reason,
        "basis": decision.basis,
        "until": decision.until,
        "owner": decision.owner,
        "by": decision.by,
        "on": decision.decided_at.astimezone(TIME_ZONE).date(),
    }
    lines = [f"# {issue.check}", f"[[{_TABLE[decision.kind]}]]"]
    lines += [
        f"{key} = {value.isoformat() if isinstance(value, date) else toml(value)}"
        for key, value in rows.items()
        if value
    ]
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    text = "\n\n".join(filter(None, (before.rstrip(), "\n".join(lines)))) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".waivers-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
