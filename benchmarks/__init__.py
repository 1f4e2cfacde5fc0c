"""Benchmarks: no timed tests; each has a `--quick` and prints its figures as one line of JSON last."""
