"""The webmail: a web server that is a mail client, and the browser that opens it."""

from simulator.agents.webmail.browser import Browser
from simulator.agents.webmail.mail_client import MailClient
from simulator.agents.webmail.webmail import Webmail

__all__ = ["Browser", "MailClient", "Webmail"]
