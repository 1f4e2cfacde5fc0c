"""Words that suggest an act: what bears them is not clicked, also where nothing could leave the stage."""

import re
from functools import cache
from importlib.resources import files


def is_act(text: str) -> bool:
    """Say whether a name, a value or an address suggests that something is sent, paid, deleted or ended."""
    return _acts().search(text.casefold()) is not None


@cache
def _acts() -> re.Pattern[str]:
    lines = (files("crawler") / "data" / "acts.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if (word := line.partition("#")[0].strip())]
    whole = [re.escape(word) for word in words if not word.endswith("*")]
    begun = [re.escape(word[:-1]) for word in words if word.endswith("*")]
    return re.compile(rf"(?<!\w)(?:(?:{'|'.join(whole)})(?!\w)|(?:{'|'.join(begun)}))")
