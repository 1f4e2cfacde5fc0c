"""How often the indicators of e-inclusion answer as a reader does, for each indicator and answer apart.

The labelled sites of `tests/inclusion/indicators-*.jsonl` are read without a browser. Indicators that
rest on what a browser does (weight, speed, keyboard, reflow) are not in the table; their gatherers and
checks have tests of their own. A no is counted apart from a yes: where nothing was found, a no is only
as good as the looking.

    python -m benchmarks.indicators            # the table
    python -m benchmarks.indicators --wrong    # with the sites that are answered otherwise
"""

import argparse
import resource
from collections.abc import Mapping

from drempel.inclusion.questions import questions
from tests.inclusion.indicator_set import SETS, SIDES, Score, scores

BAR = 0.8
"""Precision under which an answer is shown as to check (`sure = false` in the table of indicators)."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Precision and recall of the indicators on labelled sites.")
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS, help="which sets of sites")
    parser.add_argument("--wrong", action="store_true", help="name the sites that are answered otherwise")
    chosen = parser.parse_args()
    found = scores(*chosen.sets)
    print(
        f"{'':7}{'yes: precision':>16}{'recall':>9}{'sites':>7}{'no: precision':>16}{'recall':>9}{'sites':>7}"
    )
    for name in sorted({indicator for indicator, _ in found}):
        print(f"{name:7}" + "".join(_cells(found[name, side]) for side in SIDES) + _remark(name, found))
        if chosen.wrong:
            for place in dict.fromkeys(place for side in SIDES for place in found[name, side].where):
                print(f"       {place}")
    for side in SIDES:
        total = Score(*(sum(getattr(score, part) for (_, of), score in found.items() if of == side)
                        for part in ("right", "wrong", "missed")))  # fmt: skip
        print(f"all {side:3}" + _cells(total))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.1f} CPU seconds")


def _cells(score: Score) -> str:
    return f"{_percent(score.precision):>16}{_percent(score.recall):>9}{score.right + score.missed:>7}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.0f} %"


def _remark(name: str, found: Mapping[tuple[str, str], Score]) -> str:
    shares = [found[name, side].precision for side in SIDES]
    if not questions()[name].is_sure:
        return "   to check"
    return "   UNDER THE BAR" if any(share is not None and share < BAR for share in shares) else ""


if __name__ == "__main__":
    main()
