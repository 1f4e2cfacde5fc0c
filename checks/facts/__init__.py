"""What a citizen finds on a page: pure readers of a `Dom`, one file per family; `extract` joins them."""
