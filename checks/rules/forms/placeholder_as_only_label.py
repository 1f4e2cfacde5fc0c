"""Fields whose only visible name is the grey text that vanishes while typing."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.wording import plain, word_list
from drempel.dom import FRAME, SHADOW, Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_LABEL = 80
"""Longer text before a field is an explanation, not its name."""

_TEXT_TYPES = frozenset({"", "text", "search", "email", "tel", "url", "password", "number", "date"})
_FIELDS = "input, textarea, select"
_NO_LABEL = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "button", "option", "textarea", "a")
_PARTS_OF_PAGE = frozenset({"html", "body", "main", SHADOW, FRAME})
_NO_FIELD = frozenset({"hidden", "submit", "button", "reset", "image"})


@check(
    id="placeholder-as-only-label",
    title=N_("Field has no label, only a placeholder"),
    repair=N_("Put a label above the field that stays visible, and connect it to the field."),
    requirements=("wcag:3.3.2",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:label-title-only",),
    messages={"vanishes": N_("The name of this field, “{placeholder}”, disappears when someone types.")},
)
def placeholder_as_only_label(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible text field with a placeholder."""
    targets = [
        field for field in dom.select("input[placeholder], textarea[placeholder]") if _is_target(field)
    ]
    if not targets:
        return
    fields = [field for field in dom.select(_FIELDS) if field.get("type").lower() not in _NO_FIELD]
    labelled = _labelled_by_element(dom)
    for field in targets:
        if field.index in labelled or _is_named_by_text(dom, field) or _button_names_it(field, fields):
            yield passed(field)
        elif not _text_before(dom, field, fields):
            yield failed(field, "vanishes", placeholder=field["placeholder"])
        # Text just before the field is a label to the eye; that it is not connected is another problem.


def _is_target(field: Node) -> bool:
    return (
        bool(field["placeholder"].strip())
        and (field.tag == "textarea" or field.get("type").lower() in _TEXT_TYPES)
        and "disabled" not in field
        and "readonly" not in field
        and field.is_visible
    )


def _labelled_by_element(dom: Dom) -> set[int]:
    """Return the fields that a visible `label` names, around them or by its `for`."""
    found: set[int] = set()
    for label in dom.select("label"):
        if not (label.is_visible and label.visible_text):
            continue
        target = label.get("for")
        field = dom.by_id(target, label) if target else next(iter(label.select(_FIELDS)), None)
        if field is not None:
            found.add(field.index)
    return found


def _is_named_by_text(dom: Dom, field: Node) -> bool:
    """Say whether visible text elsewhere names the field (`aria-labelledby`)."""
    named_by = (dom.by_id(node_id, field) for node_id in field.get("aria-labelledby").split())
    return any(node is not None and node.is_visible and node.visible_text for node in named_by)


def _button_names_it(field: Node, fields: list[Node]) -> bool:
    """Say whether the button beside the only field of a group tells what it is for, as in a search box.

    Source: WCAG technique G167, "Using an adjacent button to label the purpose of a field".
    """
    for group in field.ancestors:
        if group.tag in _PARTS_OF_PAGE:
            return False
        if any(group.holds(other) and other != field and other.is_visible for other in fields):
            return False
        buttons = group.select("button, input[type=submit], input[type=image], [role=button]")
        # “Send” beside a field does not tell what to type in it.
        names = [plain(button.name) for button in buttons if button.name and button.is_visible]
        if names:
            return not word_list("button_of_any_form").issuperset(names)
    return False


def _text_before(dom: Dom, field: Node, fields: list[Node]) -> str:
    """Return the line of text just before the field, when it can be the field's name to the eye."""
    group = next(above for above in field.ancestors if above.tag == "form" or above.tag in _PARTS_OF_PAGE)
    before = [other for other in fields if group.index < other.index < field.index]
    between = dom.texts_between(before[-1] if before else group, field)
    pieces = [(owner, text) for owner, text in between if text.strip() and owner.is_visible]
    if not pieces or pieces[-1][0].closest(*_NO_LABEL) is not None:
        return ""
    line = pieces[-1][0].block
    text = fold("".join(text for owner, text in pieces if owner.block == line))
    return "" if len(text) > MAX_LABEL or text.endswith((".", "!")) else text
