"""Checks on what moves, blinks or flashes by itself."""
