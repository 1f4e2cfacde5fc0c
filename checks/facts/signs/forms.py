"""What a form says of saving, checking, conditions and accounts; nothing is sent to find out."""

import re
from typing import Final

from checks.facts.fields import fields_of
from checks.facts.page import Link, Page
from checks.facts.signs.sentences import MOST_PLACES, matching, place, sentences, sign_of
from drempel.dom import Node
from drempel.model.facts import Evidence
from drempel.model.signs import Sign

_SAVE: Final = re.compile(
    r"\b(?:opslaan|bewaren|bewaar|sla)\b[^.;]{0,40}\b(?:concept|later|op en ga|tussentijds|verder|"
    r"als klad)|"
    r"\b(?:later|op een ander moment)\b[^.;]{0,30}\b(?:verder|verdergaan|voortzetten|afwerken|aanvullen|"
    r"invullen|hervat\w*)|"
    r"\btussentijds (?:opslaan|bewaren)|\b(?:uw|je|de|het|dit) (?:gegevens|antwoorden|formulier|"
    r"aanvraag|ontwerp|"
    r"concept)\b[^.;]{0,40}\b(?:blijft|blijven|wordt|worden)\b[^.;]{0,30}\b(?:bewaard|"
    r"opgeslagen)\b[^.;]{0,30}\b\d+ "
    r"(?:dagen|weken|uur)|\bconcept (?:opslaan|bewaren)"
)
_NO_SAVE: Final = re.compile(
    r"\b(?:niet|geen|nooit)\b[^.;]{0,40}\b(?:opslaan|opgeslagen|bewaren|bewaard|bewaar|later verder)|"
    r"\bwij bewaren (?:uw|je) (?:persoons)?gegevens\b|\bbewaartermijn"
)
_REVIEW: Final = re.compile(
    r"\b(?:controleer|controleert|nakijken|kijk|kijkt|overzicht|samenvatting)\b[^.;]{0,60}\b(?:gegevens|"
    r"antwoorden|aanvraag|"
    r"na\b|voor (?:u|je)|voordat|alvorens|verstuur\w*|verzend\w*|indien\w*)|"
    r"\b(?:gegevens|antwoorden|aanvraag|inzending|klacht|melding|inschrijving|aangifte|reservatie)\b"
    r"[^.;]{0,50}\b(?:wijzig\w*|aanpas\w*|verander\w*|verbeter\w*|intrekken|annuleren|"
    r"nakijken|nalezen|controleren|overlopen)|\balles (?:nalezen|nakijken|controleren)\b|"
    r"\b(?:voor|voordat|vooraleer|alvorens)\b[^.;]{0,40}\b(?:samenvatting|overzicht|nakijk\w*|controle\w*|"
    r"verbeter\w*)|\b(?:ga\w*|keer\w*|kan|kunt|kun)\b[^.;]{0,40}\bterug\w*[^.;]{0,30}\b(?:verander\w*|"
    r"wijzig\w*|verbeter\w*|aanpas\w*|pas)|\btoon\w*\b[^.;]{0,30}\b(?:al )?(?:uw|je) antwoorden\b|"
    r"\bstap \d+[^.;]{0,20}\b(?:overzicht|controle|nazicht|bevestig\w*)"
)
_REVIEW_STEP: Final = re.compile(
    r"^(?:\d+[.)]?\s*)?(?:overzicht|controle|nakijken|nazicht|samenvatting|bevestig\w*)\b"
)
_NO_REVIEW: Final = re.compile(
    r"\b(?:niet|geen|nooit)\b[^.;]{0,40}\b(?:wijzigen|aanpassen|verbeteren|intrekken|annuleren)|"
    r"\b(?:wijzigen|aanpassen|verbeteren|intrekken|annuleren)\b[^.;]{0,25}\b(?:niet|onmogelijk)|\bcookie"
)
_MORE_TIME: Final = re.compile(
    r"\b(?:sessie|tijd)\b[^.;]{0,25}\b(?:verleng\w*|vernieuw\w*)|\bverleng\w*\b[^.;]{0,20}\b(?:sessie|"
    r"tijd)|\bmeer tijd\b"
)

RUBRICS: Final = {
    "conditions": (
        re.compile(
            r"\bvoorwaarde\w*|\bvoor wie\b|\bwie (?:kan|komt|mag|heeft recht)|\bwanneer (?:heb|krijg) "
        ),
        re.compile(r"\bvoorwaarde\w*|\bin aanmerking\b|\b(?:heb|hebt|heeft) (?:je |u )?recht op\b"),
    ),
    "costs": (
        re.compile(r"\bkost(?:en|prijs)?\b|\bprij(?:s|zen)\b|\bbedrag\w*|\btarie\w+|\bhoeveel\b"),
        re.compile(r"€|\beuro\b|\bgratis\b|\bkost(?:en|prijs)?\b"),
    ),
    "bring": (
        re.compile(
            r"\bwat (?:heb|hebt|heeft|breng|neem|moet) (?:je|u)\b|\bmeebrengen\b|\bmeenemen\b|"
            r"\bbenodigde (?:documenten|gegevens|papieren)|\bwelke (?:documenten|papieren|gegevens)|"
            r"\bbewijsstukken\b"
        ),
        re.compile(
            r"\b(?:breng|brengt|neem|neemt)\b[^.;]{0,80}\bmee\b|\b(?:heb|hebt|heeft)\b[^.;]{0,20}\bnodig\b|"
            r"\bvoeg\w*\b[^.;]{0,60}\btoe\b|\bbewijsstuk\w*|\bmeebrengen\b|\bmeenemen\b"
        ),
    ),
    "how": (
        re.compile(
            r"\bprocedure\b|\bhoe (?:vraag|vraagt|aanvragen|werkt|doe|verloopt|gaat|schrijf|meld|krijg|"
            r"kan|kun)\b|"
            r"\bstappenplan\b|\bin \d+ stappen\b|\bzo vraag\b|\b(?:aanvragen|aanvraag)\b"
        ),
        re.compile(
            r"\b(?:vul|vult)\b[^.;]{0,60}\bin\b|\b(?:vraag|vraagt)\b[^.;]{0,60}\baan\b|"
            r"\b(?:dien|dient)\b[^.;]{0,60}\bin\b|\bmaak\w* (?:een|eerst een|je|uw) afspraak\b|"
            r"\bkom(?:t)? (?:\w+ ){0,2}(?:langs|naar)\b|\b(?:schrijf|meld)\b[^.;]{0,60}\b(?:in|aan)\b"
        ),
    ),
}
"""What people must know before they begin: name → pattern of its heading, and of a sentence that tells it."""

_TERMS: Final = re.compile(r"\bvoorwaarden\b|\bprivacy\w*|\bgebruiksvoorwaarden\b")


def save_later_of(page: Page) -> Sign | None:
    """Return that people can save what they filled in and go on later."""
    found = matching(page, _SAVE, _NO_SAVE)
    for link in page.links:
        if link.node.tag != "a" and _SAVE.search(link.low) and not _NO_SAVE.search(link.low):
            found.append(page.evidence(link.node, link.text))
    return sign_of("there", found)


def review_of(page: Page) -> Sign | None:
    """Return that people see what they filled in before it is sent, or can change or withdraw it."""
    found = matching(page, _REVIEW, _NO_REVIEW)
    for sentence in sentences(page):
        is_step = sentence.line.node.closest("li", "ol", "nav") is not None and len(sentence.low) < 40
        if is_step and _REVIEW_STEP.search(sentence.low):
            found.append(place(page, sentence))
    return sign_of("there", found)


def more_time_of(page: Page) -> Sign | None:
    """Return that people can get more time."""
    found = matching(page, _MORE_TIME)
    found += [page.evidence(link.node, link.text) for link in page.links if _MORE_TIME.search(link.low)]
    return sign_of("there", found)


def rubrics_of(page: Page) -> Sign | None:
    """Return how many of the four `RUBRICS` have a heading or a sentence of their own, as a number."""
    names: dict[str, Evidence] = {}
    for line in page.content:
        is_heading = line.node.tag in {"h2", "h3", "h4", "dt", "summary", "button", "th"}
        if not (is_heading or line.node.get("role") == "heading") or len(line.low) > 90:
            continue
        for name, (heading, _) in RUBRICS.items():
            if heading.search(line.low):
                names.setdefault(name, page.evidence(line.node, line.text))
    for sentence in sentences(page):
        for name, (_, told) in RUBRICS.items():
            if name not in names and (hit := told.search(sentence.low)):
                names[name] = place(page, sentence, hit.start())
    return sign_of(str(len(names)), list(names.values()))


def account_of(page: Page) -> Sign | None:
    """Return how a form for a new account treats people: `prechecked`, `fair`, `unclear`; `None` without.

    It has two fields for a password: one that is chosen is asked twice.
    """
    fields = [field for field in fields_of(page) if page.zone(field.node) not in {"header", "nav"}]
    secrets = [field for field in fields if field.type == "password"]
    is_new = len(secrets) >= 2 or any(field.node.get("autocomplete") == "new-password" for field in secrets)
    if not is_new:
        return None
    ticked = [
        field
        for field in fields
        if field.type == "checkbox" and "checked" in field.node and not field.is_required
    ]
    if ticked:
        return sign_of("prechecked", [page.evidence(field.node, field.label) for field in ticked])
    form = secrets[0].form
    terms = [
        link
        for link in page.links
        if link.href and _TERMS.search(link.low) and (form is None or _is_inside(link, form))
    ]
    if terms:
        return sign_of("fair", [page.evidence(link.node, link.text) for link in terms[:MOST_PLACES]])
    return sign_of("unclear", [page.evidence(secrets[0].node, secrets[0].label)])


def _is_inside(link: Link, form: Node) -> bool:
    return any(above.index == form.index for above in link.node.ancestors)


def unsafe_form_of(page: Page) -> Sign | None:
    """Return a form of a page over https that sends what people fill in over http."""
    if not page.dom.url.startswith("https:"):
        return None
    found = [
        page.evidence(form, form.get("action"))
        for form in page.dom.select("form[action]")
        if form.get("action").strip().lower().startswith("http:")
        and form.select("input:not([type=hidden]):not([type=submit]), textarea, select")
    ]
    return sign_of("there", found)
