"""Where each site stands, for pages and programs that look at many sites at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drempel.model.indicator import IndicatorValue
from drempel.model.scan import ScanState
from drempel.model.snapshot import Coverage


@dataclass(frozen=True, slots=True)
class SiteNow:
    """A site as its last closed scan left it; small, so that a thousand of them are read at once."""

    entity_id: str
    entity_name: str
    site_id: str
    """Its first start address."""
    scan_id: str
    state: ScanState
    started_at: datetime
    finished_at: datetime
    coverage: Coverage
    indicators: Mapping[str, IndicatorValue] = field(default_factory=dict)
    """Those that were asked for, by id; a scan may lack some."""
