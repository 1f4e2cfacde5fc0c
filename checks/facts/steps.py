"""Which step of a form a page is: as it says in words, or as its list of steps shows."""

import re

from checks.facts.page import Page, words_of
from drempel.dom import Node, fold
from drempel.model.facts import FormStep

_SAID = re.compile(
    r"\b(?:stap|step|étape|schritt|deel|pagina)\s+(?P<step>\d{1,2})\s*(?:/|van(?: de)?|of|sur|von)\s*"
    r"(?P<steps>\d{1,2})\b"
)
_NUMBERED = re.compile(r"^(?:stap|step|étape|schritt)\s+(?P<step>\d{1,2})\b")
_LIST_NAME = re.compile(
    r"(?:^|[\s_-])(?:wizard|stepper|steps?|form-?steps?|progress(?:bar|-steps?|-tracker)?|stappen(?:plan)?|voortgang)"
    r"(?:$|[\s_-])"
)
_CURRENT = re.compile(r"(?:^|[\s_-])(?:current|active|actief|huidig)(?:$|[\s_-])")
MAX_STEPS = 15
MAX_NAME = 60


def form_step_of(page: Page, has_fields: bool) -> FormStep | None:
    """Return the step of a form; `None` for a page without fields or steps."""
    if not has_fields:
        return None
    names, current = _listed(page)
    for line in page.content:
        if (said := _SAID.search(line.low)) and 0 < int(said["step"]) <= int(said["steps"]) <= MAX_STEPS:
            return FormStep(int(said["step"]), int(said["steps"]), names)
    if names:
        return FormStep(current, len(names), names)
    numbered = _NUMBERED.match(page.h1.lower())
    return FormStep(int(numbered["step"]), None) if numbered and int(numbered["step"]) <= MAX_STEPS else None


def _listed(page: Page) -> tuple[tuple[str, ...], int | None]:
    """Return the names in the list of steps, and which of them is the present one."""
    for list_ in page.dom.select("ol, ul"):
        if not list_.is_rendered or not _is_of_steps(list_):
            continue
        items = [node for node in list_.select("li") if node.parent == list_]
        names = [words_of(item) for item in items]
        if not 2 <= len(names) <= MAX_STEPS or not all(0 < len(name) <= MAX_NAME for name in names):
            continue
        current = next((at for at, item in enumerate(items, 1) if _is_current(item)), None)
        return tuple(names), current
    return (), None


def _is_of_steps(list_: Node) -> bool:
    if list_.select("[aria-current=step]"):
        return True
    around = [list_, *([list_.parent] if list_.parent is not None else [])]
    named = " ".join(f"{node.get('class')} {node.get('id')} {node.get('aria-label')}" for node in around)
    return bool(_LIST_NAME.search(fold(named).lower()))


def _is_current(item: Node) -> bool:
    if item.get("aria-current") == "step" or item.select("[aria-current=step]"):
        return True
    return bool(_CURRENT.search(item.get("class").lower()))
