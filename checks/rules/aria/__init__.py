"""Checks on WAI-ARIA: roles, states and properties, and what is hidden from assistive technology."""
