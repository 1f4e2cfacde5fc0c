"""Checks on how text is set."""
