"""`drempel read`: tell how hard a text is to read, and what its writer can do about it.

With `--batch` for other programs: one text per line as JSON in, one answer per line out.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drempel.cli.measures import told
from drempel.cli.options import Call, common
from drempel.cli.program import Command, Exit, WrongUse, option
from drempel.cli.words import count, say, words
from drempel.errors import FetchError
from drempel.i18n import N_

if TYPE_CHECKING:
    from drempel.model.hint import Hint
    from drempel.reading.base import Document
    from readability.profile import TextReading

STEPS = (N_("very easy"), N_("easy"), N_("average"), N_("hard"), N_("very hard"))
MEETS_B1 = {"yes": N_("yes"), "doubt": N_("doubtful"), "no": N_("no")}
WHY_NOT = {
    "not-running-text": N_("There is hardly any running text."),
    "not-dutch": N_("The text is not in Dutch."),
    "mixed-language": N_("Too much of the text is in another language than Dutch."),
    "too-short": N_("The text is too short: under 50 words."),
    "too-few-sentences": N_("The text has too few sentences."),
}
STDIN = "-"


@click.command(
    cls=Command,
    help=N_("Tell how hard a text is to read, and why."),
    example="drempel read brief.txt",
)
@click.argument("source", metavar=N_("FILE|URL|-"), required=False)
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help=N_("text for people, json or jsonl (one object per line) for programs."),
)
@option(
    "--batch",
    metavar=N_("FILE"),
    help=N_("Read many texts: a file, or - for standard input, with a JSON object per line: id and text."),
)
@option(
    "--html",
    "page",
    metavar=N_("FILE"),
    help=N_("Also write a page with the text in which the hard places are marked."),
)
@option("--measures", is_flag=True, help=N_("Also show every measure by its name."))
@option(
    "--allow-private",
    is_flag=True,
    help=N_("Permit this machine and private networks, for example http://localhost:8000/."),
)
@common
def read(
    call: Call,
    source: str | None,
    form: str,
    batch: str | None,
    page: str | None,
    measures: bool,
    allow_private: bool,
) -> int:
    """Read one text, or a batch of them."""
    if (source is None) == (batch is None):
        raise WrongUse(say("Name one text to read, or many with --batch. See: drempel read --help"))
    if batch is not None:
        if form != "jsonl":
            raise WrongUse(say("Many texts are answered line by line: add --format jsonl."))
        for line in _answers(batch):
            click.echo(line)
        return Exit.NOTHING_FOUND
    from readability.profile import read_text

    document = _document(str(source), call, allow_private)
    text = document.text
    reading = _with_tagged(read_text(text), text)
    if page is not None:
        _write_page(page, str(source), document, reading)
    if form == "text":
        for line in _told(reading, is_brief=call.quiet, with_measures=measures):
            click.echo(line)
        # Of a text in another language no hints were looked for.
        if not call.quiet and reading.profile.reason != "not-dutch":
            from drempel.cli.read_view import marked

            for line in marked(text, _hints(document)):
                click.echo(line)
    else:
        indent = 2 if form == "json" else None
        click.echo(json.dumps(answer(text, reading), ensure_ascii=False, indent=indent))
    return Exit.NOTHING_FOUND


def answer(text: str, reading: "TextReading") -> dict[str, Any]:
    """Return all that is known of a text as plain data.

    `difficulty` and `step` are there as soon as there is one sentence; `judged` says whether they may be
    shown to people, else `reason` why not. Hints have `start` and `end` in code points of the given text.
    """
    from readability.hints import hints

    profile = reading.profile
    shown = profile.difficulty
    return {
        "difficulty": reading.difficulty,
        "judged": shown is not None,
        "reason": profile.reason or None,
        "step": reading.step,
        "meets_b1": shown.meets_b1 if shown else None,
        "low": shown.low if shown else None,
        "high": shown.high if shown else None,
        "indicative": shown.indicative if shown else None,
        "language": profile.language or None,
        "language_words": dict(profile.language_words),
        "measures": reading.measures,
        "rough": {score.formula: score.value for score in profile.rough},
        "hints": [asdict(hint) for hint in hints(text)],
    }


def _with_tagged(reading: "TextReading", text: str) -> "TextReading":
    """Return a reading with the measures that need parts of speech: for one text there is time for them."""
    from readability.tagged import tagged_measures
    from readability.tagger import is_available

    if not is_available() or reading.profile.language != "nl":
        return reading
    return replace(reading, measures=reading.measures | tagged_measures(text))


def _document(source: str, call: Call, allow_private: bool) -> "Document":
    from drempel.reading.source import is_address, read_file

    if not is_address(source):
        return read_file(source)
    # Here, for it is slow to load and most calls need it not.
    import asyncio

    from drempel.reading.address import read_address
    from reports.wording import Wording

    try:
        return asyncio.run(read_address(source, call.settings(), allow_private=allow_private))
    except FetchError as error:
        why = Wording(words(), ()).reason(error.reason.key).text
        told = say("“{url}” cannot be read. Reason: {reason}.", url=source, reason=why)
        if error.reason.key == "private-address":
            told += "\n" + say("Add --allow-private when you may enter that network.")
        raise WrongUse(told) from error


def _hints(document: "Document") -> "tuple[Hint, ...]":
    from readability.hints import hints_in
    from readability.tagger import is_available

    return hints_in(
        document.text, document.pieces, has_headings=document.has_headings, with_tagger=is_available()
    )


def _write_page(file: str, source: str, document: "Document", reading: "TextReading") -> None:
    from drempel.reading.page import write_page

    summary = tuple(_told(reading, is_brief=True))
    try:
        with Path(file).open("w", encoding="utf-8") as target:
            write_page(target, words(), source, document, _hints(document), summary)
    except OSError:
        raise WrongUse(say("“{file}” cannot be written.", file=file)) from None


def _answers(batch: str) -> Iterator[str]:
    from readability.profile import read_text

    for number, line in enumerate(_lines(batch), 1):
        if not line.strip():
            continue
        text_id, text = _given(batch, number, line)
        yield json.dumps({"id": text_id, **answer(text, read_text(text))}, ensure_ascii=False)


def _given(name: str, number: int, line: str) -> tuple[Any, str]:
    try:
        row = json.loads(line)
        if isinstance(row["text"], str):
            return row["id"], row["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise WrongUse(
        say(
            "Line {number} of “{file}” is not of the form {form}.",
            number=number,
            file=name,
            form='{"id": "1", "text": "…"}',
        )
    )


def _lines(name: str) -> Iterator[str]:
    """Yield the lines of a file in UTF-8, or of standard input, without their ends."""
    if name == STDIN:
        yield from _decoded(name, sys.stdin.buffer)
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening it may fail so
    except OSError as error:
        told = say("“{file}” cannot be opened. Look at the name, the folder and the rights.", file=name)
        raise WrongUse(told) from error
    with file:
        yield from _decoded(name, file)


def _decoded(name: str, raw: Any) -> Iterator[str]:
    for number, line in enumerate(raw):
        try:
            # The byte order mark that Windows programs put first is no part of the text.
            yield line.decode("utf-8-sig" if number == 0 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise WrongUse(say("“{file}” is not a text in UTF-8.", file=name)) from None


def _told(reading: "TextReading", *, is_brief: bool, with_measures: bool = False) -> Iterator[str]:
    profile = reading.profile
    shown = profile.difficulty
    if shown is None:
        yield say("Not judged.") + " " + say(WHY_NOT[profile.reason])
        for score in profile.rough:
            if score.value is not None:
                yield say(
                    "Rough score, no more than an indication: {name} {value}",
                    name=score.formula,
                    value=round(score.value),
                )
        return
    yield say(
        "Difficulty: {step} ({value} of 100)", step=say(STEPS[shown.step - 1]), value=round(shown.value)
    )
    yield say("Meets the B1 guideline: {answer}", answer=say(MEETS_B1[shown.meets_b1]))
    if shown.indicative:
        yield say("This is an indication: the text has under 100 words.")
    if is_brief or profile.metrics is None:
        return
    sentences = count("{n} sentence", "{n} sentences", profile.metrics.sentences)
    yield count("{n} word", "{n} words", profile.metrics.words) + ", " + sentences
    if with_measures:
        yield from told(reading.measures)
        return
    mean, longest = (reading.measures.get(name) for name in ("sentence-length", "longest-sentence"))
    if mean is not None and longest is not None:
        yield say(
            "On average {mean} words per sentence; the longest has {longest}.",
            mean=words().number(mean, 1),
            longest=round(longest),
        )
