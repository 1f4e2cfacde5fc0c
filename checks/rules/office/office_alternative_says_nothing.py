"""Alternative texts that nobody wrote: file names, words for "picture", and what a program guessed."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_picture, office_failed, office_passed, office_question
from checks.wording import word_list
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_FILE = re.compile(r"\S[^.!?]*\.(?:jpe?g|png|gif|tiff?|bmp|svg|webp|eps|emf|wmf|heic)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:afbeelding|picture|image|grafiek|chart|graphique|foto|photo|figuur|figure|object|grafik|bild|diagram|img|dsc)"
    r"[ _-]?\d{0,5}"
)
_GUESSED = re.compile(
    r"automatisch gegenereerde beschrijving|beschrijving automatisch gegenereerd|door AI gegenereerde inhoud"
    r"|description automatically generated|AI-generated content"
    r"|description générée automatiquement|contenu généré par l.IA",
    re.IGNORECASE,
)


@check(
    id="office-alternative-says-nothing",
    title=N_("Alternative text in the document says nothing"),
    repair=N_("Write in the alternative text what the picture tells."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "file": N_("The alternative text is the name of a file: “{alt}”."),
        "generic": N_("The alternative text “{alt}” fits any picture. What is to be seen?"),
        "guessed": N_("A program guessed the alternative text “{alt}”. Is it right?"),
    },
)
def office_alternative_says_nothing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per picture with an alternative text."""
    for picture in document.pictures:
        alt = picture.alt
        if not alt or picture.is_decorative:
            continue
        at = at_picture(document, picture)
        words = alt.casefold().strip(" .:")
        if _FILE.fullmatch(alt):
            yield office_failed(at, "file", alt=alt)
        elif _NUMBERED.fullmatch(words) or words in word_list("alt_placeholder"):
            yield office_question(at, "generic", alt=alt)
        elif _GUESSED.search(alt):
            yield office_question(at, "guessed", alt=alt)
        else:
            yield office_passed(at)
