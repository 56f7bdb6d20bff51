"""HTML pages: the one of the application and the plain ones beside it."""

from simulator.web.pages.class_pages import ClassPages, teacher_path
from simulator.web.pages.class_record_pages import class_record_pages
from simulator.web.pages.gateway_pages import gateway_pages
from simulator.web.pages.permalink_pages import PermalinkPages
from simulator.web.pages.plain_assets import PlainAssets
from simulator.web.pages.renderer import PageRenderer
from simulator.web.pages.routes import Pages
from simulator.web.pages.teacher_pages import TeacherPages

__all__ = [
    "ClassPages",
    "PageRenderer",
    "Pages",
    "PermalinkPages",
    "PlainAssets",
    "TeacherPages",
    "class_record_pages",
    "gateway_pages",
    "teacher_path",
]
