from opportunities.insights.insight import Seen
from opportunities.models import Initiative
from tests import make


def seen(level=make.PUBLIC, today=make.DAY, **asked):
    """What a level may see of the initiatives asked for."""
    initiatives = Initiative.objects.visible_at(level).filter(**asked)
    return Seen(initiatives.with_facts(level).with_health(today), level, today)


def owed_by(code, of, **fields):
    """A milestone of the only part that a country has in an initiative."""
    part = of.participations.filter(country__code=code).first() or make.participation(of, code)
    return make.milestone(of, responsible=part, **fields)
