"""Indicators: one file each, pure functions of `ScanFacts`, computed once when a scan closes.

A module defines `ID`, `VERSION`, `UNIT`, `DIRECTION` and `value(facts)`, which returns a number, a `Share`
or `None` where the sample does not allow one. `VERSION` is raised when the definition changes; a trend
then shows a break. With `IS_ESTIMATE` a share is given an interval: the pages that were judged stand for
those that were not.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from drempel.inclusion.values import values_of
from drempel.model.answer import Asked
from drempel.model.indicator import IndicatorValue, ScanFacts, Share


def compute(facts: ScanFacts, asked: Sequence[Asked] = ()) -> tuple[IndicatorValue, ...]:
    """Return all indicators of one scan, sorted by id; those of e-inclusion come last, in their own order."""
    values = []
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        raw = module.value(facts)
        share = raw if isinstance(raw, Share) else None
        number = share.ratio if share else raw
        interval = share.interval if share and getattr(module, "IS_ESTIMATE", False) else None
        values.append(
            IndicatorValue(
                id=module.ID,
                version=module.VERSION,
                value=None if number is None else float(number),
                unit=module.UNIT,
                direction=module.DIRECTION,
                part=share.part if share else None,
                whole=share.whole if share else None,
                reason="empty-sample" if number is None else "",
                low=interval and interval[0],
                high=interval and interval[1],
            )
        )
    return (*sorted(values, key=lambda value: value.id), *values_of(asked))
