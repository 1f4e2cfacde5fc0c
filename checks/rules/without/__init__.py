"""Checks on what is left of a page without scripts or pictures."""
