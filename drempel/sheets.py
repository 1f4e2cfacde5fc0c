"""`drempel toets` and `drempel counter`: find a service in the last scan of its site, write what is asked."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from drempel.app import latest_scans, source_of
from drempel.errors import UnknownName, UsageError
from drempel.i18n import catalogue
from drempel.inclusion.limits import limits_of
from drempel.inclusion.questions import needed
from drempel.inclusion.services import services_of
from drempel.inclusion.sheet import panel_tasks, sheet_questions
from drempel.inclusion.tally import ask_of
from drempel.model.answer import Asked, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.report import ReportSource
from drempel.model.service import Service
from drempel.model.sheet import PersonAnswer, Sheet
from drempel.model.text import VisibleText
from drempel.page_documents import seen_with_documents
from drempel.settings import Settings
from drempel.toets_answers import answers_path, keep_answers, read_answers
from reports.base import report_folder, slug
from reports.counter import CounterPage, counter_page
from reports.panel import TASKS
from reports.sheets.document import sheet_docx
from reports.sheets.print import sheet_pdf
from reports.sheets.web import counter_html, sheet_html
from reports.sheets.workbook import sheet_json, sheet_xlsx
from reports.wording import Wording
from storage import Store

FORMATS: Final = ("html", "docx", "pdf", "xlsx", "json")
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class FoundService:
    """A service in the last scan of its site."""

    source: ReportSource
    service: Service
    pages: tuple[SeenPage, ...] = ()
    """Those of the service, with all that indicators read."""
    asked: tuple[Asked, ...] = ()
    of_site: tuple[Asked, ...] = ()
    answers: Mapping[str, PersonAnswer] = field(default_factory=dict)
    """What people answered before, by question."""


def find_service(store: Store, settings: Settings, wanted: str, site: str | None) -> FoundService:
    """Return the service of a name or address in the last scans.

    Raises `UnknownName` where there is none, or no scan, and `UsageError` where there is more than one.
    """
    scans = [scan for scan in latest_scans(store) if site is None or _is_site(store, scan.id, site, settings)]
    if not scans:
        raise UnknownName(
            "There is no finished scan of {site}. Run first: drempel scan"
            if site
            else "No scan is stored yet. Run: drempel scan",
            site=site or "",
        )
    known: list[tuple[ReportSource, Service]] = []
    for scan in scans:
        source = source_of(store, scan, settings)
        services = services_of(source.seen_pages(Facts), source.header.service_corrections)
        known += [(source, service) for service in services]
    found = _matches(wanted, known)
    if not found:
        raise _unknown(wanted, [service for _, service in known])
    if len(found) > 1:
        raise UsageError(
            "“{wanted}” is the name of more than one service. Give the address of one of them: {urls}",
            wanted=wanted,
            urls=", ".join(service.url for _, service in found[:_MOST_NAMED]),
        )
    return _with_answers(*found[0])


def _is_site(store: Store, scan_id: str, site: str, settings: Settings) -> bool:
    """Tell whether a scan is of the site that a person means: by its entity, address or host."""
    scan = store.scan(scan_id)
    header = source_of(store, scan, settings).header
    starts = header.site_start
    names = {header.entity_id, header.entity_name, *starts, *(urlsplit(start).netloc for start in starts)}
    return site in names or site.rstrip("/") in {name.rstrip("/") for name in names}


def _matches(
    wanted: str, known: Sequence[tuple[ReportSource, Service]]
) -> list[tuple[ReportSource, Service]]:
    if "://" in wanted:
        key = wanted.partition("#")[0].rstrip("/")
        by_main = [one for one in known if one[1].url.rstrip("/") == key]
        return by_main or [one for one in known if key in {url.rstrip("/") for url in one[1].pages}]
    name = " ".join(wanted.casefold().split())
    exact = [one for one in known if " ".join(one[1].name.casefold().split()) == name]
    return exact or [one for one in known if name and name in one[1].name.casefold()]


def _unknown(wanted: str, services: Sequence[Service]) -> UnknownName:
    if not services:
        return UnknownName(
            "We found no services in the last scan. Name them in config.toml, or scan more pages."
        )
    names = {service.name: service for service in services}
    near = get_close_matches(wanted, names, n=3, cutoff=0.4) or list(names)[:_MOST_NAMED]
    if "://" in wanted:
        return UnknownName(
            "We saw no service at {wanted} in the last scan. Is it one? Name it in config.toml, under "
            "[[entity.site.service]]. Or choose for example: {names}.",
            wanted=wanted,
            names=", ".join(near),
        )
    return UnknownName(
        "There is no service “{wanted}” in the last scan. Choose for example: {names}.",
        wanted=wanted,
        names=", ".join(near),
    )


def _with_answers(source: ReportSource, service: Service) -> FoundService:
    """Ask the indicators: those of the service of its own pages, those of the site of all pages."""
    limits = limits_of()
    own = {service.url, *service.pages}
    is_whole = not source.header.coverage.not_visited
    pages = tuple(page for page in seen_with_documents(source, *needed(), VisibleText) if page.url in own)
    asked = ask_of(pages, (service,), limits, is_whole=is_whole)
    whole = ask_of(seen_with_documents(source, *needed()), (service,), limits, is_whole=is_whole)
    return FoundService(
        source,
        service,
        pages,
        asked,
        tuple(one for one in whole if one.unit is Unit.SITE),
        {one.question: one for one in source.header.person_answers if one.service_url == service.url},
    )


def sheet_of(found: FoundService) -> Sheet:
    """Return the sheet of a service."""
    header = found.source.header
    return Sheet(
        found.service,
        header.entity_name,
        header.site_start[0],
        header.scan.id,
        header.scan.started_at.date(),
        sheet_questions(found.asked, found.of_site, found.answers),
        panel_tasks(TASKS, found.service, found.answers),
    )


def write_sheet(
    found: FoundService, settings: Settings, formats: Sequence[str], folder: Path | None = None
) -> list[Path]:
    """Write the sheet in some formats; return the files. Raises `SetupError` without a typeface for PDF."""
    text, sheet = catalogue(settings.report.language), sheet_of(found)
    target = folder or report_folder(settings.report.folder, found.source.header)
    stem = f"toets-{slug(found.service.name)}"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        path = target / f"{stem}.{name}"
        match name:
            case "html":
                _put(path, sheet_html(sheet, text, f"{stem}.xlsx").encode("utf-8", "replace"))
            case "docx":
                _put(path, sheet_docx(sheet, text))
            case "xlsx":
                _put(path, sheet_xlsx(sheet, text))
            case "json":
                _put(path, sheet_json(sheet, text).encode())
            case _:
                _put(path, sheet_pdf(sheet, text, f"{stem}.xlsx"))
        written.append(path)
    return written


def read_back(found: FoundService, settings: Settings, file: Path, today: date) -> tuple[PersonAnswer, ...]:
    """Store the answers in a file and return them; raises `AnswersWrong`, and nothing is stored then."""
    sheet = sheet_of(found)
    answers = read_answers(
        file,
        (found.service.url, *found.service.pages),
        (one.id for one in sheet.questions),
        (task.id for task in TASKS),
        today,
    )
    keep_answers(answers_path(settings.report.folder, found.source.header), answers)
    return answers


def counter_of(found: FoundService, settings: Settings) -> CounterPage:
    """Return the page for the counter."""
    header = found.source.header
    words = Wording(catalogue(settings.report.language), ())
    return counter_page(
        found.service,
        found.pages,
        found.answers,
        words,
        header.entity_name,
        header.scan.started_at.date(),
    )


def write_counter(
    found: FoundService, page: CounterPage, settings: Settings, folder: Path | None = None
) -> Path:
    """Write the page for the counter as a web page; return the file."""
    target = folder or report_folder(settings.report.folder, found.source.header)
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"balie-{slug(found.service.name)}.html"
    _put(path, counter_html(page, catalogue(settings.report.language)).encode("utf-8", "replace"))
    return path


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(prefix=".nieuw-", dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
