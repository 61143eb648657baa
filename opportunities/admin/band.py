"""Who can see a record now, and what will be published: said above its form and on its buttons."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opportunities.choices import READERS, Visibility
from opportunities.models import Initiative, Milestone, MilestoneRevision, ProgressUpdate

SEEN = {
    Visibility.PUBLIC: _("Everyone can read this: on the website, in files and feeds, and through the API."),
    Visibility.PARTNERS: _("Staff can read this, and partners who are signed in or use the API."),
    Visibility.INTERNAL: _("Only staff can read this."),
}
SAVE = {
    Visibility.PUBLIC: _("Save – everyone sees it at once"),
    Visibility.PARTNERS: _("Save – partners see it at once"),
    Visibility.INTERNAL: _("Save – for staff only"),
}
RAISE = {
    Visibility.PUBLIC: _("Publish to everyone"),
    Visibility.PARTNERS: _("Publish to partners"),
}
DATED = (Initiative, Milestone, MilestoneRevision)


def band(record):
    """What the form of this record says of its readers."""
    level = Visibility(record.effective_visibility)
    is_draft = isinstance(record, ProgressUpdate) and not record.published_at
    return {
        "level": level.name.lower(),
        "label": level.label,
        "sentences": [SEEN[level], *more_about(record, level, is_draft)],
        "previews": previews(record),
        "save": SAVE[level],
        # A report is published by its own button, which checks what it claims.
        "raises": [] if is_draft or is_withdrawn(record) else raises(record),
    }


def more_about(record, level, is_draft):
    if is_draft:
        yield _("It is a draft: publishing it is a button of its own.")
    if is_withdrawn(record):
        yield _("It is withdrawn: whoever could read it reads the reason instead.")
    elif record.visibility < level:
        yield _("It is set to more readers, but belongs to a record that fewer may see.")
    if level < Visibility.INTERNAL and isinstance(record, DATED):
        yield _("Calendars and feeds carry every change of a date to their subscribers.")


def is_withdrawn(record):
    return bool(getattr(record, "withdrawn_at", None))


def raises(record):
    """[(level, label)] of the wider circles that may see all that it belongs to."""
    if record.always_public:
        return []
    same = type(record).objects.filter(pk=record.pk)
    wider = [level for level in RAISE if level < record.visibility]
    return [(level.value, RAISE[level]) for level in wider if same.reachable_at(level).exists()]


def previews(record):
    """[(address, label)] of the stakeholders' page, as each circle reads it."""
    if not isinstance(record, Initiative):
        return []
    page = reverse("dashboards:initiative", args=[record.ref or record.uid])
    return [(f"{page}?as_reader={reader}", label) for reader, (_level, label) in READERS.items()]


def take_meant(request):
    """A button that publishes says so by its own name: the field of the form may stand before or after it."""
    if level := request.POST.get("_raise_to"):
        meant = request.POST.copy()
        meant["visibility"] = level
        del meant["_raise_to"]
        request.POST = meant


class FewerReaders(Exception):
    """Raised before anything is saved: readers would lose what they have without a word."""

    def __init__(self, record, losses):
        super().__init__(record)
        self.record, self.losses = record, losses


def refuse_unasked(request, forms, record):
    if "_lower" not in request.POST and (lost := losses(forms)):
        raise FewerReaders(record, lost)


def losses(forms):
    """[(record, level now, level then)] of the forms that would take a record from readers it has."""
    found = []
    for form in forms:
        record = form.instance
        if "visibility" in form.changed_data and record.pk:
            before = record.effective_visibility
            if record.visibility > before:
                found.append((record, Visibility(before).label, Visibility(record.visibility).label))
    return found


def ask_before(page, request, question):
    """The page between the form and fewer readers; all that was typed goes along."""
    record = question.record
    context = {
        **page.admin_site.each_context(request),
        "title": _("Fewer readers"),
        "opts": page.opts,
        "record": record,
        "losses": question.losses,
        "typed": typed(request),
        "can_withdraw": isinstance(record, Initiative) and question.losses[0][0] == record,
    }
    return TemplateResponse(request, "admin/opportunities/fewer_readers.html", context)


def typed(request):
    """[(name, value)] of what was sent, to be sent again."""
    kept = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in kept if name != "csrfmiddlewaretoken"]
