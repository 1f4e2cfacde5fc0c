"""`drempel check`: judge single pages (addresses, files, folders or stdin) without a database."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

import click

from drempel.cli.options import Call, common, deep, fail_on
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.sites import lines
from drempel.cli.words import note, say, words
from drempel.i18n import N_

if TYPE_CHECKING:
    import asyncio

    from drempel.cli.progress import Shown
    from drempel.model.finding import CheckInfo, Impact
    from drempel.model.snapshot import FetchRecord
    from drempel.pipeline import PageOutcome
    from drempel.settings import Settings
    from drempel.single_pages import CheckRequest
    from reports.wording import Wording

PAGE_FORMATS = ("text", "json", "jsonl")
REPORT_FORMATS = ("html", "pdf", "csv", "xlsx", "markdown", "sarif", "junit", "github", "gitlab", "earl")
SITE_FORMATS = ("openacr", "opendata", "statement")
"""These speak about a whole site; of a few pages they would say too much."""
FORMATS = (*PAGE_FORMATS, *REPORT_FORMATS, *SITE_FORMATS)
STDIN = "-"
WIDEST = 100
"""Characters on a line of text: longer ones are hard to read."""


@click.command(
    cls=Command,
    help=N_(
        "Judge single pages and documents: web addresses, files, folders, or - for HTML on stdin. The "
        "exit code is 0 when nothing was found, 1 for findings from --fail-on up, 2 when something is wrong "
        "with the call or no file can be read, 3 when a page or document could not be judged and 130 when it "
        "was interrupted."
    ),
    example="drempel check https://www.voorbeeld.example/contact --format json",
)
@click.argument("targets", nargs=-1, metavar="[URL|FILE|FOLDER|-]...")
@option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help=N_(
        "text for people, json for one page, jsonl for one line per page, html for a report; github, gitlab, "
        "junit and sarif for build servers."
    ),
)
@option(
    "--urls-from", metavar=N_("FILE"), help=N_("Read more addresses from a file, one a line; - is stdin.")
)
@option(
    "--allow-private",
    is_flag=True,
    help=N_("Permit this machine and private networks, for example http://localhost:8000/."),
)
@option("--max-pages", metavar=N_("NUMBER"), help=N_("Follow links until so many pages were judged."))
@option("--depth", metavar=N_("NUMBER"), help=N_("Follow links at most so many steps away."))
@option("--disable", multiple=True, metavar="ID", help=N_("Leave a check out; may be repeated."))
@fail_on
@deep
@option(
    "--standard",
    metavar=N_("NORM"),
    help=N_("Norm to judge by: en301549-3.2.1 (WCAG 2.1) or en301549-4.1.1 (WCAG 2.2)."),
)
@option(
    "--explain-suppressed",
    is_flag=True,
    help=N_("Say also what axe-core found that does not stand, and why."),
)
@option(
    "--show",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write a page that shows the way of the Tab key over a picture; for one page."),
)
@option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write to a file instead of the terminal."),
)
@option("--slow", is_flag=True, help=N_("See also how long it takes on slow 3G and on a slow phone."))
@common
def check(
    call: Call,
    targets: tuple[str, ...],
    form: str,
    urls_from: str | None,
    allow_private: bool,
    max_pages: str | None,
    depth: str | None,
    disable: tuple[str, ...],
    fail_on: str | None,
    deep: str | None,
    standard: str | None,
    explain_suppressed: bool,
    show: Path | None,
    output: Path | None,
    slow: bool,
) -> int:
    """Judge and show."""
    settings = call.settings(
        crawler__max_pages=max_pages,
        crawler__max_depth=depth,
        checks__fail_on=fail_on,
        checks__deep=deep,
        checks__standard=standard,
    )
    disabled = tuple(
        dict.fromkeys(
            (*settings.checks.disable, *(part for ids in disable for part in ids.split(",") if part))
        )
    )
    if form in SITE_FORMATS:
        raise WrongUse(
            say(
                "{form} is about a whole site, not about single pages. First run: drempel scan. Then run: "
                "drempel report --format {form}",
                form=form,
            )
        )
    if form in {"xlsx", "pdf"} and output is None and sys.stdout.isatty():
        raise WrongUse(say("This cannot be shown here. Name a file: --output {file}", file=f"rapport.{form}"))
    if urls_from == STDIN and STDIN in targets:
        raise WrongUse(say("Stdin can be a page or a list of addresses, not both."))
    given = (*targets, *(lines(urls_from) if urls_from else ()))
    if not given:
        raise WrongUse(
            say(
                "Give an address, a file, a folder, or - for stdin.\nFor example: {example}",
                example="drempel check https://www.voorbeeld.example/",
            )
        )
    for target in given:
        _verify(target)
    follows = max_pages is not None or depth not in (None, "0")
    has_folder = any(_is_folder(target) for target in given)
    is_one = len(given) == 1 and not urls_from and not follows and not has_folder
    if form == "json" and not is_one:
        raise WrongUse(say("--format json is for one page. For several pages use --format jsonl."))
    if show is not None and not is_one:
        raise WrongUse(say("--show is for one page."))

    from drempel.cli.known import verify_checks
    from drempel.cli.progress import Silent, progress
    from drempel.cli.running import run_until_stopped
    from drempel.model.scan import Depth
    from drempel.single_pages import CheckRequest

    verify_checks(disabled)
    request = CheckRequest(
        targets=given,
        stdin=sys.stdin.buffer.read() if STDIN in given else None,
        allow_private=allow_private,
        max_pages=settings.crawler.max_pages if follows else 1,
        depth=(settings.crawler.max_depth or 0) if depth is not None else 0,
        disable=disabled,
        standard=settings.standard,
        # Who asks for a page wants to know all of it.
        deep=settings.checks.deep if deep is not None else Depth.ALL,
        with_strip=show is not None,
        with_slow=slow,
    )
    # A bar between lines of results would only be in the way.
    shown = Silent() if is_one or (output is None and sys.stdout.isatty()) else progress(quiet=call.quiet)
    seen = Seen(settings)
    with _sink(form, output, settings, request) as sink:
        receivers: list[Receiver] = [seen, sink]
        if explain_suppressed:
            receivers.append(Explained())
        if show is not None:
            receivers.append(Strip(show))
        try:
            _, stopped = run_until_stopped(
                lambda stop: _judge(settings, request, shown, stop, receivers),
                shown.close,
                grace_s=settings.crawler.grace_s,
            )
        finally:
            shown.close()
    if not call.quiet and output is not None:
        note(say("Written: {file}", file=output))
    if stopped:
        note(say("Interrupted: what was not judged is not in the result."))
        return Exit.INTERRUPTED
    return seen.exit_code()


async def _judge(
    settings: "Settings",
    request: "CheckRequest",
    shown: "Shown",
    stop: "asyncio.Event",
    receivers: "Sequence[Receiver]",
) -> None:
    from drempel import single_pages

    async with aclosing(single_pages.check_pages(settings, request, progress=shown, stop=stop)) as pages:
        async for page in pages:
            for receiver in receivers:
                receiver.page(page)


class Receiver(Protocol):
    """Something that gets each page as it is ready."""

    def page(self, page: "PageOutcome") -> None: ...


class Seen:
    """Keeps what the exit code depends on."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._worst: Impact | None = None
        self._pages = 0
        self._unjudged = False
        self._unreadable = 0

    def page(self, page: "PageOutcome") -> None:
        """Take in one page."""
        from drempel.gate import could_judge, worst
        from drempel.model.snapshot import GONE_STATUSES, Coverage

        self._pages += 1
        found = worst(page.judgement.findings, self._settings.standard) if page.judgement else None
        self._worst = max(
            (i for i in (self._worst, found) if i), key=lambda impact: impact.rank, default=None
        )
        # What was asked for must be judged; of what links led to, only what should have been.
        is_asked = page.record.depth == 0
        if page.judgement is None:
            gone = int(page.record.status in GONE_STATUSES)
            self._unjudged |= is_asked or Coverage({page.record.outcome: 1}, gone=gone).unjudged > 0
            self._unreadable += _is_unreadable_file(page.record)
        else:
            self._unjudged |= not could_judge(page.judgement)

    def exit_code(self) -> Exit:
        """Return what all pages together say."""
        from drempel.gate import is_reached

        if is_reached(self._worst, self._settings.checks.fail_from):
            return Exit.FOUND
        if self._pages and self._unreadable == self._pages:
            return Exit.WRONG
        return Exit.INCOMPLETE if self._unjudged or not self._pages else Exit.NOTHING_FOUND


def _is_unreadable_file(record: "FetchRecord") -> bool:
    """Tell whether it is a file of this machine that is no document that can be read."""
    from drempel.model.snapshot import FetchOutcome

    reason = record.reason.key if record.reason is not None else ""
    is_wrong = record.outcome is FetchOutcome.NOT_HTML and reason.startswith("document-")
    return is_wrong and "://" not in record.url


class Explained:
    """Tells beside the results, on stderr, what axe-core found that does not stand."""

    def page(self, page: "PageOutcome") -> None:
        """Tell of one page."""
        from drempel.cli.page_text import shown

        for false in page.judgement.suppressed if page.judgement else ():
            note(
                say(
                    "Not taken over from axe-core: {rule} at {place}.",
                    rule=false.check,
                    place=shown(false.pointer.selector),
                )
            )
            reason = words().text(false.reason, context="corrections")
            note(f"  {reason} ({false.by})" if false.by else f"  {reason}")


class Strip:
    """Writes how the Tab key went through the page."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def page(self, page: "PageOutcome") -> None:
        """Write the strip, or say why there is none."""
        from drempel import app
        from drempel.model.report import CheckCoverage
        from reports.base import FileOutput
        from reports.formats.walk_strip import write_walk_strip
        from reports.wording import Wording

        if page.strip is None or page.judgement is None:
            note(say("The way of the Tab key cannot be shown: the page could not be walked."))
            return
        spoken = Wording(words(), [CheckCoverage(info) for info in app.catalogue()])
        with FileOutput(self._file) as out:
            write_walk_strip(page.strip, page.url, page.title, page.judgement.findings, out, spoken)
        note(say("Written: {file}", file=self._file))


@contextmanager
def _sink(
    form: str, output: Path | None, settings: "Settings", request: "CheckRequest"
) -> "Iterator[Receiver]":
    """Give what writes the pages in the wanted form."""
    from drempel import app
    from drempel.model.report import CheckCoverage
    from reports.wording import Wording

    checks = app.catalogue()
    spoken = Wording(words(), [CheckCoverage(info) for info in checks])
    if form in REPORT_FORMATS:
        with _ReportSink(settings, checks, request, output, form) as sink:
            yield sink
        return
    with _text_file(output) as file:
        if form == "text":
            yield _TextSink(file, spoken, request.standard)
        else:
            yield _JsonSink(file, spoken, indent=2 if form == "json" else None)


class _TextSink:
    def __init__(self, file: TextIO | None, spoken: "Wording", standard: str) -> None:
        self._file, self._words, self._standard = file, spoken, standard
        self._is_first = True
        to_terminal = file is None and sys.stdout.isatty()
        self._width = min(shutil.get_terminal_size().columns, WIDEST) if to_terminal else None

    def page(self, page: "PageOutcome") -> None:
        from drempel.cli.page_text import page_text

        if not self._is_first:
            click.echo("", file=self._file)
        self._is_first = False
        text = page_text(page, self._words, self._standard, self._width)
        click.echo(text, file=self._file, color=False if os.environ.get("NO_COLOR") else None)


class _JsonSink:
    def __init__(self, file: TextIO | None, spoken: "Wording", indent: int | None) -> None:
        self._file, self._words, self._indent = file, spoken, indent

    def page(self, page: "PageOutcome") -> None:
        from drempel.pagejson import page_json

        text = json.dumps(page_json(page, self._words), ensure_ascii=False, indent=self._indent)
        # A lone surrogate from a broken page cannot be written as UTF-8; JSON has a way to say it.
        click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"), file=self._file)


class _ReportSink:
    def __init__(
        self,
        settings: "Settings",
        checks: "Sequence[CheckInfo]",
        request: "CheckRequest",
        output: Path | None,
        form: str,
    ) -> None:
        from drempel.pages_report import PagesReport

        self._report = PagesReport(settings, checks, request.disable, request.targets[0])
        self._output = output
        self._form = form

    def __enter__(self) -> "_ReportSink":
        self._report.__enter__()
        return self

    def page(self, page: "PageOutcome") -> None:
        self._report.add(page)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._write()
        finally:
            self._report.__exit__(None, None, None)

    def _write(self) -> None:
        if self._output is not None:
            self._report.write(self._output, self._form)
            return
        with tempfile.TemporaryDirectory(prefix="drempel-") as folder:
            file = Path(folder) / f"pagina.{self._form}"
            self._report.write(file, self._form)
            click.echo(file.read_bytes(), nl=False)


@contextmanager
def _text_file(output: Path | None) -> Iterator[TextIO | None]:
    """Give a file that takes the place of an older one when all is written; `None` stands for stdout."""
    if output is None:
        yield None
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(output)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _is_folder(target: str) -> bool:
    return target != STDIN and "://" not in target and Path(target).is_dir()


def _is_file_name(target: str) -> bool:
    """Tell whether a name ends as a page or document does; `stad.example/folder.pdf` is rather an address."""
    from drempel.model.document import DocumentKind

    ending = Path(target).suffix.lower().removeprefix(".")
    return ending in {"html", "htm", "xhtml"} or ("/" not in target and ending in set(DocumentKind))


def _verify(target: str) -> None:
    """Raise `WrongUse` for what is no web address and does not exist: guessing would judge something else."""
    if target == STDIN or target.startswith(("http://", "https://")):
        return
    if "://" in target:
        raise WrongUse(
            say(
                "“{target}” is not a web address or a file. Addresses begin with https:// or http://.",
                target=target,
            )
        )
    if Path(target).exists():
        return
    first = target.partition("/")[0]
    if "." in first and not first.startswith(".") and not _is_file_name(target):
        raise WrongUse(say("There is no file “{target}”. Do you mean https://{target}?", target=target))
    raise WrongUse(
        say("There is no file or folder “{target}”. Check the name and the folder.", target=target)
    )
