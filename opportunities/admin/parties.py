from django.contrib import admin
from django.db.models import Q
from django.utils.translation import get_language

from opportunities.admin.base import RecordAdmin
from opportunities.admin.fields import InOneWindow, in_three
from opportunities.admin.inlines import KnownChoice, RecordBlocks, RowForm
from opportunities.admin.parts import PartAdmin
from opportunities.admin.readers import InternalOnly, WrittenByInsiders
from opportunities.choices import OWN_COUNTRY
from opportunities.models import Country, Membership, Organisation, Participation


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    fields = ["code", in_three("name"), "is_side"]
    list_display = ["code", *in_three("name"), "is_side"]
    list_filter = ["is_side"]
    search_fields = ["code", *in_three("name")]


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    fields = [in_three("name"), ("short_name", "slug"), ("country", "type"), "url", "visibility"]
    list_display = ["__str__", "short_name", "country", "type", "visibility"]
    list_filter = ["country", "type", "visibility"]
    list_select_related = ["country"]
    search_fields = [*in_three("name"), "short_name", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.resolver_match.url_name == "autocomplete":
            found = found.ours_first(OWN_COUNTRY[get_language()])
            if code := request.GET.get("country"):
                found = found.filter(Q(country__code=code) | Q(country=None))
        return found, may_repeat


class PartForm(RowForm):
    """Offers organisations of the country whose part it is, and those of none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields and self.instance.country_id:
            self.fields["organisation"].widget.narrowed = {"country": self.instance.country.code}

    def _get_validation_exclusions(self):
        # No field of a form on a page of its own, yet that a country has one lead is asked of it too.
        kept = {"initiative"} if self.instance.initiative_id else set()
        return super()._get_validation_exclusions() - kept


class ParticipationBlocks(RecordBlocks):
    model = Participation
    form = PartForm
    fields = [
        ("country", "organisation", "is_lead"),
        ("role", "direction", "visibility"),
        in_three("contribution"),
        "ended_at",
    ]
    autocomplete_fields = ["organisation"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


@admin.register(Participation)
class ParticipationAdmin(PartAdmin):
    form = PartForm
    fields = ["initiative", *ParticipationBlocks.fields, "named_at"]
    readonly_fields = ["named_at"]
    list_display = ["initiative", "country", "organisation", "is_lead", "role", "direction", "visibility"]
    list_filter = ["initiative__area", "country", "is_lead", "role", "direction", "visibility"]
    list_select_related = ["initiative", "country"]
    search_fields = [
        *("initiative__ref", "organisation__short_name"),
        *in_three("initiative__title"),
        *in_three("organisation__name"),
    ]
    autocomplete_fields = ["initiative", "organisation"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organisation":
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Membership)
class MembershipAdmin(InOneWindow, InternalOnly, WrittenByInsiders, admin.ModelAdmin):
    list_display = ["user", "organisation"]
    list_filter = ["areas"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__username", "user__email", *in_three("organisation__name")]
    autocomplete_fields = ["user", "organisation", "areas"]
