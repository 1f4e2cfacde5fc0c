"""Elzervoorde: a fictional Flemish town whose website is the example to scan.

`town` composes the pages, `serve` puts them on loopback, `manifest` says what a scan must find.
Needs nothing but the standard library and Jinja2.
"""
