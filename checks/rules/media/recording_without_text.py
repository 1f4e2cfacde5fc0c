"""Recordings of sound for which the page has no text that says the same."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.media import recordings, text_named_by, words_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact


@check(
    id="recording-without-text",
    title=N_("Recording of sound has no written text"),
    repair=N_("Put all that is said on the page, or link to a page with that text."),
    requirements=("wcag:1.2.1",),
    act=("e7aa44", "2eb176", "afb423"),
    needs=(Dom, Media),
    impact=Impact.CRITICAL,
    messages={
        "nothing": N_("The page has no text that says what is to be heard in this recording."),
        "text": N_("Is all that is said in this recording also written on the page, or behind a link?"),
    },
)
def recording_without_text(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one result per recording that visitors can hear; music needs a text as well, a short one."""
    found = list(recordings(dom, media))
    # Sound beside a film may tell what the film shows.
    if not found or any(film.is_visible for film in dom.select("video")):
        return
    words = words_of(dom)
    for node, recording in found:
        if recording.has_sound is False or text_named_by(dom, node, recording):
            yield passed(node)
        elif recording.has_sound and not words.links and not words.can_hold(recording.duration_s):
            yield failed(node, "nothing")
        else:
            yield cant_tell(node, "text")
