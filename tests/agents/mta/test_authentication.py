"""A receiving server that checks who strangers are: SPF, its fields, its policy."""

import msgspec
import pytest

from simulator.acts import ACTS, Freeze, Reset, Send, ServiceOff, ServiceOn, Skip
from simulator.agents.config import AuthenticationConfig, FolderConfig
from simulator.agents.mta.authentication.findings import action_for
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.protocols.dmarc import DmarcOutcome
from simulator.protocols.dns import ZoneConfig
from simulator.protocols.spf import SpfOutcome
from tests.acts.test_faults import told
from tests.projections.tell import narrated
from tests.worlds import scenario

FORGED = "avisos@banco.example"
TRUE = "premio@malo.example"
SUR = "mx1.sur.example"
TOP = ZoneConfig(
    name="example",
    text="@ 300 IN SOA dns.example. root.example. 1 7200 900 1209600 300\n"
    "@ 300 IN NS dns.sur.example.\n",
)
"""Where a tree walk ends (RFC 9989 §4.10): the top-level domain, which says no."""


def lab_with(dmarc="", explained="", imap_port=143, **settings):
    """The world of a spam robot, where the south server checks strangers. `dmarc`: what
    the bank's domain asks for; `explained`: what it tells those who fail SPF."""
    known = scenario("suplantacion")
    hosts = []
    for host in known.hosts:
        if host.id == "sur":
            config = AuthenticationConfig(**settings)
            server = msgspec.structs.replace(
                host.server, authentication=config, imap_port=imap_port
            )
            host = msgspec.structs.replace(host, server=server, resolver="dns")
        if host.id == "dns":
            zones = tuple(
                with_policy(zone, dmarc, explained) for zone in host.nameserver.zones
            )
            zones += (TOP,)
            nameserver = msgspec.structs.replace(host.nameserver, zones=zones)
            host = msgspec.structs.replace(host, nameserver=nameserver)
        hosts.append(host)
    folders = (FolderConfig(name="No deseado", special_use="\\Junk"),)
    lab = Lab(msgspec.structs.replace(known, hosts=tuple(hosts), folders=folders), 1)
    lab.open()
    return lab


def with_policy(zone, dmarc, explained):
    if zone.name != "banco.example":
        return zone
    text = zone.text
    if dmarc:
        text += f'_dmarc IN TXT "v=DMARC1; {dmarc}"\n'
    if explained:
        half = len(explained) // 2
        text += f'why IN TXT "{explained[:half]}" "{explained[half:]}"\n'
        text = text.replace("-all", "-all exp=why.banco.example")
    return msgspec.structs.replace(zone, text=text)


def send(lab, sender, *fields, author=""):
    """The robot sends a message, and says goodbye. `author`: in From."""
    written = (*fields, f"From: {author or sender}", "Subject: Hola", "", "Hola.", ".")
    content = "\n".join(written)
    for act in (
        {"open": ["robot", "sur", 25]},
        {"line": "EHLO robot.malo.example"},
        {"line": f"MAIL FROM:<{sender}>"},
        {"line": "RCPT TO:<benito@sur.example>"},
        {"line": "DATA"},
        {"paste": content},
        {"line": "QUIT"},
    ):
        lab.apply(ACTS.from_table(act), "student")
        lab.settle()


def found(lab, kind):
    return [event.fact for event in lab.journal if isinstance(event.fact, kind)]


def replies(lab, verb):
    return [fact for fact in found(lab, f.SmtpReplySent) if fact.verb == verb]


def delivered(lab):
    """The one message in a mailbox, whole."""
    [fact] = found(lab, f.MessageDelivered)
    return lab.journal.streams[f"message.{fact.message}"].read().decode()


def test_without_a_policy_nobody_is_asked_about():
    lab = lab_with()
    send(lab, FORGED)
    assert found(lab, f.SpfCheckBegun) == []
    assert "Authentication-Results" not in delivered(lab)


@pytest.mark.parametrize(
    ("sender", "result"),
    [(FORGED, "fail"), (TRUE, "pass"), ("ana@sur.example", "none")],
)
def test_the_result_stands_on_top_of_the_message(sender, result):
    lab = lab_with(policy="annotate")
    send(lab, sender)
    first, second = delivered(lab).split("\r\n")[1:3]
    assert first == f"Authentication-Results: {SUR};"
    assert second == f"\tspf={result} smtp.mailfrom={sender}"
    [fact] = found(lab, f.MessageAuthenticated)
    assert fact.results == (("spf", result, sender.partition("@")[2]),)
    assert fact.action == "accepted"


def test_a_null_reverse_path_is_checked_by_the_greeting():
    lab = lab_with(policy="annotate")
    send(lab, "")
    [begun] = found(lab, f.SpfCheckBegun)
    assert begun.identity == "helo"
    assert begun.sender == "postmaster@robot.malo.example"
    assert "spf=none smtp.helo=robot.malo.example" in delivered(lab)


def test_a_postmaster_of_the_greeting_is_a_sender_like_any_other():
    lab = lab_with(policy="annotate")
    send(lab, "postmaster@robot.malo.example")
    [begun] = found(lab, f.SpfCheckBegun)
    assert begun.identity == "mail_from"
    said = [key for key in told(lab) if key.startswith("say.spf.begun")]
    assert said == ["say.spf.begun.mail_from"]


def test_received_spf_is_written_where_the_scenario_says_so():
    lab = lab_with(policy="annotate", fields=("Received-SPF",))
    send(lab, FORGED)
    content = delivered(lab)
    assert "Received-SPF: fail (mx1.sur.example: banco.example)\r\n" in content
    assert f'\tenvelope-from="{FORGED}";\r\n' in content
    assert "Authentication-Results" not in content


def test_whoever_fails_is_refused_before_the_message_is_sent():
    lab = lab_with(policy="refuse")
    send(lab, FORGED)
    [reply] = replies(lab, "MAIL")
    assert (reply.code, reply.enhanced, reply.reason) == (550, "5.7.23", "spf_failed")
    assert reply.lines == ("SPF: 203.0.113.66 may not send for banco.example",)
    assert found(lab, f.MessageQueued) == []


def test_whoever_passes_is_not_refused():
    lab = lab_with(policy="refuse")
    send(lab, TRUE)
    assert "spf=pass" in delivered(lab)


@pytest.mark.parametrize(
    ("imap_port", "folder", "key"),
    [(143, "No deseado", "junk"), (0, "INBOX", "junk_kept")],
)
def test_junk_goes_into_its_folder_and_that_is_told(imap_port, folder, key):
    lab = lab_with(policy="junk", imap_port=imap_port)
    send(lab, FORGED)
    [fact] = found(lab, f.MessageAuthenticated)
    assert fact.action == "filed_as_junk"
    [fact] = found(lab, f.MessageDelivered)
    assert fact.junk_folder == folder
    filed = found(lab, f.MessageFiled)
    assert [each.folder for each in filed[-1:]] == [folder] * bool(imap_port)
    [step] = [n for n in narrated(lab) if n.say and n.say.key.startswith("say.deliv")]
    assert step.say.key == f"say.delivered.{key}"
    assert [note.params for note in step.notes] == [{"results": "spf=fail"}]


def test_what_is_not_junk_has_no_such_folder():
    lab = lab_with(policy="junk")
    send(lab, TRUE)
    assert found(lab, f.MessageDelivered)[0].junk_folder is msgspec.UNSET


def test_results_that_claim_to_be_ours_are_taken_out():
    lab = lab_with(policy="annotate")
    forged = f"Authentication-Results: (x (y)) {SUR.upper()}; spf=pass"
    honest = "Authentication-Results: mx.otro.example; spf=pass"
    send(lab, FORGED, forged, honest)
    content = delivered(lab)
    assert forged not in content and honest in content
    [queued] = found(lab, f.MessageQueued)
    assert queued.removed == len(forged) + 2


def test_a_name_server_that_is_silent_leaves_the_message_alone():
    lab = lab_with(policy="refuse")
    lab.apply(ServiceOff("dns", "dns"), "student")
    send(lab, FORGED)
    assert "spf=temperror" in delivered(lab)


@pytest.mark.parametrize(
    ("checks", "verb", "code"),
    [
        (("spf",), "MAIL", (451, "4.7.24", "spf_unsure")),
        (("spf", "dkim"), "MAIL", (451, "4.7.24", "spf_unsure")),
        (("spf", "dkim", "dmarc"), ".", (451, "4.4.3", "dmarc_unsure")),
    ],
)
def test_a_server_may_ask_to_try_again_when_dns_is_silent(checks, verb, code):
    lab = lab_with("p=reject", checks=checks, policy="refuse", unsure="defer")
    lab.apply(ServiceOff("dns", "dns"), "student")
    send(lab, FORGED)
    [reply] = replies(lab, verb)
    assert (reply.code, reply.enhanced, reply.reason) == code
    assert found(lab, f.MessageQueued) == []
    acted = [fact.action for fact in found(lab, f.MessageAuthenticated)]
    assert acted == ["deferred"] * (verb == ".")


@pytest.mark.parametrize("policy", ["annotate", "junk"])
def test_only_a_server_that_refuses_defers(policy):
    lab = lab_with(checks=("spf",), policy=policy, unsure="defer")
    lab.apply(ServiceOff("dns", "dns"), "student")
    send(lab, FORGED)
    assert "spf=temperror" in delivered(lab)


def test_without_a_dmarc_policy_an_unsure_spf_decides():
    """The zone of the bank answers, that of the envelope's domain does not."""
    spf = SpfOutcome("temperror", "dns_failed")
    config = AuthenticationConfig(checks=ALL, policy="refuse", unsure="defer")
    assert action_for(config, spf, DmarcOutcome("none", "no_policy")) == "deferred"
    assert action_for(config, spf, DmarcOutcome("pass", "aligned")) == "accepted"
    assert action_for(config, spf, DmarcOutcome("none", "no_from")) == "deferred"


def test_what_was_deferred_arrives_when_dns_is_back():
    lab = Lab(scenario("falso-remitente"), 1)
    lab.open()
    letter = Send("pc-eva", "benito@sur.example", "Hola", "Hola")
    lab.apply(letter, "student")
    lab.settle()
    begun = next(e for e in lab.journal if isinstance(e.fact, f.SpfCheckBegun))
    lab = lab.fork(begun.seq)
    lab.apply(ServiceOff("dns", "dns"), "student")
    lab.settle()
    assert [reply.code for reply in replies(lab, ".")] == [250, 451]
    assert len(found(lab, f.QueueAttemptDeferred)) == 1
    lab.apply(ServiceOn("dns", "dns"), "student")
    lab.apply(Skip("retry"), "student")
    lab.settle()
    assert len(found(lab, f.MessageDelivered)) == 1


def test_a_connection_that_breaks_meanwhile_ends_the_check():
    lab = lab_with(policy="annotate")
    lab.apply(Freeze("dns"), "student")
    for act in ({"open": ["robot", "sur", 25]}, {"line": "EHLO robot.malo.example"}):
        lab.apply(ACTS.from_table(act), "student")
        lab.settle()
    lab.apply(ACTS.from_table({"line": f"MAIL FROM:<{FORGED}>"}), "student")
    lab.settle()
    assert found(lab, f.SpfCheckEnded)
    begun = next(e for e in lab.journal if isinstance(e.fact, f.SpfCheckBegun))
    lab = lab.fork(begun.seq)
    lab.apply(Reset("c1"), "student")
    lab.settle()
    assert found(lab, f.SpfCheckEnded) == []


def test_who_belongs_to_the_house_is_not_checked():
    lab = lab_with(policy="refuse")
    lab.apply(Send("pc-benito", "carla@sur.example", "Hola", "Hola"), "student")
    lab.settle()
    assert found(lab, f.SpfCheckBegun) == []


@pytest.mark.parametrize("port", [25, 587])
def test_who_belongs_to_the_house_cannot_write_its_results_either(port):
    lab = lab_with(policy="refuse")
    for act in (
        {"open": ["pc-benito", "sur", port]},
        {"line": "EHLO pc-benito"},
        {"line": "MAIL FROM:<benito@sur.example>"},
        {"line": "RCPT TO:<carla@sur.example>"},
        {"line": "DATA"},
        {"paste": f"Authentication-Results: {SUR}; dmarc=pass\nFrom: {FORGED}\n\n."},
    ):
        lab.apply(ACTS.from_table(act), "student")
        lab.settle()
    assert "Authentication-Results" not in delivered(lab)


ALL = ("spf", "dkim", "dmarc")


@pytest.mark.parametrize(
    ("asked", "policy", "action"),
    [
        ("p=reject", "refuse", "refused"),
        ("p=reject", "junk", "filed_as_junk"),
        ("p=reject", "annotate", "accepted"),
        ("p=quarantine", "refuse", "filed_as_junk"),
        ("p=none", "refuse", "accepted"),
        ("p=reject; t=y", "refuse", "filed_as_junk"),
    ],
)
def test_spf_of_another_domain_does_not_help_the_domain_in_from(asked, policy, action):
    lab = lab_with(asked, checks=ALL, policy=policy)
    send(lab, TRUE, author=FORGED)
    [fact] = found(lab, f.MessageAuthenticated)
    assert fact.action == action
    assert fact.results == (
        ("spf", "pass", "malo.example"),
        ("dkim", "none", ""),
        ("dmarc", "fail", "banco.example"),
    )


def test_what_dmarc_refuses_is_refused_within_the_session():
    lab = lab_with("p=reject", checks=ALL, policy="refuse")
    send(lab, TRUE, author=FORGED)
    [reply] = replies(lab, ".")
    assert (reply.code, reply.enhanced, reply.reason) == (550, "5.7.1", "dmarc_failed")
    assert "banco.example" in reply.lines[0]
    assert found(lab, f.MessageQueued) == []


def test_without_a_dmarc_policy_spf_decides_at_the_end():
    lab = lab_with(checks=ALL, policy="refuse")
    send(lab, FORGED)
    assert [reply.code for reply in replies(lab, "MAIL")] == [250]
    assert [reply.reason for reply in replies(lab, ".")] == ["spf_failed"]


def test_the_three_results_stand_in_one_field():
    lab = lab_with("p=none", checks=ALL, policy="annotate")
    send(lab, TRUE, author=FORGED)
    assert (
        f"Authentication-Results: {SUR};\r\n"
        f"\tspf=pass smtp.mailfrom={TRUE};\r\n"
        "\tdkim=none;\r\n"
        "\tdmarc=fail header.from=banco.example\r\n"
    ) in delivered(lab)


def test_where_spf_is_not_checked_the_sender_is_only_noted():
    lab = lab_with("p=reject", checks=("dkim", "dmarc"), policy="refuse")
    send(lab, FORGED)
    assert [reply.reason for reply in replies(lab, "MAIL")] == ["sender_ok"]
    assert [reply.reason for reply in replies(lab, ".")] == ["dmarc_failed"]


def test_a_word_beside_a_forged_author_does_not_stop_dmarc():
    lab = lab_with("p=reject", checks=ALL, policy="refuse")
    send(lab, TRUE, author=f"{FORGED}, x")
    assert [reply.reason for reply in replies(lab, ".")] == ["dmarc_failed"]
