"""Films with sound whose pictures nobody tells of: no description, no written text."""

from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.media import captions_of, films, has_descriptions, recordings, text_named_by, words_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact, Kind


@check(
    id="film-without-description",
    title=N_("Nothing tells what is to be seen in a film"),
    repair=N_("Add audio description, or a text with all that is said and shown in the film."),
    requirements=("wcag:1.2.3", "wcag:1.2.5"),
    act=("c5a4ea", "1ea59c", "1ec09b", "1a02b0", "ab4d13"),
    needs=(Dom, Media),
    impact=Impact.SERIOUS,
    messages={
        "nothing": N_("The page has no audio description and no text that tells what this film shows."),
        "text": N_(
            "Is all that matters in this film also in its sound, in an audio description, or in a text?"
        ),
        "no-text": N_("There is no text with all that is said and shown in this film."),
    },
    grounds={
        "text": Ground(
            Kind.NORM,
            Impact.MODERATE,
            ("wcag:1.2.3", "wcag:1.2.5"),
            ("c5a4ea", "1ea59c", "1ec09b", "1a02b0", "ab4d13"),
        ),
        "no-text": Ground(Kind.BEYOND, Impact.MINOR, ("wcag:1.2.8",), ("1a02b0",)),
    },
)
def film_without_description(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one or two results per film with sound: for those who cannot see it, and (AAA) its text."""
    found = [(node, film) for node, film in films(dom, media) if film.has_sound is not False]
    words = words_of(dom) if found else None
    for node, film in found:
        assert words is not None
        if has_descriptions(film) or text_named_by(dom, node, film):
            yield passed(node)
            continue
        has_text = bool(words.exposed) or words.links
        # Another sound on the page may be the description.
        has_recording = any(True for _ in recordings(dom, media))
        if has_text or has_recording or not film.has_sound or not film.controls:
            yield cant_tell(node, "text")
        elif captions_of(film):
            yield cant_tell(node, "text")
            yield failed(next(iter(node.select("track")), node), "no-text")
        else:
            yield failed(node, "nothing")
