"""What servers call things that are no pages, and which of these may be documents."""

from typing import Final

from drempel.model.document import MEDIA_TYPES
from drempel.model.snapshot import FetchOutcome, FetchRecord

_DOWNLOADS: Final = frozenset(
    {
        "application/octet-stream",
        "application/force-download",
        "application/x-download",
        "application/download",
        "binary/octet-stream",
        "download",
    }
)
"""What servers call files of which they say nothing but that they are to be kept; `download` is our word for
what comes as an attachment."""


def may_be_document(media_type: str) -> bool:
    """Tell whether what a server calls so is a document, or may be one."""
    return media_type in MEDIA_TYPES or media_type in _DOWNLOADS


def media_type_of(record: FetchRecord) -> str:
    """Return what the server called an address that was not judged as it is of another kind; else empty."""
    reason = record.reason
    is_other = record.outcome is FetchOutcome.NOT_HTML and reason is not None and reason.key == "media-type"
    return reason.detail if is_other and reason is not None else ""
