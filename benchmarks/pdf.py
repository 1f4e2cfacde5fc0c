"""How fast PDF files are read and judged in one process, and what long and large ones take.

Reads real files: those below the folders that are named, else those that came with the programs of this
machine and with the example town; the same content counts once. Then a file of 300 tagged pages and one of
100 MB are made and read, each in a process of its own. Bars: 18 files per CPU second on a machine on which
veraPDF does 4.8, a file of 300 pages under 10 s, less than 300 MB of memory.

    python -m benchmarks.pdf                     files of this machine
    python -m benchmarks.pdf FOLDER…             files below these folders
    python -m benchmarks.pdf --quick             fewer files, less text in the large one
    python -m benchmarks.pdf --beside COMMAND    also the CPU seconds of a command that gets the same files

The last line is the result as JSON; seconds are CPU seconds of this process.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from benchmarks.formats import peak_mb

FOLDERS = (Path("/usr/share/doc"), Path("demo/site"))
BAR_PAGES_S, BAR_MB = 10.0, 300
MOST_FILES, MOST_PAGES = 200, 100
QUICK_FILES, QUICK_PAGES = 40, 50
PAGES, LARGE_MB = 300, 100
TEXT_MB, QUICK_TEXT_MB = 12, 3
"""Of the large file; the rest of it is pictures."""

_WORDS = re.findall(
    r"\S+",
    "Vraag uw nieuwe kaart aan bij de balie van het stadhuis. Breng uw oude kaart en een foto mee, "
    "dan krijgt u binnen drie weken een brief met de dag waarop ze klaarligt.",
)


def real_files(folders: Iterable[Path], most: int, most_pages: int, into: Path) -> Iterator[tuple[Path, int]]:
    """Yield PDF files below folders with their number of pages, each content once; packed ones unpacked."""
    seen: set[bytes] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf*")):
        if path.is_symlink() or not path.is_file() or not path.name.endswith((".pdf", ".pdf.gz")):
            continue
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        key = hashlib.sha256(raw).digest()
        if key in seen:
            continue
        seen.add(key)
        file = into / f"{len(seen):04}-{path.name.removesuffix('.gz')}"
        file.write_bytes(raw)
        try:
            with pikepdf.open(file) as pdf:
                pages = len(pdf.pages)
        except pikepdf.PdfError:
            pages = 0
        if pages <= most_pages:
            yield file, pages
            most -= 1
            if not most:
                return


def judge(file: Path) -> tuple[str, str]:
    """Read and judge one file as `drempel check` does; return why it was not judged, and its producer."""
    # Not above: a process that only makes a file or measures another command needs none of it.
    from checks.engine import judge_document
    from checks.registry import discover
    from crawler.gather.pdf.document import read_pdf
    from drempel.document_text import derived_from
    from drempel.documents import facts_of_pdf

    document = read_pdf(file, file.name)
    judgement = judge_document(document, discover(), name=file.name, derived=derived_from(document))
    facts_of_pdf(document, judgement)
    return document.untested, document.producer


def long_file(file: Path, pages: int) -> None:
    """Make a file with a heading and eight tagged paragraphs on each page."""
    with pikepdf.new() as pdf:
        font = _font(pdf)
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        whole = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document, P=root))
        tags = []
        for number in range(pages):
            content, count = _page_text(number)
            page = _add_page(pdf, content.encode("latin-1"), font)
            page.StructParents = number
            kinds = [pikepdf.Name.H2, *[pikepdf.Name.P] * (count - 1)]
            tags += [
                pdf.make_indirect(pikepdf.Dictionary(S=kind, P=whole, Pg=page, K=at))
                for at, kind in enumerate(kinds)
            ]
        whole.K, root.K = pikepdf.Array(tags), whole
        pdf.Root.StructTreeRoot, pdf.Root.Lang = root, pikepdf.String("nl")
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.save(file)


def large_file(file: Path, size_mb: int, text_mb: int) -> None:
    """Make a file of pictures, and of pages of text that are not packed."""
    chance = random.Random(1)
    with pikepdf.new() as pdf:
        font = _font(pdf)
        written = number = 0
        while written < text_mb * 1_000_000:
            content = _page_text(number)[0].encode("latin-1")
            _add_page(pdf, content, font)
            written, number = written + len(content), number + 1
        for _ in range(size_mb - text_mb):
            picture = pdf.make_stream(
                chance.randbytes(1_000_000), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                Width=1000, Height=1000, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray,
            )  # fmt: skip
            page = _add_page(pdf, b"q 500 0 0 500 40 200 cm /I Do Q", font)
            page.Resources.XObject = pikepdf.Dictionary(I=picture)
        pdf.save(file, compress_streams=False)


def _font(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip


def _add_page(pdf: pikepdf.Pdf, content: bytes, font: Any) -> Any:
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Contents = pdf.make_stream(content)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return page


def _page_text(number: int) -> tuple[str, int]:
    """Return the content of a page and the number of its marked parts; words are moved as typesetters do."""
    chance = random.Random(number)
    parts = [f"/H2 <</MCID 0>> BDC BT /F 16 Tf 60 780 Td (Hoofdstuk {number + 1}) Tj ET EMC"]
    top = 750
    for at in range(1, 9):
        parts.append(f"/P <</MCID {at}>> BDC BT /F 10 Tf 12 TL 60 {top} Td")
        for _ in range(5):
            words = chance.sample(_WORDS, 12)
            shown = "-300".join(f"({word[:1]}){chance.randint(-20, 20)}({word[1:]})" for word in words)
            parts.append(f"[{shown}]TJ T*")
        parts.append("ET EMC 0.5 G 60 60 m 535 60 l S")
        top -= 80
    return "\n".join(parts), 9


def measured(kind: str, text_mb: int) -> dict[str, float]:
    """Make a long or large file, read and judge it in another process; return its CPU seconds and memory."""
    with tempfile.TemporaryDirectory(prefix="drempel-pdf-") as folder:
        file = Path(folder) / f"{kind}.pdf"
        if kind == "long":
            long_file(file, PAGES)
        else:
            large_file(file, LARGE_MB, text_mb)
        command = [sys.executable, "-m", "benchmarks.pdf", "--one", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        size_mb = file.stat().st_size / 1e6
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "mb": size_mb}


def one(file: Path) -> None:
    """Print what one file took in this process, which has begun for it."""
    began = time.process_time()
    untested, _ = judge(file)
    if untested:
        raise SystemExit(f"{file.name}: {untested}")
    print(json.dumps({"cpu_s": time.process_time() - began, "peak_mb": peak_mb()}))


def beside(command: str, files: Sequence[Path]) -> float:
    """Return the CPU seconds of another command on the same files, what it starts included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*shlex.split(command), *map(str, files)], stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print what files took, and the result as JSON; 1 when the long or the large file misses its bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--beside", metavar="COMMAND")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(given.one)
        return 0
    most, most_pages = (QUICK_FILES, QUICK_PAGES) if given.quick else (MOST_FILES, MOST_PAGES)
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="drempel-pdf-") as folder:
        found = list(real_files(given.folders or FOLDERS, most, most_pages, Path(folder)))
        if not found:
            raise SystemExit("no PDF files found; name a folder")
        judge(found[0][0])  # what is loaded once does not count for one file
        cpu_s, unread = 0.0, 0
        producers: Counter[str] = Counter()
        for file, _ in found:
            began = time.process_time()
            untested, producer = judge(file)
            cpu_s += time.process_time() - began
            unread += bool(untested)
            producers[" ".join(producer.split()[:2])] += 1
        pages, judged = sum(count for _, count in found), len(found) - unread
        result |= {"files": len(found), "pages": pages, "producers": len(producers), "not_judged": unread}
        result |= {"cpu_s": round(cpu_s, 2), "files_per_cpu_s": round(judged / cpu_s, 1)}
        print(f"{len(found)} files by {len(producers)} programs, {pages} pages, {unread} not judged")
        print(f"{cpu_s:.1f} CPU s: {judged / cpu_s:.1f} files and {pages / cpu_s:.0f} pages per CPU second")
        if given.beside:
            other_s = beside(given.beside, [file for file, _ in found])
            result["beside_files_per_cpu_s"] = round(len(found) / other_s, 1) if other_s else None
            print(f"{given.beside}: {other_s:.1f} CPU s, {other_s / cpu_s:.2f} times as long")
    long = measured("long", 0)
    print(f"{PAGES} pages: {long['cpu_s']:.1f} CPU s, {long['peak_mb']:.0f} MB")
    large = measured("large", QUICK_TEXT_MB if given.quick else TEXT_MB)
    print(f"{large['mb']:.0f} MB: {large['cpu_s']:.1f} CPU s, {large['peak_mb']:.0f} MB")
    result |= {"pages_300_s": round(long["cpu_s"], 1), "large_peak_mb": round(large["peak_mb"])}
    print(json.dumps(result))
    return int(long["cpu_s"] >= BAR_PAGES_S or large["peak_mb"] >= BAR_MB)


if __name__ == "__main__":
    sys.exit(main())
