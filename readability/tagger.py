"""Tell the part of speech of Dutch words: the only place that touches HanTa, the extra `drempel[pos]`.

Two to three thousand words a second, a hundred times slower than all else here, and two seconds to start:
only for a writer who reads one text.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any


def is_available() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("HanTa") is not None


def tags_of(words: Sequence[str]) -> list[str]:
    """Return the tag of each word of a sentence, as the Corpus Gesproken Nederlands has them: `WW(pv,…)`."""
    return [tag for _, _, tag in _tagger().tag_sent(list(words))]


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_dutch.pgz")
