"""How much of a file is read. What goes beyond ends in "not judged", never in a clean file."""

MAX_PARTS = 20_000
"""Files inside the file."""

MAX_LIST_BYTES = 4 * 1024 * 1024
"""Of the list of the files inside."""

MAX_PART_BYTES = 48 * 1024 * 1024
"""Of one file inside that is read, unpacked."""

MAX_SHEET_BYTES = 192 * 1024 * 1024
"""Of one sheet, which is read piece by piece."""

MAX_ALL_BYTES = 256 * 1024 * 1024
"""Of all files inside that are read."""

MAX_PARAGRAPHS = 60_000
MAX_LETTERS = 12_000_000
MAX_CELLS = 400_000
"""Of one workbook, in the order of its sheets. What stands behind them is not read, and that is told."""

MAX_THINGS = 60_000
"""Pictures, tables, links or fields."""

MAX_STYLES = 20_000
MAX_DEPTH = 120
"""Parts inside parts: tables in tables, boxes in boxes, elements around each other."""

MAX_SHEETS = 1_000
MAX_BOOK_PARTS = 5_000
MAX_NAMED = 20
"""Places that are named for one problem of a sheet or a book."""


class TooMuch(Exception):
    """There is more in the file than we read; the message says of what."""


class Unreadable(Exception):
    """A part of the file is broken without which nothing can be said of it."""


class Locked(Exception):
    """The file opens with a password, or its content is locked by the seller."""
