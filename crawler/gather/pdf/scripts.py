"""What the scripts of a PDF do, as far as its words tell. They are never run."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from crawler.gather.pdf.objects import data, entry, is_dict, items, key_of, name, sub, text

_TIMER = re.compile(r"\bset(?:TimeOut|Interval)\s*\(", re.IGNORECASE)
_PRINT = re.compile(r"\.print\s*\(|\bprint\s*\(", re.IGNORECASE)
_MAX_ACTIONS = 20_000
_MAX_BYTES = 1024 * 1024


def scripts_of(root: Any, pages: Sequence[Any]) -> tuple[str, ...]:
    """Return what scripts and named actions of a document do: `timer`, `print`, `other`; each once."""
    found: dict[str, None] = {}
    for number, action in enumerate(_actions(root, pages)):
        if number > _MAX_ACTIONS:
            break
        kind = name(entry(action, "/S"))
        if kind == "Named" and name(entry(action, "/N")) == "Print":
            found.setdefault("print")
        elif kind == "JavaScript":
            found.update(dict.fromkeys(_does(_source(entry(action, "/JS")))))
    return tuple(found)


def _does(source: str) -> Iterator[str]:
    is_known = False
    for what, sign in (("timer", _TIMER), ("print", _PRINT)):
        if sign.search(source):
            is_known = True
            yield what
    if source.strip() and not is_known:
        yield "other"


def _source(held: Any) -> str:
    if isinstance(held, pikepdf.Stream):
        return data(held, _MAX_BYTES).decode("latin-1")
    return text(held) or ""


def _actions(root: Any, pages: Sequence[Any]) -> Iterator[Any]:
    """Yield the actions of a document, its pages, annotations and fields, with those that follow on them."""
    waiting = list(_of_holder(root, "/OpenAction"))
    waiting += _of_names(sub(sub(root, "/Names"), "/JavaScript"))
    for page in pages:
        waiting += _of_holder(page)
        for annotation in items(entry(page, "/Annots")):
            if is_dict(annotation):
                waiting += _of_holder(annotation, "/A")
                waiting += _of_holder(sub(annotation, "/Parent"))
    seen: set[tuple[int, int]] = set()
    while waiting:
        action = waiting.pop()
        key = key_of(action)
        if key != (0, 0) and key in seen:
            continue
        seen.add(key)
        yield action
        following = entry(action, "/Next")
        waiting += [one for one in (following, *items(following)) if is_dict(one)]


def _of_holder(holder: Any, key: str = "") -> Iterator[Any]:
    if key and (action := sub(holder, key)) is not None:
        yield action
    more = sub(holder, "/AA")
    if more is not None:
        for event in more.keys():  # noqa: SIM118 - pikepdf's dictionaries cannot be walked without
            if (action := sub(more, str(event))) is not None:
                yield action


def _of_names(node: Any) -> Iterator[Any]:
    waiting, seen = [node], 0
    while waiting and seen < _MAX_ACTIONS:
        seen += 1
        node = waiting.pop()
        yield from (one for one in items(entry(node, "/Names")) if is_dict(one))
        waiting += [kid for kid in items(entry(node, "/Kids")) if is_dict(kid)]
