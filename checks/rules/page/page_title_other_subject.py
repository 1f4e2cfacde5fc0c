"""Page titles whose words do not come back on the page, and titles that only name the site."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.titles import is_placeholder
from checks.wording import content_words, plain, share_found, word_list
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_SUBJECT_WORDS = 2
MIN_ASKED_WORDS = 3
"""Words of the whole title; of fewer, one may be missing for any reason."""
MIN_PAGE_WORDS = 5
MAX_PAGE_WORDS = 3_000
"""Different words of a page that are compared; a longer page has a word for everything."""
ENOUGH = 0.5
"""Part of the title's words that must come back on the page."""
MIN_MORE_WORDS = 2

_PARTS = re.compile(r"\s+[-–—|·•:»>/]+\s+|\s*\|\s*")
_BEFORE_NAME = re.compile(
    r"(?:^|.*\W)(?:aan|bij|in|op|uit|van|à|au|de|du|des|dans|sur|at|from|in|of|on|auf|bei|der|von)"
    r"(?:\s+(?:de|het|la|le|l'|les|the|der|die|das|den|dem))?\s*",
    re.DOTALL,
)
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?"
    r"(?:(?:index|default|home|homepage|start|startpagina|welkom|accueil)[\w.-]*/?)?",
    re.IGNORECASE,
)

_HOME_MARK = re.compile(
    r"(?:^|[\s_-])(?:home|homepage|front|frontpage|startpagina)(?:$|[\s_-])", re.IGNORECASE
)


@check(
    id="page-title-other-subject",
    title=N_("Page title does not say what the page is about"),
    repair=N_("Begin the title with the subject of the page, usually its main heading, then name the site."),
    requirements=("wcag:2.4.2",),
    act=("c4a8a4",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "site-only": N_("The page title “{title}” only names the site; the page is about “{heading}”."),
        "home-page": N_("The page title “{title}” only names the site. Is this its home page?"),
        "other": N_("Most words of the page title “{title}” are not on the page. Is the page about that?"),
    },
    grounds=dict.fromkeys(
        ("home-page", "other"), Ground(Kind.NORM, Impact.MODERATE, ("wcag:2.4.2",), ("c4a8a4",))
    ),
)
def page_title_other_subject(dom: Dom) -> Iterator[Result]:
    """Yield one result for an HTML page with a title and some text."""
    if not dom.is_html or not dom.title or is_placeholder(dom.title):
        return
    headings = [h for h in dom.with_role("heading") if h.ax.get("level") == 1 and h.is_visible and h.name]
    if headings and _tells_more(dom, headings[0].name) and not _is_home(dom):
        if _names_title_at_end(dom.title, headings[0].name):
            yield failed(dom.root, "site-only", title=dom.title, heading=headings[0].name)
            return
        if _is_site_name(dom):
            yield cant_tell(dom.root, "home-page", title=dom.title)
            return
    words = content_words(_PARTS.split(dom.title)[0])
    on_page = set(content_words(dom.root.visible_text))
    on_page.update(word for image in dom.with_role("image", "img") for word in content_words(image.name))
    if len(words) < MIN_SUBJECT_WORDS or not MIN_PAGE_WORDS <= len(on_page) <= MAX_PAGE_WORDS:
        return
    whole = content_words(dom.title)
    is_other = share_found(words, on_page) < ENOUGH and share_found(whole, on_page) < ENOUGH
    if is_other and len(whole) >= MIN_ASKED_WORDS:
        yield cant_tell(dom.root, "other", title=dom.title)
    else:
        yield passed(dom.root)


def _is_home(dom: Dom) -> bool:
    """Say whether a page is the first one of its site, by its address or as its own logo leads to it."""
    here = urlsplit(dom.url).path
    if _HOME.fullmatch(here):
        return True
    marks = " ".join(node.get("class") for node in (dom.root, *dom.select("body")))
    if _HOME_MARK.search(marks):
        return True
    links = (link for link in dom.select("a[href]") if link.get("rel") == "home" or link.select("img, svg"))
    return any(urlsplit(urljoin(dom.base_url, link["href"])).path == here for link in links)


def _tells_more(dom: Dom, heading: str) -> bool:
    """Say whether the main heading has words that are not in the title, greetings apart."""
    known = {*content_words(dom.title), *word_list("greeting")}
    return sum(word not in known for word in content_words(heading)) >= MIN_MORE_WORDS


def _names_title_at_end(title: str, heading: str) -> bool:
    """Say whether a heading is a subject, a preposition and then the title: "nieuws uit Elzervoorde"."""
    name, whole = plain(title), plain(heading)
    return bool(name) and whole.endswith(name) and bool(_BEFORE_NAME.fullmatch(whole.removesuffix(name)))


def _is_site_name(dom: Dom) -> bool:
    return plain(dom.title) in {plain(m.get("content")) for m in dom.select("meta[property='og:site_name']")}
