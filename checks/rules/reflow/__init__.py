"""Checks on pages in a narrow view, enlarged, turned, and in the colours of the reader."""
