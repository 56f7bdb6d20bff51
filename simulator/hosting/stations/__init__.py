"""A world that many share, each at a station of their own.

Reading order: `station.py` (what one may do and see), `holding.py` (letters that wait),
`shared_lab.py` (whose part is whose).
"""

from simulator.hosting.stations.holding import HeldLetter, Holding
from simulator.hosting.stations.shared_lab import SharedLab, StationLab, take_station
from simulator.hosting.stations.station import AT_A_MACHINE, Station

__all__ = [
    "AT_A_MACHINE",
    "HeldLetter",
    "Holding",
    "SharedLab",
    "Station",
    "StationLab",
    "take_station",
]
