"""The letter after a night: plain Dutch, and only about what became worse."""

import json
from dataclasses import replace

import pytest

from drempel.app import catalogue as checks
from drempel.i18n import catalogue
from drempel.model.issue import TrendLabel
from drempel.model.night import NightEnd
from drempel.model.snapshot import Reason
from reports.notice import MAX_NEWS, MAX_SITES, as_json, mail
from tests.nightly.samples import BACK, BROKEN, NEW, OVERDUE, QUIET, WORSE, night

DUTCH = catalogue("nl")


def test_the_letter_tells_per_site_what_became_worse() -> None:
    subject, body = mail(night(QUIET, WORSE, BROKEN, OVERDUE), DUTCH, checks())
    assert subject == "Drempel: 3 websites vragen uw aandacht"
    assert body == (
        "Drempel bekeek vannacht 2 websites. 3 websites vragen uw aandacht.\n"
        "\n"
        "Gemeente Dorp, https://dorp.example/\n"
        "- 1 nieuw probleem:\n"
        "  - De alt-tekst is een bestandsnaam (hindert sterk, op 4 pagina’s): https://dorp.example/nieuws\n"
        "- 1 probleem is terug:\n"
        "  - De alt-tekst is een bestandsnaam (hindert sterk, op 1 pagina): https://dorp.example/contact\n"
        "- Rapport: rapport/dorp/index.html\n"
        "\n"
        "Bibliotheek, https://bib.example/\n"
        "- De scan van deze website is niet gelukt. Vraag uw technicus om ernaar te kijken.\n"
        "    The server does not answer.\n"
        "\n"
        "Park, https://park.example/\n"
        "- De hele website is het laatst bekeken op 1 februari 2026.\n"
        "\n"
        "U krijgt dit bericht omdat uw adres in de instellingen van Drempel staat.\n"
        "Krijgt u geen bericht? Dan is er gescand, en is er niets slechter geworden.\n"
        "Een scan ziet maar een deel van alle drempels. Een mens moet de rest bekijken.\n"
    )


def test_a_page_that_was_wrongly_called_unchanged_is_told_with_the_rest() -> None:
    pages = tuple(f"https://dorp.example/{n}" for n in range(5))
    _, body = mail(night(replace(WORSE, differing=pages)), DUTCH, checks())
    assert (
        "- 5 pagina’s leken onveranderd. Toch oordeelden we er anders over toen we ze voor de zekerheid "
        "bezochten.\n  - https://dorp.example/0\n  - https://dorp.example/1\n  - https://dorp.example/2\n"
        "- Rapport"
    ) in body
    (site,) = json.loads(as_json(night(replace(WORSE, differing=pages, kept=20))))["sites"]
    assert (site["pages_unchanged"], site["proof_differs"]) == (20, list(pages))


def test_news_after_a_change_of_tools_says_that_it_need_not_be_of_the_site() -> None:
    changed = replace(WORSE, break_reasons=("axe", "limits"))
    _, body = mail(night(changed), DUTCH, checks())
    assert (
        "- Er is iets anders dan bij de vorige scan. Daardoor kan een probleem nieuw of opgelost lijken, "
        "terwijl er op de website niets veranderde: een andere versie van axe-core, andere grenzen.\n"
        "- Rapport"
    ) in body
    (site,) = json.loads(as_json(night(changed)))["sites"]
    assert site["break_reasons"] == ["axe", "limits"]


def test_a_waiver_that_has_ended_is_told() -> None:
    old = replace(NEW, label=TrendLabel.PERSISTING)
    told = replace(QUIET, reopened=(old, replace(old, pages=1)))
    assert night(told).is_worth_telling
    _, body = mail(night(told), DUTCH, checks())
    assert (
        "- De ontheffingen van 2 problemen zijn voorbij:\n"
        "  - De alt-tekst is een bestandsnaam (hindert sterk, op 4 pagina’s): https://dorp.example/nieuws\n"
    ) in body
    (site,) = json.loads(as_json(night(told)))["sites"]
    assert [one["label"] for one in site["reopened"]] == ["persisting", "persisting"]


def test_a_night_without_news_is_not_worth_telling() -> None:
    assert not night(QUIET).is_worth_telling
    assert not night(QUIET, end=NightEnd.TIME_UP).is_worth_telling
    for site in (WORSE, BROKEN, OVERDUE):
        assert night(QUIET, site).is_worth_telling
    assert night(end=NightEnd.BROKEN).is_worth_telling


def test_a_night_that_was_broken_off_says_why() -> None:
    subject, body = mail(night(end=NightEnd.BROKEN, error="drempel.db: the disk is full."), DUTCH)
    assert subject == "Drempel: de nachtelijke scan is niet gelukt"
    assert "    drempel.db: the disk is full.\n" in body


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("dns"), "de naam van de site bestaat niet"),
        (Reason("status", "418"), "antwoord 418"),
    ],
)
def test_a_site_of_which_no_page_was_seen_says_why(reason: Reason, said: str) -> None:
    unseen = replace(BROKEN, error="", unseen=reason)
    _, body = mail(night(unseen), DUTCH)
    assert f"    {said}\n" in body
    (site,) = json.loads(as_json(night(unseen)))["sites"]
    assert site["unseen"] == reason.key


def test_a_site_that_was_never_seen_whole_says_so() -> None:
    _, body = mail(night(replace(OVERDUE, last_complete_at=None)), DUTCH)
    assert "- De hele website is nog nooit bekeken.\n" in body


def test_long_news_is_counted() -> None:
    many = replace(WORSE, news=(NEW,) * (MAX_NEWS + 3) + (BACK,))
    subject, body = mail(night(*[many] * (MAX_SITES + 2)), DUTCH, checks())
    assert subject.startswith(f"Drempel: {MAX_SITES + 2} ")
    assert body.count("  - en nog 3\n") == MAX_SITES
    assert "\nEn nog 2 websites.\n" in body


def test_what_a_site_sends_cannot_steer_a_screen_or_a_header() -> None:
    nasty = replace(WORSE, entity_name="Dorp\x1b[2J\r\nBcc: x@y.example")
    subject, body = mail(night(nasty), DUTCH, checks())
    assert "\x1b" not in body
    assert "\r" not in body
    assert "\n" not in subject
    assert not any(line.startswith("Bcc:") for line in body.splitlines())


def test_the_same_as_json() -> None:
    told = json.loads(as_json(night(QUIET, WORSE, OVERDUE, end=NightEnd.TIME_UP)))
    assert told["schema_version"] == 1
    assert (told["event"], told["end"], told["sites_total"]) == ("nightly", "time-up", 3)
    dorp, park = told["sites"]
    assert (dorp["site"], dorp["new"], dorp["regressed"], dorp["overdue"]) == (WORSE.site_id, 1, 1, False)
    assert [one["label"] for one in dorp["news"]] == [TrendLabel.NEW, TrendLabel.REGRESSED]
    assert (park["end"], park["overdue"], park["last_complete_at"]) == (
        "not-reached",
        True,
        "2026-02-01T22:00:00+00:00",
    )
