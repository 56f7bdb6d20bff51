"""What a fold of the model is: a function for each kind of fact."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.shapes.model import Model

# Any: mypy cannot tie the fact a fold takes to the key it stands under in a table.
Fold = Callable[[Model, Event, Any], None]
Folds = Mapping[type[f.Fact], Fold]
