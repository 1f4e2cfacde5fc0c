"""Checks on the language of a page."""
