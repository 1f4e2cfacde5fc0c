"""Write a short closed list of words in code as it reads in a dictionary: words with spaces between."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text that has nothing but words and white space."""
    return frozenset(words.split())
