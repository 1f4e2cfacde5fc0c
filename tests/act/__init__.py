"""The test cases of W3C's ACT Rules that lie beside this checkout: gathered once, judged and scored often."""
