"""Analyses, one file each."""

from opportunities.insights.complementarity import Complementarity
from opportunities.insights.freshness import Freshness
from opportunities.insights.ledger import Ledger
from opportunities.insights.pace import Pace
from opportunities.insights.since import Since
from opportunities.insights.slip import Slip
from opportunities.insights.stages import Stages
from opportunities.insights.timeline import Timeline

# Each under its name in the API.
INSIGHTS = (Ledger, Stages, Freshness, Slip, Complementarity, Timeline, Pace, Since)
