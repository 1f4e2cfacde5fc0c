"""Checks on what people see: contrast, size, position of the screen."""
