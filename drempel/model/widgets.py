"""What buttons, tabs, dialogs and sliders of a page do when they are used with the keyboard."""

from dataclasses import dataclass

from drempel.model.acting import Spot
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


@dataclass(frozen=True, slots=True)
class Said:
    """A short text that appeared away from the focus because a control was used."""

    spot: Spot
    text: str
    is_live: bool
    """Whether it stands in a live region."""
    is_new: bool
    """Whether it was not there before; else another text took its place."""


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
    refused: tuple[Spot, ...] = ()
    """What was not used, because it seems to do something that counts."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `tabs`, `sliders`, `opened`…"""
