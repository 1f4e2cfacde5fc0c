"""Checks on frames."""
