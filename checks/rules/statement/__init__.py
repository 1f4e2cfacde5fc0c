"""Checks of what an accessibility statement says, on the page where it stands."""
