"""How many things a sentence of a statement names, where they stand in running text. Pure."""

import re

from checks.facts.statement_parts import SENTENCE_END

GOES_ON = re.compile(
    r"^\W*(?:ze|zij|hij|die|dit|dat|deze|hierdoor|daardoor|daarvoor|dus|daarom|het|er|u|je|jij|we"
    r"|wij|wie|maar|twee"
    r"|als|wanneer|omdat|ils?|elles?|cela|ce|vous|nous|they|it|this|these|you|we|sie|es|dies\w*)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about the one before."""
_SUMS_UP = re.compile(
    r"\b(?:corriger|am[ée]liorer|niet|fout|ontbre\w+|punten|problemen|uitzonderingen|gebreken"
    r"|tekortkomingen|knelpunten|gedeeltelijk|deels|pas|not|probl[èe]mes"
    r"|partiellement|issues)\b(?:[^.:]|\.(?=\d)){0,60}:\s*(?P<after>\w[^.]+)",
    re.IGNORECASE,
)
_ARE_NOT = re.compile(
    r"^\W*(?:(?:vooral|enkel|alleen|ook|onder meer|met name) )*"
    r"(?P<before>(?:de|het|onze|een|sommige|enkele)\b[^.:;]{1,200}?) "
    r"(?:zijn|is) (?:\w+ ){0,2}niet (?:\w+ ){0,2}(?:toegankelijk|bruikbaar|leesbaar|in orde)\b",
    re.IGNORECASE,
)
_ARE_THEY_NOT = re.compile(
    r"\b(?:zijn|is) (?P<before>(?:de|het|onze)\b[^.:;]{1,200}?) (?:nog )?niet (?:\w+ ){0,2}"
    r"(?:toegankelijk|bruikbaar|leesbaar|in orde)\b",
    re.IGNORECASE,
)
_ARE_NOT_END = re.compile(r" (?:zijn|is|werken|sont|are)(?: \w+){0,2} (?:niet|pas|not)\b.*$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",|\b(?:en|et|and)\b")
_MOST_WORDS = 7
_HAS_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|heeft|hebben|kan|kunnen|moet|moeten|werkt|werken|staat|staan"
    r"|ontbreekt"
    r"|ontbreken|voldoet|voldoen|krijgt|krijgen|niet|geen|est|sont|are|has|have|not|zonder|die|dat|waar)\b",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:komt (?:vooral )?door|ligt (?:vooral )?aan|niet|geen|zonder|ontbre\w+|enkel als|alleen als"
    r"|in een pdf)\b",
    re.IGNORECASE,
)


def names_alone(text: str, least: int = 3) -> int:
    """Return how many names a text is made of and nothing else: "De haltekaart, het formulier en de uren"."""
    if _HAS_VERB.search(text) or SENTENCE_END.search(text):
        return 0
    names = [one for one in _BETWEEN_NAMES.split(re.sub(r"\([^)]*\)", "", text)) if one.strip(" .")]
    return len(names) if len(names) >= least and all(len(one.split()) <= _MOST_WORDS for one in names) else 0


def short_names(text: str) -> int:
    """Return how many short names stand between commas or semicolons; 1 where it is no such row."""
    names = [one for one in re.split(r"[,;]", text) if one.strip()]
    return len(names) if len(names) > 2 and all(len(one.split()) <= _MOST_WORDS for one in names) else 1


def enumerated(text: str) -> int:
    """Return how many points a sentence sums up: "niet in orde: de kaart en het menu"; 0 for none.

    Only where they are told apart beyond doubt: by semicolons, or by commas and "en" between short names.
    """
    led = _SUMS_UP.search(text)
    found = _ARE_NOT.match(text) or _ARE_THEY_NOT.search(text)
    named = led["after"] if led else found["before"] if found else ""
    named = _ARE_NOT_END.sub("", named).strip(" .;")
    if GOES_ON.match(named):
        return 0
    if ";" in named:
        return len([one for one in named.split(";") if re.search(r"\w{2}", one)])
    names = [one.strip() for one in _BETWEEN_NAMES.split(named) if one and one.strip()]
    is_list = len(names) > 1 and all(len(one.split()) <= _MOST_WORDS for one in names)
    # "De filmpjes hebben geen ondertitels en de kalender werkt niet met het toetsenbord."
    clauses = [one for one in re.split(r";|,? (?:en|et|and) |, ", named) if one.strip()]
    tell_faults = len(clauses) > 1 and all(map(tells_a_fault, clauses))
    return len(names) if is_list else len(clauses) if tell_faults else 0


def tells_a_fault(text: str) -> bool:
    return _FAULT.search(text) is not None
