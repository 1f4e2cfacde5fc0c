"""The command line of the laboratory."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.lab import namespace
from tests.lab.run import HASTY, chosen, run_here, table


def main(arguments: Sequence[str]) -> int:
    """Run what was asked and print a table; 1 if a station had something to say."""
    parser = argparse.ArgumentParser(prog="python -m tests.lab", description=__doc__)
    parser.add_argument("names", nargs="*", help="stations or groups; all of them without")
    parser.add_argument("--namespace", action="store_true", help="the real command, in a network namespace")
    parser.add_argument("--full", action="store_true", help="with the settings as they are by default")
    parser.add_argument(
        "--kills", type=int, default=0, metavar="N", help="kill and resume the command N times"
    )
    parser.add_argument(
        "--within", type=float, default=3600.0, metavar="S", help="stop each run after S seconds"
    )
    parser.add_argument("--keep", type=Path, help="a new folder for everything that is written")
    given = parser.parse_args(arguments)
    stations = chosen(given.names)
    if (given.namespace or given.kills) and (code := namespace.enter(arguments)) is not None:
        return code
    tables = {} if given.full else HASTY
    with tempfile.TemporaryDirectory(prefix="drempel-lab-") as temporary:
        folder = given.keep or Path(temporary)
        if given.namespace or given.kills:
            run = namespace.run_in_namespace(
                stations, folder, tables, kills=given.kills, within_s=given.within
            )
        else:
            run = run_here(stations, folder, tables, within_s=given.within)
    for line in table(run):
        print(line)  # noqa: T201 - this is a command
    return bool(run.failed or run.stray)
