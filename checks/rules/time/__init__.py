"""Checks on limits of time."""
