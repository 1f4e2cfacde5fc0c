"""Checks on plain language: sentences and paragraphs that a writer can make easier."""
