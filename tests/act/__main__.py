"""Measure the checks on the test cases of ACT rules: `python -m tests.act [--keep FILE] [rules or pages]`."""

import sys

from tests.act.run import main

sys.exit(main(sys.argv[1:]))
