"""The part "Who is left behind?" of a report: barriers by people, and how the indicators were answered.

Made once per report. The same values go into the page, the JSON report and the tables.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from drempel.i18n import N_
from drempel.inclusion.limits import stricter
from drempel.inclusion.people import LeftBehind, answers_by_group, left_behind
from drempel.inclusion.questions import GROUPS, Question, indicators, questions
from drempel.model.answer import Asked, Place, Unit
from drempel.model.report import ReportSource
from reports.digest import digest_checks
from reports.wording import Phrase, Wording

Plain = dict[str, Any]
CONTEXT: Final = "inclusion"
"""Context in the catalogue of the names and questions of indicators and people."""
MOST_PROBLEMS: Final = 12
"""Problems of one group of people that a page lists; the tables hold all."""
MOST_LINKS: Final = 5
"""Places under one answer."""

GROUP_NAMES: Final = {
    "KAN": N_("Channels"),
    "TOE": N_("Access"),
    "FRM": N_("Forms"),
    "TAA": N_("Language"),
    "HLP": N_("Help"),
    "VER": N_("Trust"),
    "TGK": N_("Accessibility"),
    "MON": N_("Follow-up"),
}
WHY: Final = {
    "not-told": N_("the page does not tell"),
    "document-not-read": N_("the document was not read"),
    "signature-field": N_(
        "the document asks for a digital signature, and does not say whether a pen will do"
    ),
    "cost-unknown": N_("the cost of the number is not certain"),
    "chat-not-seen": N_("no chat was open during the scan"),
    "contradiction": N_("text and field contradict each other"),
    "own-account": N_("an account of the site itself may be needed"),
    "behind-log-in": N_("the choice stands behind the log-in"),
    "not-used": N_("this page was not used, or using it broke off"),
    "needs-scripts": N_("a form may need scripts"),
    "not-measured": N_("it was not measured on this page"),
    "depends-on-price": N_("it depends on the price of the card"),
    "third-parties": N_("the page asks other websites for parts"),
    "may-be-needed": N_("the service may need these data"),
    "server-limit": N_("a limit on the server cannot be seen"),
    "after-sending": N_("it is only seen after the form is sent"),
    "told-in-part": N_("only a part was found"),
    "unit-not-named": N_("there is a number or address, but no name of a service"),
    "own-domain": N_("a machine does not know who owns the address"),
    "doubt": N_("the text perhaps meets the guideline"),
    "statement-not-seen": N_("the statement was not among the pages"),
    "embedded-film": N_("the film comes from another website"),
    "not-printed": N_("the page was not printed"),
    "check-cannot-tell": N_("the check could not decide"),
    "not-whole": N_("a part of the site was not seen"),
}
"""Why an answer is unknown."""
LIMITS: Final = {
    "required_fields": N_("required fields in one form, at most"),
    "page_mb": N_("megabytes for one page, at most"),
    "visit_euro": N_("euro for one visit, at most"),
    "text_s": N_("seconds until the text is there on a slow line, at most"),
    "bare_share": N_("part of the words without scripts, at least"),
    "rubrics": N_("of four kinds of information beforehand, at least"),
    "ways": N_("channels of a service, at least"),
}
"""Limits that are numbers; what else a profile changes stands in `RULES`."""
RULES: Final = {
    "doubt_is_no": N_("A text that perhaps meets the B1 guideline does not meet it."),
    "shared_cost_is_dear": N_("A number that begins with 078 is too dear as the only number."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of indicators, with its answers where a scan can give them."""

    about: Question
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One of the eight groups of indicators."""

    key: str
    count: Counter[str]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LeftBehindView:
    """What this part of a report shows; `is_known` is false for a scan that asked no indicators."""

    people: tuple[LeftBehind, ...]
    groups: tuple[GroupRow, ...]
    profile: str
    changes: Mapping[str, tuple[float, float]]
    is_known: bool

    @property
    def hindered(self) -> tuple[LeftBehind, ...]:
        """Return the groups of people for whom a barrier was found."""
        return tuple(group for group in self.people if group.barriers)

    @property
    def not_hindered(self) -> tuple[LeftBehind, ...]:
        """Return the others: nothing was found for them, which does not mean that there is nothing."""
        return tuple(group for group in self.people if not group.barriers and group.key != "all")


def left_behind_view(source: ReportSource) -> LeftBehindView:
    """Return who is left behind in a scan; walks over its issues once."""
    checks, asked = source.checks(), source.asked()
    settings = source.header.scan.settings
    who = {check.info.id: check.info.who for check in checks}
    uncovered = [criterion.id for criterion in digest_checks(checks, settings.standard).uncovered]
    of = {one.id: one for one in asked}
    counts = answers_by_group(asked)
    return LeftBehindView(
        left_behind(source.issues(), asked, lambda check: who.get(check, ""), uncovered),
        tuple(
            GroupRow(
                key,
                counts[key],
                tuple(Row(row, of.get(row.id)) for row in questions().values() if row.group == key),
            )
            for key in GROUPS
        ),
        settings.profile,
        stricter(settings.profile),
        bool(asked),
    )


# Words


@dataclass(frozen=True, slots=True)
class LeftBehindWords:
    """Says names and reasons in the language of the report."""

    words: Wording

    def name(self, msgid: str) -> Phrase:
        """Return a name or question of an indicator, or the name of a group of people."""
        catalogue = self.words.catalogue
        language = catalogue.language_of(msgid, CONTEXT)
        return Phrase(catalogue.text(msgid, CONTEXT), "" if language == catalogue.language else language)

    def indicator(self, indicator_id: str) -> Phrase:
        """Return the name of an indicator."""
        return self.name(questions()[indicator_id].name)

    def units(self, one: Asked, n: int) -> Phrase:
        """Return a number of what an indicator is asked of: pages, forms, services, or the site."""
        match one.unit:
            case Unit.PAGE:
                return self.words.count("{n} page", "{n} pages", n)
            case Unit.FORM:
                return self.words.count("{n} form", "{n} forms", n)
            case Unit.SERVICE:
                return self.words.count("{n} service", "{n} services", n)
            case Unit.SITE:
                return self.words.say("the whole site")

    def why(self, one: Asked) -> Iterator[tuple[Phrase, int]]:
        """Yield why answers are unknown, most often first."""
        for key, n in sorted(one.why_unknown.items(), key=lambda row: (-row[1], row[0])):
            yield self.words.known(WHY, key), n

    def limit(self, value: float) -> str:
        """Return a limit as people write it."""
        return self.words.catalogue.number(value)


def places_of(one: Asked, said: str) -> tuple[Place, ...]:
    """Return the first places of an answer."""
    return tuple(place for place in one.places if place.said == said)[:MOST_LINKS]


def is_sure(indicator_id: str) -> bool:
    """Tell whether the answers of an indicator stand by themselves."""
    return questions()[indicator_id].is_sure


HELPERS: Final[Mapping[str, Any]] = {
    "GROUP_NAMES": GROUP_NAMES,
    "LIMITS": LIMITS,
    "RULES": RULES,
    "MOST_PROBLEMS": MOST_PROBLEMS,
    "places_of": places_of,
    "is_sure": is_sure,
}
"""What the template needs beside the view and its words."""


# Data


def people_data(group: LeftBehind, say: LeftBehindWords) -> Plain:
    """Return one group of people for JSON."""
    return {
        "id": group.key,
        "name": say.name(group.name).text,
        "barriers": group.barriers,
        "problems": [
            {
                "check": one.check,
                "title": say.words.title(one.check).text,
                "impact": one.impact.value,
                "problems": one.problems,
                "questions": one.questions,
                "pages": one.pages,
                "example": one.example_url,
            }
            for one in group.problems
        ],
        "indicators": [one.id for one in group.answers],
        "not_seen": {
            "indicators": [one.id for one in group.open_answers],
            "criteria": list(group.uncovered),
        },
    }


def row_data(row: Row, say: LeftBehindWords) -> Plain:
    """Return one row of the table of indicators for JSON; without answers where only a person can tell."""
    about, one = row.about, row.asked
    how = {each.id: each for each in indicators()}.get(about.id)
    return {
        "id": about.id,
        "group": about.group,
        "name": say.name(about.name).text,
        "version": how.version if how else None,
        "unit": how.unit.value if how else None,
        "definition": how.definition if how else None,
        "denominator": how.denominator if how else None,
        "people": list(about.people),
        "certain": about.is_sure,
        "barrier": about.is_barrier,
        "question": say.name(about.question).text if about.question else None,
        "unseen": say.name(about.unseen).text if about.unseen else None,
        "yes": one.yes if one else None,
        "no": one.no if one else None,
        "unknown": one.unknown if one else None,
        "why_unknown": dict(one.why_unknown) if one else {},
        "places": [
            {
                "said": place.said.value,
                "page": place.at.page_url,
                "selector": place.at.selector,
                "text": place.at.text,
            }
            for place in (one.places if one else ())
        ],
    }


def profile_data(view: LeftBehindView) -> Plain:
    """Return by which limits was answered, and what they change."""
    return {
        "id": view.profile,
        "changes": [
            {"limit": name, "normal": normal, "value": value}
            for name, (normal, value) in view.changes.items()
        ],
    }


def problem_rows(view: LeftBehindView, say: LeftBehindWords) -> Iterator[Sequence[str | int | None]]:
    """Yield a line per group of people and barrier, for a table."""
    for group in view.people:
        for one in group.problems:
            yield (
                group.key, say.name(group.name).text, "problem", one.check, say.words.title(one.check).text,
                one.impact.value, one.problems, one.pages, None, None, one.example_url,
            )  # fmt: skip
        for answer in group.answers:
            places = places_of(answer, "no")
            yield (
                group.key, say.name(group.name).text, "indicator", answer.id, say.indicator(answer.id).text,
                None, answer.no, None, answer.yes, answer.unknown, places[0].at.page_url if places else "",
            )  # fmt: skip


def answer_rows(view: LeftBehindView, say: LeftBehindWords) -> Iterator[Sequence[str | int | bool | None]]:
    """Yield a line per row of the table of indicators; without numbers where only a person can tell."""
    how = {each.id: each for each in indicators()}
    for group in view.groups:
        for row in group.rows:
            about, one = row.about, row.asked
            found = how.get(about.id)
            places = (places_of(one, "no") or places_of(one, "unknown")) if one else ()
            yield (
                about.id,
                say.name(about.name).text,
                found.unit.value if found else None,
                found.version if found else None,
                about.is_sure,
                about.is_barrier,
                one.yes if one else None,
                one.no if one else None,
                one.unknown if one else None,
                places[0].at.page_url if places else "",
                say.name(about.question).text if about.question else "",
            )
