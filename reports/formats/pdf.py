"""Write the report as a tagged PDF: for a direction or a council, on paper, in an archive, in the mail.

It holds what one person reads: coverage first, who is left behind, what to repair first, each criterion of
the norm and what a person must still look at. All places of all problems stand in the other formats.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import drempel
from drempel.i18n import N_, Catalogue
from drempel.model.finding import Impact, Outcome
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.auditor import STANDINGS
from reports.base import Output
from reports.criteria import CriterionRow, criterion_rows
from reports.digest import Digest, digest
from reports.document_paper import write_documents
from reports.grouping import Group, group_of
from reports.left_behind import LeftBehindWords, left_behind_view
from reports.paper.lines import Run, Said, link
from reports.paper.paper import Bar, Cell, Column, Paper
from reports.render import address
from reports.summary import coverage, untested, verdict, with_waiver
from reports.wording import INDICATORS, LABELS, STANDARDS, Phrase, Wording

MOST_FIRST: Final = 5
"""Repairs that lead the report."""
MOST_PROBLEMS: Final = 40
"""Problems that are told one by one."""
MOST_QUESTIONS: Final = 20
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


class PdfFormat:
    """The report on paper."""

    id = "pdf"
    suffix = ".pdf"
    entry = "rapport.pdf"
    owns = ("rapport.pdf",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write the file; its size has an end, whatever the size of the scan.

        Raises `SetupError` where this machine has no typeface.
        """
        with out.open_binary(self.entry) as file:
            _Writer(source, Wording(text, source.checks())).paper().save(file)


FORMAT = PdfFormat()


class _Writer:
    """One run of the format."""

    def __init__(self, source: ReportSource, words: Wording) -> None:
        self.source = source
        self.words = words
        self.header = source.header
        self.standard = self.header.scan.settings.standard
        self.digest: Digest = digest(source)
        title = words.say(
            "{name}: report on accessibility and plain language, {date}",
            name=self.header.entity_name,
            date=words.date(self.header.scan.started_at),
        )
        made_at = self.header.generated_at or self.header.scan.finished_at or _NO_TIME
        self.to = Paper(title.text, words.language, made_at)

    def paper(self) -> Paper:
        """Return the whole document."""
        self.opening()
        self.in_short()
        if self.header.coverage.judged:
            self.repair_first()
            self.left_behind()
            self.figures()
            self.criteria()
            self.problems()
            self.questions()
            write_documents(self.to, self.source, self.words)
        self.limits()
        return self.to

    def opening(self) -> None:
        say, header = self.words.say, self.header
        self.to.heading(1, say("Report on accessibility and plain language"))
        norm = self.words.known(STANDARDS, self.standard)
        self.to.list_of(
            [
                [Run(f"{say('Organisation')}: ", bold=True), header.entity_name],
                [Run(f"{say('Website')}: ", bold=True), self.shown(header.site_start[0], whole=True)],
                [Run(f"{say('Date of the scan')}: ", bold=True), self.words.date(header.scan.started_at)],
                [Run(f"{say('Norm')}: ", bold=True), norm],
            ]
        )

    def in_short(self) -> None:
        words, found = self.words, self.digest
        self.to.heading(2, words.say("In short"))
        self.to.paragraph(coverage(words, self.header))
        judged = self.header.coverage.judged
        told: list[Said] = [verdict(words, found, judged)]
        if waived := with_waiver(words, found):
            told += [" ", waived]
        self.to.paragraph(told)
        if not judged:
            return
        self.impacts()
        rest = words.say("A scan sees only a part of all barriers. A person has to look at the rest.")
        self.to.paragraph([untested(words, found), " ", rest])
        if self.header.previous:
            since = words.say("Since the scan of {date}", date=words.date(self.header.previous.started_at))
            counts = (f"{words.say(name)} {self.header.trend.get(key, 0)}" for key, name in LABELS.items())
            self.to.paragraph(f"{since}: {', '.join(counts)}.")

    def impacts(self) -> None:
        """Show how many problems there are of each impact; the figure says the same in words."""
        found, words = self.digest.issues.norm_by_impact, self.words
        if not found:
            return
        most = max(found.values())
        rows = [(words.impact(one).text, found[one]) for one in reversed(Impact) if found.get(one)]
        told = ", ".join(f"{name} {n}" for name, n in rows)
        self.to.bars(
            f"{words.say('Problems against the norm')}. {words.say('By impact')}: {told}.",
            [Bar(name, n / most, words.number(n)) for name, n in rows],
        )

    def repair_first(self) -> None:
        worst = self.digest.issues.worst[:MOST_FIRST]
        if not worst:
            return
        words = self.words
        self.to.heading(2, words.say("Repair this first"))
        self.to.list_of((self.in_one_line(issue) for issue in worst), numbered=True)

    def in_one_line(self, issue: Issue) -> Cell:
        words = self.words
        title = words.title(issue.check)
        pages = words.count("on {n} page", "on {n} pages", issue.pages)
        said: list[Said] = [
            Run(title.text, bold=True, lang=title.lang),
            f" ({words.impact(issue.impact)}, {pages}). ",
        ]
        if repair := words.repair(issue.check):
            said.append(repair)
        return said

    def left_behind(self) -> None:
        view, words = left_behind_view(self.source), self.words
        say = LeftBehindWords(words)
        self.to.heading(2, words.say("Who is left behind?"))
        if not view.hindered:
            self.to.paragraph(words.say("For nobody in this list we found a barrier."))
        else:
            self.to.table(
                words.say("Barriers found for each group of people"),
                [
                    Column(words.say("Who"), 2),
                    Column(words.say("The worst barrier"), 3),
                    Column(words.say("Barriers"), 0.8, is_number=True),
                ],
                (
                    (
                        say.name(group.name),
                        words.title(group.problems[0].check)
                        if group.problems
                        else say.indicator(group.answers[0].id),
                        words.number(group.barriers),
                    )
                    for group in view.hindered
                ),
            )
        if view.not_hindered:
            self.to.paragraph(
                words.say("For these groups we found nothing. That does not mean that there is nothing:")
            )
            self.to.list_of(say.name(group.name) for group in view.not_hindered)

    def figures(self) -> None:
        words = self.words
        rows = [value for value in self.source.indicators() if value.id in INDICATORS]
        if not rows:
            return
        self.to.heading(2, words.say("Figures"))
        self.to.table(
            words.say("Figures of this scan"),
            [
                Column(words.say("Figure"), 3),
                Column(words.say("Value"), 0.9, is_number=True),
                Column(words.say("Counted"), 1.1, is_number=True),
                Column(words.say("Between"), 1.2, is_number=True),
            ],
            (
                (
                    words.indicator(one.id),
                    words.value(one) or words.say("unknown"),
                    words.say("{part} of {whole}", part=one.part, whole=one.whole)
                    if one.part is not None and one.whole is not None
                    else "",
                    words.say(
                        "{low} and {high}",
                        low=words.in_unit(one.low, one.unit),
                        high=words.in_unit(one.high, one.unit),
                    )
                    if one.low is not None and one.high is not None
                    else "",
                )
                for one in rows
            ),
        )
        self.to.paragraph(
            words.say("The last column tells how sure the share is, if the pages stand for all pages."),
            small=True,
        )

    def criteria(self) -> None:
        words = self.words
        rows = criterion_rows(self.source, self.digest.checks)
        self.to.heading(2, words.say("Each requirement of the norm"))
        self.to.paragraph(
            words.say("A scan cannot say that a requirement is met. It can only find problems.")
        )
        self.to.table(
            words.say("What the scan can say of each requirement"),
            [
                Column(words.say("Requirement"), 2.6),
                Column(words.say("Level"), 0.6),
                Column(words.say("What we know"), 1.6),
                Column(words.say("Problems"), 0.9, is_number=True),
                Column(words.say("Questions"), 0.9, is_number=True),
            ],
            (self.criterion(row) for row in rows),
        )

    def criterion(self, row: CriterionRow) -> Sequence[Cell]:
        words = self.words
        name = words.criterion_name(row.criterion)
        return (
            [f"{row.criterion.id} ", name],
            row.criterion.level,
            words.say(STANDINGS[row.standing]),
            words.number(row.problems) if row.problems else "",
            words.number(row.questions) if row.questions else "",
        )

    # Problems

    def of_group(self, group: Group) -> Iterator[Issue]:
        return (issue for issue in self.source.issues() if group_of(issue, self.standard) is group)

    def problems(self) -> None:
        words = self.words
        count = self.digest.issues.by_group.get(Group.NORM, 0)
        self.to.heading(2, words.say("Problems against the norm"))
        if not count:
            self.to.paragraph(
                words.say("Our checks found no problems against the norm on the pages that they could judge.")
            )
            return
        if count > MOST_PROBLEMS:
            self.to.paragraph(
                words.say(
                    "These are the worst {n} of {total}. All of them stand in the web report.",
                    n=MOST_PROBLEMS,
                    total=count,
                )
            )
        for issue in islice(self.of_group(Group.NORM), MOST_PROBLEMS):
            self.problem(issue)

    def questions(self) -> None:
        words = self.words
        count = self.digest.issues.by_group.get(Group.QUESTIONS, 0)
        if not count:
            return
        self.to.heading(2, words.say("Questions to check yourself"))
        self.to.paragraph(
            words.say("A machine cannot decide here. A person has to look whether there really is a barrier.")
        )
        if count > MOST_QUESTIONS:
            self.to.paragraph(
                words.say(
                    "These are the worst {n} of {total}. All of them stand in the web report.",
                    n=MOST_QUESTIONS,
                    total=count,
                )
            )
        for issue in islice(self.of_group(Group.QUESTIONS), MOST_QUESTIONS):
            self.problem(issue)

    def problem(self, issue: Issue) -> None:
        """Tell one problem: what, who, how to repair it, and where it stands."""
        words, say = self.words, self.words.say
        self.to.heading(3, words.title(issue.check))
        pages = words.count("on {n} page", "on {n} pages", issue.pages)
        lines: list[Cell] = [
            [Run(f"{say('Impact')}: ", bold=True), words.impact(issue.impact), f", {pages}"],
        ]
        if issue.outcome is not Outcome.CANT_TELL and (message := words.message(issue.example)):
            lines.append([Run(f"{say('What is wrong')}: ", bold=True), message])
        if repair := words.repair(issue.check):
            lines.append([Run(f"{say('How to repair it')}: ", bold=True), repair])
        if required := words.requirements(issue.requirements):
            names = [Phrase(f"{one.criterion.id} {one.name.text}", one.name.lang) for one in required]
            lines.append([Run(f"{say('Requirements')}: ", bold=True), *_joined(names)])
        lines.append([Run(f"{say('Example')}: ", bold=True), self.shown(issue.example_url)])
        self.to.list_of(lines)
        if who := words.who(issue):
            # Each is a sentence of its own; after a label in one line they would read as one long one.
            self.to.paragraph(Run(say("Who is shut out").text, bold=True))
            self.to.list_of(who)

    def shown(self, url: str, *, whole: bool = False) -> Run:
        """Return an address as a link, and as people read it."""
        return link(url, url if whole else address(url))

    def limits(self) -> None:
        say = self.words.say
        self.to.heading(2, say("What was not tested"))
        for sentence in (
            N_(
                "A machine cannot judge whether a text is clear, a description is right or a task can be "
                "done. It did not fill in forms and did not log in."
            ),
            N_(
                "A person has to check this with the keyboard, with a screen reader, with large text, and "
                "best of all with visitors who know these barriers."
            ),
        ):
            self.to.paragraph(say(sentence))
        self.to.paragraph(say("Made by Drempel {version}.", version=drempel.__version__), small=True)


def _joined(phrases: Sequence[Phrase]) -> list[Said]:
    """Return phrases with commas between them, each in its own language."""
    said: list[Said] = []
    for phrase in phrases:
        if said:
            said.append(", ")
        said.append(phrase)
    return said
