"""Gather the `WholePicture` artefact: the page from top to bottom, to cut from it what problems look like.

The last of all gatherers on a tab: taking it makes the view as high as the page, which scripts may notice.
"""

import base64
from typing import Final

from crawler.browser.base import Tab
from drempel.model.shots import WholePicture

MAX_WIDTH_PX: Final = 2_000
MAX_HEIGHT_PX: Final = 8_000
"""Problems further below go without a picture."""
SCALE: Final = 0.75
"""Letters of usual size can be read, and the picture has half the pixels."""
QUALITY: Final = 70
TIMEOUT_S: Final = 5.0

_SIZE = """
() => [document.documentElement.scrollWidth, Math.max(document.documentElement.scrollHeight, innerHeight)]
    .map(size => Number.isFinite(size) ? Math.max(1, size) : 1)
"""


async def gather_whole_picture(tab: Tab) -> WholePicture:
    """Return a picture of the page as it stands; raises `FetchError` where the browser gives none in time."""
    width, height = await tab.evaluate(_SIZE)
    width, height = min(int(width), MAX_WIDTH_PX), min(int(height), MAX_HEIGHT_PX)
    shot = await tab.devtools(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": QUALITY,
            "optimizeForSpeed": True,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE},
        },
        timeout_s=TIMEOUT_S,
    )
    return WholePicture(base64.b64decode(shot["data"]), width, height, SCALE)
