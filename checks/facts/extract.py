"""Join the readers: from the page tree to its `Facts`."""

import structlog

from checks.facts.addresses import counter_addresses
from checks.facts.aid import automatic_right_of, digital_help_place_of, help_near_of, mandate_of
from checks.facts.bodies import Bodies
from checks.facts.channels import channels_of, pdf_only_of
from checks.facts.chat import chat_of
from checks.facts.consent import cookie_of
from checks.facts.emails import emails_of
from checks.facts.forms import form_facts
from checks.facts.hours import opening_hours_of
from checks.facts.hurdles import captcha_of, time_limit_of
from checks.facts.languages import other_languages_of
from checks.facts.leads import leads_of
from checks.facts.logins import login_ways_of
from checks.facts.page import Page
from checks.facts.phones import phones_of
from checks.facts.services import service_of
from checks.facts.steps import form_step_of
from checks.facts.structured import stated_of
from drempel.dom import Dom
from drempel.model.facts import Evidence, Facts

log = structlog.get_logger()

MAX_PLACES = 10
_NAME = "facts"


def facts_of(dom: Dom) -> Facts:
    """Return what a citizen can find on a page, read once; of a document that is no HTML nothing is known."""
    if _NAME not in dom.memo:
        try:
            dom.memo[_NAME] = _read(dom) if dom.is_html else Facts()
        except Exception as error:  # the facts of a page are one unit of work
            log.error("facts_broke", url=dom.url, error=type(error).__name__, exc_info=error)
            dom.memo[_NAME] = Facts()
    facts: Facts = dom.memo[_NAME]
    return facts


def _read(dom: Dom) -> Facts:
    page = Page(dom)
    bodies = Bodies(page)
    forms = form_facts(page)
    stated = stated_of(page)
    phones, phone_places = phones_of(page, bodies, stated)
    emails, email_places = emails_of(page, bodies)
    login_ways, login_places = login_ways_of(page)
    service = service_of(page, forms, login_ways)
    addresses, address_places = counter_addresses(page, bodies, service.kind, stated)
    hours, hour_places, week = opening_hours_of(page, service.kind, stated)
    channels, channel_places = channels_of(page, service, bool(phones), bool(addresses))
    pdf_only, pdf_places = pdf_only_of(page, service, bool(channels and channels["click"]))
    captcha, captcha_places = captcha_of(page)
    time_limit, limit_places = time_limit_of(page)
    help_near, help_places = help_near_of(page, service.kind)
    help_place, help_place_places = digital_help_place_of(page, service.kind)
    mandate, mandate_places = mandate_of(page)
    right, right_places = automatic_right_of(page, service.is_service)
    languages, language_places = other_languages_of(page)
    cookie, cookie_places = cookie_of(page)
    chat, chat_places = chat_of(page)
    places: dict[str, tuple[Evidence, ...]] = {
        "kind": service.places,
        "is_service": service.places if service.is_service else (),
        "phones": phone_places,
        "addresses_counter": address_places,
        "opening_hours": hour_places,
        "emails": email_places,
        "email_required": forms.email_places,
        "login_ways": login_places,
        "channels": tuple(place for found in channel_places.values() for place in found),
        **channel_places,
        "required_fields": forms.required_places,
        "asks_known_data": forms.known_places,
        "pdf_only": pdf_places,
        "captcha": captcha_places,
        "time_limit": limit_places,
        "help_near": help_places,
        "digital_help_place": help_place_places,
        "mandate": mandate_places,
        "automatic_right": right_places,
        "other_language": language_places,
        "cookie": cookie_places,
        "chat": chat_places,
    }
    return Facts(
        kind=service.kind,
        is_service=service.is_service,
        service_confidence=round(service.confidence, 2),
        phones=phones,
        addresses_counter=addresses,
        opening_hours=hours,
        emails=emails,
        email_required=forms.email_required,
        login_ways=login_ways,
        channels=channels,
        required_fields=forms.required_fields,
        asks_known_data=forms.known,
        pdf_only=pdf_only,
        captcha=captcha,
        time_limit=time_limit,
        help_near=help_near,
        digital_help_place=help_place,
        mandate=mandate,
        automatic_right=right,
        other_language=languages,
        cookie=cookie,
        chat=chat,
        hours=week,
        leads=leads_of(page),
        form_step=form_step_of(page, bool(forms.fields)),
        evidence={name: found[:MAX_PLACES] for name, found in places.items() if found},
    )
