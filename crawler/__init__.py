"""Finds the pages of a site and visits them: politely, safely, and with an outcome for every address.

Holds the name we go by. `browser/` drives a browser, `gather/` takes artefacts from an open page; the
modules beside them decide which addresses are asked, when, and over which connection.
"""

from drempel import __version__

ROBOTS_TOKEN = "Drempel"
"""The product token that robots.txt files can name us by (RFC 9309, 2.2.1)."""


def user_agent(contact: str, browser: str = "") -> str:
    """Return the value of the User-Agent header: our name, version and where to reach who sent us.

    `contact` is a page or mail address; `browser` the browser's own user agent, to which ours is added
    so that servers which choose a page by browser give the one that citizens get.
    """
    printable = "".join(char for char in contact if " " <= char <= "~" and char not in "()").strip()
    ours = f"{ROBOTS_TOKEN}/{__version__}" + (f" (+{printable})" if printable else "")
    if browser:
        return f"{browser} {ours}"
    about = f"; +{printable}" if printable else ""
    return f"Mozilla/5.0 (compatible; {ROBOTS_TOKEN}/{__version__}{about})"
