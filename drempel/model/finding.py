"""What checks say: outcomes, targets, findings and tallies (EARL 1.0 and ACT Rules Format words)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_SNIPPET = 500
"""Characters of HTML kept per finding (storage budget, see the architecture)."""


class Outcome(StrEnum):
    """The five outcome values of EARL 1.0; there are no others anywhere."""

    FAILED = "failed"
    PASSED = "passed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Mode(StrEnum):
    """How an outcome came about (EARL `mode`)."""

    AUTOMATIC = "automatic"
    SEMI_AUTO = "semiAuto"
    MANUAL = "manual"


class Impact(StrEnum):
    """How much a barrier hinders, in axe-core's four words."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 1 (minor) to 4 (critical), for sorting and thresholds."""
        return list(Impact).index(self) + 1


class Source(StrEnum):
    """Which judge saw a problem."""

    AXE = "axe"
    DREMPEL = "drempel"


class Mender(StrEnum):
    """Who can mend what a check finds."""

    EDITOR = "editor"
    """Who writes the texts of the site."""
    DEVELOPER = "developer"
    """Who builds it."""
    BOTH = "both"
    """The editor where it stands in the text, the developer where the template makes it."""


class Kind(StrEnum):
    """On what ground a check speaks; only `NORM` counts in the legal lines of a report."""

    NORM = "norm"
    """A success criterion of WCAG 2.x level A or AA."""
    BEYOND = "beyond"
    """WCAG AAA or an experimental rule."""
    PRACTICE = "best-practice"
    """Good practice, e-inclusion or language advice; no success criterion fails."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in CSS pixels, measured from the top left of the document."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Return the surface in square CSS pixels."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a target is in its page (EARL `pointer`).

    `selector` is a CSS selector; parts inside a shadow root or frame follow after ` >>> `.
    `structure` and `place` are the stable forms that fingerprints are made of: `structure` holds
    only tag names below the nearest landmark, `place` the landmark path such as `header/nav`
    (empty in the main content). `node` joins findings of one snapshot on the same element;
    it has no meaning outside that snapshot.
    """

    selector: str
    snippet: str = ""
    structure: str = ""
    place: str = ""
    node: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do to see what was found; the page is open already."""

    msgid: str
    """English msgid with `{placeholders}`; its translation stands in the catalogue under context `steps`."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """One of several reasons why a text is hard, and what its writer can do about it."""

    msgid: str
    """English msgid with `{placeholders}`; its translation stands in the catalogue under context `hint`."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crop:
    """Two pictures (JPEG) of the same part of a page: before and after something was done."""

    before: bytes
    after: bytes
    box: Box | None = None
    """Which part, in CSS pixels from the top left of the document."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One failed or undecided outcome of one check on one target in one snapshot (EARL `Assertion`)."""

    check: str
    outcome: Outcome
    impact: Impact
    kind: Kind
    pointer: Pointer
    message_key: str
    params: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    """Bare success criterion numbers, e.g. `("1.4.3",)`."""
    act: tuple[str, ...] = ()
    sources: tuple[Source, ...] = (Source.DREMPEL,)
    mode: Mode = Mode.AUTOMATIC
    fingerprint: str = ""
    steps: tuple[Step, ...] = ()
    """How to see it oneself, where that takes more than looking."""
    advice: tuple[Advice, ...] = ()
    """All reasons together, where there may be several on one target; the heaviest first."""

    @property
    def clause(self) -> str:
        """Return the clause and test of PDF/UA-1 that a document breaks, e.g. `7.18.1-t02`; else empty."""
        return self.params.get("clause", "")

    @property
    def checkpoint(self) -> str:
        """Return the condition of the Matterhorn protocol that a person has to look at, e.g. `14-001`."""
        return self.params.get("checkpoint", "")


@dataclass(frozen=True, slots=True)
class CheckTally:
    """How one check ended on one snapshot: its overall outcome and the number of targets per outcome."""

    check: str
    outcome: Outcome
    failed: int = 0
    cant_tell: int = 0
    passed: int = 0
    reason: str = ""
    """Why the outcome is `untested` or `cantTell` for the whole page, e.g. an error class; else empty.

    With `failed` or findings that are `cantTell`: why there may be more of them than were found."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What axe-core found and does not stand, and why; shown to those who ask for it."""

    check: str
    outcome: Outcome
    pointer: Pointer
    reason: str
    """English msgid; translated under context `corrections`."""
    by: str = ""
    """Id of the own check that has the last word; empty where none has."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that the checks said of one snapshot."""

    findings: tuple[Finding, ...]
    tallies: tuple[CheckTally, ...]
    suppressed: tuple[Suppressed, ...] = ()
    """Findings of axe-core that are known to be false."""
    crops: Mapping[str, Crop] = field(default_factory=dict)
    """Fingerprint → pictures of a finding. Apart from the findings: the same finding is the same night after
    night, a picture of it hardly ever is."""


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What readers of reports and the command line may know of a check (or axe rule) without running it."""

    id: str
    """`axe:<rule>` for axe-core's rules, the bare id for our own."""
    source: Source
    kind: Kind
    impact: Impact
    requirements: tuple[str, ...]
    act: tuple[str, ...]
    title: str
    """English msgid; its translation stands in the catalogue under context `id`."""
    repair: str
    """English msgid of the one repair sentence, same context."""
    who: str = ""
    """Key of a group of people where no success criterion tells who is hindered."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """message key → English msgid with `{placeholders}`."""
    same_as: tuple[str, ...] = ()
    """axe rules (`axe:<rule>`) that see the same problem; their findings are joined on one element."""
    mended_by: Mender = Mender.DEVELOPER
