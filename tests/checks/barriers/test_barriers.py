"""What is found of the planted barriers must not slide back.

`floor.toml` holds what was reached; see `measure` for what counts as found. The quick test takes a tenth of
the pages, the same each time.
"""

import tomllib
from pathlib import Path

import pytest

from drempel.model.finding import Outcome
from tests.checks.barriers.measure import barriers, found, rates

FLOOR = tomllib.loads((Path(__file__).parent / "floor.toml").read_text(encoding="utf-8"))
PLANTED = barriers()

pytestmark = pytest.mark.browser


def test_barriers_have_names_of_their_own() -> None:
    assert len({barrier.id for barrier in PLANTED}) == len(PLANTED)
    assert all(barrier.wanted and barrier.html.count("data-plant") == 1 for barrier in PLANTED)


def test_a_tenth_of_the_barriers_is_found_as_before() -> None:
    tenth = [barrier for barrier in PLANTED[::10] if barrier.id not in FLOOR["missed"]]
    by_id = found(tenth)
    assert [name for name, told in by_id.items() if not told] == []
    not_failed = {name for name, told in by_id.items() if told[0].outcome is not Outcome.FAILED}
    assert not_failed <= set(FLOOR["asked"])


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_barriers_are_found_at_least_as_well_as_before() -> None:
    by_id = found(PLANTED)
    assert {name for name, told in by_id.items() if not told} <= set(FLOOR["missed"])
    failed, against_norm, told = rates(by_id)
    assert failed >= FLOOR["failed"]
    assert against_norm >= FLOOR["against_norm"]
    assert told >= FLOOR["failed_or_asked"]
