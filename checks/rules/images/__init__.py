"""Checks on images and their text alternatives."""
