"""What a page must know first: which lab, whose, and where its texts are."""

from collections.abc import Mapping

from simulator.hosting.addresses.doors import Opened
from simulator.hosting.content import Content, languages_for_pages
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.permalinks import Landing
from simulator.hosting.reading import Sight
from simulator.projections.shapes import Boot, LandingPlace


def boot_of(
    opened: Opened, content: Content, lang: str, styles: Mapping[str, str]
) -> Boot:
    """Of a page that opens so. `styles`: view to the address of its own sheet."""
    view, hosted, may_act, elsewhere, landing, may_share = opened
    shares = may_act and may_share
    documents = content.documents
    lesson, experiment, scene, mystery = hosted.purpose[:4]
    missions = lesson if lesson == content.missions else ""
    return Boot(
        lang=lang,
        view=view,
        title=_title(content, hosted),
        lab=hosted.id,
        branch=landing.branch if landing else _start(hosted, may_act),
        moment=_place(landing, hosted) if landing else None,
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
        one_line=hosted.one_line or None,
        share=f"/lab/{hosted.id}",
        share_page=f"/lab/{hosted.id}/compartir" if shares else None,
        secret=hosted.secret if shares else None,
        styles=dict(styles),
        machines_url=f"/machines.json?v={documents['machines'].tag}",
        texts_urls={
            lang: f"/texts/{lang}.json?v={documents[f'texts/{lang}'].tag}"
            for lang in content.texts
        },
        languages=languages_for_pages(content.texts),
    )


def _start(hosted: HostedLab, may_act: bool) -> str:
    return Sight.of(hosted, may_act=may_act).start().id


def _place(landing: Landing, hosted: HostedLab) -> LandingPlace:
    return LandingPlace(
        seq=landing.at,
        last=landing.last,
        view=landing.view,
        attempt=bool(hosted.purpose.attempt) or None,
    )


def _title(content: Content, hosted: HostedLab) -> dict[str, str]:
    lesson, experiment = hosted.purpose.lesson, hosted.purpose.experiment
    if experiment:
        return content.experiment(experiment).title
    if not lesson:
        return hosted.scenario.title
    loaded = content.lesson(lesson)
    return {lang: loaded.words(lang).title for lang in content.texts}
