"""The page comes over https, and so does what people fill in and what the page loads."""

from urllib.parse import urlsplit

from drempel.inclusion.asking import at, no, sign, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt
from drempel.model.signs import Signs
from drempel.model.transfer import Transfer

ID = "VER03"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Signs, Transfer)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the address in the end; a page on this machine has no line to keep safe."""
    parts = urlsplit(page.final_url or page.url)
    if (parts.hostname or "") in {"localhost", "127.0.0.1", "::1"}:
        return None
    if parts.scheme == "http":
        return no(page)
    unsafe, transfer = sign(page, "unsafe-form"), page.get(Transfer)
    if unsafe is not None:
        return no(page, at(page, unsafe.seen))
    if transfer is not None and transfer.guards.mixed:
        return no(page, (SeenAt(page.url, "", ", ".join(transfer.guards.mixed[:5])),))
    return yes(page)
