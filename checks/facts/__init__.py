"""Facts of a page for citizens: pure readers over a `Dom`, one file per family; `extract.facts_of` joins them."""
