"""Error messages in forms that some people do not get, or that do not tell what is wrong, or where."""

import re
from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.labels import labels_of, visible_label
from checks.wording import content_words, plain
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CHARS = 300
"""A longer text is no error message of a field."""
MIN_WORDS = 2

_FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]), select, textarea"
_MARK = re.compile(
    r"(?:^|[-_\s])(?:errors?|invalid|fout(?:en|melding|meldingen)?|erreurs?|fehler)"
    r"(?:[-_\s]?(?:message|messages|msg|text|tekst|feedback|melding|bericht))?(?:$|[-_\s\d])"
    r"|(?:error|fout)(?:message|melding|text|tekst|msg)",
    re.IGNORECASE,
)
_JUST_THAT = re.compile(
    r"(?:[a-z]+-)?(?:errors?|fout(?:en|melding|meldingen)?|erreurs?|fehler)(?:-?(?:message|msg|text|tekst))?",
    re.IGNORECASE,
)
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_CAUSE = re.compile(
    r"(?:(?:error|fout|erreur|fehler)\W+)?(?:the |de |het |la |le |l'|der |die |das )?"
    r"(?:(?:invalid|incorrect|wrong|bad|ongeldige?|onjuiste?|foute?|verkeerde?|ungültiger?|falscher?) "
    r"(?:value|values|input|entry|data|format|waarde|waarden|invoer|gegevens|formaat|wert|eingabe)"
    r"|(?:valeur|entrée|saisie|donnée) (?:invalide|incorrecte|erronée))"
    r"(?: (?:for|in|voor|bij|van|pour|dans|für) (?:the |de |het |la |le |l'|der |die |das )?.{1,60})?",
    re.IGNORECASE,
)
_ONE_WORD = frozenset(
    ("error", "fout", "foutmelding", "incorrect", "invalid", "onjuist", "ongeldig", "wrong", "erreur",
     "invalide", "fehler", "ungültig")
)  # fmt: skip
"""Messages of one word; others, such as “required”, tell what to do."""
_ONLY_WRONG = re.compile(
    r".{1,60} (?:is|are|zijn|est|sont|ist) (?:niet (?:geldig|juist|correct)|not valid|pas valide|nicht gültig"
    r"|invalid|incorrect|wrong|ongeldig|onjuist|fout|verkeerd|invalide|incorrecte?|erronée?|ungültig|falsch)"
    r"|(?:error|fout|er is een fout|there is an error|erreur|fehler) (?:in|bij|with|dans) .{1,60}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_ASIDE = re.compile(r"\([^)]*\)|[*:]")


@check(
    id="error-message-says-nothing",
    title=N_("Error message does not reach people or does not say what is wrong"),
    repair=N_(
        "Name the field in the message, say what is wrong and how to mend it, and let everyone get it."
    ),
    requirements=("wcag:3.3.1",),
    act=("36b590",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "hidden": N_("The error message “{text}” is on the screen but is hidden from screen readers."),
        "no-cause": N_("The error message “{text}” does not say what is wrong with the value."),
        "which-field": N_("The error message “{text}” does not say which of the fields “{label}” is meant."),
        "unseen": N_("The error message “{text}” can only be heard. Is it on the screen as well?"),
        "perhaps": N_("Does the error message “{text}” say what is wrong, or how to mend it?"),
    },
    grounds=dict.fromkeys(
        ("unseen", "perhaps"), Ground(Kind.NORM, Impact.MODERATE, ("wcag:3.3.1",), ("36b590",))
    ),
)
def error_message_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible error message on a page with form fields."""
    fields = [field for field in dom.select(_FIELDS) if field.is_visible]
    if not fields:
        return
    messages = _messages(dom, fields)
    labels = labels_of(dom) if messages else {}
    for message in messages:
        text = message.visible_text
        if not message.is_visible:
            if plain(text) not in plain(fold(" ".join(seen for _, seen, *_ in dom.seen_below(dom.root)))):
                yield cant_tell(message, "unseen", text=text)
        elif _is_hidden_from_ears(message) and not _is_said_elsewhere(dom, message, text):
            yield failed(message, "hidden", text=text)
        elif _has_no_cause(text):
            yield failed(message, "no-cause", text=text)
        elif label := _doubtful_field(dom, message, fields, labels):
            yield failed(message, "which-field", text=text, label=label)
        elif _ONLY_WRONG.fullmatch(plain(text)) and not _SENTENCE_END.search(plain(text)):
            yield cant_tell(message, "perhaps", text=text)
        else:
            yield passed(message)


def _messages(dom: Dom, fields: list[Node]) -> list[Node]:
    """Return the visible elements that are marked as an error message and lie in a part with fields."""
    found: dict[int, Node] = {}
    for field in fields:
        ids = field.get("aria-errormessage").split()
        if field.get("aria-invalid").lower() == "true":
            ids += field.get("aria-describedby").split()
        found |= {node.index: node for node_id in ids if (node := dom.by_id(node_id, field)) is not None}
    found |= {node.index: node for node in dom.with_role("alert") if node.closest("form") is not None}
    for node in dom.select("[id], [class]"):
        marks = _HUMPS.sub("-", f"{node.get('id')} {node.get('class')}")
        if node.tag not in {"html", "body", "form", "input", "select", "textarea"} and _MARK.search(marks):
            found[node.index] = node
    chosen = [node for node in found.values() if _is_message(node, found) and _is_near(node, fields)]
    return sorted(chosen, key=lambda node: node.index)


def _is_message(node: Node, found: dict[int, Node]) -> bool:
    if any(node.holds(other) for other in found.values()) or not (node.is_visible or _is_only_heard(node)):
        return False
    if node.select("input, select, textarea, label, h1, nav"):
        return False
    text = node.visible_text
    return len(text) <= MAX_CHARS and (len(content_words(text)) >= MIN_WORDS or plain(text) in _ONE_WORD)


def _is_only_heard(node: Node) -> bool:
    """Say whether a whole sentence is given to screen readers and cannot be seen."""
    return (
        node.is_rendered
        and any(map(_JUST_THAT.fullmatch, (node.get("id"), *node.get("class").split())))
        and node.style("visibility") == "visible"
        and not _is_hidden_from_ears(node)
        and len(content_words(node.visible_text)) > MIN_WORDS
        and not any(other.strip() for _, other, *_ in node.dom.seen_below(node))
    )


def _is_near(node: Node, fields: list[Node]) -> bool:
    """Say whether a message stands in a form, or in the same small part of the page as a field."""
    if node.closest("form", "fieldset") is not None:
        return True
    above = node.parent
    return above is not None and any(above.holds(field) for field in fields)


def _is_hidden_from_ears(message: Node) -> bool:
    return any(node.get("aria-hidden").lower() == "true" for node in (message, *message.ancestors))


def _is_said_elsewhere(dom: Dom, message: Node, text: str) -> bool:
    """Say whether screen readers get the message from another place, such as a description."""
    if any(text in field.description for field in dom.select(_FIELDS)):
        return True
    words = " ".join(
        piece
        for owner, shown, piece in dom.pieces()
        if shown and owner != message and not message.holds(owner) and piece.strip()
    )
    return plain(text) in plain(" ".join(words.split()))


def _has_no_cause(text: str) -> bool:
    """Say whether a message only tells that a value is wrong."""
    if plain(text) in _ONE_WORD:
        return True
    return _NO_CAUSE.fullmatch(plain(text)) is not None and not _SENTENCE_END.search(plain(text))


def _doubtful_field(dom: Dom, message: Node, fields: list[Node], labels: dict[int, list[Node]]) -> str:
    """Return a label in a message that fields in several named groups have, no group being named in it."""
    text = f" {' '.join(content_words(message.visible_text))} "
    by_label: dict[str, list[Node]] = {}
    for field in fields:
        if label := " ".join(content_words(_ASIDE.sub(" ", visible_label(dom, field, labels)))):
            by_label.setdefault(label, []).append(field)
    for label, same in by_label.items():
        if len(same) < 2 or f" {label} " not in text:
            continue
        groups = {group for field in same if (group := field.closest("fieldset")) is not None}
        if len(groups) == len(same) and not any(_is_tied(message, group, same) for group in groups):
            names = [content_words(group.name) for group in groups]
            if all(names) and not any(word in text.split() for words in names for word in words):
                return label
    return ""


def _is_tied(message: Node, group: Node, same: list[Node]) -> bool:
    """Say whether a message stands in a group, or a field of that name refers to it."""
    refers = ("aria-describedby", "aria-errormessage")
    names = {word for field in same for attribute in refers for word in field.get(attribute).split()}
    return group.holds(message) or message.get("id") in names - {""}
