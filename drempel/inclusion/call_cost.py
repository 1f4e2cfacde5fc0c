"""What a call costs: class and euro, from the dated table `data/call_costs.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from drempel.model.facts import Phone

DATED: Final = "2026-11-29"
"""Day on which the table was last compared with its sources."""


@dataclass(frozen=True, slots=True)
class CallCost:
    """What a call costs at most; amounts in euro, `None` where none holds or none is confirmed."""

    kind: str | None
    """As `drempel.model.facts.COSTS`; `None` where nothing is known of the number."""
    euro_per_min: float | None = None
    euro_per_call: float | None = None
    is_sure: bool = False


@cache
def _table() -> dict[str, CallCost]:
    text = files("drempel.inclusion").joinpath("data", "call_costs.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["prefix"]: CallCost(
            row["class"], _euro(row["euro_per_min"]), _euro(row["euro_per_call"]), row["sure"] == "yes"
        )
        for row in rows
    }


def _euro(text: str) -> float | None:
    return float(text) if text else None


def national(number: str) -> str:
    """Return a number as it is dialled in Belgium: `+3270231231` becomes `070231231`."""
    return f"0{number[3:]}" if number.startswith("+32") else number


def call_cost(phone: Phone) -> CallCost:
    """Return what a call costs; where the table is silent, what was read beside the number."""
    dialled = national(phone.number)
    found = next((at for at in range(len(dialled), 2, -1) if dialled[:at] in _table()), 0)
    if found and (len(dialled) > 4 or found == len(dialled)):
        cost = _table()[dialled[:found]]
        # Where the page says otherwise (a zone number with the same digits) the table is not about it.
        return CallCost(phone.cost) if cost.kind == "premium" != phone.cost else cost
    if phone.cost == "free":
        return CallCost("free", 0.0, 0.0, is_sure=True)
    # What a bundle or plan makes of the normal rate differs per person: no amount.
    return CallCost(phone.cost, is_sure=phone.cost == "normal")


def cheapest(phones: tuple[Phone, ...]) -> CallCost | None:
    """Return the cost of the number that costs least; `None` without any number."""
    order = ("free", "normal", "078", None, "premium")
    costs = sorted((call_cost(phone) for phone in phones), key=lambda cost: order.index(cost.kind))
    return costs[0] if costs else None
