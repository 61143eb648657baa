"""What every page has in common: its reader's level, the one clock, what may be asked, and honest caching."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from opportunities.choices import OWN_COUNTRY
from opportunities.dashboards import errors
from opportunities.health import SEOUL, end_of, today_in_seoul
from opportunities.models import Change, Milestone
from opportunities.models.standing import sides
from opportunities.visibility import clearance

OTTAWA = ZoneInfo("America/Toronto")


class Page(TemplateView):
    http_method_names = ["get", "head", "options"]
    nav = ""
    # {name: field} of what the address may ask (filters/fields.py); whatever else it asks is refused by name.
    parameters = {}

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.level = clearance(request.user)
        self.today, self.moment = today_in_seoul(), None
        self.form = type("Parameters", (forms.Form,), {**self.parameters})(request.GET)
        self.form.is_valid()
        day = self.form.cleaned_data.get("as_of")
        if day and day != self.today:
            self.today, self.moment = day, end_of(day)
        # Whose knowledge the page shows, and of when.
        self.reader = self.level, self.moment

    def get(self, request, *args, **kwargs):
        if problems := self.problems():
            return errors.bad_request(request, problems=problems, retry_url=self.without_what_is_refused())
        return super().get(request, *args, **kwargs)

    def problems(self):
        """Sentences about what the address asks and the page cannot answer."""
        return [sentence for sentences in self.refused().values() for sentence in sentences]

    def refused(self):
        return refusals({*self.request.GET}, *self.understood())

    def without_what_is_refused(self):
        rest = self.request.GET.copy()
        for name in self.refused():
            rest.pop(name, None)
        return f"{self.request.path}?{rest.urlencode()}".removesuffix("?")

    def understood(self):
        """(names of all that may be asked, what is wrong with the values given)."""
        return {*self.parameters}, self.form.errors

    @cached_property
    def sides(self):
        own = OWN_COUNTRY[get_language()]
        return sorted(sides(), key=lambda country: (country.code != own, country.code))

    def awaited(self, initiatives):
        """{initiative: its next milestone}, of initiatives with facts."""
        next_ones = [initiative.next_milestone for initiative in initiatives]
        found = Milestone.objects.known_at(*self.reader).filter(uid__in=next_ones)
        facts = found.with_facts(*self.reader)
        return {milestone.initiative_id: milestone for milestone in facts}

    def last_change(self):
        """When anything that this reader may see last changed, in both capitals."""
        heard = Change.objects.heard_at(self.level)
        if self.moment:
            heard = heard.filter(at__lte=self.moment)
        last = heard.order_by("-seq").values_list("at", flat=True).first()
        return {
            "changed_in_seoul": last and last.astimezone(SEOUL),
            "changed_in_ottawa": last and last.astimezone(OTTAWA),
        }

    def get_context_data(self, **kwargs):
        frame = {"nav_current": self.nav, "today": self.today, "sides": self.sides}
        return super().get_context_data(**frame, **self.as_of(), **kwargs)

    def as_of(self):
        """The day shown, where it is not today; what links to pages of that day end with; the way to now."""
        if self.moment is None:
            return {"as_of": None, "as_of_alone": "", "as_of_too": ""}
        now = self.request.GET.copy()
        now.pop("as_of")
        asked = f"as_of={self.today}"
        return {
            "as_of": self.today,
            "as_of_alone": f"?{asked}",
            "as_of_too": f"&{asked}",
            "now": f"{self.request.path}?{now.urlencode()}".removesuffix("?"),
        }

    def render_to_response(self, context, **kwargs):
        return self.kept(super().render_to_response(context, **kwargs).render())

    def kept(self, response):
        """The answer, saying how it may be kept; or that what the reader keeps is up to date."""
        signed_in = self.request.user.is_authenticated
        # Asked for anew each time: what is withdrawn is gone at the next request.
        patch_cache_control(response, no_cache=True, **{"private" if signed_in else "public": True})
        set_response_etag(response)
        return get_conditional_response(self.request, etag=response["ETag"], response=response)


def refusals(asked, known, errors):
    """{parameter: sentences} of what cannot be answered: none is left out in silence."""
    no_such = {
        name: [_("%(name)s: there is no such filter.") % {"name": name}] for name in sorted(asked - known)
    }
    wrong = {name: [f"{name}: {why}" for why in whys] for name, whys in errors.items()}
    return no_such | wrong
