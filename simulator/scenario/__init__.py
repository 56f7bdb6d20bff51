"""Scenarios: the machines, accounts and messages a lab begins with, from TOML files."""

from simulator.agents.config import HostConfig
from simulator.scenario.loading import ScenarioError, load_scenario, parse_scenario
from simulator.scenario.problems import act_problems
from simulator.scenario.roles import Role, world_of_roles
from simulator.scenario.schema import ActData, OfferConfig, Scenario
from simulator.scenario.teams import Computer, Team, world_of_teams
from simulator.scenario.view import ScenarioView, scenario_view
from simulator.scenario.words import with_words

__all__ = [
    "ActData",
    "Computer",
    "HostConfig",
    "OfferConfig",
    "Role",
    "Scenario",
    "ScenarioError",
    "ScenarioView",
    "Team",
    "act_problems",
    "load_scenario",
    "parse_scenario",
    "scenario_view",
    "with_words",
    "world_of_roles",
    "world_of_teams",
]
