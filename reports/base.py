"""What a report format is, and where it writes.

Whatever goes wrong while a report is being made (a fault in a page, a full disk), the report that
stood there before stays whole: everything is written under a temporary name and moved into place
at the end.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self, TextIO
from urllib.parse import urlsplit

from drempel.i18n import Catalogue
from drempel.model.report import ReportHeader, ReportSource


class Output(Protocol):
    """Where a format writes its files."""

    @property
    def single_file(self) -> bool:
        """Whether all must fit in one file, because a person asked for `--output FILE`."""
        ...

    @property
    def earlier(self) -> Path | None:
        """Return the folder of the report before, from which pages may be taken over; `None` for none."""
        ...

    def open(self, name: str, encoding: str = "utf-8") -> AbstractContextManager[TextIO]:
        """Open one file for writing; it comes into place when the whole output is closed without error."""
        ...

    def open_binary(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open one file for bytes, for formats that are no text."""
        ...


class ReportFormat(Protocol):
    """One way to show a scan. Adding one is adding a module with a `FORMAT` to `reports.formats`."""

    id: str
    """What stands after `--format`."""
    suffix: str
    entry: str
    """The file to open first."""
    owns: tuple[str, ...]
    """Patterns of the files it may write; those of an earlier report that are not written now are removed."""

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write the whole report; memory does not grow with the number of findings."""
        ...


class FolderOutput:
    """A folder that receives all its new files at once, the entry file last.

    Use as a context manager; after an exception nothing in the folder has changed.
    """

    single_file = False

    def __init__(
        self,
        folder: Path,
        entry: str = "index.html",
        owns: Sequence[str] = (),
        earlier: Path | None = None,
    ) -> None:
        """`earlier` is the folder of the report before; nothing in there is changed."""
        self.folder = folder
        self.earlier = earlier
        self._entry = entry
        self._owns = owns
        self._names: dict[str, None] = {}
        """In the order in which they were opened."""

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=".nieuw-", dir=self.folder))
        return self

    @contextmanager
    def open(self, name: str, encoding: str = "utf-8") -> Iterator[TextIO]:
        """Open one file; `name` has no folders."""
        # `replace`: a lone surrogate from a broken page must not stop the report.
        with self._new(name).open("x", encoding=encoding, errors="replace", newline="") as file:
            yield file

    @contextmanager
    def open_binary(self, name: str) -> Iterator[BinaryIO]:
        """Open one file for bytes; `name` has no folders."""
        with self._new(name).open("xb") as file:
            yield file

    def _new(self, name: str) -> Path:
        if name in self._names or Path(name).name != name:
            raise ValueError(f"{name!r} is not a new plain file name")
        self._names[name] = None
        return self._work / name

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._put_in_place()
        finally:
            shutil.rmtree(self._work, ignore_errors=True)

    def _put_in_place(self) -> None:
        # The entry goes last, so that none of its links ever leads nowhere.
        for name in sorted(self._names, key=lambda name: name == self._entry):
            (self._work / name).replace(self.folder / name)
        for pattern in self._owns:
            for path in self.folder.glob(pattern):
                if path.name not in self._names:
                    path.unlink()


class FileOutput:
    """One file that replaces the one of that name at the end; formats with many files must do with it."""

    single_file = True
    earlier: Path | None = None

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._work = Path(tempfile.mkdtemp(prefix=".nieuw-", dir=self.path.parent))
        return self

    @contextmanager
    def open(self, name: str, encoding: str = "utf-8") -> Iterator[TextIO]:  # noqa: ARG002 - part of Output
        """Open the one file; `name` does not matter, a second call is an error."""
        with (self._work / self.path.name).open("x", encoding=encoding, errors="replace", newline="") as file:
            yield file

    @contextmanager
    def open_binary(self, name: str) -> Iterator[BinaryIO]:  # noqa: ARG002 - part of Output
        """Open the one file for bytes; `name` does not matter, a second call is an error."""
        with (self._work / self.path.name).open("xb") as file:
            yield file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                (self._work / self.path.name).replace(self.path)
        finally:
            shutil.rmtree(self._work, ignore_errors=True)


def report_folder(root: Path, header: ReportHeader) -> Path:
    """Return the folder of one scan's report, see `folder_of`."""
    return folder_of(root, header.entity_id, header.site_start[0], header.scan.started_at)


def earlier_folder(root: Path, header: ReportHeader) -> Path:
    """Return the folder from which pages may be taken over: of this scan's report, else of the one before."""
    own, before = report_folder(root, header), header.previous
    if own.exists() or before is None:
        return own
    return folder_of(root, header.entity_id, header.site_start[0], before.started_at)


def folder_of(root: Path, entity_id: str, site_start: str, started_at: datetime) -> Path:
    """Return `root/<entity>/<site>/<date and time of the start, UTC>`."""
    start = urlsplit(site_start)
    site = slug(f"{start.netloc}{start.path}".removeprefix("www."))
    return root / slug(entity_id) / site / f"{started_at:%Y-%m-%d-%H%M%S}"


def slug(text: str) -> str:
    """Return a text as a file name that is safe everywhere: `Gemeente Sint-Élooi` → `gemeente-sint-elooi`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "naamloos"
