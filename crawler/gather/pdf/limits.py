"""How much of a PDF file is read. What goes beyond ends in "not judged", never in a clean file."""

MAX_STREAM_BYTES = 64 * 1024 * 1024
"""Of one content stream or font, unpacked."""

MAX_TAGS = 200_000
MAX_DEPTH = 1_000
"""Nested tags."""

MAX_PAGES = 5_000
MAX_ANNOTATIONS = 100_000
MAX_FORM_DEPTH = 28
"""Drawings inside drawings."""

MAX_FORM_RUNS = 20_000
MAX_CONTENT_BYTES = 512 * 1024 * 1024
"""Of all content streams together."""

MAX_TEXT = 400
"""Letters kept of the text of one tag."""

MAX_CODES = 8
"""Codes of a font that are named for one problem."""


class TooMuch(Exception):
    """There is more in the file than we read; the message says of what."""


class Unreadable(Exception):
    """A part of the file is broken without which nothing can be said of it."""
