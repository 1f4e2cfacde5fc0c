"""What checks on motion share: which element a part is, and how it is called."""

from collections.abc import Iterable

from drempel.dom import Dom, Node, fold
from drempel.model.acting import Spot
from drempel.model.motion import DeviceMotion, Moving

MAX_NAME = 60


def node_of(dom: Dom, spot: Spot) -> Node:
    """Return the element that moves; the page as a whole where it came later."""
    return dom.at_path(spot.path, spot.tag) or dom.root


def told(dom: Dom, part: Moving) -> str:
    """Return how a moving part is called in a message, the same each time, whatever it shows just then."""
    node = node_of(dom, part.spot)
    if part.how == "text":
        above = node.parent
        beside = above.own_text if above is not None and above.tag not in {"body", "html"} else ""
        return shortened(beside) or shortened(node.get("aria-label")) or f"<{part.spot.tag}>"
    words = (
        node.get("aria-label") or node.get("title") or (node.name if node.role in {"img", "button"} else "")
    )
    return shortened(words) or shortened(node.visible_text) or f"<{part.spot.tag}>"


def shortened(text: str) -> str:
    """Return the beginning of a text, for a message."""
    text = fold(text)
    return text if len(text) <= MAX_NAME else f"{text[:MAX_NAME].rsplit(' ', 1)[0]}…"


def listed(names: Iterable[str]) -> str:
    """Return the first names in quotes."""
    return ", ".join(f"“{shortened(name)}”" for name in list(names)[:3])


def changed_name(device: DeviceMotion) -> str:
    """Return how the first part is called that changes when the device moves."""
    spot = device.changed[0]
    return f"“{shortened(spot.name)}”" if spot.name else f"<{spot.tag}>"
