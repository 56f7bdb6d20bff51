"""HTML pages: the one of the application and the plain ones beside it."""

from simulator.web.pages.gateway_pages import gateway_pages
from simulator.web.pages.plain_assets import PlainAssets
from simulator.web.pages.renderer import Shell
from simulator.web.pages.routes import pages

__all__ = ["PlainAssets", "Shell", "gateway_pages", "pages"]
