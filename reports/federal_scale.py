"""Where a site may stand on the Belgian federal scale, as far as a scan can tell: never above C. Pure.

Source: openfed/AccessibilityScale (October 2024), a proposal. A+, A and B ask for an in-depth audit by
people. C is given for a simplified audit without failures, D where at most half of the criteria that were
looked at fail, E where more of them fail, F without a valid statement. A scan takes the place of the
simplified audit.
"""

from dataclasses import dataclass

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A letter from C to F, or none with the reason why: `nothing-seen` or `statement-unknown`."""

    letter: str
    reason: str = ""


def place(*, has_statement: bool | None, failed: int, tested: int, is_whole: bool) -> Place:
    """Return the place for `failed` of `tested` criteria.

    `has_statement` is `None` where that is not known; that there is none counts only where the scan saw the
    whole site (`is_whole`).
    """
    if not tested:
        return Place("", "nothing-seen")
    if has_statement is None or (has_statement is False and not is_whole):
        return Place("", "statement-unknown")
    if has_statement is False:
        return Place("F")
    if not failed:
        return Place("C")
    return Place("D" if failed / tested <= HALF else "E")
