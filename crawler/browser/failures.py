"""Foreign errors become `FetchError` here and nowhere else: a closed list, permanent or worth a retry."""

import re

from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

# Chromium's net error names (net_error_list.h) → outcome, reason, permanent.
_NET: tuple[tuple[str, FetchOutcome, str, bool], ...] = (
    (r"TIMED_OUT|CONNECTION_TIMED_OUT", FetchOutcome.TIMEOUT, "navigation", False),
    # An error status without a body.
    (r"HTTP_RESPONSE_CODE_FAILURE", FetchOutcome.HTTP_ERROR, "status", False),
    (r"NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+", FetchOutcome.HTTP_ERROR, "dns", False),
    (r"CERT_\w+|SSL_\w+|BAD_SSL\w*|TLS13\w*", FetchOutcome.HTTP_ERROR, "tls", True),
    (r"TOO_MANY_REDIRECTS", FetchOutcome.HTTP_ERROR, "redirect-loop", True),
    (
        r"(CONNECTION|NETWORK|ADDRESS|INTERNET|SOCKET|TUNNEL|PROXY)_\w+|EMPTY_RESPONSE",
        FetchOutcome.HTTP_ERROR,
        "refused",
        False,
    ),
    (
        r"INVALID_\w+|RESPONSE_HEADERS_\w+|CONTENT_LENGTH_MISMATCH|INCOMPLETE_\w+|CONTENT_DECODING_FAILED|"
        r"HTTP2?_\w+|UNEXPECTED|FAILED",
        FetchOutcome.HTTP_ERROR,
        "truncated",
        False,
    ),
    (
        r"BLOCKED_BY_\w+|UNSAFE_PORT|(UNKNOWN|DISALLOWED)_URL_SCHEME|ACCESS_DENIED",
        FetchOutcome.UNSAFE,
        "scheme",
        True,
    ),
    (r"ABORTED", FetchOutcome.NOT_HTML, "media-type", True),
    (r"INSUFFICIENT_RESOURCES|OUT_OF_MEMORY", FetchOutcome.CRASHED, "renderer", False),
)
_NET_NAME = re.compile(r"ERR_([A-Z0-9_]+)")


def timed_out(what: str, seconds: float) -> FetchError:
    """Return the error for a deadline that passed; worth a second try."""
    return FetchError(FetchOutcome.TIMEOUT, Reason(what, f"{seconds:g} s"), permanent=False)


def crashed(what: str, detail: str = "") -> FetchError:
    """Return the error for a page or browser that died; worth a second try."""
    return FetchError(FetchOutcome.CRASHED, Reason(what, detail[:200]), permanent=False)


def led_away(url: str) -> FetchError:
    """Return the error for a page that sends its visitors out of the site."""
    return FetchError(FetchOutcome.REDIRECTED_OUT_OF_SCOPE, Reason("redirect", url), permanent=True, url=url)


def from_browser(error: Exception) -> FetchError:
    """Translate an exception of Playwright or Selenium by the text that Chromium gave it."""
    text = str(error).split("\n", 1)[0]
    if isinstance(error, FetchError):
        return error
    if found := _NET_NAME.search(text):
        for pattern, outcome, key, permanent in _NET:
            if re.fullmatch(pattern, found[1]):
                return FetchError(outcome, Reason(key, f"ERR_{found[1]}"), permanent=permanent)
        return FetchError(FetchOutcome.HTTP_ERROR, Reason("refused", f"ERR_{found[1]}"), permanent=False)
    lowered = text.lower()
    if "download is starting" in lowered:
        return FetchError(FetchOutcome.NOT_HTML, Reason("media-type", "download"), permanent=True)
    if "timeout" in lowered or "timed out" in lowered:
        return FetchError(FetchOutcome.TIMEOUT, Reason("navigation", text[:200]), permanent=False)
    if "invalid url" in lowered or "cannot navigate to invalid" in lowered or "invalid argument" in lowered:
        return FetchError(FetchOutcome.UNSAFE, Reason("scheme", text[:200]), permanent=True)
    if "crash" in lowered or "has been closed" in lowered or "disconnected" in lowered:
        return FetchError(FetchOutcome.CRASHED, Reason("renderer", text[:200]), permanent=False)
    return FetchError(FetchOutcome.CRASHED, Reason("browser", text[:200]), permanent=False)
