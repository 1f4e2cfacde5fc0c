"""Checks on tables: headers, captions, and tables that are none."""
