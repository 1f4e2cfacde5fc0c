"""What several formats need is worked out once for a report, and for no longer."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from drempel.i18n import Catalogue
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.report import ReportSource
from reports.channels import channel_map
from reports.registry import write_report
from reports.shared import once_a_report, shared
from tests.reports import fakes


class Counted(fakes.FakeSource):
    """A source that counts how often its pages were walked over for what stands on them."""

    walks = 0

    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        self.walks += kinds == (Facts,)
        return super().seen_pages(*kinds)


def counted() -> Counted:
    town = fakes.town()
    return Counted(**{field.name: getattr(town, field.name) for field in fields(fakes.FakeSource)})


def test_two_formats_share_what_they_work_out(tmp_path: Path, dutch: Catalogue) -> None:
    source = counted()
    done = write_report(source, tmp_path, ["html", "json"], dutch)
    assert not [one.error for one in done if one.error]
    both = source.walks
    for of_one, format_id in ((counted(), "html"), (counted(), "json")):
        write_report(of_one, tmp_path / format_id, [format_id], dutch)
        assert of_one.walks
        both -= of_one.walks
    assert both == -1


def test_another_source_or_report_gets_its_own() -> None:
    one, other = counted(), counted()
    with shared():
        assert channel_map(one) is channel_map(one)
        assert channel_map(other) == channel_map(one)
        assert (one.walks, other.walks) == (2, 1)
    assert channel_map(one) is not channel_map(one)
    with shared():
        channel_map(one)
    assert one.walks == 5


def test_what_failed_is_tried_again() -> None:
    calls: list[ReportSource] = []

    @once_a_report
    def work_out(source: ReportSource) -> int:
        calls.append(source)
        if len(calls) == 1:
            raise OSError("no space left")
        return len(calls)

    source = counted()
    with shared():
        with pytest.raises(OSError, match="no space"):
            work_out(source)
        assert [work_out(source), work_out(source)] == [2, 2]
