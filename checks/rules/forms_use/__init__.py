"""Checks on what forms say when they are filled in wrongly, and on what they allow."""
