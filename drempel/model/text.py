"""Text of a page and what was measured on it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from drempel.model.finding import Advice

_COOKIE_NAME = re.compile(
    r"\bcookie-?(?:bar|banner|notice|notification|melding|balk|popup|modal|wall|message|law|consent|overlay|dialog)"
    r"|\bcybotcookie|\bonetrust-(?:consent|banner|pc)|\beu-cookie-compliance|\bsliding-popup\b|\bcc-(?:window|banner)\b"
    r"|\bklaro\b|\btarteaucitron(?:root|alert)|\bdidomi-(?:host|notice|popup)|\busercentrics-(?:root|cmp)|\bcmplz-"
    r"|\bcky-(?:consent|modal|overlay)|\bmoove-gdpr|\bborlabs-?cookie|\biubenda-cs|\bqc-cmp2|\bcookieconsent\b"
    # `cmp-container` is a block of Adobe's content system, not a consent platform.
    r"|\b(?:consent|gdpr)-?container|\b(?:consent|cmp|gdpr)-?(?:bar|banner|notice|popup|modal|overlay|dialog)|\bcookiebot"
)
_TRAIL_NAME = re.compile(r"\b(?:breadcrumbs?|kruimelpad|kruimelspoor|broodkruimels?)\b")


@lru_cache(maxsize=4096)
def place_by_name(names: str) -> str:
    """Return `cookie` or `breadcrumb` for the id and classes of an element that say so, else nothing."""
    names = names.lower().replace("_", "-")
    if _COOKIE_NAME.search(names):
        return "cookie"
    return "breadcrumb" if _TRAIL_NAME.search(names) else ""


class BlockKind(StrEnum):
    """What a block of visible text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    LABEL = "label"
    """Of a field, a group of fields or a part that folds out."""
    BUTTON = "button"
    LINK = "link"
    """A block that is a link, or links, and nothing more."""
    HELP = "help-text"
    """Tells how to fill in a field."""
    ERROR = "error-message"
    CAPTION = "caption"
    ALTERNATIVE = "alternative"
    """What stands for an image where that is not seen."""
    CODE = "code"
    ADDRESS = "address"
    QUOTE = "quote"
    """Words of others, quoted with their source (`blockquote` with `cite`): no text of the page itself."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block of text as a reader sees it, white space folded.

    `place` is the landmark path (`header`, `nav`, `footer`, `aside`, and where no landmark tells it
    `dialog`, `cookie`, `breadcrumb`; empty in the main content),
    `selector` points at the element, `lang` is the language that the mark-up declares there (empty
    when none). `link_chars` counts the characters that stand inside links, `node` is the element's
    position in its capture.
    """

    text: str
    kind: BlockKind
    place: str = ""
    selector: str = ""
    lang: str = ""
    link_chars: int = 0
    node: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LanguageSample:
    """The text that one `lang` attribute speaks for, its beginning if it is long.

    Without what parts inside declare for themselves; with the names of images. That of the root element
    has the title of the page too.
    """

    node: int
    lang: str
    text: str
    is_page: bool = False
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class VisibleText:
    """All visible text of a page in reading order, block by block.

    `beside` holds what is no flowing text: alternatives of images, words that stand in the attribute of a
    button, help texts and error messages that are only read aloud.
    """

    url: str
    lang: str
    blocks: tuple[TextBlock, ...]
    samples: tuple[LanguageSample, ...] = ()
    beside: tuple[TextBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A published readability formula on one text.

    `value` is `None` when it cannot be computed honestly; `reason` then says why (`too-short`,
    `too-few-sentences`, `not-dutch`, `not-running-text`, `mixed-language`). `indicative` marks texts of 50
    to 99 words. `direction` is `higher-is-easier` or `higher-is-harder`.
    """

    formula: str
    version: str
    value: float | None
    direction: str
    reason: str = ""
    indicative: bool = False


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that makes a text hard, with the numbers that say so."""

    text: str
    words: int
    reasons: tuple[str, ...]
    """Kinds of hints, such as `long-sentence` or `formal-word`."""
    selector: str = ""
    marks: tuple[tuple[int, int, str], ...] = ()
    """Places in the text, as start, end and kind of hint; none over another, in the order of the text."""
    advice: tuple[Advice, ...] = ()
    """What its writer can do about it, the heaviest reason first."""


@dataclass(frozen=True, slots=True)
class TextMetrics:
    """Counts on the running Dutch text of a page; ratios are `None` when there was nothing to count."""

    words: int
    sentences: int
    syllables: int
    long_words: int
    """Words of more than six letters (LIX)."""
    long_sentences: int
    """Sentences of more than 20 words."""
    words_per_sentence: float | None
    syllables_per_word: float | None
    letters_per_word: float | None
    long_words_percent: float | None


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Drempel difficulty of a text: 0 to 100, higher is harder, see `docs/readability.md`.

    `low` and `high` enclose it with 90 % certainty. `step` is 1 (very easy) to 5 (very hard). `meets_b1` is
    `yes`, `doubt` or `no`: whether a guideline is met, no language level. `indicative` marks texts of 50 to
    99 words.
    """

    version: str
    value: float
    low: float
    high: float
    step: int
    meets_b1: str
    indicative: bool = False


class PassageKind(StrEnum):
    """What a passage is whose language is not the declared one."""

    PAGE = "page"
    """All that the root element's `lang` speaks for, on a page with little of it."""
    MARKED = "marked"
    """What the `lang` of an element in the page speaks for."""
    BLOCK = "block"
    """A block of running text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that seems to be in another language than the mark-up declares for it.

    `node` is its position in the capture. `probability` is how sure the language is (0 to 1),
    `of_declared` the same for the declared one, `None` where that language is not known to the model.
    """

    node: int
    kind: PassageKind
    declared: str
    language: str
    probability: float
    of_declared: float | None
    words: int
    text: str = ""
    """The beginning."""


@dataclass(frozen=True, slots=True)
class TextProfile:
    """Everything measured on the running text of one page.

    `language` is what the running text is really written in (`nl`, `fr`, `en`, `de`, or empty when
    it cannot be told), `language_words` the number of words per language found.
    """

    url: str
    language: str
    declared: str
    language_words: dict[str, int] = field(default_factory=dict)
    metrics: TextMetrics | None = None
    scores: tuple[Score, ...] = ()
    hardest: tuple[HardSentence, ...] = ()
    reason: str = ""
    """Why there are no metrics, else empty."""
    passages: tuple[Passage, ...] = ()
    """In another language than declared, in document order."""
    difficulty: Difficulty | None = None
    """`None` where there are no metrics, and in profiles of before it was there."""
    rough: tuple[Score, ...] = ()
    """Of a page in French or English: scores that only say roughly how hard it is."""

    def score(self, formula: str) -> Score | None:
        """Return the score of one formula, e.g. `flesch-douma`, `leesindex-a`, `lix`."""
        return next((s for s in self.scores if s.formula == formula), None)
