"""What was recorded while the forms of a page were filled in wrongly; nothing was sent."""

from dataclasses import dataclass

from drempel.model.acting import Crop, Held, LeftOut, Spot


@dataclass(frozen=True, slots=True)
class FieldTry:
    """One field of a form, and what it said of a wrong value."""

    spot: Spot
    type: str
    """As the browser has it (`email`, `text`, `select-one`…)."""
    value: str
    """What was typed; empty where it was left empty."""
    is_required: bool = False
    """By attribute, `aria-required` or a mark in its label."""
    asks_format: str = ""
    """What only some values are right for (`email`, `number`, `date`, `tel`, `url`, `pattern`)."""
    is_marked: bool = False
    """Whether `aria-invalid` came to be true."""
    looks_wrong: bool = False
    """Whether its border, background or colour changed with the attempt."""
    native: str = ""
    """What the browser itself has to say of the value; empty where it finds it right."""
    said_by_browser: bool = False
    """Whether the browser stopped the form at this field and shows its own message."""
    messages: tuple[str, ...] = ()
    """New texts that the field itself names (`aria-describedby`, `aria-errormessage`, label)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text that came with the attempt to send a form that was filled in wrongly."""

    spot: Spot
    text: str
    is_live: bool = False
    """Whether it came in a live region (`alert`, `status`, `aria-live`)."""
    is_focused: bool = False
    """Whether the focus was put on it, or on what holds it."""
    is_tied: bool = False
    """Whether a field names it, or its label holds it."""
    names: tuple[str, ...] = ()
    """Labels of the fields that it names or links to."""
    near: Spot | None = None
    """The field beside which it stands."""
    is_early: bool = False
    """Whether it came when its field was left, before the form was sent off."""


@dataclass(frozen=True, slots=True)
class FormTry:
    """One form, filled in wrongly."""

    spot: Spot
    fields: tuple[FieldTry, ...] = ()
    by: str = ""
    """How it was sent off: `button` (pressed by keyboard), `submit` (asked for, not clicked) or empty."""
    button: str = ""
    """Name of the button."""
    refused: str = ""
    """Why it was not tried: `act` for a button that pays, orders or deletes; `none` without a button."""
    was_sent: bool = False
    """Whether the page wanted to send it as it was."""
    messages: tuple[Message, ...] = ()
    alerts: tuple[str, ...] = ()
    """What boxes of the browser said (`alert`)."""
    focus_on_field: bool = False
    """Whether the focus went to a field of the form."""
    focus_moved: bool = False
    """Whether it went anywhere but to the button."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class InputChange:
    """A field whose change alone takes people elsewhere."""

    spot: Spot
    type: str
    held: tuple[Held, ...] = ()
    focus_to: Spot | None = None
    is_told: bool = False
    """Whether its label or description says so."""


@dataclass(frozen=True, slots=True)
class PasteTry:
    """A field for a password or code, and whether something can be pasted in it."""

    spot: Spot
    purpose: str
    """`password`, `new-password` or `code`."""
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class FillTry:
    """A field that says what it is for, and whether it takes what a browser fills in."""

    spot: Spot
    purpose: str
    """The last word of its `autocomplete`, or `current-password` for a password without one."""
    is_undone: bool = False
    """Whether a script took the value away again, each time."""
    is_locked: bool = False
    """Whether it is read-only until it gets the focus, so that nothing can be filled in."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What a page does by itself after a while in which nobody does anything."""

    seconds: int
    """When, counted from the load; 0 where only a counter was seen."""
    held: Held | None = None
    """Where it went, or what it asked; `None` for a counter."""
    text: str = ""
    """What it said before that, or what the counter says."""
    warned_s: int = 0
    """How long before that it said something; 0 for not at all."""
    controls: tuple[str, ...] = ()
    """Names of the buttons and links that came with it."""
    spot: Spot | None = None
    """What it said that in."""


@dataclass(frozen=True, slots=True)
class FormUse:
    """What came of using the forms of a page."""

    forms: tuple[FormTry, ...] = ()
    changes: tuple[InputChange, ...] = ()
    tried_changes: tuple[Spot, ...] = ()
    """Fields that were changed by keyboard."""
    pastes: tuple[PasteTry, ...] = ()
    fills: tuple[FillTry, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    left: tuple[LeftOut, ...] = ()
    """What was not tried of these."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: names of the fields above."""
