"""Gatherers: one file each; they look at a page through a `Tab` and return a frozen artefact.

Read-only gatherers run first (`dom`, `screenshot`), then `axe`, which scrolls.
"""
