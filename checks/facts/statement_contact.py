"""How people can report a problem with accessibility, how soon they hear, and where they can go next."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.facts.statement_parts import Parts, Sentence
from checks.facts.statement_words import pattern, table
from drempel.model.statement import Evidence

Found = tuple[str, Evidence]

# From the begin of a word only: else a word without end is gone through again from each of its letters.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++\s?(?:@|\[at\]|\(at\)| at )\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PLAIN_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\+|00)32[\s./-]?(?:\(0\))?[\s./-]?\d{1,3}"
    r"|\(?0\d{1,3}\)?)(?:[\s./-]{0,2}\d{1,4}){2,4}(?![\d,])"
    r"|\b17(?:00|18|19)\b(?! (?-i:[A-ZÀ-Ý])|[-/.]\d)"
    r"|\b(?:bel\w*|tel\.?|t[ée]l\.?|telefoon\w*|nummer|t[ée]l[ée]phone\w*)\W+(?:gratis |naar |het |op "
    r"|nummer )*(?:1\d{3})\b(?!\s*[-/.]\d)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<![\d./-])\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)?\d\d(?![\d]|[ ./-]?\d)")
_FAX = re.compile(r"\bfax\b", re.IGNORECASE)
_NOT_A_PHONE = re.compile(r"\b(?:KBO|BTW|ondernemingsnummer|IBAN|BE\d\d|TVA)\b", re.IGNORECASE)
_FORM = re.compile(r"formul(?:ier|aire|ar\b)|webform|\bform\b", re.IGNORECASE)
_REPORT_LINK = re.compile(
    r"\bmeld (?:een|het|je|uw|hier|fouten|problemen)|probleem melden|meldpunt|melding(?:s"
    r"|en)?-?(?:kaart|portaal)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\bmeld|probleem|problemen|feedback|opmerking|drempel|signal|contact|report|vragen over|vraag over",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:per|via de|met de) (?:post|brief)\b|\bschriftelijk\b|\bpostadres|par (?:courrier|la poste"
    r"|lettre)|by post|by letter"
    r"|\b[A-ZÀ-Ý][\w'. -]+ \d{1,4}\w?(?:/\d+| ?(?:bus|bte|b) ?\d+)?[\s,–-]{1,3}(?:B-)?[1-9]\d{3} [A-ZÀ-Ý]"
)
_WRITE = re.compile(
    r"\bstuurt? (?:ons )?een brief\b|\bschrijft? (?:\w+ )?(?:naar|aan)\b|\b[ée]crivez\b|\bwrite to\b",
    re.IGNORECASE,
)
_IN_PERSON = re.compile(
    r"kom langs|aan de balie|aan het loket|bezoek|\b(?:loket|balie|onthaal)\W*:|\bopen (?:van|op|elke)\b",
    re.IGNORECASE,
)
_WORDS: dict[str, int] = {
    word: int(number) for number, words in table()["numbers"].items() for word in words.split()
}
_NUMBER = r"(\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNIT = (
    r"(?:\([^)]{1,15}\)\s*)?(?:(?:werk|kalender|business |working |calendar )?(dag|jour|day|tag"
    r"|arbeitstag)|(wek|week|woche"
    r"|semaine)"
    r"|(maand|mois|month|monat)|"
    r"(uur|uren|heure|hour|stunde))"
)
_WITHIN = re.compile(
    r"(?:binnen|uiterlijk(?: (?:binnen|na))?|ten laatste(?: (?:binnen|na))?|(?:antwoord"
    r"|reactie)termijn:?|\btermijn\s?:"
    r"|termijn van|endéans|(?:in )?maxima+l|d[ée]lai(?: de r[ée]ponse)? ?:|dans|sous|within"
    r"|\bin(?= \d+ (?:working"
    r"|business) days)|innerhalb(?: von)?"
    r"|binnen ten hoogste|in de loop van)[\s:]+"
    r"(?:de |het |een termijn van |een periode van |maximaal |maximum |max\. |les |la |le "
    r"|un d[ée]lai de |de "
    r"|uiterlijk |ten laatste |a maximum of )*"
    rf"(?:{_NUMBER}\s*)?{_UNIT}",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"antwoord|reageren|reactie|hoor|r[ée]pon|reply|respon|terug|contact|behandel|laten? .{0,20}weten"
    r"|bericht|\bweet (?:u|je)\b|\bvernee?mt? (?:u|je)\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"bevestig|ontvangst|accus[ée]|acknowledg|confirm|eingang", re.IGNORECASE)
_TERM = re.compile(r"termijn|d[ée]lai|response time|antwoord\w* binnen", re.IGNORECASE)
_SHORT = 80
_MOST_ADDRESS = 200
"""Characters of a line that may hold a street or a place and nothing else."""
_PER_UNIT = (1, 7, 30)
_TAIL = (
    r"(?:\s+(?:van|voor|bij|der)\s+(?:(?:de|het|onze|uw)\s+)?(?:[a-zà-ÿ]\w+(?=[\s.,;:)(]"
    r"|$)\s?)?(?:[A-ZÀ-Ý][\w'-]*(?:[\s-]+(?:[A-ZÀ-Ý][\w'-]*))*)?"
    r"|\s+(?:[A-ZÀ-Ý][\w'-]+)(?:[\s-]+[A-ZÀ-Ý][\w'-]+)*)?"
)


def channels(parts: Parts) -> dict[str, Evidence]:
    """Return the ways to report: `email`, `phone`, `form`, `post`, each with where it stands."""
    found: dict[str, Evidence] = {}
    usable = parts.without("enforcement", "alternatives")
    told = [(kind, sentence) for sentence in usable for kind in _channels_in(sentence)]
    # "Vraag het formulier op papier via 1700": a way to get that, where there are ways to report.
    to_report = [one for one in told if one[1].part == "feedback"] or [
        one for one in told if not _is_instead(one[1])
    ]
    if not told:
        # One heading for both: "Contact en klachten".
        told = [
            (kind, sentence)
            for sentence in parts.within("enforcement")
            if not pattern("words", "higher_body").search(sentence.text)
            for kind in _channels_in(sentence)
        ]
    for kind, sentence in to_report or told:
        found.setdefault(kind, sentence.evidence())
    # Street and place on lines of their own.
    for above, below in pairwise(usable):
        street, place = above.placed.line.text, below.placed.line.text
        if above.placed == below.placed or max(len(street), len(place)) > _MOST_ADDRESS:
            continue
        if _POST.search(street) or _POST.search(place) or _IN_PERSON.search(street):
            continue
        if above.part == below.part == "feedback" and _POST.search(f"{street}, {place}"):
            found.setdefault("post", below.evidence())
    return dict(sorted(found.items()))


def _is_instead(sentence: Sentence) -> bool:
    """Say whether a sentence offers something in place of what is not accessible, and no way to report."""
    return (
        sentence.part not in {"feedback", "commitment"}
        and any(
            pattern("words", name).search(sentence.text) for name in ("alternatives", "alternatives_help")
        )
        and not _REPORT.search(sentence.text)
    )


def emails(parts: Parts) -> list[str]:
    """Return the addresses in a statement, in lower case, those of the body for complaints left out."""
    texts = [sentence.text for sentence in parts.without("enforcement")]
    linked = [
        url
        for s in parts.without("enforcement")
        for _, url in s.placed.line.links
        if url.startswith("mailto:")
    ]
    return [found.lower() for text in (*texts, *linked) for found in _PLAIN_EMAIL.findall(text)]


def _channels_in(sentence: Sentence) -> Iterator[str]:
    line, text = sentence.placed.line, sentence.text
    is_contact = sentence.part == "feedback"
    links = [(name, url.lower()) for name, url in line.links]
    if _EMAIL.search(text) or any(url.startswith("mailto:") for _, url in links):
        yield "email"
    if (_PHONE.search(_DAY.sub("", text)) and not (_FAX.search(text) or _NOT_A_PHONE.search(text))) or any(
        url.startswith("tel:") for _, url in links
    ):
        yield "phone"
    says_form = _FORM.search(text) and (
        is_contact or re.search(r"contact|meld|feedback|probleem", text, re.IGNORECASE)
    )
    if sentence.part != "items" and (
        line.has_form
        or says_form
        or ((is_contact or _REPORT_LINK.search(text)) and any(_is_form(name, url) for name, url in links))
    ):
        yield "form"
    if (is_contact or _WRITE.search(text)) and _POST.search(text) and not _IN_PERSON.search(text):
        yield "post"


def _is_form(name: str, url: str) -> bool:
    is_named = _FORM.search(name) or _FORM.search(url) or _REPORT_LINK.search(name)
    return bool(is_named) and not url.startswith(("mailto:", "tel:"))


def answer_days(parts: Parts) -> tuple[int, Evidence] | None:
    """Return within how many days people get an answer; working days count as days."""
    ordered = (
        *parts.within("feedback"),
        *parts.without("feedback", "items", "enforcement"),
        *parts.within("enforcement"),
    )
    for sentence in ordered:
        text = sentence.text
        if _TERM.search(sentence.heading) and re.match(rf"\W*{_NUMBER}\s*{_UNIT}", text, re.IGNORECASE):
            # "Termijn voor een antwoord", and below it "10 werkdagen".
            text = f"binnen {text}"
        within = list(_WITHIN.finditer(text))
        if not within:
            continue
        # "Binnen vijf dagen een ontvangstbevestiging en binnen vijftien dagen een antwoord."
        ends = [*(one.start() for one in within[1:]), len(text)]
        answers = (
            one
            for one, end in zip(within, ends, strict=True)
            if len(within) == 1 or not _RECEIVED.search(text[one.end() : end])
        )
        found = next(answers, within[-1])
        if sentence.part != "feedback" and not _ANSWER.search(f"{sentence.heading} {sentence.text}"):
            continue
        number = found[1] or "1"
        count = _WORDS.get(number.lower()) or int(number)
        if found[5]:
            return max(1, round(count / 24)), sentence.evidence()
        unit = next(days for days, group in zip(_PER_UNIT, found.groups()[1:4], strict=True) if group)
        return count * unit, sentence.evidence()
    return None


def enforcement(parts: Parts) -> Found | None:
    """Return who handles what was not solved, as it is named there; a public ombuds service goes first."""
    own = parts.within("enforcement")
    rest = [
        s
        for s in parts.without("items", "enforcement")
        if re.search(
            r"klacht|ombuds|tevreden|plainte|m[ée]diat|complain", f"{s.asked} {s.text}", re.IGNORECASE
        )
    ]
    for sentences in (own, rest):
        for wanted in _bodies():
            for sentence in sentences:
                if (
                    sentence.placed.is_heading
                    and sentences is own
                    and sentence == sentences[0]
                    and len(sentences) > 1
                ):
                    continue
                if found := wanted.search(sentence.text):
                    return found[0].strip(" .,;:"), sentence.evidence()
    return _body_by_place(own)


def _body_by_place(sentences: Sequence[Sentence]) -> Found | None:
    """Return a body that has a name like no other, by where it stands: after "bij", or alone on its line."""
    for sentence in sentences:
        if sentence.placed.is_heading or "[" in sentence.text:
            continue
        if found := _BODY_AFTER.search(sentence.text):
            return found[1].strip(" .,;:"), sentence.evidence()
    for sentence in sentences:
        found = None if sentence.placed.is_heading else _BODY_ALONE.match(sentence.text)
        if found and not _CLAIMS_ONLY.fullmatch(found[1]):
            return found[1].strip(" .,;:"), sentence.evidence()
    return None


_BODY_WORD = (
    r"\w*(?:directeur|chef\b|voorzitter|burgemeester|secretaris|griffier|commissariaat|commissaris"
    r"|commissie|ombuds\w*"
    r"|klachten\w*|toezicht\w*|bestuur|college|agentschap|dienst|raad|inspectie|gouverneur|departement"
    r"|service|m[ée]diat\w+|beschwerde\w*|ombudsstelle)"
)
_BODY_AFTER = re.compile(
    rf"\b(?:[Bb]ij|[Tt]ot|[Nn]aar|[Aa]an|[Mm]et|[Cc]ontacteer|[Aa]uprès|[Aa]n|[Bb]ei) "
    rf"(?:(?:de|het|een|onze|uw|du|de la|le|la|den|die|das|der"
    rf"|l')\s?)?((?:[a-zà-ÿ]+e? )?(?i:{_BODY_WORD})\b{_TAIL})"
)
_BODY_ALONE = re.compile(
    rf"((?:[A-ZÀ-Ý][\w'-]*)?(?: ?[\w'-]+){{0,4}}? ?(?i:{_BODY_WORD})\b{_TAIL})(?:$|[\s.,;:(])"
)


def _bodies() -> Sequence[re.Pattern[str]]:
    bodies = table()["bodies"]
    named = [re.compile(name, re.IGNORECASE) for name in bodies["named"]]
    return (*named, re.compile(rf"(?i:{bodies['own']}){_TAIL}"))


_TOGETHER = re.compile(
    r"\bin samenwerking met (?:de |ons |onze )\w*|\ben collaboration avec n|\btogether with our",
    re.IGNORECASE,
)


def method(parts: Parts) -> Found | None:
    """Return `third` where somebody from outside judged the site, `self` where the body did."""
    said: dict[str, Evidence] = {}
    usable = [
        s
        for s in parts.without("items", "enforcement", "alternatives")
        if s.part != "feedback"
        or re.search("verklaring|d[ée]claration|statement", s.text, re.IGNORECASE)
        or (re.search(r"20\d\d", s.text) and pattern("dates", "reviewed").search(s.text))
    ]
    for sentence in usable:
        # Whose tool it was does not tell who judged.
        text = pattern("words", "helped").sub("", sentence.text)
        is_other = pattern("words", "third").search(text)
        is_own = pattern("words", "self").search(text)
        if _TEST_TO_COME.search(text):
            continue
        if (is_own or is_other) and _TOGETHER.search(text):
            continue
        if is_other and is_own and re.search(r"\b(?:of|ou|or)\b|\[", sentence.text):
            continue
        if is_other:
            said.setdefault("third", sentence.evidence())
        elif is_own:
            said.setdefault("self", sentence.evidence())
    if not said:
        said = {kind: s.evidence() for s in reversed(usable) if (kind := _who_judged(s))}
    if not said and (named := _judged_by_name(parts, usable)):
        said = {"third": named}
    return next(((kind, said[kind]) for kind in ("third", "self") if kind in said), None)


_TEST_TO_COME = re.compile(
    r"\b(?:testen|controleren|beoordelen|evalueren|laten)\b (?:(?:we|wij|de|onze|het|deze) )*(?:\w+ ){0,2}"
    r"(?:in|op|tegen|voor|eind|begin) (?:\w+ )?(?:\w+ )?20\d\d"
    r"|\b(?:zullen|gaan|plannen|gepland|volgend\w*)\b",
    re.IGNORECASE,
)
_CLAIMS_ONLY = re.compile(r"klachten?|plaintes?|complaints?|beschwerden?", re.IGNORECASE)
"""What is brought to a body, not a body."""
_TEAM_OF = re.compile(
    r"\b(?:cel|dienst|team|afdeling)\b[\w\s-]{0,30}\b(?:van|bij) (?:de |het )?"
    r"(?=(?:fod )?(?:bosa|anysurfer|eleven))",
    re.IGNORECASE,
)
"""What comes before the name of an outsider of whom a team did it."""
_JUDGED_BY = re.compile(
    r"\b(?i:audit\w*|keuring|gekeurd|doorlichting|screening|onderzo\w+|getest|evaluatie|(?:ge)?controleer\w*|controle"
    r"|beoordel\w+|verslag"
    r"|rapport|[ée]valuation|test)\b(?:[^.;:]|\.\d){0,40}\b(?:door|par|by) (?:(?:de|het|la|le|the) )?"
    r"((?:[A-ZÀ-Ý][\w-]+)(?: [A-ZÀ-Ý][\w-]+)*)"
)
_TOOLS = re.compile(
    r"\b(?:wave|lighthouse|axe|google|siteimprove|chrome|silktide|monsido|pa11y)\b", re.IGNORECASE
)


def _judged_by_name(parts: Parts, usable: Sequence[Sentence]) -> Evidence | None:
    """Return where somebody with a name judged who is named nowhere else: "audit door Passe-Muraille"."""
    for sentence in usable:
        found = _JUDGED_BY.search(pattern("words", "helped").sub("", sentence.text))
        if found is None or _TOOLS.search(found[1]) or pattern("words", "insider").search(found[1]):
            continue
        others = (s.text for s in parts.sentences if s.text != sentence.text)
        if not any(word in text for text in others for word in found[1].split() if len(word) > 2):
            return sentence.evidence()
    return None


def _who_judged(sentence: Sentence) -> str:
    """Return who judged, of a sentence with both an assessment and somebody from inside or outside."""
    text = sentence.text
    if _TEST_TO_COME.search(text):
        return ""
    is_answer = sentence.heading.lower().startswith(("wie ", "hoe "))
    above = sentence.heading if len(text) < _SHORT or is_answer else ""
    if sentence.asked:
        above = f"{above} {sentence.asked}"
    if not pattern("words", "assessed").search(f"{above} {text}"):
        return ""
    text = pattern("words", "helped").sub("", text)
    is_out = pattern("words", "outsider").search(text)
    is_in = pattern("words", "insider").search(_TEAM_OF.sub("", text))
    if is_out and is_in:
        return ""
    return "third" if is_out else "self" if is_in else ""
