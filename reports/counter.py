"""The page for a clerk at the counter: where people get stuck on one service, and what helps.

The same sections become a web page to print and text on a terminal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from drempel.i18n import N_
from drempel.inclusion.bring import to_bring
from drempel.model.facts import Facts, Opening
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service
from drempel.model.sheet import PersonAnswer, Reply
from drempel.model.text import VisibleText
from reports.channels import ChannelWords
from reports.wording import Phrase, Wording

MANY_FIELDS: Final = 12
"""Fields of a form that must be filled in, from which we say that it is long."""
MOST: Final = 5

UNSURE: Final = frozenset({"digital_help_place", "help_near", "time_limit"})
"""Facts from sentences: right in less than 80 % of a set of labelled pages, or too rare to tell."""
DAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
WITHOUT: Final = {
    "email": N_("People need an e-mail address. Some do not have one."),
    "eid": N_("People must log in with eID or itsme. Some cannot."),
    "smartphone": N_("People need a smartphone. Some do not have one."),
    "printer": N_("People must print something. Some have no printer."),
}
DATA: Final = {
    "national_number": N_("the national number (it stands on the identity card)"),
    "name": N_("first name and last name"),
    "birth_date": N_("the date of birth"),
    "birth_place": N_("the place of birth"),
    "address": N_("the address"),
    "household": N_("who lives in the house"),
    "nationality": N_("the nationality"),
    "kbo": N_("the enterprise number"),
    "cadastral": N_("the number of the plot of land"),
    "diploma": N_("the diploma"),
    "income": N_("the income"),
}
LOGINS: Final = {
    "acm_idm": N_("something to log in with: eID with code, or itsme"),
    "csam": N_("something to log in with: eID with code, or itsme"),
    "itsme": N_("itsme on a smartphone"),
    "eid": N_("the eID with its code, and a card reader"),
    "own": N_("the name and password of an account on this site"),
    "social": N_("an account on a social network"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: said by us, with words of the page or of a person in quotes, and where."""

    text: Phrase
    quote: str = ""
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines; never empty, so that nobody wonders whether something was left out."""

    id: str
    title: Phrase
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CounterPage:
    """All of the page."""

    service: Service
    entity_name: str
    scanned_on: date
    parts: tuple[Part, ...]


def counter_page(
    service: Service,
    pages: Sequence[SeenPage],
    answers: Mapping[str, PersonAnswer],
    words: Wording,
    entity_name: str,
    scanned_on: date,
) -> CounterPage:
    """Return the page of a service; `pages` are those of the service itself."""
    say, made = words.say, _Lines(service, pages, answers, words)
    nothing = say("The scan found nothing here. Ask people where they get stuck.")
    unknown = say("We did not find this on the site. Fill it in yourself: ______________________")
    told = (
        ("vast", say("Where people get stuck"), tuple(made.stuck()), nothing),
        ("bellen", say("Numbers that help"), tuple(made.phones()), unknown),
        ("loket", say("Counters"), tuple(made.counters()), unknown),
        ("uren", say("Opening hours"), tuple(made.hours()), unknown),
        ("meebrengen", say("What people bring"), tuple(made.needs()), unknown),
        ("hulp", say("Who can help"), tuple(made.helpers()), unknown),
    )
    parts = (Part(id_, title, lines or (Line(empty),)) for id_, title, lines, empty in told)
    return CounterPage(service, entity_name, scanned_on, tuple(parts))


@dataclass(frozen=True, slots=True)
class _Lines:
    service: Service
    pages: Sequence[SeenPage]
    answers: Mapping[str, PersonAnswer]
    words: Wording

    @property
    def _facts(self) -> list[tuple[SeenPage, Facts]]:
        return [(page, facts) for page in self.pages if (facts := page.facts) is not None]

    def stuck(self) -> Iterator[Line]:
        say, service = self.words.say, self.service
        for what, text in WITHOUT.items():
            if service.works_without.get(what) is False:
                seen = service.without_seen.get(what, ())
                yield Line(say(text), page_url=seen[0].page_url if seen else service.url)
        for form in service.forms:
            if form.required_fields is not None and form.required_fields >= MANY_FIELDS:
                yield Line(
                    say("The form is long: {n} fields must be filled in.", n=form.required_fields),
                    page_url=form.pages[0],
                )
        for fact, text in (
            ("pdf_only", N_("There is only a document to print. People cannot fill it in on the page.")),
            ("captcha", N_("The page asks for proof that you are no robot. That is hard to see or hear.")),
            ("time_limit", N_("The time to fill it in is limited. Slow readers lose what they wrote.")),
        ):
            page = next((page for page, facts in self._facts if getattr(facts, fact)), None)
            if page is not None:
                yield Line(self._told(fact, text), page_url=page.url)
        call = service.channels.get("call")
        if call is not None and call.is_there is False:
            yield Line(say("We found no telephone number for this."))
        elif call is not None and call.phones and all(phone.cost == "premium" for phone in call.phones):
            yield Line(say("Calling is expensive."))
        hard = [page for page in self.pages if page.meets_b1 == "no"]
        if hard:
            yield Line(say("The text is hard to read. Tell it in your own words."), page_url=hard[0].url)
        broken = [page for page in self.pages if page.fails_norm]
        if broken:
            told = say("The page does not work well for everyone with a disability, such as blind people.")
            yield Line(told, page_url=broken[0].url)
        yield from self._by_people()

    def _by_people(self) -> Iterator[Line]:
        """Yield what people of a test panel, and those who filled in the sheet, ran into."""
        for answer in self.answers.values():
            if answer.whole and answer.part is not None and answer.part < answer.whole:
                text = self.words.say(
                    "In a test {part} of {whole} people managed.", part=answer.part, whole=answer.whole
                )
                yield Line(text, quote=answer.note)
            elif answer.reply is Reply.NO and answer.note:
                yield Line(self.words.say("A person noted:"), quote=answer.note)

    def phones(self) -> Iterator[Line]:
        channel, channels = self.service.channels.get("call"), ChannelWords(self.words)
        for at, phone in enumerate(channel.phones[:MOST] if channel is not None else ()):
            seen = channel.seen[at].page_url if channel is not None and at < len(channel.seen) else ""
            text = self.words.say(
                "{number}: {cost}", number=channels.number(phone), cost=channels.cost(phone).text
            )
            yield Line(text, page_url=seen)

    def counters(self) -> Iterator[Line]:
        given = [(page, place) for page, facts in self._facts for place in facts.addresses_counter]
        for place, found in list({place: page for page, place in reversed(given)}.items())[:MOST]:
            yield Line(self.words.say("Go to:"), quote=place, page_url=found.url)
        face, home = self.service.channels.get("face"), self.service.channels.get("home")
        if not given and face is not None and face.is_there:
            for seen in face.seen[:MOST]:
                yield Line(self.words.say("The site says:"), quote=seen.text, page_url=seen.page_url)
        if home is not None and home.is_there:
            first = home.seen[0] if home.seen else None
            yield Line(
                self.words.say("Somebody can come to people's home."),
                quote=first.text if first is not None else "",
                page_url=first.page_url if first is not None else "",
            )

    def hours(self) -> Iterator[Line]:
        hours = self.service.hours
        if hours is None:
            return
        where = hours.seen[0].page_url if hours.seen else ""
        by_day = groupby(
            sorted(hours.openings, key=lambda one: (one.day, one.from_min)), key=lambda one: one.day
        )
        days = [(day, tuple(times)) for day, times in by_day if 1 <= day <= 7]
        for day, times in days:
            yield Line(
                self.words.say(
                    "{day}: {times}", day=self.words.say(DAYS[day - 1]).text, times=self._times(times)
                ),
                page_url=where,
            )
        if not days:
            for seen in hours.seen[:MOST]:
                yield Line(self.words.say("The site says:"), quote=seen.text, page_url=seen.page_url)

    def _times(self, times: Sequence[Opening]) -> str:
        said = dict.fromkeys(
            self.words.say("{start} to {end}", start=_clock(one.from_min), end=_clock(one.to_min)).text
            + (f" ({self.words.say('by appointment').text})" if one.by_appointment else "")
            for one in times
        )
        return ", ".join(said)

    def needs(self) -> Iterator[Line]:
        logins = dict.fromkeys(LOGINS[way] for way in self.service.login_ways if way in LOGINS)
        for text in logins:
            yield Line(self.words.say(text), page_url=next(iter(self.service.login_pages), ""))
        for page in self.pages:
            shown = page.get(VisibleText)
            for line in to_bring(shown) if shown is not None else ():
                yield Line(self.words.say("The site says:"), quote=line, page_url=page.url)
        asked = {known: page for page, facts in reversed(self._facts) for known in facts.asks_known_data}
        for known, text in DATA.items():
            if known in asked:
                yield Line(self.words.say(text), page_url=asked[known].url)
        for document in self.service.documents[:MOST]:
            name = document.seen.text or document.url
            yield Line(self.words.say("a document:"), quote=name, page_url=document.seen.page_url)

    def helpers(self) -> Iterator[Line]:
        for fact, text in (
            ("digital_help_place", N_("There is a place where people get help with a computer.")),
            ("mandate", N_("Somebody else may do this for a person.")),
            ("help_near", N_("There is help beside the task on the page.")),
        ):
            found = next(((page, facts) for page, facts in self._facts if getattr(facts, fact)), None)
            if found is not None:
                page, facts = found
                places = facts.evidence.get(fact, ())
                yield Line(self._told(fact, text), quote=places[0].text if places else "", page_url=page.url)

    def _told(self, fact: str, text: str) -> Phrase:
        """Return what is said of a fact, with "to check" where it is not sure."""
        told = self.words.say(text)
        return self.words.say("To check: {told}", told=told.text) if fact in UNSURE else told


def _clock(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02d}"
