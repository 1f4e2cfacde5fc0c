"""The town of `fakes`, after people decided about its problems and its last scans were judged again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from drempel.model.comparison import PanelChange
from drempel.model.decision import Decision, DecisionKind, Standing
from drempel.model.indicator import IndicatorValue
from drempel.model.report import Change
from tests.reports import fakes

TODAY = date(2026, 11, 24)


def decision(kind: DecisionKind, reason: str, until: date | None = None, file: str = "") -> Decision:
    """Return a decision of a week ago."""
    is_waiver = kind is DecisionKind.WAIVED
    return Decision(
        kind,
        reason,
        "An Peeters",
        datetime(2026, 11, 17, 9, tzinfo=UTC),
        "onevenredige last" if is_waiver else "",
        until,
        "webteam" if is_waiver else "",
        file,
    )


WAIVED = Standing(
    TODAY, decision(DecisionKind.WAIVED, "De nieuwe website komt in mei.", date(2027, 6, 30), "waivers.toml")
)
EXPIRED = Standing(
    TODAY,
    decision(DecisionKind.WAIVED, "Wij wachten op de leverancier.", date(2026, 11, 23)),
    decision(DecisionKind.CONFIRMED, "Nagekeken met een schermlezer."),
)
FALSE_ALARM = Standing(TODAY, seen=decision(DecisionKind.FALSE_ALARM, 'Het beeld is "versiering" <b>.'))


def town() -> fakes.FakeSource:
    """Return the scan with one waiver that holds, one that is past, a false alarm, a break and a panel."""
    source = fakes.town()
    first, second, third, *rest = source.issue_list
    *before, previous, last = source.trend_points
    again = tuple(
        replace(v, value=v.value and v.value * 1.1, part=None, whole=None) for v in previous.indicators
    )
    age = IndicatorValue("issue-age-median", 1, 45.0, "days", "down-is-better")
    blind = IndicatorValue("shut-out-blind", 1, 5.0, "count", "down-is-better")
    return replace(
        source,
        issue_list=(
            replace(first, decided=WAIVED),
            replace(second, decided=FALSE_ALARM),
            replace(third, decided=EXPIRED),
            *rest,
        ),
        indicator_values=(*source.indicator_values, age, blind),
        trend_points=(
            *before,
            replace(previous, rejudged=again, indicators=(*previous.indicators, replace(blind, value=7.0))),
            replace(
                last,
                is_break=True,
                break_reasons=("checks", "browser"),
                changes=(
                    Change("checks", "alt-text-is-filename 1", "alt-text-is-filename 2"),
                    Change("browser", "chromium 138 (playwright)", "chromium 139 (playwright)"),
                ),
                is_joined=True,
                indicators=(*last.indicators, age, blind),
            ),
        ),
        panel_change=PanelChange(24, 14, 2, ("alt-text-is-filename",)),
    )
