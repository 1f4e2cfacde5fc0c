"""`drempel scan`: visit sites, judge their pages, store what was found and write the reports."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drempel.cli import sites
from drempel.cli.options import Call, common, database, deep, fail_on, report_folder, report_format
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import note, say
from drempel.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drempel.app import ScanJob, ScanResult
    from drempel.ends import EndLines
    from drempel.settings import Settings


@click.command(
    cls=Command,
    help=N_(
        "Scan websites and write a report. Without addresses it scans every site in config.toml. The exit "
        "code is 0 when nothing was found, 1 for findings from --fail-on up, 2 when something is wrong with "
        "the call, 3 when pages or documents could not be judged and 130 when it was interrupted."
    ),
    example="drempel scan https://www.voorbeeld.example/ --max-pages 20",
)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@option("--entity", metavar="ID", help=N_("Scan only the sites of this entity in the settings."))
@option(
    "--sites-from",
    metavar=N_("FILE"),
    help=N_("Read addresses from a file, one a line, each the start of a site of its own; - is stdin."),
)
@option(
    "--resume", is_flag=True, help=N_("Go on with a scan that was interrupted; nothing is visited twice.")
)
@option(
    "--incremental/--full",
    "incremental",
    default=False,
    help=N_(
        "Visit only pages that changed since the last scan; the others keep what was found. Default: --full."
    ),
)
@option("--max-pages", metavar=N_("NUMBER"), help=N_("At most this many pages of each site."))
@option("--depth", metavar=N_("NUMBER"), help=N_("At most this many links away from the start."))
@option("--delay", metavar=N_("SECONDS"), help=N_("Time between two visits to one host."))
@option(
    "--user-agent-contact",
    metavar=N_("CONTACT"),
    help=N_("Web page or mail address where site owners reach you."),
)
@report_format
@report_folder
@fail_on
@deep
@option(
    "--report-jsonl",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write one line of JSON per address: what became of it. Grows while the scan runs."),
)
@database
@common
def scan(
    call: Call,
    urls: tuple[str, ...],
    entity: str | None,
    sites_from: str | None,
    resume: bool,
    incremental: bool,
    max_pages: str | None,
    depth: str | None,
    delay: str | None,
    user_agent_contact: str | None,
    formats: tuple[str, ...],
    output: str | None,
    fail_on: str | None,
    deep: str | None,
    report_jsonl: Path | None,
    db: str | None,
) -> int:
    """Scan and report."""
    settings = call.settings(
        crawler__max_pages=max_pages,
        crawler__max_depth=depth,
        crawler__delay_s=delay,
        crawler__user_agent_contact=user_agent_contact,
        report__formats=formats,
        report__folder=output,
        checks__fail_on=fail_on,
        checks__deep=deep,
        storage__url=db,
    )
    from drempel import app
    from drempel.cli.known import tell_about_nothing, verify_checks, verify_formats
    from drempel.cli.progress import progress
    from drempel.cli.running import run_until_stopped

    verify_checks(settings.checks.disable)
    verify_formats(settings.report.formats)
    refused: list[str] = []
    jobs = sites.jobs(settings, urls, entity, sites_from, refused)
    settings = _within_courtesy(settings, jobs)
    with _lines(report_jsonl) as ends:
        if ends:
            for text in refused:
                ends.add_refused(text)
        shown = progress(quiet=call.quiet)
        try:
            results, stopped = run_until_stopped(
                lambda stop: app.run_scans(
                    settings,
                    jobs,
                    resume=resume,
                    incremental=incremental,
                    progress=shown,
                    stop=stop,
                    on_end=ends.add if ends else None,
                ),
                shown.close,
                grace_s=settings.crawler.grace_s,
            )
        finally:
            shown.close()
        for result in results or ():
            _show(result)
            if ends and result.error:
                ends.add_failed(result.job.site, result.error)
    if ends and ends.error:
        note(say("“{file}” cannot be used: {reason}.", file=report_jsonl, reason=ends.error.strerror))
        note(say("It lacks lines, but all addresses are in the database."))
    if results is None or stopped or any(result.interrupted for result in results):
        note(say("Interrupted. Go on later with the same command and --resume."))
        return Exit.INTERRUPTED
    tell_about_nothing(settings)
    return Exit.WRONG if refused or (ends and ends.error) else exit_code(results, settings)


def _lines(path: Path | None) -> "AbstractContextManager[EndLines | None]":
    """Give what writes a line per address; raises `OSError` before anything is visited."""
    from drempel.ends import EndLines

    return EndLines(path) if path else nullcontext()


def exit_code(results: "Iterable[ScanResult]", settings: "Settings") -> Exit:
    """Return what the scans together say; an error weighs most, then findings, then what was not seen."""
    from drempel.gate import is_reached
    from drempel.model.scan import ScanState

    codes = set()
    for result in results:
        if result.error:
            codes.add(Exit.WRONG)
        if is_reached(result.worst, settings.checks.fail_from):
            codes.add(Exit.FOUND)
        is_complete = result.scan is not None and result.scan.state is ScanState.COMPLETE
        missed = result.coverage.unjudged + result.documents_missed
        if missed or not result.coverage.judged or not is_complete:
            codes.add(Exit.INCOMPLETE)
    return next(
        (code for code in (Exit.WRONG, Exit.FOUND, Exit.INCOMPLETE) if code in codes), Exit.NOTHING_FOUND
    )


def _within_courtesy(settings: "Settings", jobs: "Sequence[ScanJob]") -> "Settings":
    """Keep scans of public sites small as long as their owners cannot reach who scans."""
    from drempel.settings import PAGES_WITHOUT_CONTACT

    crawler = settings.crawler
    is_public = any(not job.site.allow_private for job in jobs)
    if crawler.user_agent_contact or not is_public or crawler.max_pages <= PAGES_WITHOUT_CONTACT:
        return settings
    how = say("Say who you are: --user-agent-contact, or user_agent_contact under [crawler] in config.toml.")
    if settings.origin("crawler.max_pages").startswith("--"):
        raise WrongUse(
            say(
                "More than {n} pages of a public site need a contact address for its owners.",
                n=PAGES_WITHOUT_CONTACT,
            )
            + "\n"
            + how
        )
    note(
        say(
            "Without a contact address at most {n} pages of each public site are visited.",
            n=PAGES_WITHOUT_CONTACT,
        )
        + " "
        + how
    )
    capped = crawler.model_copy(update={"max_pages": PAGES_WITHOUT_CONTACT})
    return settings.model_copy(update={"crawler": capped})


def _show(result: "ScanResult") -> None:
    """Print the summary of one site, and where its report is."""
    from drempel.cli.page_text import shown

    for line in result.summary:
        click.echo(shown(line, None))
    if result.error:
        note(f"{shown(result.job.site.id)}: {shown(result.error, None)}")
    if result.report is not None:
        click.echo(f"{say('Report')}: {result.report}")
