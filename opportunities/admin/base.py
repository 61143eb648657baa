"""The pages of one kind of record: a request that writes is one unit of work, in the name of who sent it."""

from contextlib import nullcontext

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opportunities.admin.band import FewerReaders, ask_before, band, refuse_unasked, take_meant
from opportunities.admin.conflict import SEALED, settle
from opportunities.admin.fields import FieldsForReaders, without
from opportunities.admin.history import units
from opportunities.admin.readers import unaskable, withheld
from opportunities.admin.rights import OffersTheirOwn
from opportunities.admin.shown import fields, sealed
from opportunities.models.base import unit_of_work
from opportunities.models.text import compose
from opportunities.sync.history import about
from opportunities.visibility import clearance, sees_everything


class ListsForReaders:
    """Mixin: columns, filters, search and order tell no more than the records listed."""

    def get_list_display(self, request):
        names = super().get_list_display(request)
        return names if sees_everything(request.user) else without(withheld(self.model), names)

    def get_sortable_by(self, request):
        names = super().get_sortable_by(request)
        return names if sees_everything(request.user) else without(unaskable(self.model), names)

    def get_search_fields(self, request):
        names = super().get_search_fields(request)
        return names if sees_everything(request.user) else without(unaskable(self.model), names)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, compose(search_term))

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        if sees_everything(request.user):
            return filters
        return [each for each in filters if without(unaskable(self.model), [name_of(each)])]

    def lookup_allowed(self, lookup, value, request):
        may_ask = sees_everything(request.user) or without(unaskable(self.model), [lookup])
        return bool(may_ask) and super().lookup_allowed(lookup, value, request)


def name_of(list_filter):
    if isinstance(list_filter, str):
        return list_filter
    return list_filter[0] if isinstance(list_filter, tuple) else list_filter.parameter_name


class WrittenElsewhere:
    """Shown in the admin, and written by none of its forms."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RecordAdmin(ListsForReaders, OffersTheirOwn, FieldsForReaders, admin.ModelAdmin):
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    kept_by_the_house = ("uid", "created_at", "updated_at")

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        with in_the_name_of(request):
            take_meant(request)
            if object_id and (question := settle(self, request, object_id)):
                return question
            try:
                return super().changeform_view(request, object_id, *args, **kwargs)
            except FewerReaders as question:
                return ask_before(self, request, question)

    def save_model(self, request, obj, form, change):
        refuse_unasked(request, [form], obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        refuse_unasked(request, formset.initial_forms, form.instance)
        super().save_formset(request, form, formset, change)

    def changelist_view(self, request, *args, **kwargs):
        with in_the_name_of(request):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with in_the_name_of(request):
            return super().delete_view(request, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        # It names who wrote what, and records that have been hidden since.
        if not sees_everything(request.user):
            raise PermissionDenied
        if record := self.get_object(request, unquote(object_id)):
            level = clearance(request.user)
            changes = about(record, level)
            extra_context = {**(extra_context or {}), "uid": record.uid, **units(changes, level)}
        return super().history_view(request, object_id, extra_context)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self.kept_by_the_house]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and sees_everything(request.user):
            return [*fieldsets, (_("Record"), {"fields": [self.kept_by_the_house]})]
        return fieldsets

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and sees_everything(request.user):
            context |= {"tools": self.tools(request, obj), "band": band(obj)}
        if obj and self.has_change_permission(request, obj):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            # A form that comes back with its errors still remembers what it showed at first.
            form = context["adminform"].form
            context["shown_values"] = request.POST.get(SEALED) or sealed(fields(form, formsets))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def tools(self, request, record):
        """[(address, label)] of the buttons above the form."""
        return [(f"{reverse('admin:opportunities_change_changelist')}?uid={record.uid}", _("Changes"))]


def in_the_name_of(request):
    # Reading opens none: on SQLite every transaction takes the write lock.
    return unit_of_work(request.user, "admin") if request.method == "POST" else nullcontext()
