"""Foreign errors become `FetchError` here and nowhere else: a closed list, permanent or worth a retry."""

import re

from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

# Chromium's net error names (net_error_list.h) → outcome, reason, permanent. The first that fits counts.
_NET: tuple[tuple[str, FetchOutcome, str, bool], ...] = (
    (r"(CONNECTION_)?TIMED_OUT|CONTEXT_SHUT_DOWN", FetchOutcome.TIMEOUT, "navigation", False),
    # An error status without a body.
    (r"HTTP_RESPONSE_CODE_FAILURE", FetchOutcome.HTTP_ERROR, "status", False),
    (r"NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+|ICANN_NAME_COLLISION|HOST_RESOLVER_\w+",
     FetchOutcome.HTTP_ERROR, "dns", False),
    (r"CERT_\w+|CERTIFICATE_\w+|SSL_\w+|BAD_SSL\w*|TLS13\w*|ECH_\w+|INSECURE_RESPONSE|PINNED_\w+|"
     r"(CLIENT|ROOT)_\w*CERT\w*|NO_PRIVATE_KEY_FOR_CERT",
     FetchOutcome.HTTP_ERROR, "tls", True),
    (r"TOO_MANY_REDIRECTS", FetchOutcome.HTTP_ERROR, "redirect-loop", True),
    # A redirect to where a browser does not go (file:, data:, ...), and what it blocks of its own accord.
    (r"UNSAFE_(REDIRECT|PORT)|(UNKNOWN|DISALLOWED)_URL_SCHEME|BLOCKED_BY_(CLIENT|ADMINISTRATOR)|"
     r"FAILED_TO_LOAD_FILE|INVALID_URL",
     FetchOutcome.UNSAFE, "scheme", True),
    (r"BLOCKED_BY_(LOCAL|PRIVATE)_NETWORK_ACCESS_CHECKS|NETWORK_ACCESS_(DENIED|REVOKED)",
     FetchOutcome.UNSAFE, "private-address", True),
    (r"RESPONSE_HEADERS_TOO_BIG|RESPONSE_BODY_TOO_BIG\w*|FILE_TOO_BIG|MSG_TOO_BIG|REQUEST_BODY_TOO_BIG",
     FetchOutcome.HTTP_ERROR, "too-large", True),
    # Credentials that fail, headers that forbid showing the page: the same next time.
    (r"(INVALID|MISSING|UNEXPECTED|UNSUPPORTED|MISCONFIGURED)_AUTH\w*|ACCESS_DENIED|BLOCKED_BY_\w+",
     FetchOutcome.HTTP_ERROR, "refused", True),
    (r"RESPONSE_HEADERS_\w+|INVALID_(REDIRECT|HTTP_RESPONSE|RESPONSE|ARGUMENT)|MALFORMED_\w+",
     FetchOutcome.HTTP_ERROR, "truncated", True),
    (r"CONTENT_\w+|INCOMPLETE_\w+|INVALID_\w+|HTTP2?_\w+|QUIC_\w+|ZSTD_\w+|DICTIONARY_\w+|"
     r"UNEXPECTED\w*|FAILED",
     FetchOutcome.HTTP_ERROR, "truncated", False),
    (r"(CONNECTION|NETWORK|ADDRESS|INTERNET|SOCKET|SOCKS|TUNNEL|PROXY|MANDATORY_PROXY|NO_SUPPORTED)_\w+|"
     r"EMPTY_RESPONSE",
     FetchOutcome.HTTP_ERROR, "refused", False),
    (r"ABORTED", FetchOutcome.NOT_HTML, "media-type", True),
    (r"INSUFFICIENT_RESOURCES|OUT_OF_MEMORY|BLOCKED_IN_\w+|CACHE_\w+",
     FetchOutcome.CRASHED, "renderer", False),
)  # fmt: skip
_NET_NAME = re.compile(r"ERR_([A-Z0-9_]+)")


def timed_out(what: str, seconds: float) -> FetchError:
    """Return the error for a deadline that passed; worth a second try."""
    return FetchError(FetchOutcome.TIMEOUT, Reason(what, f"{seconds:g} s"), permanent=False)


def crashed(what: str, detail: str = "") -> FetchError:
    """Return the error for a page or browser that died; worth a second try."""
    return FetchError(FetchOutcome.CRASHED, Reason(what, detail[:200]), permanent=False)


def out_of_memory(mib: int, *, permanent: bool) -> FetchError:
    """Return the error for a page that took more memory than it may, by itself or together with others."""
    return FetchError(FetchOutcome.CRASHED, Reason("memory", f"{mib} MiB"), permanent=permanent)


def led_away(url: str) -> FetchError:
    """Return the error for a page that sends its visitors out of the site."""
    return FetchError(FetchOutcome.REDIRECTED_OUT_OF_SCOPE, Reason("redirect", url), permanent=True, url=url)


def replaced() -> FetchError:
    """Return the error for a page that put another document in its place while it was gathered."""
    return FetchError(
        FetchOutcome.CRASHED,
        Reason("navigation", "the page was replaced while it was judged"),
        permanent=False,
    )


def truncated(detail: str) -> FetchError:
    """Return the error for a document of which a part did not arrive."""
    return FetchError(FetchOutcome.HTTP_ERROR, Reason("truncated", detail), permanent=False)


def unsafe(url: str) -> FetchError:
    """Return the error for an address that leads to something that is no web address."""
    return FetchError(FetchOutcome.UNSAFE, Reason("scheme", url[:200]), permanent=True, url=url)


def not_a_page(what: str) -> FetchError:
    """Return the error for an answer that is no page: a download, or nothing at all."""
    return FetchError(FetchOutcome.NOT_HTML, Reason("media-type", what), permanent=True)


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
