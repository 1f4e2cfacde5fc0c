"""The tallies of one page as a short text beside a list of check ids that many pages share.

A page has a tally for each of over a hundred checks, nearly all `inapplicable` or `passed`. One row each
would be most of the database; written out here they take some 300 bytes.

One word per check, in the order of the list: the letter of the outcome, then the numbers of failed,
undecided and passed targets with points between, of which zeroes are left out: `i`, `p12` (twelve passed),
`f3.1.12`. Reasons are rare and stand apart, by check id.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, overload

from drempel.model.finding import CheckTally, Outcome

_LETTER: Final = {
    Outcome.FAILED: "f",
    Outcome.CANT_TELL: "c",
    Outcome.PASSED: "p",
    Outcome.INAPPLICABLE: "i",
    Outcome.UNTESTED: "u",
}
_INAPPLICABLE: Final = _LETTER[Outcome.INAPPLICABLE]
_OUTCOME: Final = {letter: outcome for outcome, letter in _LETTER.items()}


def pack(tallies: Sequence[CheckTally]) -> tuple[tuple[str, ...], str, dict[str, str]]:
    """Return the check ids in order, the words, and the reasons by check id.

    Sorted by check id, so that pages on which checks ran in another order still share a list.
    """
    ordered = sorted(tallies, key=lambda tally: tally.check)
    return (
        tuple(tally.check for tally in ordered),
        " ".join(map(_word, ordered)),
        {tally.check: tally.reason for tally in ordered if tally.reason},
    )


def unpack(check_ids: Sequence[str], words: str, reasons: Mapping[str, str] | None) -> Iterator[CheckTally]:
    """Yield the tallies in the order of their check ids; the inverse of `pack`."""
    reasons = reasons or {}
    for check, word in zip(check_ids, words.split(), strict=True):
        failed, cant_tell, passed = _numbers(word[1:])
        yield CheckTally(check, _OUTCOME[word[0]], failed, cant_tell, passed, reasons.get(check, ""))


class Packed(Sequence[CheckTally]):
    """The tallies of one page as they are stored, unpacked by who looks at them: few reports do."""

    def __init__(self, check_ids: Sequence[str], words: str, reasons: Mapping[str, str] | None) -> None:
        self._stored = check_ids, words, reasons

    @cached_property
    def _unpacked(self) -> tuple[CheckTally, ...]:
        return tuple(unpack(*self._stored))

    def __len__(self) -> int:
        return len(self._stored[0])

    @overload
    def __getitem__(self, at: int) -> CheckTally: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[CheckTally, ...]: ...
    def __getitem__(self, at: int | slice) -> CheckTally | tuple[CheckTally, ...]:
        return self._unpacked[at]

    def __eq__(self, other: object) -> bool:
        return tuple(other) == self._unpacked if isinstance(other, (Packed, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._unpacked)

    def __repr__(self) -> str:
        return repr(self._unpacked)


def outcomes(check_ids: Sequence[str], words: str) -> Iterator[tuple[str, Outcome]]:
    """Yield check id and outcome only, for counting."""
    for check, word in zip(check_ids, words.split(), strict=True):
        yield check, _OUTCOME[word[0]]


def seen(check_ids: Sequence[str], words: str) -> dict[str, Outcome]:
    """Return the outcomes of the checks that found something to judge: most are `inapplicable`."""
    return {
        check: _OUTCOME[word[0]]
        for check, word in zip(check_ids, words.split(), strict=True)
        if word[0] != _INAPPLICABLE
    }


class Seen(Mapping[str, Outcome]):
    """What `seen` gives, worked out for who looks at it: most walks over pages do not."""

    def __init__(self, check_ids: Sequence[str], words: str) -> None:
        self._stored = check_ids, words

    @cached_property
    def _unpacked(self) -> dict[str, Outcome]:
        return seen(*self._stored)

    def __getitem__(self, check: str) -> Outcome:
        return self._unpacked[check]

    def __iter__(self) -> Iterator[str]:
        return iter(self._unpacked)

    def __len__(self) -> int:
        return len(self._unpacked)

    def __repr__(self) -> str:
        return repr(self._unpacked)


def could_tell(tally: CheckTally) -> bool:
    """Tell whether a check judged the page, so that not finding a problem says it is not there.

    Not so when it was untested, undecided on the page as a whole (it crashed, axe did not finish), or saw
    only a part of what it judges. What is never used, because it pays or deletes, never had a problem.
    """
    if tally.reason.startswith("left-out:act"):
        return True
    match tally.outcome:
        case Outcome.UNTESTED:
            return False
        case Outcome.CANT_TELL:
            return not tally.reason and tally.failed + tally.cant_tell + tally.passed > 0
        case _:
            return not tally.reason


def _word(tally: CheckTally) -> str:
    letter = _LETTER[tally.outcome]
    if tally.failed or tally.cant_tell:
        return f"{letter}{tally.failed or ''}.{tally.cant_tell or ''}.{tally.passed or ''}"
    return f"{letter}{tally.passed}" if tally.passed else letter


def _numbers(text: str) -> tuple[int, int, int]:
    if "." not in text:
        return 0, 0, int(text or 0)
    failed, cant_tell, passed = text.split(".")
    return int(failed or 0), int(cant_tell or 0), int(passed or 0)
