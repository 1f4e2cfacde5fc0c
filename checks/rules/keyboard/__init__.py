"""Checks on what the pointer can do and the keyboard cannot, and on keys that do too much."""
