from django.contrib import admin

from opportunities.admin.base import RecordAdmin
from opportunities.admin.fields import in_three
from opportunities.admin.inlines import RecordBlocks
from opportunities.admin.parts import PartAdmin
from opportunities.admin.readers import InternalOnly, WrittenByInsiders
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


class ParticipationBlocks(RecordBlocks):
    model = Participation
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


@admin.register(Membership)
class MembershipAdmin(InternalOnly, WrittenByInsiders, admin.ModelAdmin):
    list_display = ["user", "organisation"]
    list_filter = ["areas"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__username", "user__email", *in_three("organisation__name")]
    autocomplete_fields = ["user", "organisation", "areas"]
