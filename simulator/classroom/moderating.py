"""Letters of a world that a class shares wait, go out, or fall, as its teacher says."""

from collections.abc import Callable

from simulator.classroom.requests import ClassLettersRequest
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import Holding
from simulator.lab import LabError


def moderate(
    holding: Holding, release: Callable[[str], None], request: ClassLettersRequest
) -> None:
    """Do what is asked; `release` lets one out. Raises Refusal."""
    match request.what:
        case "release":
            try:
                release(request.letter)
            except LabError as error:
                raise Refusal(error.key, **error.params) from None
        case "drop":
            holding.drop(request.letter)
        case _:
            holding.on = request.what == "hold"
