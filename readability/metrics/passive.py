"""Passives with *worden* per sentence. Higher is harder.

Clauses with a form of *worden* and a past participle over sentences; how they are found stands in
`readability.passives`. Source: style guides since J. Renkema (1979), Schrijfwijzer, advise against a row of
them; on the municipal pairs they were the clearest difference after sentence length.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def passives_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of clauses with a passive, `None` without sentences."""
    return divide(counts.passives, counts.sentences)


PASSIVES = Measure("passives-per-sentence", "1", HIGHER_IS_HARDER, passives_per_sentence)
