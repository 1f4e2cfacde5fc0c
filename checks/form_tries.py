"""What checks on forms that were filled in wrongly share."""

import re
from collections.abc import Iterator

from checks import steps
from drempel.dom import Dom, Node, fold
from drempel.model.acting import Spot
from drempel.model.finding import Step
from drempel.model.form_use import FieldTry, FormTry, FormUse, Message

MAX_TEXT = 120

_ONLY_WRONG = re.compile(
    r"(?:(?:fout|error|erreur|fehler|let op|oeps|helaas)\W*)?"
    r"(?:(?:dit|de|het|deze|uw|je|the|this|your|la|le|cette|votre) )?"
    r"(?:(?:veld|waarde|invoer|ingevulde waarde|gegevens?|formaat|field|value|input|entry|format|valeur|champ"
    r"|saisie|[\w-]+(?: [\w-]+)?) (?:is|zijn|are|est|klopt|kloppen) )?"
    r"(?:niet (?:geldig|juist|correct|goed|ok)|not valid|not correct|n'est pas valide|niet|pas valide"
    r"|ongeldige?|onjuiste?|foute?|foutief|verkeerde?|invalide?|incorrecte?|wrong|erronée?|ungültig|falsch)"
    r"(?: (?:waarde|invoer|formaat|veld|gegevens|value|input|format|field|entry|[\w-]+))?\W*"
    r"|fout\W*|error\W*|\W*",
    re.IGNORECASE,
)

_NO_ERROR = re.compile(
    r"\b(?:bedankt|dank u|geduld|gelukt|verzonden|verstuurd|opgeslagen|ontvangen|laden|bezig|loading"
    r"|thank you|merci|sent|saved|success\w*|danke)\b",
    re.IGNORECASE,
)


def held_back(use: FormUse) -> Iterator[FormTry]:
    """Yield the forms that were sent off and stopped by the page itself: something in them was not right."""
    for form in use.forms:
        if form.by and not form.was_sent and not form.refused:
            yield form


def is_stopped_by_browser(form: FormTry) -> bool:
    """Say whether the browser shows its own message at a field."""
    return any(field.said_by_browser for field in form.fields)


def is_wrong(field: FieldTry) -> bool:
    """Say whether a field was left empty that must not be, or got a value that cannot be right."""
    return (field.is_required and not field.value) or bool(field.asks_format and field.value)


def errors(form: FormTry) -> list[Message]:
    """Return the texts that came and are about a field that is wrong."""
    wrong = [field for field in form.fields if is_wrong(field) or field.is_marked or field.looks_wrong]
    paths = {field.spot.path for field in wrong}
    names = {field.spot.name for field in wrong if field.spot.name}
    return [
        message
        for message in form.messages
        if not _NO_ERROR.search(message.text)
        and (
            message.is_tied
            or (message.near is not None and message.near.path in paths)
            or names & set(message.names)
        )
    ]


def says_only_wrong(text: str) -> bool:
    """Say whether a message tells that something is wrong, and no more."""
    return _ONLY_WRONG.fullmatch(fold(text)) is not None


def node_of(dom: Dom, spot: Spot) -> Node:
    """Return the element that was used; the page as a whole where it came later."""
    return dom.at_path(spot.path, spot.tag) or dom.root


def told(spot: Spot) -> str:
    """Return how a field or form is called in a message."""
    text = fold(spot.name)
    return (text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…") or f"<{spot.tag}>"


def way_to(form: FormTry) -> tuple[Step, ...]:
    """Return the steps by which people see what the form says."""
    filled = tuple(steps.fill_in(told(field.spot), field.value) for field in form.fields if field.value)[:4]
    return (*filled, steps.go_to(form.button or "<button>"), steps.press("Enter"))
