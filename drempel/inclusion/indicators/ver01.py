"""The address is under a domain that only government has; one of a free host is a no."""

from urllib.parse import urlsplit

from drempel.inclusion.asking import no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage

ID = "VER01"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "the site"
NEEDS = ()
JOIN = "every"

OFFICIAL = ("vlaanderen.be", "belgium.be", "fgov.be", "vlaamsparlement.be", "brussels")
"""Domains of which the holder decides who is under them: the Flemish, federal and Brussels governments."""
FREE = (
    "wixsite.com", "wordpress.com", "blogspot.com", "blogspot.be", "weebly.com", "github.io", "netlify.app",
    "sites.google.com", "jimdofree.com", "webnode.be", "webnode.com", "squarespace.com",
)  # fmt: skip
"""Hosts at which anybody gets an address without saying who he is."""


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the address; a municipality has its own domain, that citizens know or not."""
    host = (urlsplit(page.final_url or page.url).hostname or "").lower()
    if any(host == one or host.endswith(f".{one}") for one in OFFICIAL[:4]) or host.endswith(".brussels"):
        return yes(page)
    if any(host == one or host.endswith(f".{one}") for one in FREE):
        return no(page)
    return unknown(page, "own-domain")
