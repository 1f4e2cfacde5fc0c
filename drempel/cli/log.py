"""The log of a run: one line of JSON per event, on stderr.

stdout is for results. JSON in ASCII also keeps what a website sends from steering the terminal.
"""

import logging
import sys

import structlog


def configure(*, verbose: bool) -> None:
    """Write events from level info up when `verbose`, else only errors."""
    level = logging.INFO if verbose else logging.ERROR
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
