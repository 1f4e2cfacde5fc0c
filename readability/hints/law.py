"""Recognise names of laws and quoted law, which nobody may rewrite."""

import re
from collections.abc import Iterator

_KINDS = (
    r"(?:grondwets?|wet|decreet|ordonnantie|verordening|richtlijn|reglement|koninklijk besluit"
    r"|ministerieel besluit|"
    r"besluit van de vlaamse regering|samenwerkingsakkoord|KB|MB)"
)
_NAME = re.compile(
    rf"\b{_KINDS} (?:\((?:EU|EG)\) )?(?:van \d{{1,2}} [a-z]+ \d{{4}}|(?:nr\. ?)?\d{{4}}/\d+)"
    # What it is about belongs to its name, up to the next mark.
    r"(?: (?:betreffende|houdende|inzake|tot|met betrekking tot|over|aangaande)\b[^,.;:()\n]*)?"
    r"|\b[Aa]lgemene (?:wet|verordening) [a-z]+(?: [a-z]+)?"
    r"|\b(?:artikel|art\.) \d+[\w/]*(?:, ?(?:§|lid|eerste lid|tweede lid|derde lid)[^,;.]{0,20})*",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[“„«\"]([^“”„«»\"]{60,})[”“»\"]")
_SPEAKS_OF_LAW = re.compile(rf"\b(?:artikel|art\.|lid|{_KINDS}|bepaalt|luidt|wetboek)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\s*(?:Art(?:ikel|\.) ?\d+[\w/.]*\.?\s|§ ?\d+\b)")
_BEFORE = 120


def law_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of laws and numbers of their articles stand."""
    for found in _NAME.finditer(text):
        yield found.span()


def quoted_law(text: str) -> Iterator[tuple[int, int]]:
    """Yield where law is quoted: a long quotation after words on law, or an article of it."""
    if _ARTICLE.match(text):
        yield 0, len(text)
        return
    for found in _QUOTE.finditer(text):
        if _SPEAKS_OF_LAW.search(text, max(0, found.start() - _BEFORE), found.start()):
            yield found.span(1)


def may_speak_of_law(known: frozenset[str]) -> bool:
    """Tell, cheaply, whether a piece can have either."""
    return not _LAW_WORDS.isdisjoint(known)


_LAW_WORDS = frozenset(
    [
        "wet",
        "grondwet",
        "decreet",
        "ordonnantie",
        "verordening",
        "richtlijn",
        "reglement",
        "besluit",
        "samenwerkingsakkoord",
        "kb",
        "mb",
        "artikel",
        "art",
        "algemene",
        "lid",
        "bepaalt",
        "luidt",
        "wetboek",
        "§",
        "1",
        "2",
        "3",
    ]
)
