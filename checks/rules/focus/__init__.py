"""Checks on where the Tab key leads, and whether people see where they are."""
