"""Write a short summary in Markdown, for a ticket or a merge request.

GitHub's dialect, which GitLab and most trackers read too. Words of a page stand only in code spans: there no
mark-up works, nobody is mentioned and no number becomes a reference.
"""

import re
from itertools import islice
from typing import Final

import drempel
from drempel.i18n import Catalogue
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.digest import Digest, digest
from reports.document_problems import change_line, document_problems
from reports.documents import documents_view, summary_line
from reports.grouping import Group, group_of
from reports.places import iri, one_line
from reports.untrusted import web_address
from reports.wording import LABELS, Wording

MOST_PROBLEMS: Final = 10
_MOST_CODE: Final = 120
_MOST_ADDRESS: Final = 2_000
_MARKS: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$^-])")


class MarkdownFormat:
    """A summary for tickets."""

    id = "markdown"
    suffix = ".md"
    entry = "samenvatting.md"
    owns = ("samenvatting.md",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write a page: coverage first, then the counts, then the worst problems."""
        words = Wording(text, source.checks())
        with out.open(self.entry) as file:
            file.write("\n".join(_lines(source, digest(source), words)) + "\n")


FORMAT = MarkdownFormat()


def _lines(source: ReportSource, found: Digest, words: Wording) -> list[str]:
    header, n, say = source.header, words.count, words.say
    norm = found.issues.by_group.get(Group.NORM, 0)
    questions = found.issues.by_group.get(Group.QUESTIONS, 0)
    lines = [
        f"# {say('Accessibility and plain language: {name}', name=escape(header.entity_name))}",
        "",
        f"{escape(words.date(header.scan.started_at))} · {link(header.site_start[0])}",
        "",
        str(words.came_how_far(header)),
        "",
        f"- {n('{n} page judged', '{n} pages judged', header.coverage.judged)}",
    ]
    if missed := header.coverage.unjudged:
        lines.append(f"- {n('{n} page could not be judged.', '{n} pages could not be judged.', missed)}")
    lines += [
        f"- **{n('{n} problem against the norm', '{n} problems against the norm', norm)}**",
        f"- {n('{n} question to check yourself', '{n} questions to check yourself', questions)}",
    ]
    readable = next((v for v in source.indicators() if v.id == "readable-pages" and v.whole), None)
    if readable:
        share = say("{part} of {whole} pages meet the B1 guideline", part=readable.part, whole=readable.whole)
        lines.append(f"- {share}")
    lines.append("")
    if found.issues.worst:
        lines += [
            f"## {say('Repair this first')}",
            "",
            *_table(found.issues.worst[:MOST_PROBLEMS], words),
            "",
        ]
    lines += _documents(source, words)
    open_criteria = len(found.checks.uncovered)
    lines += [
        str(say("A scan does not find everything. A person still has to test the site.")),
        str(
            n(
                "No check looked at {n} requirement of the norm.",
                "No check looked at {n} requirements of the norm.",
                open_criteria,
            )
        ),
        "",
        str(say("Made by Drempel {version}.", version=drempel.__version__)),
    ]
    return lines


def _table(issues: tuple[Issue, ...], words: Wording) -> list[str]:
    say = words.say
    rows = [
        f"| {say('Problem')} | {say('Impact')} | {say('Pages')} | {say('Example')} |",
        "|---|---|--:|---|",
    ]
    for issue in issues:
        title = escape(words.title(issue.check).text)
        where = f"{link(issue.example_url)} {code(issue.example.pointer.selector)}"
        pages = words.number(issue.pages)
        rows.append(f"| {title} | {escape(words.impact(issue.impact).text)} | {pages} | {where} |")
    return rows


def _documents(source: ReportSource, words: Wording) -> list[str]:
    """Return what there is to say of documents; nothing where pages link to none."""
    documents = list(source.documents())
    if not (told := summary_line(documents_view(documents), words)):
        return []
    standard, say = source.header.scan.settings.standard, words.say
    problems = document_problems(source, documents)
    lines = [f"## {say('Documents')}", "", escape(told)]
    if moved := change_line(words, problems):
        lines += ["", escape(moved)]
    norm = (one for one in source.document_issues() if group_of(one, standard) is Group.NORM)
    if worst := list(islice(norm, MOST_PROBLEMS)):
        lines += [
            "",
            f"| {say('Problem')} | {say('Impact')} | {say('Change')} | {say('Document')} |",
            "|---|---|---|---|",
        ]
    for issue in worst:
        title, impact = escape(words.title(issue.check).text), escape(words.impact(issue.impact).text)
        change = escape(say(LABELS[issue.label]).text) if issue.label else ""
        where = f"{link(issue.example_url)} {code(issue.example.pointer.selector)}"
        lines.append(f"| {title} | {impact} | {change} | {where} |")
    return [*lines, ""]


def escape(text: str) -> str:
    """Return our own words, or a name from the settings, so that no sign of them is mark-up."""
    return _MARKS.sub(r"\\\1", one_line(text, 300)).replace("@", "@\u2060")


def code(text: str) -> str:
    """Return words of a page as a code span, which also fits in a table; empty for none."""
    shown = one_line(text, _MOST_CODE).replace("|", "¦")
    if not shown:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(url: str) -> str:
    """Return a link to a web address; what is none, such as a file or `javascript:`, is only shown."""
    address = web_address(url)
    if address is None or len(address) > _MOST_ADDRESS:
        return code(url)
    target = iri(address).replace("(", "%28").replace(")", "%29").replace("|", "%7C")
    return f"[{code(url)}]({target})"
