"""What buttons, tabs, dialogs and sliders of a page do when they are used with the keyboard."""

from dataclasses import dataclass

from drempel.model.acting import LeftOut, Spot
from drempel.model.pointer_use import Effect


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog that a control opened."""

    spot: Spot
    is_modal: bool
    """Whether it says so, or lies over all of the view."""
    takes_focus: bool
    """Whether the focus is in it once it is open."""
    tab_leads_in: bool
    """Whether the next Tab leads into it."""
    by_escape: bool
    closed_by: str
    """`Escape`, or the name of the button that closed it; empty where it did not close."""
    focus_back: bool
    """Whether the focus, or the next Tab, is then at the control that opened it or just after it."""
    focus_on: str
    """What has the focus then; empty for nothing."""
    is_named: bool = True
    """Whether it has a name of its own: a label or a title."""
    lets_out: Spot | None = None
    """Where Tab leads from its last control while it is open, outside it."""
    is_out_hidden: bool = False
    """Whether what it leads to lies behind it."""
    holds_focus: bool = False
    """Whether Tab stays in it, time after time."""
    untried: tuple[str, ...] = ()
    """Where it did not close: names of buttons in it that were not tried."""


@dataclass(frozen=True, slots=True)
class Said:
    """A short text that appeared away from the focus because a control was used."""

    spot: Spot
    text: str
    is_live: bool
    """Whether it stands in a live region."""
    is_new: bool
    """Whether it was not there before; else another text took its place."""
    control: str = ""
    """Name of a control in it."""
    gone_after_s: float = 0.0
    """After how long it went away by itself; 0 where it was still there at the end."""
    gone_with_focus: bool = False
    """Whether it also went away, once more, while the focus was on its control."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A control and what followed when it was used."""

    spot: Spot
    key: str
    """The key that did it; empty where only a click did."""
    effect: Effect
    shown: tuple[Spot, ...] = ()
    closes: str = ""
    """What takes away again what came: `again` (the same key), `Escape`; empty for neither."""
    expanded: tuple[str, ...] = ()
    """`aria-expanded` before, while open, and closed again."""
    tells: bool = False
    """Whether its name or another state of it says whether it is open."""
    takes_focus: bool = False
    is_popup: bool = False
    """Whether what came lies over the page."""
    by_escape: bool = False
    is_stop: bool = True
    """Whether the Tab key comes to it."""
    dialog: Dialog | None = None
    said: Said | None = None
    leads_in: str = ""
    """What brought the focus into a part with controls that lies over the page: `focus` (it comes by itself),
    `ArrowDown`, `Tab`; empty for nothing, or where that was not tried."""
    arrows_inside: bool | None = None
    """Whether arrow keys go on in a menu of which Tab does not reach every item; else `None`."""
    tried_in: bool = False
    """Whether it was tried to get in."""
    focus_back: bool | None = None
    """Whether, after Escape closed it with the focus inside, the focus or the next Tab is at the control;
    `None` where that was not seen."""
    focus_on: str = ""
    """What has the focus then; empty for nothing."""


@dataclass(frozen=True, slots=True)
class TabList:
    """A part with the roles of tabs."""

    spots: tuple[Spot, ...]
    stops: int
    """To how many of them the Tab key comes."""
    by_arrows: bool
    """Whether an arrow key goes from one to the next."""
    changes: bool
    """Whether a click on another tab shows another part."""
    selected_moves: bool
    """Whether `aria-selected` then goes with it."""


@dataclass(frozen=True, slots=True)
class Composite:
    """A part with the role of a tree, menu, list or grid, in which the arrow keys go from one to the next."""

    spot: Spot
    role: str
    items: int
    stops: int
    """To how many of the items the Tab key comes."""
    by_arrows: bool
    """Whether an arrow key goes on, by the focus, `aria-activedescendant` or another state."""
    by_click: bool = False
    """Whether a click on another item does something; only tried where no arrow key goes on."""
    opens: Spot | None = None
    """An item that was opened."""
    key: str = ""
    """What opened it: a key, or `click`."""
    expanded: tuple[str, ...] = ()
    """Its `aria-expanded` before and after."""


@dataclass(frozen=True, slots=True)
class Combobox:
    """A field that shows a list of choices."""

    spot: Spot
    is_named_so: bool
    """Whether it has the role."""
    shown: Spot
    expanded: tuple[str, ...]
    """`aria-expanded` before, while the list is shown, and after Escape."""
    leads_in: str
    """The key that leads to a choice: `ArrowDown` or `Tab`; empty for neither."""
    by_escape: bool


@dataclass(frozen=True, slots=True)
class Carousel:
    """A part that shows one thing after another, with a button for the next."""

    spot: Spot
    button: Spot
    key: str
    """The key that shows the next; empty where only a click does."""
    tells: bool
    """Whether a state, a live region, a count or the focus says that another is shown."""


@dataclass(frozen=True, slots=True)
class Slider:
    """An element with the role of a slider or a number field that is none of HTML."""

    spot: Spot
    is_stop: bool
    by_arrows: bool


@dataclass(frozen=True, slots=True)
class Widgets:
    """A sample of controls: at most two of each kind."""

    opened: tuple[Opened, ...] = ()
    tabs: tuple[TabList, ...] = ()
    sliders: tuple[Slider, ...] = ()
    composites: tuple[Composite, ...] = ()
    comboboxes: tuple[Combobox, ...] = ()
    carousels: tuple[Carousel, ...] = ()
    refused: tuple[Spot, ...] = ()
    """What was not used, because it seems to do something that counts."""
    left: tuple[LeftOut, ...] = ()
    """What was not tried of these."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `tabs`, `sliders`, `opened`…"""
