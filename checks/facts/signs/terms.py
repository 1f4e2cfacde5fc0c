"""Digital terms that a page uses, and whether it says what they mean."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from checks.facts.page import Page
from checks.facts.signs.sentences import place, sentences, sign_of
from drempel.model.facts import Evidence
from drempel.model.signs import Sign

_EXPLAINS = re.compile(
    r"\b(?:dat is|dit is|dat zijn|dit zijn|dat betekent|dit betekent|betekent|is een|zijn|ofwel|"
    r"of anders gezegd|"
    r"met andere woorden|d\.w\.z\.|noemen we|heet|zo \w+ (?:u|je))\b|\("
)


@cache
def _terms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    text = files("checks.facts").joinpath("data", "digital_terms.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["term"]
    return tuple(
        (re.compile(rf"(?<![\w@./-])(?:{row['pattern']})(?![\w@/])"), tuple(row["said"])) for row in rows
    )


def terms_of(page: Page) -> Sign | None:
    """Return `unexplained` with the terms that nothing explains, `explained` where all are."""
    if page.lang not in {"", "nl"}:
        return None
    found = list(sentences(page))
    open_terms: dict[str, Evidence] = {}
    settled: dict[str, Evidence] = {}
    for at, sentence in enumerate(found):
        following = found[at + 1].low if at + 1 < len(found) else ""
        for pattern, said in _terms():
            hit = pattern.search(sentence.low)
            if hit is None:
                continue
            owner = sentence.line.owner(sentence.start + hit.start())
            evidence = place(page, sentence, hit.start())
            # Of a label or button people see what it does; a term in a link is explained where it leads.
            if owner.closest("label", "button", "a", "abbr", "dfn", "h1") is not None:
                settled.setdefault(pattern.pattern, evidence)
                continue
            rest = sentence.low[: hit.start()] + sentence.low[hit.end() :]
            explained = any(word in rest or word in following for word in said) or (
                _EXPLAINS.search(sentence.low[hit.end() : hit.end() + 25]) is not None
            )
            (settled if explained else open_terms).setdefault(pattern.pattern, evidence)
    # Once explained is enough, wherever on the page that is.
    left = [evidence for key, evidence in open_terms.items() if key not in settled]
    return sign_of("unexplained", left) or sign_of("explained", list((settled | open_terms).values()))
