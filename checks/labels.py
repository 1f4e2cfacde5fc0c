"""The labels of form fields: which elements label a field, and what people see of them."""

from drempel.dom import Dom, Node, fold


def labels_of(dom: Dom) -> dict[int, list[Node]]:
    """Return the `label` elements of each field, around it or by their `for`."""
    found: dict[int, list[Node]] = {}
    for label in dom.select("label"):
        target = label.get("for")
        if target:
            field = dom.by_id(target, label)
        else:
            field = next(iter(label.select("input:not([type=hidden]), textarea, select")), None)
        if field is not None:
            found.setdefault(field.index, []).append(label)
    return found


def visible_label(dom: Dom, field: Node, labels: dict[int, list[Node]]) -> str:
    """Return what people see of the labels that are connected to a field in the code."""
    named_by = [dom.by_id(node_id, field) for node_id in field.get("aria-labelledby").split()]
    sources = [node for node in named_by if node is not None] or labels.get(field.index, [])
    return fold(" ".join(_seen(source, field) for source in sources if source != field))


def _seen(source: Node, field: Node) -> str:
    """Return the text of a label that can be seen, without what stands inside fields."""
    pieces = []
    for owner, text, *_ in source.dom.seen_below(source):
        if owner != field and owner.closest("option", "textarea", "select") is None:
            pieces.append(text)
    images = (image.name for image in source.select("img") if image.is_visible)
    return fold("".join([*pieces, " ", *images]))
