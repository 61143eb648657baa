"""Plain makers: public unless said otherwise, complete enough to be saved."""

from datetime import date

from opportunities import models
from opportunities.choices import Status, Visibility

PUBLIC, PARTNERS, INTERNAL = Visibility
DAY = date(2026, 3, 2)


def country(code="CA"):
    defaults = {"name_en": {"CA": "Canada", "KR": "Korea"}.get(code, code), "is_side": code in ("CA", "KR")}
    return models.Country.objects.get_or_create(code=code, defaults=defaults)[0]


def area(slug="chips", code="CHP"):
    defaults = {"code": code, "name_en": slug.title()}
    return models.CooperationArea.objects.get_or_create(slug=slug, defaults=defaults)[0]


def organisation(slug="institute", visibility=PUBLIC, **fields):
    return models.Organisation.objects.create(
        slug=slug, visibility=visibility, **{"name_en": slug.title()} | fields
    )


def membership(user, organisation, *areas):
    made = models.Membership.objects.create(user=user, organisation=organisation)
    made.areas.set(areas)
    return made


def token(organisation, *scopes, **fields):
    """Its text."""
    return models.Token.issue(organisation, fields.pop("name", "Mirror"), list(scopes or ["read"]), **fields)[
        1
    ]


def source(label="Summary", visibility=PUBLIC, **fields):
    return models.Source.objects.create(label_en=label, visibility=visibility, **{"kind": "summary"} | fields)


def dialogue(title="Dialogue", visibility=PUBLIC, **fields):
    return models.Dialogue.objects.create(title_en=title, visibility=visibility, **{"track": "1.5"} | fields)


def takeaway(of, code="T1", visibility=PUBLIC, **fields):
    given = {"title_en": code, "summary_en": "In short", "kind": "key_takeaway"} | fields
    return models.Takeaway.objects.create(dialogue=of, code=code, visibility=visibility, **given)


def strength(of, visibility=PUBLIC, **fields):
    given = {"country": country(), "summary_en": "Research"} | fields
    return models.Strength.objects.create(takeaway=of, visibility=visibility, **given)


def framework(name="Agreement", visibility=PUBLIC, **fields):
    return models.Framework.objects.create(
        name_en=name, visibility=visibility, **{"kind": "agreement"} | fields
    )


def initiative(title="Chips", visibility=PUBLIC, status=Status.RAISED, **fields):
    """A status other than raised is written as a fixture would: a report is not what most tests are about."""
    made = models.Initiative.objects.create(
        title_en=title, visibility=visibility, **{"area": area()} | fields
    )
    if status != Status.RAISED:
        made.write(status=status)
    return made


def participation(of, code="CA", visibility=PUBLIC, **fields):
    return models.Participation.objects.create(
        initiative=of, country=country(code), visibility=visibility, **fields
    )


def lead(of, organisation, code="CA", **fields):
    return participation(of, code, organisation=organisation, is_lead=True, **fields)


def milestone(of, visibility=PUBLIC, done_on=None, **fields):
    given = {"title_en": "Sign", "due_on": DAY} | fields
    made = models.Milestone.objects.create(initiative=of, visibility=visibility, **given)
    if done_on:
        made.meet(done_on)
    return made


def initiatives(number):
    """Many at once, in one unit of work."""
    new = [models.Initiative(title_en=f"No. {n}", area=area(), visibility=PUBLIC) for n in range(number)]
    return models.Initiative.objects.bulk_create(new)


def participations(of, code, **fields):
    part = {"country": country(code), "visibility": PUBLIC} | fields
    return models.Participation.objects.bulk_create(
        models.Participation(initiative=each, **part) for each in of
    )


def milestones(of, number):
    new = [
        models.Milestone(initiative=of, title_en=f"No. {n}", due_on=DAY, visibility=PUBLIC)
        for n in range(number)
    ]
    return models.Milestone.objects.bulk_create(new)


def update(of, visibility=PUBLIC, published_at="now", **fields):
    """Published as a fixture would be, without what publish() asks for; `published_at=None` is a draft."""
    given = {"body_en": "News", "as_of": DAY} | fields
    made = models.ProgressUpdate(initiative=of, visibility=visibility, **given)
    made.published_at = made.created_at if published_at == "now" else published_at
    made.save_base(raw=True, force_insert=True)
    return made


def decision(of, visibility=PUBLIC, **fields):
    given = {"question_en": "Which site?"} | fields
    return models.Decision.objects.create(initiative=of, visibility=visibility, **given)


def evidence(visibility=PUBLIC, kind="agreement", **of):
    given = {"source": of.pop("source", None) or source()} | of
    return models.Evidence.objects.create(kind=kind, visibility=visibility, **given)
