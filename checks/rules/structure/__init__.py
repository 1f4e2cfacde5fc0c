"""Checks on headings, lists and tables."""
