"""The one page of the application, and the plain pages beside it.

The server puts what the browser must know first into an inert JSON block: language,
door, lab, rights, and where texts and tables are. Plain pages (errors, the class's
address) work without scripts and without built parts.
"""

from typing import Any

from flask import Response, make_response, render_template, request

from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.language_choice import languages_for_pages
from simulator.web.assets import Assets
from simulator.web.language import language, remember_language
from simulator.web.pages.plain_assets import PlainAssets

HOME, WATCH, TYPE, LEARN, BREAK = "home", "watch", "type", "learn", "break"
"""Pages; one that is fetched later has a module of that name."""

LESSON = "lesson"
"""What the page of one lesson needs besides."""


class Shell:
    """Renders pages in the reader's language."""

    def __init__(self, content: Content, assets: Assets, parts: PlainAssets) -> None:
        self._content = content
        self._assets = assets
        self._parts = parts

    def app(
        self,
        view: str,
        hosted: HostedLab,
        *,
        may_act: bool,
        lesson: str = "",
        experiment: str = "",
    ) -> Response:
        """The application, opened at `view` on that lab."""
        if not self._assets.built:
            return self.plain("unbuilt.html", 503)
        modules = ("app", view, LESSON) if lesson else ("app", view)
        return self.plain(
            "lab.html",
            boot={
                **self._boot(view, hosted, may_act, lesson),
                "title": self._title(hosted, lesson, experiment),
                "experiment": experiment or None,
            },
            assets=self._assets.names(),
            scripts=self._assets.scripts(*modules),
        )

    def plain(self, template: str, code: int = 200, **values: Any) -> Response:
        """A page from a template; `t` gives it the texts. `code`: HTTP status."""
        lang = language()

        def t(key: str, **params: Any) -> str:
            return self._content.words(lang, key, params)

        body = render_template(
            template,
            t=t,
            lang=lang,
            languages=languages_for_pages(self._content.texts),
            direction=self._content.texts.languages[lang].direction,
            chosen=request.args.get("lang") == lang,
            parts=self._parts,
            **values,
        )
        response = make_response(body, code)
        remember_language(response)
        return response

    def _boot(
        self, view: str, hosted: HostedLab, may_act: bool, lesson: str
    ) -> dict[str, Any]:
        documents = self._content.documents
        boot: dict[str, Any] = {
            "lang": language(),
            "view": view,
            "lab": hosted.id,
            "branch": hosted.tree.current,
            "scenario": hosted.scenario.name,
            "opening": len(hosted.scenario.opening),
            "demonstration": not lesson and len(hosted.scenario.demonstration) > 1,
            "lesson": lesson or None,
            "may_act": may_act,
            "live": hosted.live,
            "share": f"/lab/{hosted.id}",
            "styles": {
                view: f"/static/dist/{name}"
                for view, name in self._assets.styles().items()
            },
            "machines_url": f"/machines.json?v={documents['machines'].tag}",
            "texts_urls": {
                lang: f"/texts/{lang}.json?v={documents[f'texts/{lang}'].tag}"
                for lang in self._content.texts
            },
            "languages": languages_for_pages(self._content.texts),
        }
        if may_act:
            boot["secret"] = hosted.secret
            boot["share_page"] = f"/lab/{hosted.id}/compartir"
        return boot

    def _title(self, hosted: HostedLab, lesson: str, experiment: str) -> dict[str, str]:
        if experiment:
            return self._content.experiment(experiment).title
        if not lesson:
            return hosted.scenario.title
        loaded = self._content.lesson(lesson)
        return {lang: loaded.words(lang).title for lang in self._content.texts}
