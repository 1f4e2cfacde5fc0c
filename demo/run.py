"""Scan the example town, or a real website, and say where the report is: what `make demo` runs.

    python -m demo.run                                  the example town, on loopback
    python -m demo.run https://www.voorbeeld.example/   a real website

Each run of the example shows the next edition of the town, so that the second report has a trend.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from demo.serve import serve
from drempel.cli import main as drempel
from drempel.cli.program import Exit
from drempel.cli.words import explained, note, say
from drempel.errors import DrempelError
from drempel.settings import ENVIRONMENT, load
from storage import Store, revision

FOLDER = Path("rapport/demo")
CONFIG = Path(__file__).parent.parent / "config.toml"
ENTITY = "elzervoorde"
"""Id of the example town in config.toml."""

DEEP_BUDGET_S = "15"
"""Seconds that using one page may take here, so that a demo takes some minutes."""

CRAWL_DELAY_S = 0.2
"""What the town's robots.txt asks of robots here: short, so that a demo does not wait for it."""


def main(arguments: Sequence[str]) -> int:
    """Run the demo for the example town, or for the address given; return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "demo.db"
    database = f"sqlite:///{file.as_posix()}"
    # A demo succeeds when there is a report, whatever stands in it.
    command = [
        "scan",
        "--config",
        str(CONFIG),
        "--db",
        database,
        "--output",
        str(FOLDER),
        "--fail-on",
        "never",
    ]
    with ExitStack() as stack:
        if (budget := f"{ENVIRONMENT}CHECKS__DEEP_BUDGET_S") not in os.environ:
            os.environ[budget] = DEEP_BUDGET_S
            stack.callback(os.environ.pop, budget)
        if arguments:
            command += arguments
        else:
            try:
                if file.exists():
                    # Of an earlier demo, maybe by an older version: nobody has to look after it.
                    revision.upgrade(database)
                edition, port = _edition(database), _port()
                town = stack.enter_context(serve(edition, port, crawl_delay_s=CRAWL_DELAY_S))
            except DrempelError as error:
                note(explained(error))
                return Exit.WRONG
            except OSError as error:
                note(
                    say(
                        "Port {port} cannot be used: {reason}. Give the example another port in config.toml.",
                        port=port,
                        reason=error.strerror,
                    )
                )
                return Exit.WRONG
            note(say("The example town Elzervoorde, edition {n}: {url}", n=edition, url=town.base_url))
            # Nobody is hurried on loopback; what robots.txt asks is kept.
            command += ["--entity", ENTITY, "--delay", "0"]
        code = drempel.main(command, standalone_mode=False)
        # The town has pages that are meant to fail, so its scan never sees all.
        return Exit.NOTHING_FOUND if code == Exit.INCOMPLETE else code


def _port() -> int:
    """Return the port of the town in config.toml: the trend needs the same address each time."""
    town = next(entity for entity in load(CONFIG).entities() if entity.id == ENTITY)
    return urlsplit(town.sites[0].id).port or 80


def _edition(database: str) -> int:
    """Return which edition is shown now: one more than there were whole scans."""
    with Store.open(database) as store:
        return 1 + sum(scan.finished_at is not None for scan in store.scans(ENTITY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
