"""Pages with one planted barrier each, and how many of them the checks find; see `test_barriers.py`."""
