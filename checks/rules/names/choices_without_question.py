"""Groups of radio buttons or check boxes whose question is not connected to them.

A screen reader says "Ja" and "Nee" but not what is asked. `failed` only where a question stands just before
the group as plain text; where it may be a heading or there is none, we ask.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import FRAME, SHADOW, Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_QUESTION = 200
_GROUPS = frozenset({"radiogroup", "group"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS_PAGE = frozenset({"html", "body", "main", "form", SHADOW, FRAME})
_WORD = re.compile(r"[^\W\d_]{2,}")


@check(
    id="choices-without-question",
    title=N_("Radio buttons or check boxes are not connected to their question"),
    repair=N_("Put the group in a fieldset and the question in its legend."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "text": N_("The question “{question}” is not connected to the choices below it."),
        "perhaps": N_(
            "These choices, from “{choice}” on, have no group name. Is it clear by ear what is asked?"
        ),
    },
)
def choices_without_question(dom: Dom) -> Iterator[Result]:
    """Yield one result per group of visible radio buttons, or check boxes of one name, of at least two."""
    fields = dom.select("input[type=radio i][name], input[type=checkbox i][name]")
    groups: dict[tuple[Node, str, str], list[Node]] = {}
    for field in fields:
        if field["name"] and field.is_exposed and field.is_rendered:
            key = _part_of_form(field), field.get("type").lower(), field["name"]
            groups.setdefault(key, []).append(field)
    controls = dom.select("input, select, textarea, button") if groups else []
    for (_, kind, _), group in groups.items():
        if len(group) < 2:
            continue
        around = _around(group)
        if _is_named(group, around):
            yield passed(group[0])
            continue
        question, is_heading = _before(dom, group[0], controls)
        if question and not is_heading and question.endswith(("?", ":")):
            if not _names_hold(group, question):
                yield failed(group[0], "text", question=question)
        elif kind == "radio" and not is_heading:
            yield cant_tell(group[0], "perhaps", choice=group[0].name)


def _part_of_form(field: Node) -> Node:
    """Return the form or the group in it that a choice belongs to, else its document."""
    return next(
        (n for n in field.ancestors if n.tag in {"form", "fieldset", FRAME} or n.role in _GROUPS),
        field.dom.root,
    )


def _around(group: Sequence[Node]) -> Node:
    """Return the smallest element that holds the whole group."""
    first, last = group[0], group[-1]
    return next(above for above in first.ancestors if above.holds(last))


def _is_named(group: Sequence[Node], around: Node) -> bool:
    """Say whether a group with a name holds the choices: `fieldset` with `legend`, or ARIA."""
    for above in (around, *around.ancestors):
        if above.role in _GROUPS and (above.name.strip() or above.description.strip()):
            return True
    return all(choice.description.strip() for choice in group)


def _before(dom: Dom, field: Node, controls: Sequence[Node]) -> tuple[str, bool]:
    """Return the line of text above the first choice, and whether it is a heading."""
    limit = next((above for above in field.ancestors if above.tag in _ENDS_PAGE), dom.root)
    label = field.closest("label")
    start = label if label is not None else field
    at = bisect_left(controls, start.index, key=_index)
    top = max([limit, *controls[max(0, at - 1) : at]], key=_index)
    pieces = [
        (owner, text)
        for owner, text in dom.texts_between(top, start)
        if text.strip() and owner.is_visible and not _is_label_of_other(owner)
    ]
    if not pieces:
        return "", False
    line = pieces[-1][0].block
    text = fold("".join(text for owner, text in pieces if owner.block == line))
    if len(text) > MAX_QUESTION or not _WORD.search(text):
        return "", False
    is_heading = any(node.role == "heading" or node.tag in _HEADINGS for node in (line, *line.ancestors))
    return text, is_heading


def _index(node: Node) -> int:
    return node.index


def _is_label_of_other(owner: Node) -> bool:
    """Say whether text is the label of a field: of the choice itself, or of the field before."""
    label = owner.closest("label")
    return label is not None and ("for" in label or bool(label.select("input, select, textarea")))


def _names_hold(group: Sequence[Node], question: str) -> bool:
    plain = question.rstrip("?: ").casefold()
    return all(plain in choice.name.casefold() for choice in group)
