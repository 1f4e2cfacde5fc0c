"""Checks that compare the pages of a site with each other."""
