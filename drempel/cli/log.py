"""The log of a run: one line of JSON per event, on stderr.

stdout is for results. JSON in ASCII also keeps what a website sends from steering the terminal.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure(*, verbose: bool) -> None:
    """Write events from level info up, tracebacks too, when `verbose`; else only errors, a line each."""
    level = logging.INFO if verbose else logging.ERROR
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if verbose else _without_traceback,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _without_traceback(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    event.pop("exc_info", None)
    return event
