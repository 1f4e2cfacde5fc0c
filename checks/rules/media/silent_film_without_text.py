"""Films without sound that visitors can play, and nothing that tells what they show."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.media import films, has_descriptions, recordings, text_named_by, words_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact


@check(
    id="silent-film-without-text",
    title=N_("Nothing tells what a film without sound shows"),
    repair=N_("Tell beside the film, in a text or in a recording, all that it shows."),
    requirements=("wcag:1.2.1",),
    act=("c3232f", "ee13b5", "d7ba54", "fd26cf"),
    needs=(Dom, Media),
    impact=Impact.SERIOUS,
    messages={
        "nothing": N_("The film has no sound, and no text or recording tells what it shows."),
        "text": N_("The film has no sound. Does the page tell all that it shows, in a text or a recording?"),
    },
)
def silent_film_without_text(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one result per film without sound; one that runs without buttons is taken to be decoration."""
    found = [(node, film) for node, film in films(dom, media) if film.has_sound is False]
    words = words_of(dom) if found else None
    for node, film in found:
        assert words is not None
        if has_descriptions(film) or text_named_by(dom, node, film):
            yield passed(node)
        elif not film.controls:
            continue
        elif words.exposed or words.links or any(True for _ in recordings(dom, media)):
            yield cant_tell(node, "text")
        else:
            yield failed(node, "nothing")
