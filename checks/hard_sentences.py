"""What the findings on hard sentences are about, of pages and of documents."""

ABOUT = {
    "long-sentence": "long",
    "split-verb": "long",
    "formal-word": "words",
    "abbreviation": "words",
    "jargon": "words",
    "long-compound": "words",
    "confusing-format": "figures",
}
"""Kind of hint → message; the others are about how a thing is said (`form`)."""
