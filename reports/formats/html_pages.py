"""The table of pages of the HTML report, in the order of the navigation.

To add a page: write a function that takes the `Book` and writes the page with `Book.page` (template extends
`report.html`, its main part begins with an `h1`), and add a line here.
"""

from drempel.i18n import N_
from reports import auditor, developer, editor
from reports.book import PROBLEMS, Part, ReportPage
from reports.catalogue import write_catalogue
from reports.direction import write_direction
from reports.problems import write_problems
from reports.rules import CATALOGUE
from reports.topics import has_answers, topic, write_addresses

READERS, TOPICS = Part.READERS, Part.TOPICS

PAGES = (
    ReportPage("index.html", N_("In short, for the direction"), READERS, write_direction, sections=("kort",)),
    ReportPage(
        editor.PAGE,
        N_("For editors"),
        READERS,
        editor.write_editor,
        (f"{editor.STEM}-*.html",),
        ("redactie",),
    ),
    ReportPage(
        developer.PAGE,
        N_("For developers"),
        READERS,
        developer.write_developer,
        (f"{developer.STEM}-*.html",),
        ("ontwikkeling",),
    ),
    ReportPage(
        auditor.PAGE,
        N_("For auditors"),
        READERS,
        auditor.write_auditor,
        (f"{auditor.SAMPLE}*.html",),
        ("auditor",),
    ),
    ReportPage(
        PROBLEMS,
        N_("Problems"),
        TOPICS,
        write_problems,
        ("problemenlijst*.html", "probleem-*.html"),
        (
            "problemen",
            "norm",
            "not-yet-required",
            "questions",
            "best-practice",
            "beyond",
            "waived",
            "false-alarm",
        ),
    ),
    ReportPage(
        "dekking.html",
        N_("What we looked at, and what not"),
        TOPICS,
        topic("dekking"),
        sections=("dekking", "niet-getest"),
    ),
    ReportPage(
        "verandering.html", N_("What changed"), TOPICS, topic("verandering"), sections=("verandering",)
    ),
    ReportPage("taal.html", N_("Plain language"), TOPICS, topic("taal"), sections=("leesbaarheid",)),
    ReportPage(
        "wie-blijft-achter.html",
        N_("Who is left behind?"),
        TOPICS,
        topic("wie-blijft-achter"),
        sections=("wie-blijft-achter",),
    ),
    ReportPage("kanalen.html", N_("Channels per service"), TOPICS, topic("kanalen"), sections=("kanalen",)),
    ReportPage(
        "verklaring.html",
        N_("Accessibility statement"),
        TOPICS,
        topic("verklaring"),
        sections=("verklaring",),
    ),
    ReportPage("documenten.html", N_("Documents"), TOPICS, topic("documenten"), sections=("documenten",)),
    ReportPage(
        "mensen.html",
        N_("What people found themselves"),
        TOPICS,
        topic("mensen"),
        sections=("mensen",),
        is_there=has_answers,
    ),
    ReportPage(
        CATALOGUE,
        N_("Checks explained"),
        TOPICS,
        write_catalogue,
        ("regel-*.html", "uitleg*.html"),
        sections=("regels",),
    ),
    ReportPage("bezoek.html", N_("What a visit costs"), TOPICS, topic("bezoek"), sections=("bezoek",)),
    ReportPage(
        "paginas.html",
        N_("Pages"),
        TOPICS,
        write_addresses,
        ("paginas-*.html",),
        ("paginas",),
    ),
)
