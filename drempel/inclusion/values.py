"""The answers of a scan as shares that are compared over time."""

from collections.abc import Iterable, Iterator

from drempel.inclusion.questions import questions
from drempel.model.answer import Asked, Unit
from drempel.model.indicator import IndicatorValue, Share


def values_of(asked: Iterable[Asked]) -> Iterator[IndicatorValue]:
    """Yield per indicator the share of yes among yes and no; `None` where nothing was answered.

    The share of pages or forms has an interval: those that were seen stand for the others of the site.
    """
    for one in asked:
        share = Share(one.yes, one.answered)
        is_estimate = one.unit in {Unit.PAGE, Unit.FORM}
        low, high = (share.interval if is_estimate else None) or (None, None)
        yield IndicatorValue(
            id=one.id,
            version=one.version,
            value=share.ratio,
            unit="ratio",
            direction="up-is-better" if questions()[one.id].is_barrier else "neutral",
            part=share.part,
            whole=share.whole,
            reason="" if share.whole else "not-answered" if one.unknown else "empty-sample",
            low=low,
            high=high,
        )
