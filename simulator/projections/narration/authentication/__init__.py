"""The steps of the checks of a message: SPF, DMARC, and what a server makes of them."""

from simulator.projections.narration.authentication.dmarc import DMARC_STEPS
from simulator.projections.narration.authentication.spf import SPF_STEPS

__all__ = ["DMARC_STEPS", "SPF_STEPS"]
