"""Checks on accessible names: what assistive technology and voice control call an element."""
