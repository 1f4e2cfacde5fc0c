"""Fields with the same visible label in parts of a form that nothing visible tells apart."""

from collections import defaultdict
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.labels import labels_of, visible_label
from checks.wording import plain
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_FIELDS = (
    "input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=number], "
    "input[type=date], textarea, select"
)
MAX_FIELDS = 500


@check(
    id="field-labels-repeat",
    title=N_("Fields with the same label cannot be told apart"),
    repair=N_("Give each group of fields a visible name with legend, or make the labels different."),
    requirements=("wcag:2.4.6",),
    act=("cc0f0a",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "unnamed-groups": N_(
            "“{label}” is the label of several fields, and nothing visible names their groups."
        ),
        "together": N_("“{label}” is the label of several fields. Can people see what each of them is for?"),
    },
)
def field_labels_repeat(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible field with a label, on a page with several."""
    fields = [field for field in dom.select(_FIELDS)[:MAX_FIELDS] if field.is_visible and field.is_exposed]
    if len(fields) < 2:
        return
    labels = labels_of(dom)
    alike: dict[tuple[Node | None, str], list[Node]] = defaultdict(list)
    for field in fields:
        if (label := plain(visible_label(dom, field, labels))) and field.closest("td", "th", "li") is None:
            alike[field.closest("form"), label].append(field)
    label_nodes = {node for nodes in labels.values() for node in nodes}
    for (_, label), same in alike.items():
        groups = [
            group for field in same if (group := field.closest("fieldset") or _group(field)) is not None
        ]
        if len(same) == 1 or not same[0].box:
            yield from map(passed, same)
        elif len(set(groups)) == len(same):
            named = (_has_visible_name(dom, group, label_nodes) for group in groups)
            if any(named) or any(_has_text_before(dom, groups, at) for at in range(len(groups))):
                yield from map(passed, same)
            else:
                for field in same:
                    yield failed(field, "unnamed-groups", label=label)
        elif _nothing_between(dom, same, label_nodes):
            for field in same[:2]:
                yield cant_tell(field, "together", label=label)
        else:
            yield from map(passed, same)


def _group(field: Node) -> Node | None:
    return next((above for above in field.ancestors if above.role in {"group", "radiogroup"}), None)


def _has_visible_name(dom: Dom, group: Node, labels: set[Node]) -> bool:
    """Say whether a group holds text beside its labels, or has a visible name."""
    named_by = (dom.by_id(node_id, group) for node_id in group.get("aria-labelledby").split())
    if any(node is not None and node.is_visible for node in named_by):
        return True
    if any(text.strip() and _is_apart(owner, labels) for owner, text, *_ in dom.seen_below(group)):
        return True
    return any(image.is_visible for image in group.select("img, svg"))


def _has_text_before(dom: Dom, groups: list[Node], at: int) -> bool:
    """Say whether text that can be seen stands before a group: since the last group, else in its form."""
    group = groups[at]
    start = groups[at - 1] if at else (group.closest("form") or dom.root)
    return any(
        text.strip() and owner.is_visible and not (at and (owner == start or start.holds(owner)))
        for owner, text in dom.texts_between(start, group)
    )


def _is_apart(owner: Node, labels: set[Node]) -> bool:
    """Say whether text is no part of a label, an option or a button."""
    return labels.isdisjoint((owner, *owner.ancestors)) and owner.closest("option", "button") is None


def _nothing_between(dom: Dom, same: list[Node], labels: set[Node]) -> bool:
    """Say whether no text but labels stands between the first two fields."""
    between = dom.texts_between(same[0], same[1])
    return all(not text.strip() or not _is_apart(owner, labels) for owner, text in between)
