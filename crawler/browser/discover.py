"""Find a browser: from the settings, Playwright's own Chromium, or an installed Chrome, Edge or Chromium."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from drempel.errors import SetupError

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    ),
}

_OTHERS = re.compile(r"firefox|safari|webkit|epiphany|librewolf|waterfox", re.IGNORECASE)
"""Names of browsers without the DevTools protocol: they would start, and not answer until a deadline."""

# Chromium takes the last list that it is given, so Playwright's own wishes stand here too: without them an
# http address would be tried as https first, and a redirect after a preflight would fail under our eyes.
_UNWANTED = (
    "AimEnabled",
    "AutofillServerCommunication",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "IsolateOrigins",
    "LensOverlay",
    "MediaRouter",
    "NetworkErrorLogging",
    "NetworkPrediction",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "Prerender2",
    "Reporting",
    "ThirdPartyStoragePartitioning",
    "Translate",
    "WebRtcHideLocalIpsWithMdns",
    # Each window would get a second page, with a process of its own, for suggestions below its address bar.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
    "site-per-process",
)

_NOBODY = "http://drempel.local:9/"
"""A port that Chromium never connects to: whoever is sent there asks nobody. (No host that a page may have:
Chromium gives the host that stands for its maker a process of its own.)"""

HEAP_MIB = 512
"""What scripts of one page may keep; a page that wants more ends alone."""

QUIET_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # What plays by itself where visitors allow it plays here too, for nobody to hear.
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--disable-features=" + ",".join(_UNWANTED),
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-pings",
    # One process for a page and all its frames: what a frame sends is then held up with the page's own
    # requests, and its content is seen. A tab lives for one host and holds nobody's secrets.
    "--disable-site-isolation-trials",
    # Their requests belong to no page, so no tab could hold them up.
    "--disable-shared-workers",
    "--deny-permission-prompts",
    # The browser's own questions to its maker.
    f"--gaia-url={_NOBODY}",
    f"--component-updater=url-source={_NOBODY}",
    f"--js-flags=--max-old-space-size={HEAP_MIB}",
)
"""Flags that keep the browser from talking to anyone but the page's own hosts."""

UNWANTED_DEFAULTS = ("--disable-popup-blocking",)
"""What drivers switch on for testers and we do not want: pages shall open no windows."""

PREFERENCES: Mapping[str, Any] = {
    # 2: load nothing ahead of need (speculation rules, preconnect).
    "net": {"network_prediction_options": 2},
    # 3: no downloads.
    "download_restrictions": 3,
    "signin": {"allowed": False},
    "profile": {"default_content_setting_values": {"notifications": 2, "geolocation": 2, "media_stream": 2}},
    "credentials_enable_service": False,
    "translate": {"enabled": False},
}
"""Settings of the browser's profile for what no flag switches off."""


def launch_flags() -> tuple[str, ...]:
    """Return the flags for this machine; as root on Linux Chromium only runs without its sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return (*QUIET_FLAGS, "--no-sandbox") if as_root else QUIET_FLAGS


def find_browser(path: str = "") -> str:
    """Return the path of a Chromium-like browser; a given path wins and must exist.

    Raises `SetupError` that says how to get a browser.
    """
    if path:
        found = shutil.which(path)
        if not found:
            raise SetupError(
                "There is no browser at {path}. Correct [browser] path, or leave it empty.", path=path
            )
        if _OTHERS.search(Path(os.path.realpath(found)).name):
            raise SetupError(
                "{path} is no Chromium, Chrome or Edge. Drempel cannot drive other browsers.\n"
                "Correct [browser] path, or leave it empty.",
                path=path,
            )
        return found
    for candidate in _candidates():
        return candidate
    raise SetupError(
        "No Chromium, Chrome or Edge was found. Run: playwright install chromium\n"
        "or install one of these browsers, or set [browser] path in config.toml."
    )


def _candidates() -> Iterator[str]:
    yield from _of_playwright()
    for command in _COMMANDS:
        if found := shutil.which(command):
            yield found
    for place in _PLACES.get(sys.platform, ()):
        if Path(expanded := os.path.expandvars(place)).exists():
            yield expanded


def _of_playwright() -> Iterator[str]:
    """Yield Playwright's own Chromium, newest first; its cache folders are named by build number."""
    root = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    caches = {
        "linux": Path.home() / ".cache" / "ms-playwright",
        "darwin": Path.home() / "Library" / "Caches" / "ms-playwright",
        "win32": Path(os.environ.get("LOCALAPPDATA", "~")) / "ms-playwright",
    }
    cache = Path(root) if root and root != "0" else caches.get(sys.platform, caches["linux"])
    names = ("chrome", "chrome.exe", "Chromium", "Google Chrome for Testing")
    for build in sorted(cache.glob("chromium-*"), reverse=True):
        for file in build.rglob("*"):
            if file.name in names and file.is_file() and os.access(file, os.X_OK):
                yield str(file)
