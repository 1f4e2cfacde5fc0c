"""The stations of the laboratory, one module per group; each module has a tuple `STATIONS`."""
