"""Parts of an initiative: they stay with it, and choose among its other parts."""

from django import forms

from opportunities.admin.base import RecordAdmin


class PartAdmin(RecordAdmin):
    # {field: condition} of those whose choices are parts of the same initiative.
    of_the_same = {}

    def get_readonly_fields(self, request, obj=None):
        kept = ["initiative"] if obj else []
        return [*super().get_readonly_fields(request, obj), *kept]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        initiative = obj.initiative_id if obj else request.GET.get("initiative")
        for name in form.base_fields.keys() & self.of_the_same.keys() if initiative else ():
            field = form.base_fields[name]
            field.widget = forms.Select()
            field.queryset = field.queryset.filter(initiative=initiative, **self.of_the_same[name])
        return form
