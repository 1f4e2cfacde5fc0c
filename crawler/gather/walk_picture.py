"""Gather the `WalkPicture` artefact: the page as a whole, for the strip of the walk. Only on demand."""

import base64

from crawler.browser.base import Stage
from drempel.dom import Dom
from drempel.model.focus_walk import WalkPicture

MAX_HEIGHT_PX = 12_000
"""What a strip shows of a long page."""
MAX_AREA_PX = 6_000_000
"""Of the picture; a larger page is shown smaller."""
QUALITY = 60
TIMEOUT_S = 15.0

_SIZE = """
() => [document.documentElement.scrollWidth, Math.max(document.documentElement.scrollHeight, innerHeight)]
"""


async def gather_walk_picture(stage: Stage, dom: Dom) -> WalkPicture:  # noqa: ARG001 - as all gatherers
    """Return a picture of the page as it stands when it was loaded."""
    tab = await stage.fresh()
    width, height = await tab.evaluate(_SIZE)
    width, height = min(width, 4_000), min(height, MAX_HEIGHT_PX)
    scale = min(1.0, (MAX_AREA_PX / (width * height)) ** 0.5)
    shot = await tab.devtools(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": scale},
        },
        timeout_s=TIMEOUT_S,
    )
    return WalkPicture(base64.b64decode(shot["data"]), width, height)
