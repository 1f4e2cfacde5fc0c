"""What the page for editors tells of documents: hard sentences, and what else is wrong in their words. Pure.

How a document is built (tags, tables, forms) is told by check on the page on documents; it is counted here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from drempel.model.document import Document, JudgedDocument
from drempel.model.finding import Finding, Outcome
from drempel.model.text import HardSentence
from reports.documents import place_of

SENTENCE: Final = "-sentence-hard-to-read"
THE_REST: Final = "more"
"""The message of the checks of sentences that counts those which they do not tell."""
WALL: Final = "wall"
"""Their message about a long paragraph."""
MOST_SENTENCES: Final = 10
_OF_WORDS: Final = (
    "-alternative-says-nothing",
    "-heading-empty",
    "-language-differs",
    "-language-missing",
    "-link-is-address",
    "-link-text-says-nothing",
    "-name-says-nothing",
    "-picture-without-alternative",
    "-title-missing",
    "-title-says-nothing",
)
"""How the names end of the checks about words, whatever the kind of document."""
_QUESTION_WEIGHT: Final = 0.25


@dataclass(slots=True)
class DocumentText:
    """The words of one document."""

    document: Document
    weight: float = 0.0
    """How much there is to improve: as of a page."""
    sentences: list[HardSentence] = field(default_factory=list)
    """The hardest, in that order; `selector` is the number of the page, the paragraph or the cell."""
    hard_sentences: int = 0
    points: list[Finding] = field(default_factory=list)
    others: int = 0
    """Kinds of problems and questions that are not about words."""

    @property
    def title(self) -> str:
        """Return what the document is called, or else the link to it; empty where both are."""
        announced = self.document.announced
        return self.document.facts.title.strip() or (announced.text if announced is not None else "")


def document_texts(
    documents: Iterable[JudgedDocument], set_aside: Collection[str] = ()
) -> Iterator[DocumentText]:
    """Yield the judged documents with something to improve in their words; not what people set aside."""
    for one in documents:
        if not one.document.is_judged:
            continue
        text, others = DocumentText(one.document), Counter[str]()
        ranked: list[tuple[int, HardSentence]] = []
        for finding in one.findings:
            if finding.fingerprint in set_aside:
                continue
            if not finding.check.endswith((SENTENCE, *_OF_WORDS)):
                others[finding.check] += 1
                continue
            is_failed = finding.outcome is Outcome.FAILED
            text.weight += finding.impact.rank if is_failed else _QUESTION_WEIGHT
            if not finding.check.endswith(SENTENCE) or finding.message_key == WALL:
                text.points.append(finding)
            elif finding.message_key == THE_REST:
                with suppress(ValueError):
                    text.hard_sentences += int(finding.params.get("n", ""))
            else:
                text.hard_sentences += 1
                ranked.append((_rank(finding), sentence_of(finding)))
        if text.weight:
            ranked.sort(key=lambda row: row[0])
            text.sentences = [sentence for _, sentence in ranked[:MOST_SENTENCES]]
            text.others = len(others)
            yield text


def sentence_of(finding: Finding) -> HardSentence:
    """Return the sentence that a finding is about; of an older scan without places to mark.

    Its `words` are 0 where they are not known: there is only the beginning of the sentence.
    """
    said = finding.params
    text = said.get("text", "")
    marks = []
    for place in said.get("marks", "").split():
        start, _, rest = place.partition(":")
        end, _, kind = rest.partition(":")
        if start.isdecimal() and end.isdecimal():
            marks.append((int(start), int(end), kind))
    reasons = tuple(said.get("reasons", "").split())
    place = place_of(finding) or said.get("page", "") or said.get("place", "")
    length = said.get("length", "")
    words = int(length) if length.isdecimal() else 0 if text.endswith("…") else len(text.split())
    return HardSentence(text, words, reasons, place, tuple(marks), finding.advice)


def _rank(finding: Finding) -> int:
    rank = finding.params.get("rank", "")
    return int(rank) if rank.isdecimal() else 10**6
