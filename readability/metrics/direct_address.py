"""Direct address: how many of a hundred words are *u, je, wij* or their forms. Higher is easier.

Source: R. Flesch (1948), A new readability yardstick, counts personal words for human interest; Dutch style
guides for public bodies ask to speak to the reader.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_EASIER, Measure, divide


def direct_address_percent(counts: Counts) -> float | None:
    """Return how many of a hundred words speak to the reader or of the sender, `None` without words."""
    return divide(100 * counts.addresses, counts.words)


DIRECT_ADDRESS = Measure("direct-address-percent", "1", HIGHER_IS_EASIER, direct_address_percent)
