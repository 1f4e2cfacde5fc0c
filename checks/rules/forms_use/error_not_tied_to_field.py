"""Error messages that stand beside a field, and that only the eye joins to it."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.form_tries import errors, held_back, node_of, told, way_to
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.form_use import FormUse


@check(
    id="error-not-tied-to-field",
    title=N_("Error message is not tied to its field"),
    repair=N_("Name the message in “aria-describedby” of the field, and set “aria-invalid” to true."),
    requirements=("wcag:1.3.1",),
    needs=(Dom, FormUse),
    parts=("forms",),
    impact=Impact.SERIOUS,
    messages={
        "loose": N_("The message “{text}” stands at “{name}”, but nothing ties it to that field."),
        "perhaps": N_(
            "The message “{text}” is not tied to “{name}”. Can people tell which field it is about?"
        ),
    },
)
def error_not_tied_to_field(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per message that came beside a field that is wrong."""
    for form in held_back(use):
        for message in errors(form):
            if message.near is None and not message.is_tied:
                continue
            near = message.near or message.spot
            node = node_of(dom, near)
            if message.is_tied or message.is_focused or len(form.fields) < 2:
                yield passed(node)
            elif message.names or message.is_live or any(field.messages for field in form.fields):
                words = {"text": message.text, "name": told(near)}
                yield cant_tell(node, "perhaps", steps=way_to(form), crop=form.crop, **words)
            else:
                words = {"text": message.text, "name": told(near)}
                yield failed(node, "loose", steps=way_to(form), crop=form.crop, **words)
    yield from left_out(dom, use.left, "forms")
