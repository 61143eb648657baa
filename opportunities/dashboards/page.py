"""What every page has in common: its reader's level, the one clock, and honest caching."""

from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import TemplateView

from opportunities.health import today_in_seoul
from opportunities.models import Milestone
from opportunities.models.standing import sides
from opportunities.visibility import clearance

# The alternat: on its own pages each country comes first.
OWN_COUNTRY = {"en": "CA", "fr": "CA", "ko": "KR"}


class Page(TemplateView):
    http_method_names = ["get", "head", "options"]
    nav = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.level = clearance(request.user)
        self.today = today_in_seoul()

    @cached_property
    def sides(self):
        own = OWN_COUNTRY[get_language()]
        return sorted(sides(), key=lambda country: (country.code != own, country.code))

    def awaited(self, initiatives):
        """{initiative: its next milestone}, of initiatives with facts."""
        next_ones = [initiative.next_milestone for initiative in initiatives]
        found = Milestone.objects.visible_at(self.level).filter(uid__in=next_ones).with_facts(self.level)
        return {milestone.initiative_id: milestone for milestone in found}

    def get_context_data(self, **kwargs):
        frame = {"nav_current": self.nav, "today": self.today, "sides": self.sides}
        return super().get_context_data(**frame, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs).render()
        signed_in = self.request.user.is_authenticated
        # Asked for anew each time: what is withdrawn is gone at the next request.
        patch_cache_control(response, no_cache=True, **{"private" if signed_in else "public": True})
        set_response_etag(response)
        return get_conditional_response(self.request, etag=response["ETag"], response=response)
