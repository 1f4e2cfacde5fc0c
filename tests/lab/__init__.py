"""The laboratory: many small sites, hostile and ordinary, that say how a crawler should treat them."""
