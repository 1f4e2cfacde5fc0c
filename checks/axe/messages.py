"""What axe-core's own checks say of an element, in our words (from messages.toml).

A rule of axe-core is a set of checks: all of some must hold, any of others. What failed is told with the
facts that axe-core names (a contrast, a size, an attribute). Where any of several would do, nothing is said:
the title and the repair sentence of the rule then say it better.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from drempel.model.artefact import AxeNode, AxeTold
from drempel.model.finding import Advice, Outcome

ANY = "any"
"""In messages.toml: the sentence for every message key that has none of its own."""

SAME = {"color-contrast-enhanced": "color-contrast"}
"""Checks that speak as another one."""

MOST = 3
"""Sentences about one element."""

_PIXELS = re.compile(r"\((\d+(?:\.\d+)?px)\)")


def advice(node: AxeNode, outcome: Outcome, title: str) -> tuple[Advice, ...]:
    """Return what axe-core's checks say of an element; `title` is not said again."""
    kind = "fail" if outcome is Outcome.FAILED else "incomplete"
    said = {one.msgid: one for told in node.told for one in _said(told, kind) if one.msgid != title}
    return tuple(said.values())[:MOST]


def _said(told: AxeTold, kind: str) -> Iterator[Advice]:
    sentences = messages().get(SAME.get(told.check, told.check), {}).get(kind, {})
    msgid = sentences.get(told.key or "default") or sentences.get(ANY) or ""
    names = {name for _, name, _, _ in Formatter().parse(msgid) if name}
    if msgid and names <= set(told.data):
        yield Advice(msgid, {name: _plain(told.data[name]) for name in sorted(names)})


def _plain(value: str) -> str:
    """Return a value as a sentence takes it: `4.5:1` as 4.5, `12.0pt (16px)` as 16px."""
    pixels = _PIXELS.search(value)
    return pixels[1] if pixels else value.removesuffix(":1")


@cache
def messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the sentences by check, outcome (`fail`, `incomplete`) and message key."""
    table: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        files("checks").joinpath("axe", "messages.toml").read_text(encoding="utf-8")
    )
    return table
