"""Drempel: find what stands between citizens and public services. Version only; imports nothing."""

__version__ = "0.1.0"
