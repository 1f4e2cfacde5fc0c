"""One judged page as text for people: problems by impact, where, whom it hinders, how to repair it.

What a page contains is shown, never obeyed: control characters, escape codes and text direction overrides
become visible signs.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from drempel.cli.read import MEETS_B1
from drempel.cli.words import count, say
from drempel.gate import is_later
from drempel.i18n import N_
from drempel.model.finding import CheckTally, Finding, Impact, Kind, Outcome
from drempel.model.snapshot import FetchRecord
from drempel.model.text import Difficulty, TextProfile
from drempel.pagejson import in_order, untested
from readability.hints.reading_time import minutes
from reports.untrusted import printable
from reports.weight import WeightWords
from reports.wording import NO_SCORE, OUTCOMES, STEPS, Wording

if TYPE_CHECKING:
    from drempel.pipeline import PageOutcome

MOST_PLACES = 5
"""Places shown of one problem on one page; the number of the others is told."""

COLOURS = {Impact.CRITICAL: "red", Impact.SERIOUS: "red", Impact.MODERATE: "yellow", Impact.MINOR: "cyan"}
"""Only beside words that say the same."""

DIRECTIONS = {
    "higher-is-easier": N_("higher is easier"),
    "higher-is-harder": N_("higher is harder"),
}

REASONS = {
    "disabled": N_("switched off"),
    "not-run": N_("did not run"),
}


def page_text(page: "PageOutcome", words: Wording, standard: str, width: int | None = None) -> str:
    """Return all that people should read about one page, with ANSI colours.

    Lines are broken at `width`; `None` leaves them whole, so that other programs can search them.
    """
    return "\n".join(_PageText(page, words, standard, width).lines())


def shown(text: str, limit: int | None = 200) -> str:
    """Return text from a website as one line that cannot steer the terminal."""
    return " ".join(printable(text, limit).split())


class _PageText:
    def __init__(self, page: "PageOutcome", words: Wording, standard: str, width: int | None) -> None:
        self.page, self.words, self.standard, self.width = page, words, standard, width
        self.label_width = max(len(say(label)) for label in (_WHAT, _WHERE, _STEPS, _WHO, _REPAIR, _RULE)) + 2

    def lines(self) -> Iterator[str]:
        yield click.style(shown(self.page.url), bold=True)
        if self.page.title:
            yield f"  {shown(self.page.title)}"
        if self.page.judgement is None:
            yield f"  {self.not_judged(self.page.record)}"
            return
        findings = in_order(self.page.judgement.findings)
        failed = [finding for finding in findings if finding.outcome is Outcome.FAILED]
        asked = [finding for finding in findings if finding.outcome is Outcome.CANT_TELL]
        for impact, group in groupby(failed, key=lambda finding: finding.impact):
            of_impact = list(group)
            yield ""
            yield click.style(
                f"{self.words.impact(impact)} ({len(of_impact)})".upper(), bold=True, fg=COLOURS[impact]
            )
            yield from self.problems(of_impact)
        if asked:
            yield ""
            yield click.style(f"{say('Questions: look for yourself')} ({len(asked)})".upper(), bold=True)
            yield from self.problems(asked)
        yield ""
        yield self.sum(failed, asked)
        if not self.page.is_document:
            yield from self.readability(self.page.text)
        if self.page.weight is not None:
            for line in WeightWords(self.words).lines(self.page.weight):
                yield shown(line, None)
        yield from self.not_tested(self.page.judgement.tallies)

    def not_judged(self, record: FetchRecord) -> str:
        explained = self.words.say(OUTCOMES[record.outcome][1]).text.rstrip(".")
        reason = ""
        if record.reason:
            key = record.reason.detail if record.reason.key == "status" else record.reason.key
            if key.startswith(_OF_FILES):
                # What is wrong with a file says all, with what to do.
                return f"{say('Not judged')}: {shown(self.words.reason(key).text, None)}."
            reason = f" ({shown(self.words.reason(key).text)})"
        told = f"{say('Not judged')}: {explained}{reason}."
        if record.reason and record.reason.key == "private-address":
            told += " " + say("Add --allow-private when you may enter that network.")
        return told

    def problems(self, findings: Sequence[Finding]) -> Iterator[str]:
        """Yield each problem once, with the places where it is."""
        for check, group in groupby(findings, key=lambda finding: finding.check):
            places = list(group)
            first = places[0]
            title = self.words.title(check).text
            yield ""
            yield f"  {click.style(title, bold=True)}{self.ground(first)}"
            for place in places[:MOST_PLACES]:
                message = self.words.message(place)
                if message and message.text != title:
                    yield from self.fact(_WHAT, shown(message.text, None))
                for one in self.words.advice(place):
                    yield from self.fact("", f"– {shown(one.text, None)}")
                yield from self.fact(_WHERE, shown(place.pointer.selector))
                if place.pointer.snippet:
                    yield from self.fact("", shown(place.pointer.snippet, 120))
                for n, step in enumerate(self.words.steps(place), 1):
                    yield from self.fact(_STEPS if n == 1 else "", f"{n}. {shown(step.text)}")
            if len(places) > MOST_PLACES:
                more = len(places) - MOST_PLACES
                yield from self.fact("", count("and {n} more place", "and {n} more places", more))
            for n, sentence in enumerate(self.who(first)):
                yield from self.fact(_WHO if n == 0 else "", sentence)
            if repair := self.words.repair(check):
                yield from self.fact(_REPAIR, repair.text)
            rules = [check, *map(self.requirement, first.requirements)]
            rules += dict.fromkeys(f"PDF/UA-1 {place.clause}" for place in places if place.clause)
            yield from self.fact(_RULE, ", ".join(rules))

    def fact(self, label: str, text: str) -> Iterator[str]:
        """Yield a label and a text; what does not fit on the line goes on below the text."""
        name = f"{say(label)}:" if label else ""
        first = f"    {name:<{self.label_width}}"
        if self.width is None:
            yield first + text
        else:
            yield from wrap(text, self.width, initial_indent=first, subsequent_indent=" " * len(first))

    def who(self, finding: Finding) -> Sequence[str]:
        return [phrase.text for phrase in self.words.who(finding)][:2]

    def ground(self, finding: Finding) -> str:
        """Return on what ground the problem stands, where that is not today's norm."""
        if finding.kind is Kind.PRACTICE:
            return f" – {say('good practice, no norm')}"
        if finding.kind is Kind.BEYOND:
            return f" – {say('stricter than the norm')}"
        return f" – {say('not required yet')}" if is_later(finding, self.standard) else ""

    def requirement(self, number: str) -> str:
        named = self.words.requirement(number)
        return f"{number} {named.name.text}" if named else number

    def sum(self, failed: Sequence[Finding], asked: Sequence[Finding]) -> str:
        assert self.page.judgement is not None
        looked = sum(1 for tally in self.page.judgement.tallies if not tally.reason)
        found = count("{n} problem", "{n} problems", len(failed))
        questions = count("{n} question", "{n} questions", len(asked))
        checks = count("{n} check", "{n} checks", looked)
        return say(
            "{found} and {questions}, by {checks}. A machine sees only a part of the barriers.",
            found=found,
            questions=questions,
            checks=checks,
        )

    def readability(self, text: TextProfile | None) -> Iterator[str]:
        """Yield how hard the running text is, and its measures."""
        label = say("Readability")
        if text is None or text.metrics is None or text.metrics.words_per_sentence is None:
            why = self.words.known(NO_SCORE, text.reason if text and text.reason else "not-running-text").text
            yield f"{label}: {say('cannot be judged')}: {why}."
            return
        number = self.words.catalogue.number
        if text.difficulty is not None:
            yield f"{label}: {self.difficulty(text.difficulty, text.metrics.words)}"
            label = say("Measures")
        said = [say("{n} words per sentence", n=number(text.metrics.words_per_sentence, 1))]
        for score in text.scores:
            if score.value is not None:
                means = say(DIRECTIONS[score.direction])
                hint = f", {say('indicative')}" if score.indicative and text.difficulty is None else ""
                said.append(f"{self.words.formula(score)} {number(score.value, 0)} ({means}{hint})")
        yield f"{label}: {'; '.join(said)}."

    def difficulty(self, found: Difficulty, words: int) -> str:
        answer = say(MEETS_B1[found.meets_b1])
        told = [
            self.words.known(STEPS, str(found.step)).text,
            say("meets the B1 guideline: {answer}", answer=answer),
            count("reading time about {n} minute", "reading time about {n} minutes", minutes(words)),
        ]
        if found.indicative:
            told.append(say("indicative, for the text has under 100 words"))
        return "; ".join(told) + "."

    def not_tested(self, tallies: Sequence[CheckTally]) -> Iterator[str]:
        by_reason: dict[str, list[str]] = {}
        for tally in untested(tallies):
            by_reason.setdefault(tally.reason, []).append(tally.check)
        for reason, ids in by_reason.items():
            why = say(REASONS[reason]) if reason in REASONS else self.words.untested(reason)
            listed = ", ".join(ids[:10]) + ("…" if len(ids) > 10 else "")
            yield f"{say('Not tested')} ({why}): {listed}"


_OF_FILES = "document-"
"""Begin of the reasons that tell what is wrong with a document."""

_WHAT = N_("What")
_WHERE = N_("Where")
_STEPS = N_("Steps")
_WHO = N_("Whom it hinders")
_REPAIR = N_("Repair")
_RULE = N_("Check")
