"""What the report on paper says of documents: how many shut people out, what is wrong in them, what is new.

The same figures as the page on documents of the web report, apart from those of pages.
"""

from typing import Final

from drempel.model.report import ReportSource
from reports.document_problems import change_line, document_problems
from reports.documents import DocumentsView, DocumentWords, Problem, documents_view, summary_line
from reports.paper.lines import Run, link
from reports.paper.paper import Cell, Column, Paper
from reports.render import address
from reports.wording import Wording

MOST_LINKED: Final = 5


def write_documents(to: Paper, source: ReportSource, words: Wording) -> None:
    """Write the chapter on documents; nothing where pages link to none."""
    documents = list(source.documents())
    view = documents_view(documents)
    if not view.found:
        return
    say = words.say
    to.heading(2, say("Documents"))
    to.paragraph(say("Documents are not pages. They do not count in the other figures of this report."))
    to.paragraph(summary_line(view, words))
    problems = document_problems(source, documents)
    to.paragraph(
        change_line(words, problems)
        or say("No scan before this one judged documents. So we cannot say which problems are new.")
    )
    if not view.judged:
        return
    _outcomes(to, view, words)
    _problems(to, [one for one in view.problems if one.is_norm], words)
    _most_linked(to, view, words)


def _outcomes(to: Paper, view: DocumentsView, words: Wording) -> None:
    say, told = words.say, DocumentWords(words)
    to.table(
        say("Documents by outcome"),
        [
            Column(say("Outcome"), 2.4),
            Column(say("Documents"), 1, is_number=True),
            Column(say("Share"), 0.8, is_number=True),
            Column(say("If they stand for all: between"), 1.4, is_number=True),
        ],
        (
            (
                told.fate(row.fate),
                words.number(row.share.part),
                told.percent(row.share.ratio),
                say("{low} and {high}", low=told.percent(between[0]), high=told.percent(between[1])),
            )
            for row in view.rows
            if (between := row.share.interval) is not None
        ),
    )


def _problems(to: Paper, problems: list[Problem], words: Wording) -> None:
    if not problems:
        return
    say = words.say
    to.table(
        say("What is wrong in documents, by what shuts people out most"),
        [
            Column(say("Problem"), 2.6),
            Column(say("Impact"), 1.1),
            Column(say("Requirements"), 1.1),
            Column(say("Documents"), 1, is_number=True),
            Column(say("Places"), 0.8, is_number=True),
        ],
        (_row(one, words) for one in problems),
    )


def _row(problem: Problem, words: Wording) -> list[Cell]:
    clauses = [one.document_clause for one in words.requirements(problem.example.requirements)]
    return [
        words.title(problem.check),
        words.impact(problem.example.impact),
        ", ".join(filter(None, clauses)),
        words.number(problem.documents),
        words.number(problem.places),
    ]


def _most_linked(to: Paper, view: DocumentsView, words: Wording) -> None:
    say, told = words.say, DocumentWords(words)
    to.heading(3, say("The documents that most pages link to"))
    to.paragraph(say("Repair these first: people meet them most."))
    to.list_of(
        (
            [
                link(one.document.url, address(one.document.url)),
                Run(": "),
                words.count("{n} page links to it.", "{n} pages link to it.", one.document.pages),
                Run(" "),
                told.fate(fate),
                Run("."),
            ]
            for one, fate in view.most_linked[:MOST_LINKED]
        ),
        numbered=True,
    )
