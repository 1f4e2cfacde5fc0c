"""The fields of a page that people fill in: what they read beside each, and whether it must be filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.facts.page import Page, words_of
from drempel.dom import Node, fold

_FIELDS = (
    "input, textarea, select, [role=textbox], [role=combobox], [role=spinbutton], [role=listbox], "
    "[role=radiogroup]"
)
_NATIVE = frozenset({"input", "textarea", "select"})
_NATIVE_INSIDE = "input:not([type=hidden]), textarea, select"
"""A composite that is drawn around a field of its own counts by that field."""
MAX_FIELDS = 400
_NO_FIELD = frozenset({"hidden", "submit", "button", "image", "reset", "search"})
_SEARCH_NAME = re.compile(r"(?:^|[\s_-])(?:zoek\w*|search\w*|query|keys|keywords?|trefwoord)(?:$|[\s_-])")
_SEARCH_LABEL = re.compile(
    r"^(?:zoek(?:en|term|woord|opdracht)?|search|trefwoord|rechercher|waar ben (?:je|"
    r"u) naar op zoek|wat zoek (?:je|u)|"
    r"zoek (?:op|in|naar) (?:de|deze)? ?(?:web)?site)\b"
)
_OPTIONAL = re.compile(
    r"\bniet[ -]verplicht|\boptione(?:el|le)\b|\bfacultatief|\bniet nodig|\bvrijblijvend|"
    r"\bindien (?:gewenst|van toepassing)|\boptional\b|\bfacultatif"
)
_MARKED = re.compile(
    r"\*|[(\[]\s*\*\s*[)\]]|\bverplicht(?: veld)?\b|\brequired\b|\bobligatoire\b|\bpflichtfeld\b"
)
_REQUIRED_CLASS = re.compile(
    r"(?:^|\s)(?:js-)?(?:form-)?(?:is-|field-|label-)*required(?:-field)?(?:$|\s)|(?:^|"
    r"\s)(?:is-)?verplicht(?:-veld)?(?:$|\s)"
)
_VALIDATED = re.compile(r"\bvalidate\[[^\]]*required")
_STAR_AT_END = re.compile(r"\*\)?\s*$")
_MARK_ONLY = re.compile(r"\(?\s*(?:\*|verplicht(?: veld)?)\s*\)?", re.IGNORECASE)
_ALL_REQUIRED = re.compile(
    r"\b(?:alle velden|alle vragen|elk veld)\b[^.]{0,40}\bverplicht|"
    r"\b(?:velden|vragen)\b[^.]{0,40}\b(?:zonder|geen)\b[^.]{0,40}\b(?:optioneel|"
    r"sterretje|niet verplicht)\b[^.]{0,30}verplicht|"
    r"\ball fields are required|\btous les champs sont obligatoires"
)
_STAR_OPTIONAL = re.compile(
    r"^\(?\*\)?\s*[:=]?\s*(?:niet verplicht|optioneel|facultatief)|"
    r"\bvelden met[^.]{0,30}(?:\*|sterretje)[^.]{0,30}(?:niet verplicht|optioneel)",
    re.MULTILINE,
)


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """One thing to fill in.

    `label` is what people read beside it, in lower case, `names` what the code calls it. Fields of one
    `group` (radio buttons) count once.
    """

    node: Node
    label: str
    names: str
    type: str
    is_required: bool
    group: str
    form: Node | None


def fields_of(page: Page) -> Iterator[Field]:
    """Yield what people may fill in, without site search and cookie bar, in document order."""
    dom = page.dom
    labels: dict[int, list[str]] = {}
    marked: set[int] = set()
    for tag in dom.select("label"):
        target = tag.get("for")
        inside = "input:not([type=hidden]), textarea, select"
        labelled = dom.by_id(target, tag) if target else next(iter(tag.select(inside)), None)
        if labelled is not None:
            labels.setdefault(labelled.index, []).append(_words(tag))
            if _REQUIRED_CLASS.search(tag.get("class")) or tag.select(
                "[title*=verplicht], abbr[title*=required], .required, .verplicht"
            ):
                marked.add(labelled.index)
    shown = "\n".join(
        line.low
        for line in page.lines
        if line.zone != "cookie"
        and (
            "verplicht" in line.low
            or "required" in line.low
            or "obligatoire" in line.low
            or "optioneel" in line.low
        )
    )
    all_required = bool(_ALL_REQUIRED.search(shown))
    star_optional = bool(_STAR_OPTIONAL.search(shown))
    for node in dom.select(_FIELDS)[:MAX_FIELDS]:
        kind = node.get("type").lower() if node.tag == "input" else node.tag
        zone = page.zone(node)
        if (
            kind in _NO_FIELD
            or zone in {"cookie", "frame"}
            or (node.tag not in _NATIVE and node.select(_NATIVE_INSIDE))
            or "disabled" in node
            or not _is_there(node, labels)
        ):
            continue
        label = " ".join(labels.get(node.index, ())) or _beside(page, node)
        form = node.closest("form")
        names = (
            " ".join(node.get(key) for key in ("name", "id", "autocomplete", "placeholder", "aria-label"))
            .lower()
            .replace("_", " ")
            .replace("-", " ")
        )
        if _is_search(node, form, label, zone):
            continue
        legend, legend_text = _group_of(node) if kind in {"radio", "checkbox"} else (None, "")
        words = f"{label} {legend_text}" if kind == "radio" else label
        is_required = _is_required(node, words, marked)
        if kind == "checkbox" and legend is not None and "*" in legend_text and not is_required:
            # A question with boxes of which one must be chosen is one field.
            is_required = True
            group = f"g{legend.index}"
        elif kind == "radio":
            place = form.index if form is not None else ""
            group = f"r{place}-{node.get('name') or (legend or node).index}"
        else:
            group = f"f{node.index}"
        if all_required and kind not in {"checkbox", "file"} and not _OPTIONAL.search(words):
            is_required = True
        if star_optional and "*" in words and "required" not in node and "aria-required" not in node:
            is_required = False
        kind = "radio" if node.get("role") == "radiogroup" else kind
        yield Field(node, label, names, kind if kind != "input" else "text", is_required, group, form)


def _is_there(node: Node, labels: dict[int, list[str]]) -> bool:
    """Say whether people can fill a field in: boxes and radios are often drawn by their label."""
    if node.is_rendered and node.style("visibility") != "hidden":
        return True
    return (
        node.get("type") in {"radio", "checkbox", "file"}
        and bool("".join(labels.get(node.index, ())))
        and node.is_exposed
    )


def _words(node: Node) -> str:
    """Return what a label says, without what stands inside fields, with the titles of its marks."""
    pieces = []
    for owner, shown, text in node.dom.pieces_below(node):
        if shown and owner.closest("option", "textarea", "select") is None:
            pieces.append(text)
    titles = [mark.get("title") for mark in node.select("[title]")]
    titles += [image.get("alt") for image in node.select("img[alt]")]
    return fold(" ".join([*pieces, *titles])).lower()


def _beside(page: Page, node: Node) -> str:
    """Return the words by which people know a field without `label`: in its cell, name or before it."""
    named = [page.dom.by_id(part, node) for part in node.get("aria-labelledby").split()]
    if any(named):
        return fold(" ".join(words_of(one) for one in named if one is not None)).lower()
    cell = node.closest("td", "dd")
    if cell is not None and (before := cell.previous_element()) is not None and words_of(before):
        return f"{words_of(before)} {node.get('aria-label')}".strip().lower()
    before = node.previous_element()
    if (
        before is not None
        and before.tag in {"label", "span", "p", "div", "strong", "b"}
        and len(words_of(before)) < 80
    ):
        return f"{words_of(before)} {node.get('aria-label')}".strip().lower()
    above = node.parent
    if above is not None and above.tag != "form" and above.own_text and len(above.own_text) < 80:
        return f"{above.own_text} {node.get('aria-label')}".strip().lower()
    return (node.get("aria-label") or node.get("placeholder") or node.get("title")).lower()


def _group_of(node: Node) -> tuple[Node | None, str]:
    for above in node.ancestors:
        if above.tag == "fieldset" or above.get("role") in {"group", "radiogroup"}:
            legend = next((child for child in above.children if child.tag == "legend"), None)
            text = words_of(legend).lower() if legend is not None else above.get("aria-label").lower()
            if above.get("aria-required") == "true":
                text += " *"
            return above, text
        if above.tag in {"form", "body"}:
            break
    return None, ""


def _is_search(node: Node, form: Node | None, label: str, zone: str) -> bool:
    if form is not None and (
        form.get("role") == "search" or _SEARCH_NAME.search(f"{form.get('class')} {form.get('id')}".lower())
    ):
        return True
    if any(above.tag == "search" or above.get("role") == "search" for above in node.ancestors):
        return True
    if _SEARCH_LABEL.search(label) or _SEARCH_LABEL.search(node.get("placeholder").lower()):
        return True
    name = node.get("name").lower()
    named = name == "q" or _SEARCH_NAME.search(name) or _SEARCH_NAME.search(node.get("id").lower())
    return bool(
        named and zone in {"header", "nav", "footer", ""} and node.get("type").lower() in {"", "text"}
    )


def _is_required(node: Node, words: str, marked: set[int]) -> bool:
    if node.get("aria-required").lower() == "true" or "required" in node:
        return True
    if _OPTIONAL.search(words):
        return False
    if _MARKED.search(words) or node.index in marked or _REQUIRED_CLASS.search(node.get("class")):
        return True
    if _STAR_AT_END.search(node.get("placeholder")) or _is_required_in_code(node) or _has_mark_before(node):
        return True
    return _is_in_required_row(node)


def _is_required_in_code(node: Node) -> bool:
    """Say whether a validator is told so: `data-val-required`, `ng-required`, `validate[required]`."""
    if _VALIDATED.search(node.get("class")):
        return True
    return any(
        key.startswith(("data-", "ng-", "v-"))
        and key.endswith("required")
        and value.lower() not in {"false", "0"}
        for key, value in node.attributes.items()
    )


def _has_mark_before(node: Node) -> bool:
    """Say whether a mark of its own stands between the label of a field and the field."""
    before = node.previous_element()
    return before is not None and bool(_MARK_ONLY.fullmatch(words_of(before)))


def _is_in_required_row(node: Node) -> bool:
    """Say whether the box around this field alone has the class of required ones, as many systems do."""
    for above, _ in zip(node.ancestors, range(3), strict=False):
        if above.tag in {"form", "fieldset", "body"} or len(above.select(_FIELDS)) > 1:
            return False
        if _REQUIRED_CLASS.search(above.get("class")):
            return True
    return False
