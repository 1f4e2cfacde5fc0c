"""How many facts were found that are labelled, and how many that are not, per field."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FLAGS = (
    "opening_hours", "pdf_only", "captcha", "time_limit", "help_near", "digital_help_place", "mandate",
    "automatic_right", "is_service",
)  # fmt: skip
"""Facts that are there or not: what counts is where they are said to be there."""
LISTS = ("emails", "login_ways", "asks_known_data", "other_language")


@dataclass
class Tally:
    """Facts that are right, made up and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    where: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return which share of what was said is right; 1 where nothing was said."""
        said = self.right + self.wrong
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        """Return which share of what is labelled was said."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


def labels(half: str) -> Iterator[Mapping[str, Any]]:
    """Yield the labels of the pages of a set (`tune`, `held`, `tune-2`…)."""
    for line in (HERE / f"pages-{half}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def tallies(half: str, facts_of_page: Callable[[str], Mapping[str, Any]]) -> dict[str, Tally]:
    """Return the tally of each field of a set; `facts_of_page` gives `inclusion` for a file name."""
    found: dict[str, Tally] = {}
    for label in labels(half):
        said = facts_of_page(label["page"])
        for name, (wanted, given) in _pairs(label, said).items():
            tally = found.setdefault(name, Tally())
            both = wanted & given
            tally.right += both.total()
            tally.wrong += (given - wanted).total()
            tally.missed += (wanted - given).total()
            if given != wanted:
                made_up, missed = (sorted(map(str, part)) for part in (given - wanted, wanted - given))
                tally.where.append(f"{label['page']}: {made_up} for {missed}")
    return found


def _pairs(label: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, tuple[Counter[Any], Counter[Any]]]:
    pairs: dict[str, tuple[Counter[Any], Counter[Any]]] = {}
    if label["kind"] is not None:
        pairs["kind"] = Counter([label["kind"]]), Counter([said["kind"]])
    if label["phones"] is not None:
        wanted, given = (
            {phone["number"]: phone["cost"] for phone in side["phones"]} for side in (label, said)
        )
        pairs["phones"] = Counter(wanted), Counter(given)
        both = wanted.keys() & given.keys()
        pairs["phone_cost"] = Counter((n, wanted[n]) for n in both), Counter((n, given[n]) for n in both)
        pairs["phones"] = Counter(wanted.keys()), Counter(given.keys())
    if label["addresses_counter"] is not None:
        pairs["addresses_counter"] = (
            Counter(_plain(address) for address in label["addresses_counter"]),
            Counter(_plain(address) for address in said["addresses_counter"]),
        )
    for name in LISTS:
        if label[name] is not None:
            pairs[name] = Counter(label[name]), Counter(said[name])
    for name in FLAGS:
        # A time limit that is not seen is not known to be absent, and so no label.
        if label[name] is not None or name == "time_limit":
            pairs[name] = Counter([True] * bool(label[name])), Counter([True] * bool(said[name]))
    if "email_required" in label:
        pairs["email_required"] = _known(label["email_required"]), _known(said["email_required"])
    if label["required_fields"] is not None:
        pairs["required_fields"] = Counter([label["required_fields"]]), _known(said["required_fields"])
    if label["channels"] is not None or label["is_service"] is False:
        pairs["channels"] = _channels(label["channels"]), _channels(said["channels"])
    for name in ("cookie", "chat"):
        if label[name] is None:
            continue
        pairs[name] = (
            Counter([label[name]] * (label[name] != "none")),
            Counter([said[name]] * (said[name] not in {"none", None})),
        )
    return pairs


def _known(value: object) -> Counter[object]:
    return Counter() if value is None else Counter([value])


def _channels(value: Mapping[str, bool] | None) -> Counter[str]:
    return Counter(name for name, is_there in (value or {}).items() if is_there)


def _plain(address: str) -> str:
    return re.sub(r"\W", "", address.lower().replace("bus", ""))
