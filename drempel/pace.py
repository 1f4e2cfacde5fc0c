"""How slow this machine is just now, because others make it work: deadlines of our own work get longer."""

import os
from typing import Final

CROWDED: Final = 4.0
"""Programs waiting for each processor (average of a minute) from which on a machine counts as crowded. A scan
by itself, with as many pages side by side as it has by default, makes fewer wait."""

MOST: Final = 4.0
"""How many times longer at most: a page that hangs keeps its place for so long."""


def slowness() -> float:
    """Return by how much to multiply what gathering from a page may take; 1 on a machine that is not crowded.

    And where the system does not tell.
    """
    try:
        waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 1.0
    return min(MOST, max(1.0, waiting / CROWDED))
