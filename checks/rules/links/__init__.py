"""Checks on links: what they say, where they lead."""
