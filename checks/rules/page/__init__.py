"""Checks on the page as a whole."""
