"""Checks on links that belong together."""
