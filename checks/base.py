"""The form of a check: a frozen value with its facts and one pure function over artefacts.

`@check` makes the value and registers nothing; `checks.registry` finds it. A check yields one `Result` per
target it looked at and leaves pointing, joining and fingerprints to `checks.engine`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal

from checks.menders import mender_of
from drempel.dom import Node
from drempel.model.finding import Advice, CheckInfo, Crop, Impact, Kind, Outcome, Pointer, Source, Step
from drempel.wcag import PREFIX

MAX_PARAM = 200
"""Characters kept of one value in a message."""

Scope = Literal["page", "site", "document"]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Result:
    """What a check says of one target. `key` names one of the check's messages; empty for a pass."""

    outcome: Outcome
    target: Node
    key: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    """How to see it oneself, see `checks.steps`."""
    crop: Crop | None = None
    advice: tuple[Advice, ...] = ()


def failed(
    target: Node, key: str, /, *, steps: Any = (), crop: Any = None, advice: Any = (), **params: object
) -> Result:
    """Return that the target is a barrier; `dom.root` is the target for the page as a whole.

    `steps` (a tuple of `Step`) say how to see it, `crop` (a `Crop`) shows it, `advice` (a tuple of `Advice`)
    tells all reasons. They are typed loosely for callers that hand over a mapping of parameters.
    """
    return Result(Outcome.FAILED, target, key, _texts(params), steps, crop, advice)


def cant_tell(target: Node, key: str, /, *, steps: Any = (), crop: Any = None, **params: object) -> Result:
    """Return that a person has to look at the target; the message is the question to ask."""
    return Result(Outcome.CANT_TELL, target, key, _texts(params), steps, crop)


def passed(target: Node, /) -> Result:
    """Return that the target was looked at and is no barrier for this check."""
    return Result(Outcome.PASSED, target)


def untested(target: Node, why: str, /, name: str = "") -> Result:
    """Return that the target, or `dom.root` for more of them, was left out, and why (`act`, `limit`…).

    The check tells what it found elsewhere; that it found nothing is no pass then.
    """
    return Result(Outcome.UNTESTED, target, params=_texts({"why": why, "name": name}))


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What a check says of a site or a document; `target` points at the part that the problem is about.

    Of a site that is a part of its start page.
    """

    outcome: Outcome
    target: Pointer
    key: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()


def site_failed(target: Pointer, key: str, /, **params: object) -> SiteResult:
    """Return that something between the pages of a site is a barrier."""
    return SiteResult(Outcome.FAILED, target, key, _texts(params))


def site_question(target: Pointer, key: str, /, **params: object) -> SiteResult:
    """Return that a person has to compare pages; the message is the question to ask."""
    return SiteResult(Outcome.CANT_TELL, target, key, _texts(params))


def site_passed(target: Pointer, /) -> SiteResult:
    """Return that pages were compared and nothing was found."""
    return SiteResult(Outcome.PASSED, target)


def _texts(params: Mapping[str, object]) -> dict[str, str]:
    return {name: _shorten(str(value)) for name, value in params.items()}


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_PARAM else text[: MAX_PARAM - 1] + "…"


@dataclass(frozen=True, slots=True)
class Ground:
    """On what a finding rests where one message of a check stands on other ground than the check itself."""

    kind: Kind
    impact: Impact
    requirements: tuple[str, ...] = ()
    """With prefix, e.g. `wcag:2.4.9`."""
    act: tuple[str, ...] = ()

    @property
    def criteria(self) -> tuple[str, ...]:
        """Return the success criteria as bare numbers."""
        return tuple(r.removeprefix(PREFIX) for r in self.requirements if r.startswith(PREFIX))


@dataclass(frozen=True, slots=True)
class Check:
    """One executable rule: what it is about, what it needs, what it can say, and how it judges."""

    id: str
    title: str
    """English msgid that names the problem."""
    repair: str
    """English msgid of the one repair sentence."""
    ground: Ground
    messages: Mapping[str, str]
    """message key → English msgid with `{placeholders}`."""
    judge: Callable[..., Iterable[Any]]
    """Yields a `Result` per target; a check of scope `site` or `document` a `SiteResult`."""
    needs: tuple[type, ...]
    """Artefact types, in the order of the function's arguments."""
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """message key → ground, where it differs from the check's own."""
    same_as: tuple[str, ...] = ()
    """axe rules (`axe:<rule>`) that see the same problem on the same element, the nearest first."""
    overrules: tuple[str, ...] = ()
    """axe rules (`axe:<rule>`) whose findings stand only on elements where this check finds something too."""
    instead_of: tuple[str, ...] = ()
    """Own checks that say nothing where this one ran: it sees by trying what they read from the source."""
    parts: tuple[str, ...] = ()
    """Parts of an artefact that it reads, of one whose gatherer tells what it had `seen` when it broke off.

    Each finding of such a check rests on one thing that was seen, never on what is not there.
    """
    who: str = ""
    """Key of `drempel.wcag.people()` where no success criterion tells who is hindered."""
    version: int = 1
    """Raised when the same page may get another judgement; trends then show a break."""
    scope: Scope = "page"

    @property
    def problem_id(self) -> str:
        """Return what fingerprints are made of: the axe rule that sees the same problem, else the own id."""
        return self.same_as[0] if self.same_as else self.id

    def ground_of(self, key: str) -> Ground:
        """Return the ground that a message stands on."""
        return self.grounds.get(key, self.ground)

    def info(self) -> CheckInfo:
        """Return what readers may know of the check."""
        return CheckInfo(
            id=self.id,
            source=Source.DREMPEL,
            kind=self.ground.kind,
            impact=self.ground.impact,
            requirements=self.ground.criteria,
            act=self.ground.act,
            title=self.title,
            repair=self.repair,
            who=self.who,
            messages=self.messages,
            same_as=self.same_as,
            mended_by=mender_of(self.id, self.judge.__module__),
        )


def check(
    *,
    id: str,  # noqa: A002 - the word that everyone looks for
    title: str,
    repair: str,
    impact: Impact,
    messages: Mapping[str, str],
    needs: tuple[type, ...],
    kind: Kind = Kind.NORM,
    requirements: tuple[str, ...] = (),
    act: tuple[str, ...] = (),
    grounds: Mapping[str, Ground] | None = None,
    same_as: tuple[str, ...] = (),
    overrules: tuple[str, ...] = (),
    instead_of: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
    who: str = "",
    version: int = 1,
    scope: Scope = "page",
) -> Callable[[Callable[..., Iterable[Result]] | Callable[..., Iterable[SiteResult]]], Check]:
    """Turn a function that yields results into a `Check`.

    Raises ValueError for facts that contradict each other, so that a wrong check is seen at import and
    not on the page of a citizen.
    """
    ground = Ground(kind, impact, requirements, act)
    _validate(id, ground, messages, grounds or {}, same_as + overrules, who)

    def make(judge: Callable[..., Iterable[Result]] | Callable[..., Iterable[SiteResult]]) -> Check:
        return Check(
            id=id,
            title=title,
            repair=repair,
            ground=ground,
            messages=MappingProxyType(dict(messages)),
            judge=judge,
            needs=needs,
            grounds=MappingProxyType(dict(grounds or {})),
            same_as=same_as,
            overrules=overrules,
            instead_of=instead_of,
            parts=parts,
            who=who,
            version=version,
            scope=scope,
        )

    return make


def _validate(
    check_id: str,
    ground: Ground,
    messages: Mapping[str, str],
    grounds: Mapping[str, Ground],
    same_as: tuple[str, ...],
    who: str,
) -> None:
    if not _ID.fullmatch(check_id):
        raise ValueError(f"{check_id!r} is no check id: lower case words joined by hyphens.")
    if not messages:
        raise ValueError(f"{check_id}: a check without messages can say nothing.")
    if ground.kind is Kind.NORM and not ground.criteria:
        raise ValueError(f"{check_id}: a check of kind norm names a success criterion.")
    if not ground.criteria and not who:
        raise ValueError(f"{check_id}: without a success criterion, who must say who is hindered.")
    if unknown := set(grounds) - set(messages):
        raise ValueError(f"{check_id}: grounds for messages that do not exist: {sorted(unknown)}.")
    if wrong := [rule for rule in same_as if not rule.startswith("axe:")]:
        raise ValueError(f"{check_id}: axe rules are named as axe:<rule>, not {wrong}.")
    for key, message in messages.items():
        if any(name is not None and not name.isidentifier() for _, name, _, _ in Formatter().parse(message)):
            raise ValueError(f"{check_id}: message {key!r} has a placeholder without a name.")
