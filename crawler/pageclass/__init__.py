"""Is what came back really a page of the site? Walls, closed doors and error pages are told apart here.

Pure: judges what a visit gave. Where doubt is left it is a page: a real page taken for an error hides its
problems from a report, an error taken for a page shows up in it. Words are Dutch, French, English and German.
"""

from collections.abc import Mapping
from dataclasses import replace

from crawler.pageclass.bot_wall import bot_wall
from crawler.pageclass.door import closed_door, cookie_wall, login_wall, sent_away
from crawler.pageclass.error_page import error_page, error_status
from crawler.pageclass.look import Look, look_at
from crawler.pageclass.maintenance import maintenance
from crawler.pageclass.soft_404 import soft_404
from crawler.pageclass.verdict import MAX_CHARS, MAX_TITLE, Verdict

__all__ = ["Look", "Verdict", "classify", "closed_door", "look_at"]


def classify(
    status: int,
    headers: Mapping[str, str],
    title: str,
    text: str,
    final_url: str,
    url: str,
    look: Look | None = None,
) -> Verdict | None:
    """Return how an address ends that gave no page of the site; `None` if it did.

    `headers` have lower-case names; `title` and `text` are those of the rendered page, `text` as it is
    visible, headings on lines of their own; `url` was asked and `final_url` is where the visit ended.
    `look` is what `look_at` saw of the page; without it all of the text counts as content.
    """
    title, text = _plain(title[:MAX_TITLE]), _plain(text[: 2 * MAX_CHARS])
    look = _with_plain_text(look) if look is not None else Look(own_text=text)
    end = look.url if look.url.startswith("http") else final_url
    return (
        bot_wall(status, headers, title, text, look)
        or (login_wall(status, title, text, look, end, url) if status in {401, 403} else None)
        or error_status(status, title, text)
        or sent_away(final_url, url, text, look)
        or soft_404(title, text, look, end, url)
        or error_page(title, text, look, end, url)
        or maintenance(title, text, look, end, url)
        or login_wall(status, title, text, look, end, url)
        or cookie_wall(title, text, look, end, url)
    )


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("\u00a0", " ")


def _with_plain_text(look: Look) -> Look:
    return replace(
        look, own_text=_plain(look.own_text), headings=tuple(_plain(heading) for heading in look.headings)
    )
