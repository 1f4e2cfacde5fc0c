"""Checks on forms and their fields."""
