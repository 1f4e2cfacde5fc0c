"""What an old scan comes to when it is judged again with the checks of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drempel.model.finding import Judgement
from drempel.model.indicator import IndicatorValue
from drempel.model.scan import ScanSettings, Tools
from drempel.model.text import TextProfile


@dataclass(frozen=True, slots=True)
class RejudgedPage:
    """One page of the scan, judged again."""

    page_url: str
    judgement: Judgement
    text: TextProfile | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """A second judgement of a scan, beside its first one.

    `settings` and `tools` are those by which was judged now; axe-core and browser stay what they were, for
    what they saw cannot be seen again. `lost` names the checks that could not judge pages any more or yet,
    with the number of those pages, because what they look at was not kept or not gathered then.
    """

    id: str
    scan_id: str
    settings: ScanSettings
    tools: Tools
    made_at: datetime
    pages: int
    pages_lost: int
    """Pages of which nothing was kept: not judged again."""
    lost: Mapping[str, int] = field(default_factory=dict)
    indicators: tuple[IndicatorValue, ...] = ()
    documents: int = 0
    """Documents that the scan judged. Nothing of them is kept, so that they are not judged again; what was
    found in them stays as it was."""

    @property
    def is_whole(self) -> bool:
        """Tell whether every check judged all that it could have judged, so that figures compare."""
        return not self.pages_lost and not self.lost
