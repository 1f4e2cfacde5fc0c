"""The database: scans, pages, findings and issues in SQLite or PostgreSQL, by one code path.

SQL lives here and nowhere else; values of `drempel.model` go in and come out.
"""

from storage.retention import Pruned
from storage.revision import Upgrade, current, downgrade, head, upgrade
from storage.store import Store

__all__ = ["Pruned", "Store", "Upgrade", "current", "downgrade", "head", "upgrade"]
