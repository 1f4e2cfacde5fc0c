"""Error messages that come when a form is sent off, and that a screen reader does not tell."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.form_tries import errors, held_back, is_stopped_by_browser, node_of, way_to
from checks.walked import left_out
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.form_use import FormUse


@check(
    id="error-not-announced",
    title=N_("Error message comes without a screen reader telling it"),
    repair=N_(
        "Put the focus on the first wrong field or on a list of errors, or give the message role “alert”."
    ),
    requirements=("wcag:4.1.3",),
    needs=(Dom, FormUse),
    parts=("forms",),
    impact=Impact.SERIOUS,
    messages={
        "silent": N_(
            "After “{button}” the message “{text}” comes. The focus stays, and no live region tells it."
        ),
        "early": N_(
            "When the field is left the message “{text}” comes, and “{button}” adds nothing. Does a screen "
            "reader tell it?"
        ),
    },
)
def error_not_announced(dom: Dom, use: FormUse) -> Iterator[Result]:
    """Yield one result per form that said something about wrong values."""
    for form in held_back(use):
        said = errors(form)
        if not said and not form.alerts:
            continue
        node = node_of(dom, form.spot)
        is_heard = (
            form.alerts
            or form.focus_moved
            or form.focus_on_field
            or is_stopped_by_browser(form)
            or any(message.is_live or message.is_focused for message in form.messages)
        )
        late = [message for message in said if not message.is_early]
        if is_heard or (not late and all(message.is_tied for message in said)):
            yield passed(node)
        elif not late:
            words = {"button": form.button, "text": said[0].text}
            yield cant_tell(node, "early", steps=way_to(form), crop=form.crop, **words)
        else:
            words = {"button": form.button, "text": late[0].text}
            yield failed(node, "silent", steps=way_to(form), crop=form.crop, **words)
    yield from left_out(dom, use.left, "forms")
