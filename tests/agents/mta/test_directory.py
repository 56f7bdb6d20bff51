"""Who is behind a name: accounts, aliases, lists, magic, postmaster."""

import pytest

from simulator.agents.config import AccountConfig, AliasConfig, ListConfig
from simulator.agents.mta.directory import Directory

DIRECTORY = Directory(
    ("sur.example",),
    (
        AccountConfig(address="benito@sur.example", password="x", name="Benito"),
        AccountConfig(address="benita@sur.example", password="x"),
        AccountConfig(address="carla@sur.example", password="x"),
    ),
    (
        AliasConfig(address="ventas@sur.example", to="benito@sur.example"),
        AliasConfig(address="ana@sur.example", to="ana@norte.example"),
    ),
    (
        ListConfig(
            address="todos@sur.example",
            owner="carla@sur.example",
            members=("benito@sur.example", "carla@sur.example"),
        ),
    ),
    "",
)


@pytest.mark.parametrize(
    ("address", "kind", "targets"),
    [
        ("benito@sur.example", "account", ("benito@sur.example",)),
        ("BENITO@SUR.EXAMPLE", "account", ("benito@sur.example",)),
        ("ventas@sur.example", "alias", ("benito@sur.example",)),
        ("ana@sur.example", "elsewhere", ("ana@norte.example",)),
        ("Postmaster", "account", ("benito@sur.example",)),
        ("postmaster@sur.example", "account", ("benito@sur.example",)),
        ("noexiste@sur.example", "magic", ("noexiste",)),
        ("nadie@sur.example", "none", ()),
    ],
)
def test_a_local_address_stands_for_one_entry(
    address: str, kind: str, targets: tuple[str, ...]
):
    found = DIRECTORY.find(address)
    assert (found.kind, found.targets) == (kind, targets)


def test_a_list_has_members_and_an_owner():
    found = DIRECTORY.find("todos@sur.example")
    assert found.kind == "list" and found.owner == "carla@sur.example"


@pytest.mark.parametrize(
    ("string", "matches"),
    [
        ("benito", ["benito@sur.example"]),
        ("ben", ["benito@sur.example", "benita@sur.example"]),
        ("<carla@sur.example>", ["carla@sur.example"]),
        ("zoe", []),
        ("", []),
        ("ocupado@sur.example", []),
    ],
)
def test_a_vrfy_string_matches_exactly_or_by_beginning(string: str, matches: list[str]):
    assert DIRECTORY.matches(string) == matches


def test_a_quoted_local_part_is_the_same_mailbox():
    """RFC 5321 §4.1.2."""
    plain = DIRECTORY.find("benito@sur.example")
    assert DIRECTORY.find('"benito"@sur.example') == plain
    assert DIRECTORY.find('"beni\\to"@sur.example') == plain
    assert DIRECTORY.find('"Postmaster"@sur.example').kind == "account"
