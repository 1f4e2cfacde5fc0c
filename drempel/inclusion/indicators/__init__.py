"""Indicators of e-inclusion: one file each, pure; `drempel.inclusion.questions` says what a file defines."""
