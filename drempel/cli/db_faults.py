"""What `drempel db check` says of each thing that is not in order, and what to do."""

from drempel.i18n import N_

_PUT_BACK = N_("Put back the last copy, or export what can still be read with `drempel db export`.")
_REPORT = N_("Scan the site again. If it comes back, please report it.")
_PRUNE = N_("`drempel db prune` takes it away.")
_RESUME = N_("`drempel scan --resume` or the next nightly scan goes on with it.")

FAULTS = {
    "damage": (N_("The file is damaged in {n} places."), _PUT_BACK),
    "orphans": (N_("{n} rows point at rows that are not there."), _PUT_BACK),
    "running-and-closed": (N_("{n} scans have ended and run, both at once."), _REPORT),
    "closed-without-figures": (N_("{n} scans have ended without their figures."), _REPORT),
    "twice": (N_("{n} addresses have ended in a scan and still wait in it."), _REPORT),
    "ok-without-judgement": (N_("{n} pages were seen and have no judgement."), _REPORT),
    "resolved-and-standing": (
        N_("{n} problems are solved and still stand on a page, both at once."),
        _REPORT,
    ),
    "open-and-nowhere": (N_("{n} problems are open and stand on no page."), _REPORT),
    "clock": (
        N_("{n} scans ended before they began: the clock of the machine was set back."),
        N_("Their order is right, their times are not. Let the machine keep time by NTP."),
    ),
    "under-way": (N_("{n} scans are under way, or were broken off."), _RESUME),
    "unused-judgements": (N_("{n} judgements belong to no page any more."), _PRUNE),
    "unused-texts": (N_("{n} measured texts belong to no page any more."), _PRUNE),
    "unused-artefacts": (N_("{n} contents of pages belong to no page any more."), _PRUNE),
}
"""Key of a fault (`storage.condition`) → what is wrong, and what to do."""
