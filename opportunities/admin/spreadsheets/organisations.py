"""Leads in cells: an organisation by its slug or one of its names, or a name to ask about before saving."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from opportunities.admin.readers import readable
from opportunities.admin.spreadsheets.columns import CLEAR, NOTHING, Column, canonical
from opportunities.models import Country, Organisation, Participation
from opportunities.models.text import columns

NAMES = ["slug", "short_name", *columns("name")]


@dataclass(frozen=True)
class Unknown:
    """A name that no organisation of this country has, as far as the reader may know."""

    country: Country
    name: str

    def __str__(self):
        return self.name


class Organisations:
    """Those that may be named, read once a file."""

    def __init__(self, user):
        self.all = list(readable(Organisation.objects.select_related("country"), user))
        self.named, self.unknown = {}, {}
        for organisation in self.all:
            for name in {canonical(getattr(organisation, column)).casefold() for column in NAMES} - {""}:
                self.named.setdefault(name, []).append(organisation)

    def of(self, country):
        """Those of this country, and those of none."""
        return [each for each in self.all if each.country_id in (country.pk, None)]

    def find(self, name, country):
        found = self.named.get(name.casefold(), [])
        at_home = [each for each in found if each.country_id in (country.pk, None)]
        if found and not at_home:
            raise ValueError(
                _("“%(name)s” is not an organisation of %(country)s.")
                % {"name": name, "country": country.name}
            )
        if len(at_home) > 1:
            slugs = ", ".join(each.slug for each in at_home)
            raise ValueError(
                _("Several organisations have this name. Write one of: %(words)s.") % {"words": slugs}
            )
        # The first spelling stands for all.
        unknown = self.unknown.setdefault((country, name.casefold()), Unknown(country, name))
        return at_home[0] if at_home else unknown


class Lead(Column):
    """Read from an initiative's ``current`` parts; another is noted in its ``new_leads``: {country: who}."""

    def __init__(self, country, organisations):
        label = _("lead: %(country)s") % {"country": country.name}
        super().__init__(f"lead_{country.code.lower()}", label, empty=NOTHING)
        self.country, self.organisations = country, organisations

    @property
    def hint(self):
        return _("The name of an organisation, or the last part of its page’s address.")

    def part(self, instance):
        return next((each for each in own_parts(instance, self.country) if each.is_lead), None)

    def lead(self, instance):
        """An organisation, a name to ask about, or None."""
        part = self.part(instance)
        return new_leads(instance).get(self.country, part and part.organisation)

    def export(self, instance, **kwargs):
        lead = self.lead(instance)
        return getattr(lead, "slug", lead) or ""

    def shown(self, instance):
        lead = self.lead(instance)
        shared = len(self.organisations.named.get(str(lead).casefold(), [])) > 1
        return f"{lead} ({lead.slug})" if shared else str(lead or _("Not named"))

    def clean(self, row, **kwargs):
        return self.organisations.find(super().clean(row), self.country)

    def says_what_stands(self, instance, text):
        return super().says_what_stands(instance, text) or self.is_named_so(instance, text)

    def is_named_so(self, instance, text):
        lead = self.lead(instance)
        return bool(lead) and text != CLEAR and lead in self.organisations.named.get(text.casefold(), [])

    def assign(self, instance, value):
        new_leads(instance)[self.country] = value

    def replaces(self, instance):
        """Is somebody who was named no longer the lead?"""
        part = self.part(instance)
        return self.country in new_leads(instance) and bool(part and part.organisation)


def new_leads(initiative):
    return vars(initiative).setdefault("new_leads", {})


def own_parts(initiative, country):
    return [each for each in vars(initiative).get("current", []) if each.country == country]


def name_lead(initiative, country, organisation):
    """In the part that leads, else in one that nobody is named for, else in a new one."""
    parts = sorted(own_parts(initiative, country), key=lambda part: not part.is_lead)
    part = next((each for each in parts if each.is_lead or not each.organisation), None)
    part = part or Participation(initiative=initiative, country=country)
    if part.organisation != organisation:
        part.name_lead(organisation)


def create(unknown):
    """Internal, like every new record, until somebody publishes it."""
    organisation = Organisation(slug=free_slug(unknown.name), country=unknown.country)
    # In the language it is written in, as far as the letters tell.
    is_korean = any("가" <= letter <= "힣" for letter in unknown.name)
    organisation.name = {"ko": unknown.name} if is_korean else unknown.name
    organisation.full_clean()
    organisation.save()
    return organisation


def free_slug(name):
    wanted = slugify(name)[:40] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
