"""Find the report formats, and write a report in several of them.

A format is a module in `reports.formats` with a `FORMAT`; there is no list to edit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import structlog

from drempel.errors import UnknownName
from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports import formats
from reports.base import FileOutput, FolderOutput, ReportFormat
from reports.shared import shared

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one format: `path` is the file to open, `None` with an `error` when it failed."""

    format: str
    path: Path | None
    error: str = ""


def discover() -> Mapping[str, ReportFormat]:
    """Return all formats by id, in a new mapping."""
    modules = (import_module(f"{formats.__name__}.{found.name}") for found in iter_modules(formats.__path__))
    found: list[ReportFormat] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.id: one for one in sorted(found, key=lambda one: one.id)}


def _named(format_id: str) -> ReportFormat | None:
    """Return a format whose module is called after it (`json_report`): the others need not be loaded."""
    for found in iter_modules(formats.__path__):
        if found.name == format_id or found.name.startswith(f"{format_id}_"):
            one: ReportFormat | None = getattr(
                import_module(f"{formats.__name__}.{found.name}"), "FORMAT", None
            )
            if one is not None and one.id == format_id:
                return one
    return None


def report_format(format_id: str) -> ReportFormat:
    """Return one format; raises `UnknownName` with the nearest ones when there is none of that id."""
    if (found := _named(format_id)) is not None:
        return found
    known = discover()
    if format_id in known:
        return known[format_id]
    near = get_close_matches(format_id, known, n=2) or known
    raise UnknownName(f"There is no report format {format_id!r}. Choose from: {', '.join(near)}.")


def write_report(
    source: ReportSource,
    folder: Path,
    format_ids: Sequence[str],
    text: Catalogue,
    earlier: Path | None = None,
) -> tuple[Written, ...]:
    """Write a report into a folder, in each of the formats; one that fails never spoils the others.

    What comes out as it did in the folder `earlier` may be taken over from there.
    Raises `UnknownName` before anything is written.
    """
    wanted = [report_format(format_id) for format_id in format_ids]
    with shared():
        return tuple(_write_one(one, source, folder, text, earlier) for one in wanted)


def _write_one(
    one: ReportFormat, source: ReportSource, folder: Path, text: Catalogue, earlier: Path | None
) -> Written:
    try:
        with FolderOutput(folder, one.entry, one.owns, earlier) as out:
            one.write(source, out, text)
    except Exception as error:
        log.exception("report_failed", format=one.id, folder=str(folder))
        return Written(one.id, None, f"{type(error).__name__}: {error}")
    return Written(one.id, folder / one.entry)


def write_report_file(source: ReportSource, path: Path, format_id: str, text: Catalogue) -> Path:
    """Write a report in one format to one file (`--output FILE`); errors are the caller's to handle."""
    with FileOutput(path) as out:
        report_format(format_id).write(source, out, text)
    return path
