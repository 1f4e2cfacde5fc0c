"""Error messages that tell that a value is wrong and not what a right one looks like."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.form_tries import held_back, node_of, says_only_wrong, told, way_to
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.form_use import FieldTry, FormTry, FormUse


@check(
    id="error-without-suggestion",
    title=N_("Error message does not say how it should be"),
    repair=N_("Say in the message what a right value looks like, with an example."),
    requirements=("wcag:3.3.3",),
    needs=(Dom, FormUse),
    parts=("forms",),
    impact=Impact.MODERATE,
    messages={
        "bare": N_(
            "With “{value}” in “{name}” the form only says “{text}”, not what a right value looks like."
        ),
    },
)
def error_without_suggestion(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per field that got a value of the wrong form, and a message about it."""
    for form in held_back(use):
        for field in form.fields:
            if not (field.value and field.asks_format) or not (texts := _texts(form, field)):
                continue
            node = node_of(dom, field.spot)
            if all(map(says_only_wrong, texts)):
                words = {"value": field.value, "name": told(field.spot), "text": texts[0]}
                yield failed(node, "bare", steps=way_to(form), crop=form.crop, **words)
            else:
                yield passed(node)
    yield from left_out(dom, use.left, "forms")


def _texts(form: FormTry, field: FieldTry) -> list[str]:
    """Return what the form says of a field: hints that were there before count too."""
    beside = [
        message.text
        for message in form.messages
        if (message.near is not None and message.near.path == field.spot.path)
        or field.spot.name in message.names
    ]
    return list(dict.fromkeys((*field.messages, *beside)))
