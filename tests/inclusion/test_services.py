"""Which pages are services, and which belong together: hand-made sites, with temptations."""

from collections.abc import Sequence

import pytest

from drempel.inclusion.key_pages import key_pages_of
from drempel.inclusion.service_names import about, likeness
from drempel.inclusion.services import services_of, unseen
from drempel.inclusion.site_pages import page_key
from drempel.model.facts import Facts, FormStep
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service, ServiceCorrection
from tests.inclusion.sites import BASE, CONTACT, HOME, page

Site = Sequence[SeenPage]
Wanted = dict[str, list[str]]


def found(site: Site, *corrections: ServiceCorrection) -> Wanted:
    """Return name → paths of each service, the main page first."""
    services = services_of(site, corrections)
    return {one.name: [url.removeprefix(BASE) for url in one.pages] for one in services}


SITES: dict[str, tuple[Site, Wanted]] = {
    "a page by itself": (
        [HOME, page("/diensten/paspoort", "Paspoort")],
        {"Paspoort": ["/diensten/paspoort"]},
    ),
    "a form that the page leads to": (
        [
            page("/paspoort", "Paspoort", to=[("/e/123", "Vraag online aan")]),
            page("/e/123", "Uw gegevens", "form"),
        ],
        {"Paspoort": ["/paspoort", "/e/123"]},
    ),
    "a form of the same name that nothing leads to": (
        [
            page("/paspoort", "Paspoort"),
            page("/formulieren/paspoort", "Formulier paspoort aanvragen", "form"),
        ],
        {"Paspoort": ["/paspoort", "/formulieren/paspoort"]},
    ),
    "a form below the page": (
        [page("/premie", "Premie voor isolatie"), page("/premie/aanvragen", "Aanvragen", "form")],
        {"Premie voor isolatie": ["/premie", "/premie/aanvragen"]},
    ),
    "steps by number": (
        [
            page("/verhuizen", "Verhuizing melden", to=[("/f/stap-1", "Start")]),
            page("/f/stap-2", "Uw adres", "form"),
            page("/f/stap-1", "Wie bent u", "form"),
        ],
        {"Verhuizing melden": ["/verhuizen", "/f/stap-1", "/f/stap-2"]},
    ),
    "steps in the query": (
        [
            page("/f?form=7&stap=2", "Uw kind", "form", step=FormStep(2, 2)),
            page("/f?form=7&stap=1", "Uzelf", "form", step=FormStep(1, 2)),
        ],
        {"Uzelf": ["/f?form=7&stap=1", "/f?form=7&stap=2"]},
    ),
    "numbers that are no steps": (
        [page("/f/1", "Hond aangeven", "form"), page("/f/2", "Boom kappen", "form")],
        {"Boom kappen": ["/f/2"], "Hond aangeven": ["/f/1"]},
    ),
    "a page to log in": (
        [
            page("/attest", "Attest van woonst", to=[("/aanmelden", "Aanmelden")]),
            page("/aanmelden", "Aanmelden", "login", login_ways=("itsme",)),
        ],
        {"Attest van woonst": ["/attest", "/aanmelden"]},
    ),
    "a page to log in that nothing leads to": (
        [page("/attest", "Attest van woonst"), page("/aanmelden", "Aanmelden", "login")],
        {"Attest van woonst": ["/attest"]},
    ),
    "what stands below its address": (
        [
            page("/rijbewijs", "Rijbewijs"),
            page("/rijbewijs/pasfoto", "De pasfoto", "other"),
            page("/rijbewijs/nieuws/staking", "Staking", "other"),
            page("/rijbewijzen-cijfers", "Cijfers", "other"),
        ],
        {"Rijbewijs": ["/rijbewijs", "/rijbewijs/pasfoto"]},
    ),
    "costs below a service are no service": (
        [page("/rijbewijs", "Rijbewijs"), page("/rijbewijs/kostprijs", "Kostprijs rijbewijs")],
        {"Rijbewijs": ["/rijbewijs", "/rijbewijs/kostprijs"]},
    ),
    "another service below a service": (
        [page("/paspoort", "Paspoort"), page("/paspoort/verlies", "Paspoort verloren of gestolen")],
        {"Paspoort": ["/paspoort"], "Paspoort verloren of gestolen": ["/paspoort/verlies"]},
    ),
    "the same service at two addresses": (
        [page("/burger/paspoort", "Paspoort aanvragen"), page("/thema/reizen/paspoort", "Paspoort")],
        {"Paspoort aanvragen": ["/burger/paspoort", "/thema/reizen/paspoort"]},
    ),
    "news about a service": (
        [
            page("/paspoort", "Paspoort"),
            page("/nieuws/paspoort-duurder", "Paspoort aanvragen wordt duurder", "news"),
        ],
        {"Paspoort": ["/paspoort"]},
    ),
    "news that reads as a service": (
        [page("/paspoort", "Paspoort"), page("/nieuws/2026/premie", "Nieuwe premie aanvragen")],
        {"Paspoort": ["/paspoort"]},
    ),
    "an event to register for": ([page("/agenda/kermis", "Inschrijven voor de kermis")], {}),
    "a text that rules on a service": (
        [page("/b/reglement", "Retributiereglement parkeerkaart aanvragen"), page("/p", "Parkeerkaart")],
        {"Parkeerkaart": ["/p"]},
    ),
    "a list in parts": ([page("/premies?page=2", "Premies")], {}),
    "the home page reads as a service": ([page("/", "Vraag uw attest aan")], {}),
    "an overview of what is below": (
        [
            page("/premies", "Premies aanvragen", to=["/premies/a", "/premies/b", "/premies/c"]),
            page("/premies/a", "Premie voor dakisolatie"),
            page("/premies/b", "Premie voor regenput"),
            page("/premies/c", "Premie voor geveltuin"),
        ],
        {
            "Premie voor dakisolatie": ["/premies/a"],
            "Premie voor geveltuin": ["/premies/c"],
            "Premie voor regenput": ["/premies/b"],
        },
    ),
    "an overview of what stands elsewhere": (
        [
            page("/loket", "Aanvragen en aangeven", to=["/a", "/b", "/c", "/d"], ways="click"),
            page("/a", "Paspoort"),
            page("/b", "Rijbewijs"),
            page("/c", "Huwelijk"),
            page("/d", "Geboorte"),
        ],
        {"Geboorte": ["/d"], "Huwelijk": ["/c"], "Paspoort": ["/a"], "Rijbewijs": ["/b"]},
    ),
    "a service that names others": (
        [
            page("/verhuizen", "Verhuizen", to=["/a", "/b", "/c", "/d", ("/f", "Meld uw verhuizing")]),
            page("/a", "Paspoort"),
            page("/b", "Rijbewijs"),
            page("/c", "Huwelijk"),
            page("/d", "Geboorte"),
            page("/f", "Verhuizing melden", "form"),
        ],
        {
            "Geboorte": ["/d"],
            "Huwelijk": ["/c"],
            "Paspoort": ["/a"],
            "Rijbewijs": ["/b"],
            "Verhuizen": ["/verhuizen", "/f"],
        },
    ),
    "two services with one form": (
        [
            page("/dak", "Premie voor dakisolatie", to=[("/f", "Premie aanvragen")]),
            page("/put", "Premie voor regenput", to=[("/f", "Premie aanvragen")]),
            page("/f", "Aanvraagformulier woonpremies", "form"),
        ],
        {"Premie voor dakisolatie": ["/dak", "/f"], "Premie voor regenput": ["/put", "/f"]},
    ),
    "a form that every service leads to": (
        [
            *(
                page(f"/{name}", f"Dienst {name}", to=[("/meld", "Meld een klacht")])
                for name in ("afval", "wegen", "groen", "water", "licht", "sport")
            ),
            page("/meld", "Klacht over een ambtenaar", "form"),
        ],
        {
            **{
                f"Dienst {name}": [f"/{name}"]
                for name in ("afval", "groen", "licht", "sport", "water", "wegen")
            },
            "Klacht over een ambtenaar": ["/meld"],
        },
    ),
    "lees ook leads to the form of another service": (
        [
            page("/paspoort", "Paspoort", to=[("/f", "Lees ook: rijbewijs")]),
            page("/rijbewijs", "Rijbewijs", to=[("/f", "Aanvragen")]),
            page("/f", "Rijbewijs aanvragen", "form"),
        ],
        {"Paspoort": ["/paspoort"], "Rijbewijs": ["/rijbewijs", "/f"]},
    ),
    "a form without a page": ([page("/f", "Sluikstort melden", "form")], {"Sluikstort melden": ["/f"]}),
    "a form that is no service": ([page("/f", "Nieuwsbrief", "form", service=False)], {}),
    "contact, search and privacy": (
        [CONTACT, page("/zoeken", "Zoeken", "search"), page("/privacy", "Privacy", "legal")],
        {},
    ),
    "names that say nothing are not joined": (
        [page("/a/aanvragen", "Aanvragen"), page("/b/aanvragen", "Aanvragen", sure=0.7)],
        {"Aanvragen": ["/b/aanvragen"]},
    ),
    "with and without www and slash": (
        [
            page("/paspoort/", "Paspoort", to=[("https://gemeente.example/f/", "Aanvragen")]),
            page("/f", "Gegevens", "form"),
        ],
        {"Paspoort": ["/paspoort/", "/f"]},
    ),
    "a document is no page": (
        [page("/paspoort", "Paspoort", to=[("/paspoort/aanvraag.pdf", "Formulier")])],
        {"Paspoort": ["/paspoort"]},
    ),
    "a site about one service": (
        [page("/", "Studietoelagen", "home"), page("/aanvraag", "Studietoelage aanvragen", "form")],
        {"Studietoelage aanvragen": ["/aanvraag"]},
    ),
    "nothing at all": ([], {}),
}


@pytest.mark.parametrize("name", SITES)
def test_the_services_of_a_site(name: str) -> None:
    site, wanted = SITES[name]
    assert found(site) == wanted


def test_the_order_of_the_pages_does_not_matter() -> None:
    for name, (site, wanted) in SITES.items():
        assert found([*reversed(site)]) == wanted, name


def test_pages_without_facts_are_passed_over() -> None:
    assert (
        services_of([SeenPage(f"{BASE}/a", "A"), SeenPage(f"{BASE}/b", "B", artefacts={Facts: Facts()})])
        == ()
    )


# Corrections


PASSPORT = [
    page("/paspoort", "Paspoort"),
    page("/snel", "Spoedprocedure"),
    page("/info", "Achtergrond", "other"),
    page("/f", "Iets anders", "form"),
]


def test_the_settings_say_what_is_no_service() -> None:
    wrong = ServiceCorrection(f"{BASE}/snel", is_service=False)
    assert list(found(PASSPORT, wrong)) == ["Iets anders", "Paspoort"]


def test_the_settings_give_name_and_pages() -> None:
    mine = ServiceCorrection(f"{BASE}/paspoort/", "Reispas", (f"{BASE}/snel", f"{BASE}/f"))
    assert found(PASSPORT, mine) == {"Reispas": ["/paspoort", "/snel", "/f"]}
    (service,) = services_of(PASSPORT, [mine])
    assert (service.confidence, [form.pages for form in service.forms]) == (1.0, [(f"{BASE}/f",)])


def test_the_settings_name_a_service_that_was_not_found() -> None:
    mine = ServiceCorrection(f"{BASE}/info")
    assert found(PASSPORT, mine)["Achtergrond"] == ["/info"]


def test_a_correction_of_a_page_that_was_not_seen_does_nothing_and_is_told() -> None:
    mine = ServiceCorrection(f"{BASE}/weg", "Weg", (f"{BASE}/info", f"{BASE}/ook-weg"))
    assert found(PASSPORT, mine) == found(PASSPORT)
    assert unseen(PASSPORT, [mine]) == (f"{BASE}/weg", f"{BASE}/ook-weg")


# What is told of a service


def one(*site: SeenPage) -> Service:
    (service,) = services_of(site)
    return service


def test_a_form_and_a_channel_make_a_service_surer() -> None:
    alone = one(page("/a", "Paspoort", sure=0.7))
    able = one(page("/a", "Paspoort", sure=0.7, ways="click"))
    formed = one(page("/a", "Paspoort", sure=0.7, ways="click"), page("/a/f", "Aanvragen", "form"))
    assert alone.confidence < able.confidence < formed.confidence <= 0.97


def test_steps_and_required_fields_of_a_form() -> None:
    steps = ("Wie", "Wat", "Klaar")
    service = one(
        page("/f?stap=1", "Melding", "form", step=FormStep(1, 3, steps), required_fields=2),
        page("/f?stap=2", "Melding", "form", step=FormStep(2, 3, steps), required_fields=4),
    )
    (form,) = service.forms
    assert (form.required_fields, form.steps, form.step_names, len(form.pages)) == (6, 3, steps, 2)


def test_documents_that_are_linked() -> None:
    service = one(
        page("/a", "Premie", to=[("/x.pdf", "Reglement"), ("/x.pdf#2", "Weer"), ("/y.DOCX", "Y"), "/z"])
    )
    assert [(doc.url.removeprefix(BASE), doc.seen.text) for doc in service.documents] == [
        ("/x.pdf", "Reglement"),
        ("/y.DOCX", "Y"),
    ]


def test_where_a_service_was_seen() -> None:
    service = one(page("/a", "Paspoort", to=[("/f", "Aanvragen")]), page("/f", "Uw gegevens", "form"))
    assert [(place.page_url.removeprefix(BASE), place.text) for place in service.seen] == [
        ("/a", "Paspoort"),
        ("/f", "Uw gegevens"),
    ]


# Names and addresses


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Paspoort aanvragen", {"paspoort"}),
        ("Hoe vraag je een premie voor dakisolatie aan?", {"premi", "dakisolati"}),
        ("Online aanvragen", set()),
        ("Stap 2 van 3", set()),
        ("Verhuizing of verhuizen", {"verhuiz"}),
        ("Vergunning, vergunningen", {"vergunn"}),
        ("Eénmalige bijdrage", {"eenmalig", "bijdrag"}),
        ("", set()),
    ],
)
def test_what_a_name_is_about(name: str, words: set[str]) -> None:
    assert about(name) == words


def test_names_that_say_nothing_are_like_nothing() -> None:
    assert likeness(frozenset(), frozenset()) == 0
    assert likeness(about("Paspoort"), about("Paspoort verloren")) == 0.5


def test_addresses_of_one_page() -> None:
    same = {"http://www.x.be/a/", "https://x.be/a", "https://www.x.be/a/index.html#boven", "https://X.be/a"}
    assert {page_key(url) for url in same} == {"x.be/a"}
    assert len({page_key(url) for url in ("https://x.be/a", "https://x.be/a?b=1", "https://x.be:81/a")}) == 3
    assert page_key("http://[kapot") == "http://[kapot"


# Key pages


def test_the_key_pages_of_a_site_and_why() -> None:
    site = [
        HOME,
        CONTACT,
        page("/mijn-dossier", "Aanmelden", "login"),
        page("/zoeken", "Zoeken", "search"),
        page("/sitemap", "Sitemap", "other"),
        page("/faq", "Veelgestelde vragen", "other"),
        page("/privacy", "Privacy", "legal"),
        page("/toegankelijkheid", "Toegankelijkheidsverklaring", "statement"),
        page("/klachten", "Klachten", "other"),
        page("/nieuws/contact-met-dieren", "Contact met dieren", "news"),
        page("/premie", "Hulp in huis"),
    ]
    assert [(key.kind, key.url.removeprefix(BASE), key.why) for key in key_pages_of(site)] == [
        ("home", "/", "start"),
        ("contact", "/contact", "facts"),
        ("login", "/mijn-dossier", "facts"),
        ("search", "/zoeken", "facts"),
        ("sitemap", "/sitemap", "name"),
        ("help", "/faq", "name"),
        ("legal", "/privacy", "facts"),
        ("statement", "/toegankelijkheid", "facts"),
        ("feedback", "/klachten", "name"),
    ]
    assert all(key.seen.page_url == key.url for key in key_pages_of(site))


def test_of_many_pages_of_a_kind_the_first_are_kept() -> None:
    site = [page(f"/dienst/{n}/contact", "Contact", "contact") for n in range(9)] + [CONTACT]
    keys = key_pages_of(site)
    assert len(keys) == 5
    assert keys[0].url == f"{BASE}/contact"
