"""Browsers behind one protocol: Playwright by default, Selenium for grids and drivers that exist already."""
