"""Films that a page shows in a frame of a video service: their captions are out of our sight."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from checks.base import Result, cant_tell, check, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

# Players that sites of public bodies embed; each serves films at addresses of this form.
_PLAYERS = re.compile(
    r"(?:^|\.)(?:(?:youtube|youtube-nocookie)\.com/embed/|player\.vimeo\.com/video/|vimeo\.com/event/"
    r"|dailymotion\.com/(?:embed/|player)|bbvms\.com/|kaltura\.com/|cdnapisec\.kaltura\.com/"
    r"|companywebcast\.com/|mediasite\.[\w.]+/|wistia\.(?:com|net)/embed|jwplatform\.com/players/"
    r"|facebook\.com/plugins/video|players\.brightcove\.net/|streamable\.com/e/|quadia\.\w+/)",
    re.IGNORECASE,
)


@check(
    id="embedded-film-unknown",
    title=N_("Film of a video service needs a look"),
    repair=N_("Put captions on the film at the video service, and say in its sound what is to be seen."),
    requirements=("wcag:1.2.2", "wcag:1.2.3", "wcag:1.2.5"),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "look": N_(
            "Does the film “{name}” of {host} have right captions, and does its sound tell what "
            "is to be seen?"
        ),
        "several": N_(
            "This page shows {count} films of {host}. Do they have right captions, and does the sound tell "
            "what is to be seen?"
        ),
    },
)
def embedded_film_unknown(dom: Dom) -> Iterator[Result]:
    """Ask once a page, about all films in frames; captions that the address switches on are there."""
    films = [frame for frame in dom.select("iframe[src]") if frame.is_visible and _is_player(frame)]
    asked = [film for film in films if not _has_captions_on(film)]
    yield from (passed(film) for film in films if film not in asked)
    if not asked:
        return
    host = (urlsplit(asked[0]["src"]).hostname or "").removeprefix("www.")
    if len(asked) == 1:
        yield cant_tell(asked[0], "look", name=asked[0].name or asked[0].get("title"), host=host)
    else:
        yield cant_tell(asked[0], "several", count=len(asked), host=host)


def _is_player(frame: Node) -> bool:
    try:
        address = urlsplit(frame["src"].strip())
    except ValueError:
        return False
    return bool(_PLAYERS.search(f"{address.hostname or ''}{address.path}"))


def _has_captions_on(film: Node) -> bool:
    return parse_qs(urlsplit(film["src"]).query).get("cc_load_policy") == ["1"]
