"""Turn what a scan found into something people and programs can read.

Reports are pure: they read a `ReportSource`, write to an `Output` and know no browser, database
or settings. Wording comes from the catalogue, HTML from the templates beside this file.
"""
