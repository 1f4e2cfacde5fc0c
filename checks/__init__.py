"""Checks: pure functions that judge what was gathered from a page."""
