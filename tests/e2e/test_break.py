"""«Rompe»: every fault made by hand, seen on the stage, repaired; one segment lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import ROOMS, sideways, themes, violations
from tests.e2e.watching import LAST, STORE, go, ready, settled, step_of

SOUTH, NORTH, ANA = "servidor sur", "servidor norte", "PC de Ana"
MAILBOX = "benito@sur.example"

FAULTS = {
    "cut": (SOUTH, "cable cortado", "link.cut"),
    "slow": (SOUTH, "cable lento", "link.slowed"),
    "lose": (SOUTH, "pierde 20 de 100", "link.made_lossy"),
    "crash": (SOUTH, "parado de golpe", "host.crashed"),
    "freeze": (SOUTH, "congelado", "host.frozen"),
    "disk_full": (SOUTH, "disco lleno", "host.fault_began"),
    "busy": (SOUTH, "saturado", "host.fault_began"),
    "closes_in_data": (SOUTH, "cuelga en DATA", "host.fault_began"),
    "service-mta": (SOUTH, "sin mta", "service.stopped"),
    f"fill-{MAILBOX}": (SOUTH, "buzón lleno", "mailbox.filled"),
}


def bench(visit, path: str = "/rompe", **how) -> Page:
    page = visit(path, **how)
    if path == "/rompe":
        ready(page)
    page.wait_for_function("() => document.querySelector('.ct-faults [data-fault]')")
    return settled(page)


def kinds(page: Page) -> list[str]:
    """Kinds of the facts of the branch on show."""
    return page.evaluate(f"() => {STORE}.store.events.map(e => e.fact.kind)")


def node(page: Page, name: str):
    return page.locator(".ct-node", has=page.locator("b", has_text=name))


def lay(page: Page, name: str) -> None:
    """Lay a machine on the bench, by clicking it on the stage."""
    node(page, name).click()
    chosen = page.locator(".ct-bench-hosts [aria-pressed=true]")
    expect(chosen).to_have_text(name)


def press(page: Page, fault: str) -> None:
    """The button of a fault: it breaks, or repairs."""
    page.locator(f'[data-fault="{fault}"] button').click()


def at_the_end(page: Page) -> None:
    """Wait until all that came of it has come and is on show."""
    settled(page)
    page.keyboard.press("End")
    page.wait_for_function(f"() => {STORE}.playhead.atEnd && !{STORE}.playhead.playing")
    settled(page)


# --- every fault by hand ---


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_made_seen_and_repaired(visit, fault):
    name, word, kind = FAULTS[fault]
    page = bench(visit)
    lay(page, name)
    expect(page.locator(".ct-bench-now")).to_contain_text("todo funciona")
    press(page, fault)
    expect(node(page, name).locator(".ct-ill")).to_contain_text(word)
    settled(page)
    assert kinds(page)[-1] == kind
    broken = page.locator(".ct-bench-now .ct-broken")
    expect(broken).to_have_count(1)
    expect(broken).to_contain_text(name)
    broken.get_by_role("button").click()
    expect(page.locator(".ct-ill")).to_have_count(0)
    expect(page.locator(".ct-bench-now")).to_contain_text("todo funciona")


def test_the_name_server_is_broken_by_hand(visit):
    page = bench(visit, "/escenario/correo-con-dns#/break/dns")
    page.wait_for_function(f"() => {STORE}.store.steps.length > 30")
    page.locator(".ct-bench-hosts").get_by_role("button", name="servidor DNS").click()
    press(page, "service-dns")
    expect(node(page, "servidor DNS").locator(".ct-ill")).to_have_text("sin dns")
    assert kinds(page)[-1] == "service.stopped"


def test_an_open_connection_is_reset(visit):
    page = bench(visit)
    page.evaluate(
        f"() => {STORE}.link.act({{act: 'open', host: 'pc-ana', target: 'sur', "
        "port: 25})"
    )
    lay(page, SOUTH)
    at_the_end(page)
    reset = page.locator('[data-fault^="reset-"]')
    expect(reset).to_contain_text("puerto 25")
    reset.get_by_role("button").click()
    page.wait_for_function(
        f"() => {STORE}.store.events.some(e => e.fact.kind === 'tcp.connection_reset')"
    )
    at_the_end(page)
    expect(reset).to_have_count(0)


@pytest.mark.both_editions
def test_a_cable_is_cut_under_a_letter_in_flight(visit):
    """While something is on show, that moment is the moment."""
    page = bench(visit)
    go(page, 24)
    expect(page.locator(".ct-bench")).to_contain_text("en este momento")
    page.locator(".ct-bench-hosts").get_by_role("button", name=SOUTH).click()
    press(page, "cut")
    expect(page.locator(".ct-branch-tab[aria-selected=true]")).to_contain_text(
        "cortar el cable del servidor sur"
    )
    page.wait_for_function(
        f"() => {STORE}.store.events.some("
        "e => e.fact.kind === 'queue.attempt_deferred')"
    )
    at_the_end(page)
    queue = page.locator(".ct-bench-queue")
    expect(queue).to_contain_text(MAILBOX)
    expect(queue).to_contain_text("1 intento.")
    page.get_by_role("button", name="Deshacer").click()
    page.wait_for_function(
        f"() => {STORE}.store.events.length && !{STORE}.store.events.some("
        "e => e.fact.kind === 'link.cut')"
    )


def test_the_wait_is_skipped_after_saying_what_ends(visit):
    page = bench(visit)
    lay(page, SOUTH)
    press(page, f"fill-{MAILBOX}")
    page.get_by_role("button", name=re.compile("^Una carta desde")).click()
    page.wait_for_function(
        f"() => {STORE}.store.events.some("
        "e => e.fact.kind === 'queue.attempt_deferred')"
    )
    at_the_end(page)
    page.locator(".ct-bench-now").get_by_role("button").click()
    at_the_end(page)
    page.get_by_role("button", name="Saltar al próximo reintento").click()
    ask = page.locator(".ct-bench-queue .ct-skip-ask")
    expect(ask).to_contain_text("unos 30 minutos")
    expect(ask).to_contain_text("Se vuelve a probar una carta")
    ask.get_by_role("button", name="Saltar", exact=True).click()
    page.wait_for_function(
        f"() => {STORE}.store.events.filter("
        "e => e.fact.kind === 'message.delivered').length === 2"
    )
    at_the_end(page)
    expect(page.locator(".ct-bench-queue")).to_contain_text("Nada espera")


@pytest.mark.parametrize("local, code", [("ocupado", 450), ("noexiste", 550)])
def test_a_magic_recipient_fails_at_a_push(visit, local, code):
    page = bench(visit)
    page.get_by_text("Destinatarios que fallan siempre").click()
    page.get_by_role("button", name=f"Escribirle {local}@sur.example").click()
    page.wait_for_function(
        f"(code) => {STORE}.store.events.some(e => e.fact.code === code)", arg=code
    )


# --- the moment on show ---


@pytest.mark.parametrize("step", [1, 12])
def test_the_moment_on_show_stays_when_the_bench_is_opened(visit, step):
    page = ready(visit("/mira"))
    page.evaluate(f"(n) => {STORE}.playhead.seek(n)", step - 1)
    page.keyboard.press("r")
    page.wait_for_selector(".ct-faults [data-fault]")
    assert step_of(page) == step
    expect(page.get_by_text("pasa en este momento de la historia")).to_be_visible()


# --- one segment ---


def answer_drop(page: Page, by: str, answer: str) -> None:
    """Answer whether what flies is to be lost; the careful answer has the focus."""
    question = page.get_by_role("dialog", name="¿Perder lo que vuela?")
    expect(question.get_by_role("button", name="Dejar que llegue")).to_be_focused()
    if by == "keyboard":
        question.get_by_role("button", name=answer).press("Enter")
    else:
        question.get_by_role("button", name=answer).click()
    expect(question).to_have_count(0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_what_flies_is_left_alone_unless_the_question_is_answered(visit, by):
    page = ready(visit("/mira"))
    go(page, 8)
    packet = page.get_by_role("button", name="Perder este segmento")
    before = kinds(page)
    packet.click()
    answer_drop(page, by, "Dejar que llegue")
    expect(packet).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)
    assert kinds(page) == before
    expect(page.locator(".ct-branch-tab")).to_have_count(0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_what_flies_is_lost_at_a_push_and_mail_never_notices(visit, by):
    page = ready(visit("/mira"))
    go(page, 8)
    packet = page.get_by_role("button", name="Perder este segmento")
    expect(packet).to_contain_text("RCPT TO")
    before = [k for k in kinds(page) if k.startswith("smtp.")]
    if by == "mouse":
        packet.click()
    else:
        packet.focus()
        page.keyboard.press("Enter")
    answer_drop(page, by, "Perderlo")
    tab = page.locator(".ct-branch-tab[aria-selected=true]")
    expect(tab).to_contain_text("se pierde un segmento")
    page.wait_for_function(f"() => {STORE}.store.steps.length > {LAST}")
    after = kinds(page)
    assert after.count("tcp.segment_dropped") == 1
    assert [k for k in after if k.startswith("smtp.")] == before
    again = f"""() => {{
      const {{ events }} = {STORE}.store;
      const {{ fact }} = events.find(e => e.fact.kind === 'tcp.segment_dropped');
      const {{ stream, offset }} = events[fact.flight].fact;
      return events.some(e => e.fact.stream === stream && e.fact.offset === offset
        && e.fact.attempt === 2);
    }}"""
    assert page.evaluate(again)
    pressed = page.get_by_role("button", name="Transporte", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")
    step = page.evaluate(
        f"() => {STORE}.store.steps.findIndex(s => s.beat.head === 'RCPT TO:') + 1"
    )
    go(page, step)
    table = page.locator(".ct-segments tbody")
    expect(table).to_contain_text("se perdió")
    expect(table).to_contain_text("retransmisión 2")


def test_a_lost_datagram_is_asked_for_again(visit):
    page = visit("/escenario/correo-con-dns")
    page.wait_for_function(f"() => {STORE}?.store.steps.length > 30")
    question = page.evaluate(
        f"() => {STORE}.store.steps.findIndex("
        "s => s.fact.kind === 'dns.query_received') + 1"
    )
    go(page, question)
    page.get_by_role("button", name="Perder este datagrama").click()
    answer_drop(page, "mouse", "Perderlo")
    page.wait_for_function(
        f"() => {STORE}.store.events.some(e => e.fact.kind === 'dns.query_timed_out')"
    )
    expect(page.get_by_text("UDP no lo repite")).to_be_visible()


def test_one_octet_changed_in_the_air_breaks_the_seal(visit):
    page = visit("/escenario/lista-y-dkim")
    page.wait_for_function(f"() => {STORE}?.store.steps.length > 30")
    letters = page.evaluate(
        f"() => {STORE}.store.steps.flatMap("
        "(s, i) => s.beat.shape === 'letter' ? [i + 1] : [])"
    )
    go(page, letters[1])
    page.get_by_role("button", name="Perder este segmento").click()
    answer_drop(page, "mouse", "Cambiar una letra")
    tab = page.locator(".ct-branch-tab[aria-selected=true]")
    expect(tab).to_contain_text("alguien cambia un octeto")
    judged = f"""() => {STORE}.store.events.find(
      e => e.fact.kind === 'dkim.signature_judged')?.fact.cause"""
    page.wait_for_function(f"() => ({judged})() === 'body_hash'")


def test_what_makes_no_sense_is_refused_in_plain_words(visit):
    page = bench(visit)
    lay(page, SOUTH)
    press(page, "cut")
    expect(page.locator(".ct-ill")).to_have_count(1)
    page.evaluate(f"() => {STORE}.link.act({{act: 'cut', link: 'sur'}})")
    refusal = page.get_by_text("El cable del servidor sur ya está cortado.")
    expect(refusal).to_be_visible()


def test_while_it_plays_or_nobody_may_act_nothing_is_to_be_lost(visit):
    page = ready(visit("/mira"))
    go(page, 8)
    button = page.get_by_role("button", name="Perder este segmento")
    expect(button).to_have_count(1)
    page.get_by_role("slider").blur()
    page.keyboard.press(".")
    expect(button).to_have_count(0)
    at_the_end(page)  # who watches gets no later step than was shown here
    lab = page.evaluate(f"() => {STORE}.boot.lab")
    other = ready(visit(f"/lab/{lab}"))
    go(other, 8)
    expect(other.get_by_role("button", name="Perder este segmento")).to_have_count(0)


# --- around it ---


def test_it_is_in_the_menu_and_has_a_key(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name="Más").first.click()
    page.get_by_role("link", name=re.compile("^Rompe")).click()
    expect(page.locator("ct-bench")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("body").press("r")
    expect(page.locator("ct-bench")).to_be_visible()


def test_an_opened_machine_says_what_is_wrong_and_leads_to_the_bench(visit):
    page = bench(visit)
    lay(page, SOUTH)
    press(page, "disk_full")
    expect(page.locator(".ct-ill")).to_have_count(1)
    page.goto("/rompe#/watch")
    node(page, SOUTH).click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator(".ct-ills")).to_contain_text("disco lleno")
    dialog.get_by_role("link", name="Reparar…").click()
    expect(page.locator(".ct-bench-hosts [aria-pressed=true]")).to_have_text(SOUTH)


def test_who_only_watches_is_told_so(visit):
    page = bench(visit)
    lab = page.evaluate(f"() => {STORE}.boot.lab")
    other = bench(visit, f"/lab/{lab}#/break")
    expect(other.locator(".ct-bench")).to_contain_text("Aquí solo miras")
    assert other.locator('[data-fault="cut"] button').is_disabled()


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_it_is_accessible_and_fits(visit, size, lang):
    page = bench(visit, size=size, lang=lang)
    page.locator('[data-fault="crash"] button').click()
    page.locator('[data-fault="cut"] button').click()
    page.locator(".ct-bench-letters summary").click()
    expect(page.locator(".ct-bench-now .ct-broken")).to_have_count(2)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0
