"""A sentence that is too long, and where it can be cut."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.blocks import why_no_sentences
from readability.hints.base import Sentence, View
from readability.wordlist import word_set

KEY = "long-sentence"
MAX_WORDS = 25
"""Style guides ask for 15 on average; over 25 words few readers still know the beginning at the end."""
_MIN_SIDE_WORDS = 6
# Where a clause begins that can become a sentence: "; ", ", maar", ", waardoor". Without a comma only words
# that join whole clauses, and not after a word that makes them part of a pair ("uit gewoonte of omdat").
_CUTS = re.compile(
    r"; (?=\w)|,? [–—] (?=\w)"
    r"|, (?=(?:en|maar|want|dus|daarom|daarna|daardoor|hierdoor|zodat|omdat|doordat|"
    r"terwijl|waarbij|waardoor|waarna|waarmee|hoewel)\b)"
    r"|(?<=\w) (?=(?:zodat|omdat|doordat|terwijl|waardoor|waarna|want)\b)"
)
_DASH = re.compile(r"[–—]")
_BEFORE_PAIR = re.compile(r"\b(?:of|en|niet|maar|juist|alleen|vooral|dan|ook|mede|zowel|noch)$")
_STRONG = re.compile(r"; | [–—]|, (?:maar|want|en|zodat|waarbij|waardoor|waarna|terwijl|omdat)\b")
_SUBORDINATE = word_set(
    "zodat omdat doordat terwijl waarbij waardoor waarna waarmee hoewel want daarom daarna daardoor hierdoor"
)
_FINITE = word_set(
    "is was zijn waren ben bent heb hebt heeft hebben had hadden word wordt worden werd werden kan kunt "
    "kunnen kon konden mag mogen moet moeten moest wil wilt willen zal zult zullen zou zouden gaat gaan komt "
    "komen krijgt krijgen staat staan geeft geven doet doen maakt maken blijft blijven hoeft hoeven dient "
    "dienen vindt vinden neemt nemen ligt liggen geldt gelden gebruik kies klik vul stuur bel kijk ga neem"
)
_SUBJECTS = word_set("u je jij we wij hij zij ze ik men")
_CLAUSE_START_WORDS = 4
_FORMULA = re.compile(r"[=(;]\w*\(|\w\([^)]*[;=]|;\w|==|\bREM\b|<[A-Z/]")
_APART = re.compile(r"\([^)]*\)|“[^”]*”|\"[^\"]*\"")
_OPENS = word_set("als indien wanneer omdat hoewel terwijl nadat voordat zodra tenzij mocht om")
_ENDED = re.compile(r"""[.!?:;]["'”’)]*$""")
_LAST_ITEM = re.compile(r", [^,]{2,60} (?:en|of) |, (?:en|of) |\b(?:enz|etc|enzovoort)\b")
_ITEM = re.compile(r"[^\W\d_]{3}")
_MAX_ITEM_WORDS = 5
_MIN_ITEMS = 3


def find(view: View) -> Iterator[Hint]:
    """Yield the sentences that are too long, names of laws as one word; no code or lists of names."""
    for sentence in view.sentences:
        if sentence.words <= MAX_WORDS:
            continue
        count = sentence.words - sum(
            view.text.count(" ", start, end)
            for start, end in view.law_names
            if sentence.start <= start < sentence.end
        )
        if (
            count <= MAX_WORDS
            or _FORMULA.search(sentence.text)
            or why_no_sentences(sentence.text) in {"code", "names", "numbers"}
        ):
            continue
        if _has_list(sentence.text):
            yield view.hint(KEY, sentence.start, sentence.end, "long-sentence-list", sentence, words=count)
        elif cut := _cut(sentence):
            at, cue = cut
            yield view.hint(
                KEY,
                sentence.start,
                sentence.end,
                "long-sentence-cut",
                sentence,
                words=count,
                cut=view.piece.start + sentence.start + at,
                cue=cue,
            )
        else:
            yield view.hint(KEY, sentence.start, sentence.end, KEY, sentence, words=count)


def _has_list(text: str) -> bool:
    """Tell whether three short parts or more stand between commas, or longer ones between semicolons."""
    if not _ENDED.search(text):
        return False
    if text.count("; ") > 1:
        return True
    run = 0
    for part in _APART.sub("", text).split(", ")[1:]:
        run = run + 1 if part.count(" ") < _MAX_ITEM_WORDS and _ITEM.search(part) else 0
        if run >= _MIN_ITEMS and _LAST_ITEM.search(text):
            return True
    return False


def _cut(sentence: Sentence) -> tuple[int, str] | None:
    """Return the best place to cut, nearest to the middle, and the words that begin the second half."""
    text = sentence.text
    middle = len(text) / 2
    best: tuple[float, int] | None = None
    for found in _CUTS.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if found[0].strip(" ,") in {"–", "—"} and len(_DASH.findall(text)) > 1:
            continue  # something put in between
        if min(before.count(" "), after.count(" ")) < _MIN_SIDE_WORDS - 1 or not _may_begin(before, after):
            continue
        weight = 0.5 if _STRONG.match(text, found.start()) else 1.0
        distance = weight * abs(found.start() - middle) / middle
        if best is None or distance < best[0]:
            best = (distance, found.end())
    if best is None:
        return None
    return best[1], " ".join(text[best[1] :].split()[:3])


def _may_begin(before: str, after: str) -> bool:
    """Tell whether what comes after a place can be a sentence, outside brackets and quotes."""
    opening = before.partition(" ")[0].lower()
    if opening in _OPENS and "," not in before:
        return False
    if before.count("(") != before.count(")") or before.count("“") != before.count("”"):
        return False
    if before.count('"') % 2 or _BEFORE_PAIR.search(before):
        return False
    first, *rest = re.findall(r"\w+", after[:80].partition(",")[0].lower()) or [""]
    if first in _SUBORDINATE:
        return True
    # "en", "maar", or no word at all: a verb or its subject has to come soon, before a comma.
    start = [first, *rest][: _CLAUSE_START_WORDS + 1]
    if first in {"en", "maar", "dus"}:
        start = start[1:]
    return not _SUBJECTS.isdisjoint(start[:1]) or not _FINITE.isdisjoint(start)
