"""Fields that get another colour when they are wrong, and no words."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.form_tries import errors, held_back, is_stopped_by_browser, node_of, told, way_to
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.form_use import FormUse


@check(
    id="error-not-in-text",
    title=N_("Wrong field gets a colour and no words"),
    repair=N_("Put a text at each wrong field that says what is wrong and how to mend it."),
    requirements=("wcag:3.3.1",),
    needs=(Dom, FormUse),
    parts=("forms",),
    impact=Impact.SERIOUS,
    messages={
        "colour": N_(
            "The form stops at “{name}”. The field looks different, but no text says what is wrong."
        ),
        "mark": N_("The form stops at “{name}” and marks it as wrong, but no text says what is wrong."),
    },
)
def error_not_in_text(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per form that did not let wrong values through."""
    for form in held_back(use):
        marked = [field for field in form.fields if field.looks_wrong or field.is_marked]
        has_text = any(field.messages for field in form.fields) or bool(form.messages or form.alerts)
        if is_stopped_by_browser(form) or (has_text and (errors(form) or form.alerts or not marked)):
            yield passed(node_of(dom, form.spot))
        elif marked and not has_text:
            field = marked[0]
            key = "colour" if field.looks_wrong else "mark"
            yield failed(
                node_of(dom, field.spot), key, steps=way_to(form), crop=form.crop, name=told(field.spot)
            )
    yield from left_out(dom, use.left, "forms")
