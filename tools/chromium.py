"""Find the Chromium that the browser tests, benches and screenshot drive.

It refuses to download one: a browser belongs to the machine and its package manager.
`python -m tools.chromium` prints the path, or says how to install it and fails.
"""

import os
import shutil
import sys
from pathlib import Path

FEATURES_OFF = (
    # Pages of the address bar, made anew for each window that nobody sees: they cost
    # twice what Cartero's own page does.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # The last list on a command line holds: this is what counts here of Playwright's.
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)

LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters are as wide as in a window, where they stand between pixels.
    "--font-render-hinting=none",
    f"--disable-features={','.join(FEATURES_OFF)}",
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUICK_NAME = "chromium-headless-shell"
"""The same engine without windows, tabs and profiles: a third less work a page."""

PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

HOW_TO_INSTALL = """\
The browser tests need Chromium or Chrome, and none was found.
  Debian, Ubuntu:  sudo apt install chromium chromium-headless-shell
  Fedora:          sudo dnf install chromium
  macOS, Windows:  install Chrome
Elsewhere on disk? Say where: CHROMIUM=/path/to/chromium make test"""


class ChromiumMissing(Exception):
    """No browser to drive; the text says how to get one."""


def find_chromium(*, quick: bool = False) -> Path:
    """The browser's executable: CHROMIUM if set, else the usual names and places.
    `quick`: rather the one for tests, where it is installed; what is measured is
    measured in a browser that people have."""
    named = os.environ.get("CHROMIUM")
    names = (QUICK_NAME, *NAMES) if quick else NAMES
    candidates = [named] if named else [*map(shutil.which, names), *PLACES]
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return Path(candidate)
    if named:
        raise ChromiumMissing(f"CHROMIUM={named} is not a file.\n{HOW_TO_INSTALL}")
    raise ChromiumMissing(HOW_TO_INSTALL)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except ChromiumMissing as missing:
        sys.exit(str(missing))
