"""Checks on what texts say: headings, references to shape and place, abbreviations."""
