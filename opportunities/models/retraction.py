"""What takes a published update back: a correction that says so, and lets what stood before stand again."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from opportunities.choices import LANGUAGES, Status

TAKEN_BACK = _(
    "Taken back: the report that this one corrects no longer holds. What was recorded before it stands again."
)


def retraction_of(update):
    """Without an outlook, so that the one declared before counts again; and the milestone is reopened."""
    made = type(update)(
        initiative=update.initiative,
        milestone=update.milestone,
        on_behalf_of=update.on_behalf_of,
        as_of=day_before(update),
        supersedes=update,
    )
    made.body = in_each_language(TAKEN_BACK)
    if was_last_to_move(update):
        made.status, made.reason = status_before(update), in_each_language(TAKEN_BACK)
    return made


def day_before(update):
    """Of the report that is the last again: taking one back is no news of the initiative."""
    others = type(update).objects.standing_at(update.visibility).filter(initiative=update.initiative)
    last = others.exclude(pk=update.pk).latest_first().first()
    return min(update.as_of, last.as_of) if last else update.as_of


def turns_of(update):
    """Those that moved the status, the last first."""
    moved = type(update).objects.published().exclude(status="").filter(initiative=update.initiative)
    return moved.order_by("-published_at", "-pk")


def was_last_to_move(update):
    return turns_of(update).first() == update


def status_before(update):
    last = turns_of(update).exclude(pk=update.pk).first()
    return last.status if last else Status.RAISED


def in_each_language(sentence):
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = str(sentence)
    return words
