"""What is asked of the static edition in a browser that Playwright does not drive."""

from typing import Protocol

ENTER = "\ue007"
LINE = "#ct-line"
STEPS = ".ct-l-steps li"
WITHOUT_HELP = ".ct-help-levels button:last-child"


class Driven(Protocol):
    """One window, of a visitor who has never been here."""

    def open(self, address: str) -> None:
        """That page."""

    def reload(self) -> None:
        """The page on show, anew."""

    def until(self, test: str) -> None:
        """Wait until that JavaScript holds."""

    def click(self, selector: str) -> None:
        """With the pointer."""

    def type(self, selector: str, text: str) -> None:
        """Keys, in the field."""


def a_lesson_is_typed_and_goes_on_after_a_reload(browser: Driven, site: str) -> None:
    """Its fourth step: a session of one's own."""
    browser.open(f"{site}/cartero/index.html#/aprende/primera-sesion-smtp")
    _up(browser)
    browser.until(f"document.querySelectorAll('{STEPS}').length > 3")
    browser.click(f"{STEPS}:nth-child(4) button")
    browser.until(f"document.querySelector('{WITHOUT_HELP}')")
    browser.click(WITHOUT_HELP)
    _answered(browser, "telnet sur 25", "220 mx1.sur.example")
    browser.reload()
    _up(browser)
    browser.until("document.querySelector('[role=log]')?.innerText.includes('220 mx1')")
    _answered(browser, "EHLO pc-ana", "250")


def _up(browser: Driven) -> None:
    """Python is there."""
    browser.until("document.querySelector('ct-app main')")
    browser.until("!document.querySelector('.ct-starting')")


def _answered(browser: Driven, line: str, reply: str) -> None:
    browser.until(f"document.querySelector('{LINE}')")
    browser.type(LINE, line + ENTER)
    browser.until(
        "[...document.querySelectorAll('.ct-t-reply')].at(-1)?"
        f".innerText.includes('{reply}')"
    )
