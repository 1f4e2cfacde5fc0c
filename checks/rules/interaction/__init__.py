"""Checks on working with keyboard, mouse and touch."""
