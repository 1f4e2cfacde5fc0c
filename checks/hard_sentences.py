"""What the findings on hard sentences are about, of pages and of documents."""

from drempel.model.hint import HardPassage, marks

ABOUT = {
    "long-sentence": "long",
    "split-verb": "long",
    "formal-word": "words",
    "abbreviation": "words",
    "jargon": "words",
    "long-compound": "words",
    "confusing-format": "figures",
}
"""Kind of hint → message; the others are about how a thing is said (`form`)."""


def told(sentence: HardPassage) -> dict[str, str]:
    """Return as parameters why a sentence of a document is hard, and where.

    `reasons` are the kinds of its hints, `marks` the places to mark as start, end and kind in code points of
    its text (`0:14:formal-word`); spaces stand between. `length` is the number of words of the whole
    sentence, of which a message may hold the beginning only.
    """
    counted = (hint.params.get("words") for hint in sentence.hints if hint.key == "long-sentence")
    return {
        "length": str(next(counted, None) or len(sentence.text.split())),
        "reasons": " ".join(dict.fromkeys(hint.key for hint in sentence.hints)),
        "marks": " ".join(f"{start}:{end}:{kind}" for start, end, kind in marks(sentence.hints)),
    }
