"""Which code gathers: the mark by which two scans know whether their artefacts were made in the same way.

A new version of Drempel, or of a check, need not visit pages again where gathering stayed as it was.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
FOLDERS: Final = (HERE.parent / "crawler" / "browser", HERE.parent / "crawler" / "gather")
FILES: Final = (
    HERE / "acting.py",
    HERE / "dom.py",
    HERE / "visitor.py",
    HERE.parent / "checks" / "facts" / "document_links.py",
)
KINDS: Final = frozenset({".py", ".js"})
DOCUMENTS: Final = frozenset({"pdf", "office"})
"""Folders of what is no page; what is kept of documents has a mark of its own."""


@cache
def gathering_mark() -> str:
    """Return 16 hexadecimal digits that differ when the code differs that loads pages and gathers from them.

    It says nothing of the browser and of axe-core, which have versions of their own.
    """
    found = blake2b(digest_size=8)
    files = [
        path
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.suffix in KINDS and path.parent.name not in DOCUMENTS
    ]
    for path in sorted((*files, *FILES)):
        content = path.read_bytes()
        found.update(f"{path.relative_to(HERE.parent)} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
