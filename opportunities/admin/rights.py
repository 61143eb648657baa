"""Who writes what here: within what the groups allow, whoever leads areas keeps to what belongs to them."""

from functools import wraps

from django.apps import apps
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.choices import Visibility
from opportunities.models import Country, Organisation, Proposal
from opportunities.visibility import sees_everything, spoken_for


def is_theirs(request, record):
    """Asked many times a page, and answered by the database once."""
    answers = request.__dict__.setdefault("_is_theirs", {})
    key = type(record), record.pk
    if key not in answers:
        answers[key] = record.is_editable_by(request.user)
    return answers[key]


class WithinAreas:
    """Mixin of the pages of records, and of inlines, which ask about the record whose parts they are."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or is_theirs(request, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or is_theirs(request, obj))


class OffersTheirOwn:
    """Mixin: a record is put only where the user may write, and actions leave others' records alone."""

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return (found.open_to(request.user) if is_put_somewhere(request) else found), may_repeat

    def get_actions(self, request):
        actions = super().get_actions(request)
        return {name: (keeping_to_theirs(act), *rest) for name, (act, *rest) in actions.items()}


class ProposedByPartners:
    """Mixin of the page of reports: a partner's person writes one as its system does, and changes none.

    On initiatives that the organisation takes part in; it waits for staff to publish it.
    """

    def has_add_permission(self, request):
        return super().has_add_permission(request) or may_propose(request.user)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj or sees_everything(request.user) else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "on_behalf_of" and not sees_everything(request.user):
            # Nobody reports on behalf of another side.
            own = Organisation.objects.filter(spoken_for(request.user)).values("country")
            kwargs["queryset"] = Country.objects.filter(pk__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is None and not sees_everything(request.user):
            context["title"] = _("Propose an update")
            context["subtitle"] = _("The secretariat reads it, and publishes or refuses it.")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if sees_everything(request.user):
            super().save_model(request, obj, form, change)
            return
        obj.visibility = Visibility.PARTNERS
        super().save_model(request, obj, form, change)
        Proposal.by_person(obj, request.user)


def may_propose(user):
    may_write = user.has_perm("opportunities.add_progressupdate") and not sees_everything(user)
    return may_write and user.memberships.exists()


def is_put_somewhere(request):
    """Does autocompletion ask for the record that another one is to belong to?"""
    if request.resolver_match.url_name != "autocomplete":
        return False
    model = apps.get_model(request.GET["app_label"], request.GET["model_name"])
    return belongs_through(model, request.GET["field_name"])


def belongs_through(model, name):
    """Is this field a way by which records of the model come into an area?"""
    return name in {way.partition("__")[0] for way in getattr(model, "area_through", ())}


def keeping_to_theirs(act):
    if getattr(act, "allowed_permissions", None) == ["view"]:
        return act

    @wraps(act)
    def kept(page, request, chosen):
        theirs = chosen.editable_by(request.user)
        if theirs is not chosen and (others := chosen.count() - theirs.count()):
            text = ngettext(
                "%(count)d record is of an area that you do not lead, and is left as it is.",
                "%(count)d records are of areas that you do not lead, and are left as they are.",
                others,
            )
            page.message_user(request, text % {"count": others}, messages.WARNING)
        return act(page, request, theirs)

    return kept
