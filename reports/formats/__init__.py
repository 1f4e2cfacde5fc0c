"""One module per report format; each holds a `FORMAT` that `reports.registry` finds by itself."""
