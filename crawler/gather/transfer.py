"""Gather the `Transfer` artefact: what the visit took on the line, and what it left in the browser.

Nothing is loaded for it. It belongs before all that scrolls the page: what a reader would only load by
scrolling is not counted.
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.browser.base import Counts, Loaded, Tab
from crawler.parties import cookie_class, site_of, tracker_class
from drempel.errors import FetchError
from drempel.model.artefact import Exchange
from drempel.model.transfer import FromHost, Guards, SetCookie, StoredItem, Transfer

MAX_COOKIES: Final = 200
MAX_STORED: Final = 200
MAX_HOSTS: Final = 200
MAX_NAME: Final = 200
"""Letters of a name that are kept."""

MAX_POLICY: Final = 2_000

STORED: Final = """
async (most) => {
  // Names only. A page can be forbidden to store anything: then there is nothing.
  const found = [];
  const take = (where, names) => {
    for (const name of names) if (found.length < most) found.push([where, String(name).slice(0, 200)]);
  };
  try { take('local', Object.keys(localStorage)); } catch (error) { /* none */ }
  try { take('session', Object.keys(sessionStorage)); } catch (error) { /* none */ }
  try { take('indexed', (await indexedDB.databases()).map((one) => one.name)); } catch (error) { /* none */ }
  return found;
}
"""

_MAX_AGE = re.compile(r'(?:^|;)\s*max-age\s*=\s*"?(\d{1,12})"?\s*(?:;|$)', re.IGNORECASE)


async def gather_transfer(tab: Tab) -> Transfer:
    """Return what the page took and left until now; what is not known says so."""
    if not isinstance(tab, Counts):
        return Transfer(untested="no-network-events")
    loaded, exchange = tab.loaded, tab.exchange
    page_site = site_of(urlsplit(exchange.final_url).hostname or "")
    hosts = hosts_of(loaded, page_site)
    try:
        cookies = (await tab.devtools("Network.getAllCookies"))["cookies"]
        stored = await tab.evaluate(STORED, MAX_STORED)
    except FetchError as error:
        return Transfer(untested=error.reason.key)
    estimated = [one for one in loaded if one.is_estimated]
    split = urlsplit(exchange.final_url)
    return Transfer(
        requests=sum(one.is_answered for one in loaded),
        hosts=hosts,
        estimated_requests=len(estimated),
        estimated_bytes=sum(one.wire_bytes for one in estimated),
        unfinished_requests=sum(one.is_answered and not one.is_whole for one in loaded),
        failed_requests=sum(not one.is_answered for one in loaded),
        cookies=tuple(cookies_of(cookies, page_site, time.time())),
        stored=tuple(StoredItem(name, where, f"{split.scheme}://{split.netloc}") for where, name in stored),
        guards=guards_of(exchange, loaded),
    )


def hosts_of(loaded: Iterable[Loaded], page_site: str) -> tuple[FromHost, ...]:
    """Return what each host sent, most bytes first; also those that were asked and did not answer."""
    by_host: dict[str, list[Loaded]] = defaultdict(list)
    for one in loaded:
        if host := urlsplit(one.url).hostname:
            by_host[host].append(one)
    found = []
    for host, ones in by_host.items():
        by_kind: dict[str, int] = defaultdict(int)
        for one in ones:
            by_kind[one.kind] += one.wire_bytes
        answered = sum(one.is_answered for one in ones)
        site = site_of(host)
        found.append(
            FromHost(
                host,
                site,
                requests=answered,
                unanswered=len(ones) - answered,
                wire_bytes=sum(by_kind.values()),
                by_kind={kind: size for kind, size in by_kind.items() if size},
                is_third=site != page_site,
                tracker=tracker_class(host) if site != page_site else "",
            )
        )
    found.sort(key=lambda one: (-one.wire_bytes, one.host))
    return tuple(found[:MAX_HOSTS])


def cookies_of(cookies: Iterable[Mapping[str, Any]], page_site: str, now_s: float) -> Iterable[SetCookie]:
    """Yield what is kept of the cookies of the browser, as `Network.getAllCookies` gives them."""
    told = sorted(cookies, key=lambda one: (one["domain"].lstrip("."), one["name"]))
    for cookie in told[:MAX_COOKIES]:
        domain, name = cookie["domain"].lstrip("."), cookie["name"][:MAX_NAME]
        is_third = site_of(domain) != page_site
        expires = cookie.get("expires", -1)
        stays = not cookie.get("session") and expires > 0
        yield SetCookie(
            name,
            domain,
            is_third=is_third,
            lifetime_days=round(max(0.0, expires - now_s) / 86_400, 2) if stays else None,
            is_secure=bool(cookie.get("secure")),
            is_http_only=bool(cookie.get("httpOnly")),
            tracker=(tracker_class(domain) if is_third else "") or cookie_class(name),
        )


def guards_of(exchange: Exchange, loaded: Iterable[Loaded] = ()) -> Guards:
    """Return how the answer of the page protects its visitors."""
    headers = exchange.headers
    is_https = exchange.final_url.startswith("https:")
    asked = (exchange.url, *exchange.redirects)
    age = _MAX_AGE.search(headers.get("strict-transport-security", ""))
    plain = [one.url for one in loaded if one.url.startswith("http:") and one.kind != "document"]
    return Guards(
        is_https=is_https,
        http_led_to_https=is_https if any(url.startswith("http:") for url in asked) else None,
        hsts_s=int(age[1]) if age and is_https else None,
        csp=headers.get("content-security-policy", "")[:MAX_POLICY],
        has_nosniff="nosniff" in headers.get("x-content-type-options", "").lower(),
        referrer_policy=headers.get("referrer-policy", "")[:MAX_NAME],
        frame_options=headers.get("x-frame-options", "")[:MAX_NAME],
        permissions_policy=headers.get("permissions-policy", "")[:MAX_POLICY],
        mixed=tuple(dict.fromkeys(urlsplit(url).netloc for url in plain))[:MAX_HOSTS] if is_https else (),
    )
