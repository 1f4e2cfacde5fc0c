"""Checks on sound and film."""
