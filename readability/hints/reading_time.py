"""How long a text takes to read."""

WORDS_PER_MINUTE = 200
"""Silent reading of adults is 238 words a minute (Brysbaert 2019); this is for slower readers."""


def minutes(words: int) -> int:
    """Return the whole minutes that a text takes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))
