"""Checks on ways past what every page repeats."""
