"""`drempel nightly`: scan all sites of the settings unattended, and tell what became worse."""

import json
import os
from typing import TYPE_CHECKING

import click

from drempel.cli import sites
from drempel.cli.install_hint import install_hint
from drempel.cli.options import Call, common, database, fail_on, report_folder, text_or_json
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import count, explained, note, say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drempel.app import ScanJob
    from drempel.model.night import Night, SiteNight
    from drempel.settings import Settings

ENDS = {
    "whole": N_("seen in full"),
    "part": N_("seen in part"),
    "under-way": N_("not done yet, goes on next night"),
    "not-reached": N_("had no turn"),
    "broken": N_("did not succeed"),
}


@click.command(
    cls=Command,
    help=N_(
        "Scan all websites in config.toml without anybody watching: those first that were not seen for the "
        "longest time. Send a message when something became worse. Print one line for each website. The exit "
        "code is 0 when all went well, 1 for new problems from --fail-on up, 2 when something went wrong, 3 "
        "when not everything was seen, and 130 when it was interrupted."
    ),
    example="drempel nightly --quiet",
)
@option(
    "--install-hint",
    "hint_only",
    is_flag=True,
    help=N_("Print what makes this machine do it every night: units for systemd, and a line for cron."),
)
@option("--full", is_flag=True, help=N_("Visit every page, also those that did not change."))
@text_or_json
@option("--report-format", "formats", multiple=True, metavar=N_("FORMAT"), help=N_("Format of the reports."))
@report_folder
@fail_on
@database
@common
def nightly(
    call: Call,
    hint_only: bool,
    full: bool,
    form: str,
    formats: tuple[str, ...],
    output: str | None,
    fail_on: str | None,
    db: str | None,
) -> int:
    """Scan, report, tell."""
    settings = call.settings(
        report__formats=formats, report__folder=output, checks__fail_on=fail_on, storage__url=db
    )
    if hint_only:
        click.echo(install_hint(settings, call.config), nl=False)
        return Exit.NOTHING_FOUND
    from drempel import app
    from drempel import nightly as nights
    from drempel.cli.known import tell_about_nothing, verify_checks, verify_formats
    from drempel.cli.progress import progress
    from drempel.cli.running import run_until_stopped
    from drempel.model.night import NightEnd
    from drempel.notify import sender
    from storage.lock import nightly_lock

    verify_checks(settings.checks.disable)
    verify_formats(settings.report.formats)
    jobs = sites.jobs(settings, (), None, None)
    _need_contact(settings, jobs)
    post = sender(settings, os.environ)
    if nights.seconds_left(settings, nights.now()) == 0:
        note(say("Nothing was scanned: it is not between {window}.", window=settings.nightly.window))
        return Exit.INCOMPLETE
    with nightly_lock(settings.storage.url):
        shown = progress(quiet=call.quiet)
        on_site = _line if form == "text" else _json_line
        run = nights.NightRun(
            settings,
            jobs,
            progress=shown,
            on_site=on_site,
            clock=nights.now,
            is_full=full,
            explain=explained,
        )
        try:
            night, _ = run_until_stopped(run.run, shown.close, grace_s=settings.crawler.grace_s)
        finally:
            shown.close()
        if night is None:
            note(say("Interrupted. The next night goes on."))
            return Exit.INTERRUPTED
        failed = post.send(night, app.catalogue())
    _tell_end(night)
    if night.end is not NightEnd.BROKEN:
        tell_about_nothing(settings)
    for each in failed:
        note(say("The message was not sent: {why}.", why=each))
    return exit_code(night, settings, is_told=not failed)


def exit_code(night: "Night", settings: "Settings", *, is_told: bool) -> Exit:
    """Return what a night says as a whole: what went wrong weighs most, then new problems, then gaps."""
    from drempel.gate import is_reached
    from drempel.model.night import NightEnd, SiteEnd

    ends = {site.end for site in night.sites}
    told = (one for site in night.sites for one in (*site.news, *site.reopened))
    worst = max((one.impact for one in told), key=lambda i: i.rank, default=None)
    if night.end is NightEnd.STOPPED:
        return Exit.INTERRUPTED
    if night.end is NightEnd.BROKEN or SiteEnd.BROKEN in ends or not is_told:
        return Exit.WRONG
    if is_reached(worst, settings.checks.fail_from):
        return Exit.FOUND
    if ends - {SiteEnd.WHOLE} or any(site.missed or site.documents_missed for site in night.sites):
        return Exit.INCOMPLETE
    return Exit.NOTHING_FOUND


def _need_contact(settings: "Settings", jobs: "Sequence[ScanJob]") -> None:
    """Refuse to visit public sites every night as long as their owners cannot reach who does that."""
    if not settings.crawler.user_agent_contact and any(not job.site.allow_private for job in jobs):
        raise WrongUse(
            say("Who visits public websites every night must say who that is.")
            + "\n"
            + say("Fill in user_agent_contact under [crawler] in config.toml: a web page or mail address.")
        )


def _line(site: "SiteNight") -> None:
    """Print how the night ended for a site."""
    from drempel.cli.page_text import shown
    from drempel.model.issue import TrendLabel
    from drempel.model.night import SiteEnd
    from reports.wording import Wording

    # A scan that kept to its limits, or met pages that failed, has not seen all.
    end = SiteEnd.PART if site.end is SiteEnd.WHOLE and site.missed else site.end
    said = [say(ENDS[end.value])]
    if site.scan_id:
        said.append(count("{n} page judged", "{n} pages judged", site.judged))
        if site.missed:
            said.append(say("{n} not judged", n=words().number(site.missed)))
        if site.differing:
            differ = len(site.differing)
            said.append(
                count("{n} page not unchanged after all", "{n} pages not unchanged after all", differ)
            )
        said.append(say("{n} new", n=site.count(TrendLabel.NEW)))
        said.append(say("{n} came back", n=site.count(TrendLabel.REGRESSED)))
        said.append(count("{n} problem", "{n} problems", site.problems))
        said.extend(_in_documents(site))
        if site.documents_missed:
            said.append(count("{n} document not judged", "{n} documents not judged", site.documents_missed))
    if site.error:
        said.append(site.error)
    elif site.unseen:
        said.append(Wording(words()).why(site.unseen).text)
    click.echo(f"{shown(site.site_id)}: {shown(', '.join(said), None)}")


def _in_documents(site: "SiteNight") -> "Iterator[str]":
    """Yield what is said of documents; nothing where none has a problem."""
    from drempel.model.issue import TrendLabel

    if not site.document_problems and not any(one.in_document for one in site.news):
        return
    new = site.count(TrendLabel.NEW, in_documents=True)
    back = site.count(TrendLabel.REGRESSED, in_documents=True)
    yield say(
        "in documents {new} new, {back} came back, {total} in all",
        new=words().number(new),
        back=words().number(back),
        total=words().number(site.document_problems),
    )


def _json_line(site: "SiteNight") -> None:
    from reports.notice import site_json

    click.echo(json.dumps(site_json(site), ensure_ascii=True))


def _tell_end(night: "Night") -> None:
    from drempel.model.night import NightEnd

    match night.end:
        case NightEnd.BROKEN:
            note(say("The night was broken off: {why}", why=night.error))
        case NightEnd.TIME_UP:
            note(say("The time was up. The next night goes on."))
        case NightEnd.STOPPED:
            note(say("Interrupted. The next night goes on."))
