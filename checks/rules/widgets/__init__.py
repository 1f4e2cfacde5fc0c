"""Checks on how controls tell their state, and where the focus goes with dialogs and messages."""
