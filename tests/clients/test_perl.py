"""Perl's Net::SMTP and Net::POP3, the oldest of the libraries (libnet)."""

import pytest

from tests.clients.programs import (
    ANA,
    ANA_SECRET,
    BENITO,
    DIEGO,
    TEXT,
    need,
    needs_perl,
)

WAYS = {"clear": [], "starttls": [False], "tls": [True]}

SMTP = """
use strict; use warnings; use Net::SMTP;
my ($host, $port, $way, $ca, @to) = @ARGV;
my @tls = (SSL_ca_file => $ca);
my $post = Net::SMTP->new($host, Port => $port, SSL => $way eq "tls" ? 1 : 0, @tls)
  or die "no connection: $@";
$post->starttls(@tls) or die "no TLS: " . $post->message if $way eq "starttls";
$post->auth("ana", "ana-secreta") or die "no login: " . $post->message
  if $way ne "nobody";
$post->mail("ana\\@norte.example") or die $post->message;
$post->to(@to) or die $post->message;
$post->data("Subject: Perl\\n\\n.punto\\nHola\\n") or die $post->message;
$post->quit;
"""

POP3 = """
use strict; use warnings; use Net::POP3;
my ($host, $port, $way, $ca, $how) = @ARGV;
my @tls = (SSL_ca_file => $ca);
my $box = Net::POP3->new($host, Port => $port, SSL => $way eq "tls" ? 1 : 0, @tls)
  or die "no connection: $@";
$box->starttls(@tls) or die "no TLS: " . $box->message if $way eq "starttls";
my $count = $how eq "apop" ? $box->apop("ana", "ana-secreta")
  : $how eq "auth" ? $box->auth("ana", "ana-secreta") && ($box->popstat)[0]
  : $box->login("ana", "ana-secreta");
die "no login: " . $box->message unless defined $count;
print "$count\\n", join(",", map { $box->uidl($_) } 1 .. $count), "\\n";
print @{ $box->top(1, 0) }, @{ $box->get(1) };
$box->delete(1) or die $box->message;
$box->quit or die $box->message;
"""


def perl(gate, program, *words):
    return gate.run(need("perl"), "-e", program, gate.host, *words).stdout


def needs(way):
    needs_perl("Net::SMTP", "perl")
    if way in WAYS:
        needs_perl("Authen::SASL", "libauthen-sasl-perl")
    if way in ("starttls", "tls"):
        needs_perl("IO::Socket::SSL", "libio-socket-ssl-perl")


@pytest.mark.parametrize("way", WAYS)
def test_net_smtp_submits(gate, way):
    needs(way)
    port = gate.ports["smtps" if way == "tls" else "submission"]
    perl(gate, SMTP, port, way, gate.certificate, BENITO, DIEGO)
    assert sorted(gate.mailboxes()) == [BENITO, DIEGO]
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


def test_net_smtp_for_the_house_needs_no_password(gate):
    needs("nobody")
    perl(gate, SMTP, gate.ports["smtp"], "nobody", gate.certificate, ANA)
    assert gate.mailboxes() == [ANA]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["pass", "apop", "auth"])
def test_net_pop3_collects(gate, way, how):
    needs(way)
    gate.deliver()
    port = gate.ports["pop3s" if way == "tls" else "pop3"]
    said = perl(gate, POP3, port, way, gate.certificate, how)
    count, unique_ids, *lines = said.splitlines()
    assert (count, unique_ids.count(",")) == ("1", 0)
    assert TEXT in lines and ".empieza con punto" in lines
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []
    assert ANA_SECRET not in said
