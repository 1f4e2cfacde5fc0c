"""Frozen values of the domain. No input or output; only the standard library."""
