"""The e-inclusion test and the page for the counter, as files that people fill in or print."""
