"""The one page of the application, and the plain pages beside it.

The server puts what the browser must know first into an inert JSON block: language,
door, lab, rights, and where texts and tables are. Plain pages (errors, the class's
address) work without scripts and without built parts.
"""

from collections.abc import Callable

import msgspec
from flask import Response, make_response, render_template, request

from simulator.hosting.addresses import Opened, boot_of
from simulator.hosting.addresses.doors import GLOSSARY, LEARN, MAP
from simulator.hosting.content import Content, languages_for_pages
from simulator.projections.catalogue import Param
from simulator.projections.shapes import Boot
from simulator.projections.shapes.classroom import ClassSeat
from simulator.web.assets import Assets
from simulator.web.language import language, remember_language
from simulator.web.pages.plain_assets import PlainAssets

LESSON, SCENE = "lesson", "scene"
SCENE_BAR = "scene-bar"
LANDED_BAR = "landed-bar"
CLASS_BAR = "class-bar"
"""What the pages of one lesson, one scene, one permalink, of somebody in a class need
besides: modules and sheets."""


class PageRenderer:
    """Renders pages in the reader's language. `seat`: of whoever asks, in a class; it
    is told whether the page begins where that class is, and whether it follows it.
    `light`: where a student's page finds what it needs to go ahead."""

    def __init__(
        self,
        content: Content,
        assets: Assets,
        plain_assets: PlainAssets,
        seat: Callable[[bool, bool], ClassSeat | None],
        light: str = "",
    ) -> None:
        self._seat = seat
        self._light = light
        self._content = content
        self._assets = assets
        self._plain_assets = plain_assets

    def app(
        self,
        opened: Opened,
        *,
        begins: bool = False,
        follows: bool = False,
        peeks: str = "",
    ) -> Response:
        """The application, opened so. `begins`: where the visitor's class is;
        `follows`: it goes on showing what that class sees; `peeks`: it shows the screen
        of that student of theirs."""
        if not self._assets.built:
            return self.plain("unbuilt.html", 503)
        styles = self._assets.styles()
        addresses = {view: f"/static/dist/{name}" for view, name in styles.items()}
        boot = boot_of(opened, self._content, language(), addresses)
        seat = self._seat_in(opened, begins, follows)
        if seat and peeks:
            seat = msgspec.structs.replace(seat, peeks=peeks)
        boot = msgspec.structs.replace(boot, classroom=seat)
        modules = ["app", opened.view]
        if boot.lesson:
            modules.append(LESSON)
        if boot.scene:
            modules += [SCENE_BAR, SCENE]
        if boot.moment:
            modules.append(LANDED_BAR)
        if seat:
            modules.append(CLASS_BAR)
        return self.plain(
            "lab.html",
            boot=msgspec.to_builtins(boot),
            assets=self._assets.names(),
            scripts=self._assets.scripts(*modules),
            sheets=[styles[module] for module in modules if module in styles],
            data=_data_ahead(boot),
        )

    def _seat_in(self, opened: Opened, begins: bool, follows: bool) -> ClassSeat | None:
        """Whose page it is in a class; whether it may go ahead of its lab."""
        seat = self._seat(begins, follows)
        own = opened.may_act and opened.hosted.may_be_ahead and not (begins or follows)
        if seat and own and seat.role == "student":
            seat = msgspec.structs.replace(seat, light=self._light)
        return seat

    def plain(self, template: str, code: int = 200, **values: object) -> Response:
        """A page from a template; `t` gives it the texts. `code`: HTTP status."""
        lang = language()

        def t(key: str, **params: Param) -> str:
            return self._content.words(lang, key, params)

        body = render_template(
            template,
            t=t,
            lang=lang,
            languages=languages_for_pages(self._content.texts),
            direction=self._content.texts.languages[lang].direction,
            chosen=request.args.get("lang") == lang,
            plain_assets=self._plain_assets,
            **values,
        )
        response = make_response(body, code)
        remember_language(response)
        return response


def _data_ahead(boot: Boot) -> list[str]:
    """What the page asks for as soon as its scripts run, and cannot draw without: said
    in its head, it comes along with them."""
    urls = [boot.texts_urls[boot.lang]]
    if boot.lesson:
        urls.append(f"/lessons/{boot.lesson}.json?lang={boot.lang}")
    elif boot.scene or boot.view == MAP:
        urls += ["/slides.json", "/misconceptions.json"]
    elif boot.view == GLOSSARY:
        urls.append(f"/glossary/{boot.lang}.json")
    elif boot.view == LEARN:
        urls.append(f"/lessons.json?lang={boot.lang}")
    return urls
