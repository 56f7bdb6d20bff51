"""Sharing: the watcher's page goes where the presenter's goes, and knows no more."""

from playwright.sync_api import expect

from tests.e2e.live import settled
from tests.e2e.watching import STORE, go, ready, step_of

NEXT = f"() => {STORE}.store.next"
SEQ = f"() => {STORE}.playhead.step.seq"


def follow(visit, page):
    """The watcher's page of that lab."""
    return settled(visit(f"{page.evaluate(f'() => {STORE}.boot.share')}#/watch"))


def same_step(page, guest):
    """The watcher comes to the presenter's step."""
    seq = page.evaluate(SEQ)
    guest.wait_for_function(f"seq => {STORE}?.playhead.step?.seq === seq", arg=seq)
    return seq


def test_a_watcher_sees_the_presenters_step_and_nothing_later(visit):
    page = ready(visit("/mira"))
    go(page, 6)
    guest = follow(visit, page)
    seq = same_step(page, guest)
    assert guest.evaluate(NEXT) == seq + 1 < page.evaluate(NEXT)
    expect(guest.get_by_text("Ves el paso del profesor")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert same_step(page, guest) > seq
    go(page, 3)
    same_step(page, guest)
    assert guest.evaluate(NEXT) < page.evaluate(NEXT)


def test_who_looks_back_is_told_and_comes_back(visit):
    page = ready(visit("/mira"))
    go(page, 8)
    guest = follow(visit, page)
    same_step(page, guest)
    guest.keyboard.press("ArrowLeft")
    guest.get_by_role("button", name="Volver al paso del profesor").click()
    same_step(page, guest)
    guest.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    same_step(page, guest)


def test_a_reload_of_the_presenter_moves_nobody(visit):
    page = ready(visit("/mira"))
    go(page, 9)
    guest = follow(visit, page)
    seq = same_step(page, guest)
    page.reload()
    ready(page)
    assert same_step(page, guest) == seq
    assert step_of(page) == 9


def test_followers_go_along_to_another_branch(visit):
    page = ready(visit("/mira"))
    go(page, 9)
    guest = follow(visit, page)
    same_step(page, guest)
    act = "{act: 'power_on', host: 'pc-benito'}"
    page.evaluate(f"() => {STORE}.playhead.back()")
    page.evaluate(f"async () => {{ await {STORE}.link.act({act}); }}")
    branch = page.evaluate(f"() => {STORE}.store.branch")
    guest.wait_for_function(f"() => {STORE}.store.branch === '{branch}'")
    page.evaluate(f"() => {STORE}.playhead.pause()")
    same_step(page, guest)


def test_the_page_to_share_says_what_is_seen(visit):
    page = ready(visit("/mira"))
    page.goto(page.evaluate(f"() => {STORE}.boot.share_page"))
    expect(page.locator("main")).to_contain_text("nada de lo que pasa después")
