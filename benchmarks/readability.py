"""How fast texts are read, against textstat in the same run. CPU seconds of this process, not wall time.

    python -m benchmarks.readability [--quick] [--folder /usr/share/gimp/2.0/help/nl]

The text is running Dutch of help pages, each page once, after start: the word list and the language model are
loaded, no word was seen before. A second round on other pages shows what a scan meets later.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scan import FOLDER
from readability.counts import count_text, pack_sentence, unpack, words_in
from readability.hints import hints
from readability.html_text import text_of_html
from readability.language import language_of
from readability.metrics import FORMULAS, measure
from readability.pool import warm_up
from readability.profile import profile, read_text
from readability.segment import fold, sentences

PAGE_WORDS = 400
BARS = {
    "measures": 250_000,
    "with_language_and_hints": 150_000,
    "classic_formulas": 1_000_000,
    "html_pages_per_s": 250,
}


def texts_in(folder: Path, words: int) -> list[str]:
    """Return the paragraphs of pages as texts of a page's length, until there are enough words."""
    texts: list[str] = []
    held: list[str] = []
    count = total = 0
    for page in sorted(folder.rglob("*.html")):
        for block in text_of_html(page.read_bytes()).blocks:
            if block.place or len(block.text) < 60 or language_of(block.text) != "nl":
                continue
            held.append(block.text)
            count += block.text.count(" ") + 1
            if count >= PAGE_WORDS:
                texts.append("\n\n".join(held))
                total += count
                held, count = [], 0
        if total >= words:
            break
    return texts


def per_second(work: Callable[[str], object], texts: Sequence[str]) -> int:
    """Return the words that are worked through in a CPU second."""
    words = sum(len(text.split()) for text in texts)
    begun = time.process_time()
    for text in texts:
        work(text)
    return round(words / max(1e-9, time.process_time() - begun))


def all_measures(text: str) -> object:
    """Compute every measure of a text."""
    packed = [pack_sentence(sentence) for sentence in sentences(fold(text))]
    return measure(unpack(sum(packed)), [words_in(one) for one in packed])


def everything(text: str) -> object:
    """Read a text with its language and its hints."""
    return read_text(text), hints(text)


def classic(text: str) -> object:
    """Compute the three classic formulas."""
    counts = count_text(fold(text))
    return [formula.compute(counts) for formula in FORMULAS]


def textstat_flesch() -> Callable[[str], object]:
    """Return textstat's Dutch Flesch; its cache of whole texts is of no use here, each comes once."""
    import textstat

    textstat.set_lang("nl")  # type: ignore[no-untyped-call]
    return textstat.flesch_reading_ease  # type: ignore[no-any-return]


def html_pages(texts: Sequence[str]) -> int:
    """Return the pages of 400 words that are scored in a CPU second, from HTML to difficulty."""
    pages = [
        "<!doctype html><html lang=nl><title>Hulp</title><header><nav><ul>"
        + "<li><a href='#'>Menu</a>" * 20
        + "</ul></nav></header><main>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in text.replace("<", "&lt;").split("\n\n"))
        + "</main><footer><p>Contact</p></footer></html>"
        for text in texts
    ]
    begun = time.process_time()
    for page in pages:
        profile(text_of_html(page))
    return round(len(pages) / max(1e-9, time.process_time() - begun))


def start_s() -> float:
    """Return the CPU seconds from nothing to the first measured text, less those of a bare Python."""
    first = "from readability.profile import read_text; read_text('Wij helpen u graag met al uw vragen.')"
    return min(_cpu_s(first) for _ in range(3)) - min(_cpu_s("pass") for _ in range(3))


def _cpu_s(code: str) -> float:
    probe = f"{code}\nimport time; print(time.process_time())"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder with Dutch HTML pages")
    parser.add_argument("--quick", action="store_true", help="a quarter of the text: under 45 seconds")
    options = parser.parse_args()
    texts = texts_in(options.folder, 60_000 if options.quick else 240_000)
    if len(texts) < 8:
        raise SystemExit(f"Too little text in {options.folder}. Install gimp-help-nl or give --folder.")
    half = len(texts) // 2
    unseen, later = texts[:half], texts[half:]
    other = textstat_flesch()
    other("Dit is een korte zin.")
    warm_up()
    figures: dict[str, Any] = {
        "benchmark": "readability",
        "words": sum(len(text.split()) for text in texts),
        "measures_unseen": per_second(all_measures, unseen),
        "measures": per_second(all_measures, later),
        "with_language_and_hints": per_second(everything, later),
        "classic_formulas": per_second(classic, texts),
        "textstat_flesch": per_second(other, texts),
        "html_pages_per_s": html_pages(unseen),
        "start_s": round(start_s(), 2),
    }
    for name, bar in BARS.items():
        print(f"{name:>26}: {figures[name]:>10,} (bar {bar:,})")
    print(f"{'textstat_flesch':>26}: {figures['textstat_flesch']:>10,}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
