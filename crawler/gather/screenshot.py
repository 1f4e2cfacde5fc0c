"""Gather the `Screenshot` artefact: a thumbnail of the view for reports. Read-only."""

import base64

from crawler.browser.base import Tab
from drempel.model.artefact import Screenshot

WIDTH_PX = 320
"""Width of the thumbnail; the height follows from the view."""


TIMEOUT_S = 5.0
"""A page that still waits for a style is never painted."""


async def gather_screenshot(tab: Tab) -> Screenshot:
    """Return the view as a small JPEG."""
    view = tab.viewport
    scale = WIDTH_PX / view.width_px
    shot = await tab.devtools(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": 55,
            "optimizeForSpeed": True,
            "clip": {"x": 0, "y": 0, "width": view.width_px, "height": view.height_px, "scale": scale},
        },
        timeout_s=TIMEOUT_S,
    )
    return Screenshot(
        data=base64.b64decode(shot["data"]),
        media_type="image/jpeg",
        width_px=WIDTH_PX,
        height_px=round(view.height_px * scale),
    )
