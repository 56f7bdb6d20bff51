"""The steps of the checks of a message: SPF, DKIM, DMARC, and what a server makes of
them."""

from simulator.projections.narration.authentication.dkim import DKIM_STEPS
from simulator.projections.narration.authentication.dmarc import DMARC_STEPS
from simulator.projections.narration.authentication.spf import SPF_STEPS

__all__ = ["DKIM_STEPS", "DMARC_STEPS", "SPF_STEPS"]
