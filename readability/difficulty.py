"""Drempel difficulty: how hard a Dutch text is to read, 0 to 100, higher is harder.

A weighted sum of seven features, squeezed between 0 and 100. Each feature has the sign that research on
reading expects; the weights stand in `data/difficulty.json` and are found by `scripts/difficulty.py` (see
`docs/readability.md`). The B1 limit is the point that best parts municipal originals from their plain
rewrites: a guideline, no language level. How sure a value is, is told by leaving out a part of the
sentences in turn.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log, log1p, sqrt

from drempel.model.text import Difficulty
from readability.counts import Counts, unpack

GROUPS = 20
"""Sentences are left out in at most so many groups (the delete-a-group jackknife, Kott 2001)."""
SURE = 1.645
"""Standard errors on each side of a value: 90 % of a normal distribution lies within."""
MAX_STEP = 5
_ORDINARY_ZIPF = 650
"""Content words are measured as how far they are under this, in hundredths; *van* and *het* lie above."""


def _per_word_rarity(counts: Counts) -> float:
    return (_ORDINARY_ZIPF * counts.content_words - counts.zipf_hundredths) / 100 / counts.words


FEATURES: Mapping[str, Callable[[Counts], float]] = {
    "sentence-length": lambda counts: log(counts.words / counts.sentences),
    "syllables": lambda counts: counts.syllables / max(1, counts.spoken_words),
    "rarity": _per_word_rarity,
    "passives": lambda counts: sqrt(counts.passives / counts.sentences),
    "formal-words": lambda counts: log1p(counts.formal_words / counts.sentences),
    "commas": lambda counts: log1p(counts.commas / counts.sentences),
    "no-direct-address": lambda counts: -log1p(10 * counts.addresses / counts.words),
}
"""Each is higher in harder text."""


@dataclass(frozen=True, slots=True)
class Model:
    """The weights by feature, none below zero, and how their sum becomes a number from 0 to 100."""

    version: str
    weights: Mapping[str, float]
    limit: float
    """The weighted sum at the B1 limit."""
    spread: float
    """How much of the sum makes the odds 2.7 times as high."""
    b1_limit: float
    """The difficulty at the B1 limit."""

    def raw(self, counts: Counts) -> float:
        """Return the weighted sum; there has to be a sentence."""
        return sum([weight * FEATURES[name](counts) for name, weight in self.weights.items()])

    def squeeze(self, raw: float) -> float:
        """Return the difficulty, 0 to 100, of a weighted sum."""
        share = self.b1_limit / 100
        return 100 / (1 + exp(-(raw - self.limit) / self.spread) * (1 - share) / share)


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the model that is part of Drempel."""
    given = json.loads((files("readability") / "data" / "difficulty.json").read_text(encoding="utf-8"))
    return Model(given["version"], given["weights"], given["limit"], given["spread"], given["b1_limit"])


def difficulty_of(counts: Counts) -> float | None:
    """Return the difficulty of what was counted, for ranking; `None` without a sentence."""
    if not counts.sentences:
        return None
    known = model()
    return known.squeeze(known.raw(counts))


def step_of(difficulty: float) -> int:
    """Return 1 (very easy) to 5 (very hard), each a fifth of the scale."""
    return min(MAX_STEP, int(difficulty * MAX_STEP / 100) + 1)


def judge(packed: Sequence[int], *, is_indicative: bool) -> Difficulty | None:
    """Return the difficulty of sentences given as packed counts, `None` when there are none."""
    total = sum(packed)
    counts = unpack(total)
    if not counts.sentences:
        return None
    known = model()
    raw = known.raw(counts)
    margin = SURE * _standard_error(packed, total, known)
    low, high = known.squeeze(raw - margin), known.squeeze(raw + margin)
    meets_b1 = "yes" if high < known.b1_limit else "no" if low > known.b1_limit else "doubt"
    value = known.squeeze(raw)
    return Difficulty(known.version, value, low, high, step_of(value), meets_b1, is_indicative)


def _standard_error(packed: Sequence[int], total: int, known: Model) -> float:
    groups = min(GROUPS, len(packed))
    rest = [unpack(total - sum(packed[group::groups])) for group in range(groups)]
    values = [known.raw(counts) for counts in rest if counts.sentences]
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sqrt((len(values) - 1) / len(values) * sum((value - mean) ** 2 for value in values))
