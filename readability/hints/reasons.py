"""What each reason tells a writer; the sentences are messages, `params` of a hint fill them in."""

from drempel.i18n import N_

REASONS = {
    "long-sentence": N_("This sentence has {words} words. Make two or more of it."),
    "long-sentence-cut": N_("This sentence has {words} words. Perhaps cut it before “{cue}”."),
    "long-sentence-list": N_("This sentence has {words} words and many parts. Make a list of them."),
    "passive-without-actor": N_(
        "This does not say who does it. Does the reader need to know? Then name who acts: "
        "“we treat your request”."
    ),
    "nominalisation": N_("“{text}” hides what is done. Use the verb itself."),
    "nominalisation-light": N_("“{text}”: say it with one verb: {plain}."),
    "formal-word-archaic": N_("“{word}” is an old word. Write: {plain}."),
    "formal-word-formal": N_("“{word}” is a formal word. Write: {plain}."),
    "formal-word-roundabout": N_("“{word}” is a roundabout way. Write: {plain}."),
    "formal-word-legal": N_("“{word}” is a word of lawyers. Write: {plain}."),
    "formal-word-foreign": N_("“{word}” is a learned word. Write: {plain}."),
    "abbreviation-words": N_("Write “{short}” in words: {plain}."),
    "abbreviation-unexplained": N_("The abbreviation “{short}” is not explained in this text."),
    "jargon-administration": N_("“{word}” is a term of the administration. Explain it: {plain}."),
    "jargon-general": N_("“{word}” is a term that many do not know. Explain it: {plain}."),
    "jargon-digital": N_("“{word}” is a term of computers. Explain it: {plain}."),
    "double-negation": N_("“{text}” denies twice. Say what is so."),
    "double-negation-unless": N_("“Not … unless” is hard to follow. Write: only if …"),
    "long-compound": N_("“{word}” has {letters} letters. Take the word apart, or use a hyphen."),
    "wall-of-text": N_("This paragraph has {words} words. Make shorter ones, with a heading above them."),
    "heading-says-nothing": N_("The heading “{text}” does not say what the text is about."),
    "no-headings": N_("This text has {words} words and no headings. Put a heading above each subject."),
    "link-says-nothing": N_("“{text}” does not say where the link leads. Name the page in the link."),
    "link-call": N_("“{text}” does not help who cannot see the page. Name the button or the link."),
    "all-capitals": N_("Words in capitals are hard to read. Use small letters."),
    "date-in-figures": N_("Write the month as a word: {plain}."),
    "amount-english": N_(
        "“{text}” is the English way. Write a comma for cents, and full stops for thousands."
    ),
    "amount-dash": N_("A dash in an amount is hard to hear and to read. Leave it out: “20 euro”."),
    "amount-code": N_("Write euro, or the sign €, instead of EUR."),
    "reader-not-addressed": N_(
        "Is this about the reader? Then speak to the reader: “fill in the form”, “you can …”."
    ),
    "split-verb": N_("“{first}” and “{last}” belong together, but {words} words stand between them."),
}

CONTEXT = "hint"
"""Context of these messages in the catalogue."""
