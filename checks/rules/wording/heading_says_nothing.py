"""Headings that say nothing, or name another subject than the text right below them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from checks.base import Result, cant_tell, check, failed, passed
from checks.wording import content_words, plain, word_list
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_SIGNS = 3
MIN_SIGN_SHARE = 0.7
"""Part of the words below a heading that must belong to another subject before it is called the subject."""
MAX_READ = 400
"""Characters of the first paragraph below a heading that are read."""

_LETTER = re.compile(r"[^\W_]")
_ONE_LETTER = re.compile(r"(\w)\1{2,}")
_LOREM = re.compile(r"lorem ipsum\b.*", re.DOTALL)
_NUMBER = re.compile(r"\s*\d{1,2}")
_TOKEN = re.compile(r"[^\W_]+|[€£$°]")


@check(
    id="heading-says-nothing",
    title=N_("Heading does not say what the text below it is about"),
    repair=N_("Write a heading that tells in a few words what the text below it is about."),
    requirements=("wcag:2.4.6",),
    act=("b49b2e",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "placeholder": N_("The heading “{text}” says nothing about the text below it."),
        "other": N_("The heading “{text}” is about something else than the text right below it: “{below}”."),
        "perhaps": N_("Does the heading “{text}” say what the text below it is about?"),
    },
)
def heading_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per heading with a name."""
    for heading in dom.with_role("heading"):
        name = heading.name.strip()
        if not name:
            continue  # axe-core's subject
        below = _first_text_below(dom, heading) if plain(name) in _subjects_by_name() else ""
        if _is_placeholder(name):
            yield failed(heading, "placeholder", text=name)
        elif below and _is_about_other(plain(name), below):
            yield failed(heading, "other", text=name, below=below)
        elif plain(_NUMBER.sub("", name)) in word_list("heading_doubtful") or _LOREM.fullmatch(plain(name)):
            yield cant_tell(heading, "perhaps", text=name)
        else:
            yield passed(heading)


def _is_placeholder(name: str) -> bool:
    text = plain(name)
    return (
        not _LETTER.search(name)
        or text in word_list("heading_placeholder")
        or (_ONE_LETTER.fullmatch(text) is not None and not text.isdigit() and text not in {"iii", "www"})
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """A subject that many pages have: the headings that name it and the words that are signs of it."""

    signs: frozenset[str]
    near: frozenset[str]


@cache
def _subjects() -> dict[str, _Subject]:
    table = _table()
    return {key: _Subject(frozenset(one["signs"]), frozenset(one["near"])) for key, one in table.items()}


@cache
def _subjects_by_name() -> dict[str, str]:
    return {name: key for key, one in _table().items() for name in one["headings"]}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    source = files("checks").joinpath("data", "subjects.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


def _is_about_other(heading: str, below: str) -> bool:
    """Say whether nearly all words of a text are signs of one other subject, and none of the heading's."""
    key = _subjects_by_name()[heading]
    own = _subjects()[key]
    words = [word for word in _TOKEN.findall(below.casefold()) if word not in word_list("stop")]
    if not words or own.signs.intersection(words) or set(content_words(heading)).intersection(words):
        return False
    for other, subject in _subjects().items():
        signs = [word for word in words if word in subject.signs]
        has_all_kinds = other != key and other not in own.near
        numbers = sum(word.isdigit() for word in words)
        if (
            has_all_kinds
            and len(signs) >= 2
            and len(signs) + numbers >= max(MIN_SIGNS, MIN_SIGN_SHARE * len(words))
        ):
            return True
    return False


def _first_text_below(dom: Dom, heading: Node) -> str:
    """Return the first block of text that is seen after a heading, in the same document."""
    pieces: list[str] = []
    block: Node | None = None
    after = dom.first_piece_after(heading) + sum(1 for _ in dom.pieces_below(heading))
    for owner, shown, text in islice(dom.pieces(), after, None):
        if not shown or not text.strip():
            continue
        if block is None:
            if owner.closest("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "label", "nav") is not None:
                return ""
            block = owner.block
        elif owner.block != block:
            break
        pieces.append(text)
        if sum(map(len, pieces)) > MAX_READ:
            break
    return fold("".join(pieces))
