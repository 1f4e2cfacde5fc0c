"""Measure how hard the Dutch of a page is to read, and say when that cannot be known."""
