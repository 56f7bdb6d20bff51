"""Mail on its way: relay, retries, giving up, notices, aliases, lists, limits."""

import email
from email.message import Message
from email.policy import default

import msgspec
import pytest

from simulator.acts import Cut, PowerOff, PowerOn, Restore
from simulator.agents.config import AccountConfig, AliasConfig, ListConfig
from simulator.journal import facts as f
from tests.agents.mail_world import HOUR_US, Post, server, world

ANA, BENITO, CARLA, EVA = (
    "ana@norte.example",
    "benito@sur.example",
    "carla@sur.example",
    "eva@este.example",
)
SUCCESS = (("NOTIFY", "SUCCESS"),)
NEVER = (("NOTIFY", "NEVER"),)
BOTH = (("NOTIFY", "SUCCESS,FAILURE"), ("ORCPT", "rfc822;info@sur.example"))


def post(**changes: object) -> Post:
    return Post(world(server("norte"), server("sur", **changes), server("este")))


def reports(content: bytes) -> list[Message]:
    """The groups of fields of a notice: of the message, then of each recipient."""
    letter = email.message_from_bytes(content, policy=default)
    assert letter.get_content_type() == "multipart/report"
    assert letter.get_param("report-type") == "delivery-status"
    people, programs, about = letter.iter_parts()
    assert people.get_content_type() == "text/plain"
    assert people.get_content().startswith("Tu carta ")
    assert programs.get_content_type() == "message/delivery-status"
    assert about.get_content_type() in ("message/rfc822", "text/rfc822-headers")
    return list(programs.get_payload())


# --- relay ---


def test_one_transaction_per_destination_with_all_its_recipients() -> None:
    lab = post()
    lab.send(BENITO, CARLA, EVA)
    begun = lab.facts(f.QueueAttemptBegun)
    assert [(b.to_host, b.forward_paths) for b in begun] == [
        ("sur", (BENITO, CARLA)),
        ("este", (EVA,)),
    ]
    for address in (BENITO, CARLA, EVA):
        (letter,) = lab.mailbox(address)
        assert letter.startswith(b"Return-Path: <ana@norte.example>\r\nReceived: from ")
        assert letter.count(b"Received: from ") == 2
    assert lab.empty


def test_the_next_host_is_tried_when_the_first_does_not_answer() -> None:
    routes = {"sur.example": ("este", "sur")}
    for change in (
        {"smtp_port": 0},
        {"connections_max": 0},
    ):
        hosts = server("norte", routes=routes), server("sur"), server("este", **change)
        lab = Post(world(*hosts))
        lab.send(BENITO)
        assert [b.to_host for b in lab.facts(f.QueueAttemptBegun)] == ["este", "sur"]
        assert len(lab.mailbox(BENITO)) == 1
        assert not lab.facts(f.QueueAttemptDeferred)


def test_after_a_reply_about_the_recipient_no_other_host_is_tried() -> None:
    routes = {"sur.example": ("sur", "este")}
    lab = Post(world(server("norte", routes=routes), server("sur"), server("este")))
    lab.send("ocupado@sur.example", "nadie@sur.example")
    assert [b.to_host for b in lab.facts(f.QueueAttemptBegun)] == ["sur"]
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.forward_paths == ("ocupado@sur.example",)
    assert deferred.code == 450
    (notice,) = lab.facts(f.NoticeComposed)
    assert notice.recipients == ("nadie@sur.example",)


def test_mail_whose_route_leads_back_is_refused() -> None:
    lab = Post(world(server("norte", routes={"sur.example": "norte"}), server("sur")))
    lab.send(BENITO)
    assert not lab.facts(f.QueueAttemptBegun)
    (notice,) = lab.facts(f.NoticeComposed)
    assert notice.text.startswith("5.4.6")


def test_two_servers_that_relay_to_each_other_stop_at_a_hundred_hops() -> None:
    both = ("192.0.2.", "203.0.113.")
    north = {"sur.example": "sur", "lejos.example": "sur"}
    south = {"norte.example": "norte", "lejos.example": "norte"}
    lab = Post(
        world(
            server("norte", routes=north, trusted=both),
            server("sur", routes=south, trusted=both),
        )
    )
    lab.send("x@lejos.example")
    queued = [q for q in lab.facts(f.MessageQueued) if q.reverse_path]
    assert len(queued) == 100
    (notice,) = lab.facts(f.NoticeComposed)
    assert (notice.code, notice.to) == (554, ANA)
    assert len(lab.mailbox(ANA)) == 1


# --- the queue ---


def test_gaps_grow_from_half_an_hour_and_end_after_five_days() -> None:
    lab = post()
    lab.lab.apply(PowerOff("sur"))
    lab.send(BENITO)
    lab.skip(lambda: lab.empty)
    waits = [
        fact.next_at_us - at_us
        for fact, at_us in zip(
            lab.facts(f.QueueAttemptDeferred),
            lab.moments(f.QueueAttemptDeferred),
            strict=True,
        )
    ]
    assert waits[:4] == [HOUR_US // 2, HOUR_US, 2 * HOUR_US, 4 * HOUR_US]
    assert set(waits[4:-1]) == {4 * HOUR_US}
    (dequeued,) = [d for d in lab.facts(f.MessageDequeued) if d.message == "norte-1"]
    assert dequeued.result == "expired"
    days = lab.moments(f.MessageDequeued)[-1] / (24 * HOUR_US)
    assert 5 <= days < 5.01
    warning, failure = lab.facts(f.NoticeComposed)
    assert (warning.action, failure.action) == ("delayed", "failed")
    late, gave_up = lab.mailbox(ANA)
    _, delayed = reports(late)
    assert delayed["Action"] == "delayed" and delayed["Status"] == "4.4.1"
    assert delayed["Will-Retry-Until"]
    _, failed = reports(gave_up)
    assert (failed["Action"], failed["Status"]) == ("failed", "4.4.7")


def test_a_message_waits_for_a_host_that_comes_back() -> None:
    lab = post()
    lab.lab.apply(Cut("sur"))
    lab.send(BENITO)
    assert not lab.mailbox(BENITO)
    lab.lab.apply(Restore("sur"))
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1
    assert not lab.facts(f.NoticeComposed)


def test_a_server_that_is_switched_off_keeps_its_queue() -> None:
    lab = post()
    lab.lab.apply(PowerOff("sur"))
    lab.send(BENITO)
    lab.lab.apply(PowerOff("norte"))
    lab.lab.settle()
    lab.lab.apply(PowerOn("sur"))
    lab.lab.apply(PowerOn("norte"))
    lab.lab.settle()
    (resumed,) = lab.facts(f.QueueResumed)
    assert (resumed.message, resumed.interrupted) == ("norte-1", False)
    assert len(lab.mailbox(BENITO)) == 1


# --- notices ---


def test_a_failure_is_told_as_rfc_3464_has_it() -> None:
    lab = post()
    asked = (("RET", "HDRS"), ("ENVID", "QQ+2B1"))
    wish = (("ORCPT", "rfc822;Nadie+2Bx@sur.example"),)
    lab.send("nadie@sur.example", parameters=asked, wishes=(wish,))
    (content,) = lab.mailbox(ANA)
    assert content.startswith(b"Return-Path: <>\r\n")
    about, recipient = reports(content)
    assert about["Reporting-MTA"] == "dns; norte.example"
    assert about["Original-Envelope-Id"] == "QQ+1"
    assert recipient["Original-Recipient"] == "rfc822;Nadie+x@sur.example"
    assert recipient["Final-Recipient"] == "rfc822;nadie@sur.example"
    assert recipient["Status"] == "5.1.1"
    assert recipient["Remote-MTA"] == "dns; sur.example"
    assert recipient["Diagnostic-Code"].startswith("smtp; 550 5.1.1")
    letter = email.message_from_bytes(content, policy=default)
    *_, kept = letter.iter_parts()
    assert kept.get_content_type() == "text/rfc822-headers"
    assert "letter 1" in kept.get_content() and "hola" not in kept.get_content()


def test_a_notice_returns_the_whole_message() -> None:
    lab = post()
    lab.send("nadie@sur.example", body="cuerpo entero")
    *_, kept = email.message_from_bytes(lab.mailbox(ANA)[0]).get_payload()
    assert kept.get_payload()[0].get_payload().strip() == "cuerpo entero"


def test_success_is_told_only_when_asked_for() -> None:
    lab = post()
    lab.send(BENITO, CARLA, wishes=(SUCCESS, ()))
    (notice,) = lab.facts(f.NoticeComposed)
    assert (notice.action, notice.recipients) == ("delivered", (BENITO,))
    _, recipient = reports(lab.mailbox(ANA)[0])
    assert (recipient["Action"], recipient["Status"]) == ("delivered", "2.0.0")
    assert reports(lab.mailbox(ANA)[0])[0]["Reporting-MTA"] == "dns; sur.example"


def test_before_a_server_without_dsn_the_last_one_says_relayed() -> None:
    lab = post(extensions=())
    lab.send(BENITO, wishes=(SUCCESS,))
    (notice,) = lab.facts(f.NoticeComposed)
    assert (notice.message.partition("-")[0], notice.action) == ("norte", "relayed")


def test_notify_never_gets_no_notice() -> None:
    lab = post()
    lab.send("nadie@sur.example", wishes=(NEVER,))
    assert not lab.mailbox(ANA)
    (withheld,) = lab.facts(f.NoticeWithheld)
    assert withheld.reason == "not_wanted"


def test_a_notice_is_never_answered_with_a_notice() -> None:
    lab = post()
    lab.send("nadie@sur.example", sender="tampoco@este.example")
    queued = lab.facts(f.MessageQueued)
    assert [q.reverse_path for q in queued] == ["tampoco@este.example", ""]
    (withheld,) = lab.facts(f.NoticeWithheld)
    assert withheld.reason == "null_reverse_path"
    assert lab.empty


# --- aliases, lists, details ---


def expanding(aliases: tuple = (), lists: tuple = ()) -> Post:
    hosts = server("norte"), server("sur"), server("este")
    return Post(world(*hosts, aliases=aliases, lists=lists))


def test_an_alias_leads_to_another_host_and_the_reverse_path_stays() -> None:
    alias = AliasConfig(address="eva@sur.example", to=EVA)
    lab = expanding(aliases=(alias,))
    lab.send("eva@sur.example")
    (letter,) = lab.mailbox(EVA)
    assert letter.startswith(b"Return-Path: <ana@norte.example>")
    (expanded,) = lab.facts(f.MessageExpanded)
    assert (expanded.how, expanded.reverse_path) == ("forward", ANA)


def test_an_alias_for_several_is_told_as_expanded() -> None:
    alias = AliasConfig(address="info@sur.example", to=f"{BENITO}, {CARLA}, {EVA}")
    lab = expanding(aliases=(alias,))
    lab.send("info@sur.example", wishes=(SUCCESS,))
    assert all(len(lab.mailbox(a)) == 1 for a in (BENITO, CARLA, EVA))
    (notice,) = lab.facts(f.NoticeComposed)
    assert notice.action == "expanded"


@pytest.mark.parametrize(
    ("wish", "told"), [((), True), (SUCCESS, False), (NEVER, False), (BOTH, True)]
)
def test_members_of_an_alias_inherit_its_notify(wish, told) -> None:
    to = f"{BENITO}, nadie@este.example"
    lab = expanding(aliases=(AliasConfig(address="info@sur.example", to=to),))
    lab.send("info@sur.example", wishes=(wish,))
    actions = [n.action for n in lab.facts(f.NoticeComposed)]
    assert ("failed" in actions) is told
    assert actions.count("expanded") == (wish in (SUCCESS, BOTH))
    assert "delivered" not in actions


def test_failures_of_a_list_go_to_its_owner() -> None:
    several = ListConfig(
        address="todos@sur.example",
        owner=CARLA,
        members=(BENITO, EVA, "nadie@este.example"),
    )
    lab = expanding(lists=(several,))
    lab.send("todos@sur.example")
    (letter,) = lab.mailbox(BENITO)
    assert letter.startswith(b"Return-Path: <carla@sur.example>")
    assert not lab.mailbox(ANA)
    _, recipient = reports(lab.mailbox(CARLA)[0])
    assert recipient["Final-Recipient"] == "rfc822;nadie@este.example"


def test_mail_to_a_list_counts_as_delivered() -> None:
    several = ListConfig(address="todos@sur.example", owner=CARLA, members=(EVA,))
    lab = expanding(lists=(several,))
    lab.send("todos@sur.example", wishes=(SUCCESS,))
    (notice,) = lab.facts(f.NoticeComposed)
    assert (notice.action, notice.to) == ("delivered", ANA)
    result = {d.message: d.result for d in lab.facts(f.MessageDequeued)}
    assert result["sur-1"] == "expanded"


def test_circles_of_aliases_and_lists_end() -> None:
    lab = expanding(
        aliases=(
            AliasConfig(address="uno@sur.example", to="dos@sur.example"),
            AliasConfig(address="dos@sur.example", to="uno@sur.example"),
        ),
        lists=(
            ListConfig(
                address="todos@sur.example",
                owner=CARLA,
                members=(BENITO, "todos@sur.example"),
            ),
        ),
    )
    lab.send("uno@sur.example", "todos@sur.example")
    assert len(lab.mailbox(BENITO)) == 1
    texts = {n.to: n.text for n in lab.facts(f.NoticeComposed)}
    assert all(text.startswith("5.4.6") for text in texts.values())
    assert set(texts) == {ANA, CARLA}
    assert lab.empty


def test_a_detail_behind_a_plus_is_for_the_same_mailbox() -> None:
    lab = post()
    lab.send("benito+cursos@sur.example")
    (delivered,) = lab.facts(f.MessageDelivered)
    assert (delivered.mailbox, delivered.recipient) == (
        BENITO,
        "benito+cursos@sur.example",
    )
    strict = post(subaddress="")
    strict.send("benito+cursos@sur.example")
    assert not strict.mailbox(BENITO)


# --- limits ---


def small(full_code: int) -> Post:
    people = (
        AccountConfig(address=ANA, password="x"),
        AccountConfig(address=BENITO, password="x", quota_octets=600),
    )
    return Post(
        world(server("norte"), server("sur", full_code=full_code), accounts=people)
    )


@pytest.mark.parametrize("full_code", [452, 552])
def test_a_message_that_does_not_fit_waits_or_bounces(full_code: int) -> None:
    lab = small(full_code)
    lab.send(BENITO, body="x" * 900)
    assert not lab.mailbox(BENITO)
    if full_code == 452:
        (deferred,) = lab.facts(f.QueueAttemptDeferred)
        assert deferred.text.startswith("4.2.2")
        lab.skip(lambda: lab.empty)
    failed = lab.facts(f.NoticeComposed)[-1]
    assert (failed.action, failed.code) == ("failed", full_code)


def test_a_full_mailbox_is_refused_at_rcpt() -> None:
    lab = small(552)
    lab.send(BENITO, body="x" * 40)
    lab.send(BENITO, body="x" * 40)
    lab.send(BENITO, body="x" * 40)
    replies = [r for r in lab.facts(f.SmtpReplySent) if r.verb == "RCPT"]
    host_replies = [r.code for r in replies]
    assert 552 in host_replies or lab.facts(f.NoticeComposed)


def test_a_greylisted_sender_is_accepted_when_it_comes_again() -> None:
    lab = post(greylist_us=60_000_000)
    lab.send(BENITO)
    assert not lab.mailbox(BENITO)
    (deferred,) = lab.facts(f.QueueAttemptDeferred)
    assert deferred.text.startswith("4.7.1")
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1
    lab.send(BENITO)
    assert len(lab.mailbox(BENITO)) == 2, "known now"


def test_a_fork_in_the_middle_of_all_this_is_exact() -> None:
    lab = post().lab
    assert msgspec.json.encode(lab.fork(lab.last_seq).journal.events) == (
        msgspec.json.encode(lab.journal.events)
    )
