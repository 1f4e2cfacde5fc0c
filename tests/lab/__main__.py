"""Run the laboratory: `python -m tests.lab [--namespace] [--full] [--kills N] [names or groups]`."""

import sys

from tests.lab.commandline import main

sys.exit(main(sys.argv[1:]))
