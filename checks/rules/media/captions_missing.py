"""Films with sound for which no captions are found: a track, or at least words that say the same."""

from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.media import agrees, captions_of, films, words_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact, Kind

_CAPTIONS = ("eac66b", "f51b46", "ab4d13")


@check(
    id="captions-missing",
    title=N_("Film has no captions"),
    repair=N_(
        "Add a track with captions (kind=captions) that gives what is said and the sounds that matter."
    ),
    requirements=("wcag:1.2.2",),
    act=_CAPTIONS,
    needs=(Dom, Media),
    impact=Impact.CRITICAL,
    same_as=("axe:video-caption",),
    overrules=("axe:video-caption",),
    messages={
        "nothing": N_("The film has sound but no captions, and the page has no text that says the same."),
        "burned": N_(
            "The film has sound and no track with captions. Are there captions in the picture itself?"
        ),
        "right": N_("The film has captions. Do they give all that is said and the sounds that matter?"),
    },
    grounds={"right": Ground(Kind.NORM, Impact.MINOR, ("wcag:1.2.2",), ("f51b46",))},
)
def captions_missing(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one result per film with sound; a machine cannot see captions that are part of the picture."""
    found = [(node, film) for node, film in films(dom, media) if film.has_sound is not False]
    words = words_of(dom) if found else None
    for node, film in found:
        assert words is not None
        if track := captions_of(film):
            # What the browser did not read cannot be doubted.
            yield passed(node) if track.cues is None or agrees(track, dom) else cant_tell(node, "right")
        elif film.has_sound and film.controls and not words.seen and not words.links:
            yield failed(node, "nothing")
        else:
            yield cant_tell(node, "burned")
