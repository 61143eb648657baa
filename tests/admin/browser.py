"""What a browser does with the pages of the admin: finds them, sends their forms, reads their messages."""

from django.urls import reverse


def address(model, page="changelist", *of):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=of)


def page_of(record):
    return address(type(record), "change", record.pk)


def send(client, url, **typed):
    """Fill the form at ``url`` over what it shows, and send it."""
    return client.post(url, as_shown(client.get(url)) | typed)


def as_shown(response):
    """{name: value} of the form and its inlines; a box that is not ticked is not sent."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def act(client, action, *records, **typed):
    """Choose an action in the list of these records."""
    chosen = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address(type(records[0])), chosen | typed)


def confirm(client, action, *records, **typed):
    """The same, shown first and then confirmed as shown."""
    shown = act(client, action, *records, _shown=1, **typed)
    digest = (shown.context or {}).get("digest", "refused")
    return act(client, action, *records, _shown=1, _confirm=1, _digest=digest, **typed)


def said(response):
    """The messages that the next page shows."""
    return [str(message) for message in response.wsgi_request._messages]


def errors(response):
    """{field: sentences} of a form that was sent back."""
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}
