"""The one page of the application, and the plain pages beside it.

The server puts what the browser must know first into an inert JSON block: language,
door, lab, rights, and where texts and tables are. Plain pages (errors, the class's
address) work without scripts and without built parts.
"""

import msgspec
from flask import Response, make_response, render_template, request

from simulator.hosting.content import Content, languages_for_pages
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading import Sight
from simulator.projections.catalogue import Param
from simulator.projections.shapes import Boot
from simulator.web.assets import Assets
from simulator.web.language import language, remember_language
from simulator.web.pages.plain_assets import PlainAssets

HOME, WATCH, TYPE, LEARN = "home", "watch", "type", "learn"
BREAK, MAP, MYSTERY, GLOSSARY = "break", "map", "mystery", "glossary"
EXAM, DRILLS, CERTIFICATE = "exam", "drills", "certificate"
"""Pages; one that is fetched later has a module of that name."""

LESSON, SCENE = "lesson", "scene"
SCENE_BAR = "scene-bar"
"""What the pages of one lesson and of one scene need besides: modules and sheets."""


class PageRenderer:
    """Renders pages in the reader's language."""

    def __init__(
        self, content: Content, assets: Assets, plain_assets: PlainAssets
    ) -> None:
        self._content = content
        self._assets = assets
        self._plain_assets = plain_assets

    def app(
        self,
        view: str,
        hosted: HostedLab,
        *,
        may_act: bool,
        elsewhere: dict[str, str] | None = None,
    ) -> Response:
        """The application, opened at `view` on that lab; `elsewhere`: addresses of
        views that have a lab of their own."""
        if not self._assets.built:
            return self.plain("unbuilt.html", 503)
        boot = self._boot(view, hosted, may_act=may_act, elsewhere=elsewhere)
        modules = ["app", view]
        if boot.lesson:
            modules.append(LESSON)
        if boot.scene:
            modules += [SCENE_BAR, SCENE]
        styles = self._assets.styles()
        return self.plain(
            "lab.html",
            boot=msgspec.to_builtins(boot),
            assets=self._assets.names(),
            scripts=self._assets.scripts(*modules),
            sheets=[styles[module] for module in modules if module in styles],
            data=_data_ahead(boot),
        )

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

    def _boot(
        self,
        view: str,
        hosted: HostedLab,
        *,
        may_act: bool,
        elsewhere: dict[str, str] | None,
    ) -> Boot:
        documents, styles = self._content.documents, self._assets.styles()
        lesson, experiment, scene, mystery, _ = hosted.purpose
        missions = lesson if lesson == self._content.missions else ""
        return Boot(
            lang=language(),
            view=view,
            title=self._title(hosted),
            lab=hosted.id,
            branch=Sight.of(hosted, may_act=may_act).start().id,
            scenario=hosted.scenario.name,
            opening=len(hosted.scenario.opening),
            demonstration=not lesson and len(hosted.scenario.demonstration) > 1,
            lesson=None if missions else lesson or None,
            experiment=experiment or None,
            missions=missions or None,
            elsewhere=elsewhere,
            scene=scene or None,
            mystery=mystery or None,
            may_act=may_act,
            live=hosted.live,
            share=f"/lab/{hosted.id}",
            share_page=f"/lab/{hosted.id}/compartir" if may_act else None,
            secret=hosted.secret if may_act else None,
            styles={view: f"/static/dist/{name}" for view, name in styles.items()},
            machines_url=f"/machines.json?v={documents['machines'].tag}",
            texts_urls={
                lang: f"/texts/{lang}.json?v={documents[f'texts/{lang}'].tag}"
                for lang in self._content.texts
            },
            languages=languages_for_pages(self._content.texts),
        )

    def _title(self, hosted: HostedLab) -> dict[str, str]:
        lesson, experiment = hosted.purpose.lesson, hosted.purpose.experiment
        if experiment:
            return self._content.experiment(experiment).title
        if not lesson:
            return hosted.scenario.title
        loaded = self._content.lesson(lesson)
        return {lang: loaded.words(lang).title for lang in self._content.texts}


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
