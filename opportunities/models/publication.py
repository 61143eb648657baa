"""What an update must bring before it may be published: each refusal says what to do."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from opportunities.choices import EvidenceKind, Status


def refuse_stranger(user, record):
    """Raise PermissionDenied unless the user may publish what belongs to `record`."""
    if not user.has_perm("opportunities.publish_progressupdate"):
        raise PermissionDenied(
            _("You may write updates; publishing them is for coordinators and area leads.")
        )
    if not record.is_editable_by(user):
        raise PermissionDenied(_("This is of an area that you do not lead: ask its lead or a coordinator."))


def refuse_undoing(update, user):
    """Raise PermissionDenied to who may not take it back, ValidationError where that was done already."""
    if update.published_at:
        refuse_stranger(user, update)
        if update.corrections.published().exists():
            raise ValidationError(_("This update is corrected already: take back the correction instead."))
    elif update.author_id != user.pk:
        raise PermissionDenied(_("Only whoever wrote a draft takes it back."))


def refuse_incomplete(update, readers, level):
    """Raise ValidationError with all that is missing before `readers` may read it.

    ``level`` is the initiative's effective visibility.
    """
    missing = [
        *about_publication(update),
        *about_status(update, readers, level),
        *about_milestone(update, readers),
    ]
    if missing:
        raise ValidationError(missing)


def about_publication(update):
    if update.published_at:
        yield _("This update is already published: write a new one that corrects it.")
    if not update.body:
        yield _("Say in one sentence what happened.")


def about_status(update, readers, level):
    if not update.status:
        return
    if readers != level:
        yield _("A change of status must be readable by everyone who can read the initiative.")
    if not update.reason:
        yield _("Give the reason for the change of status: it is published with it.")
    yield from about_proof(update, level)


def about_proof(update, level):
    evidence = update.proof_at(level)
    if update.status == Status.AGREED and not evidence.filter(kind=EvidenceKind.AGREEMENT).exists():
        yield _("“Agreed” needs a document: link evidence of kind “Agreement” first.")
    if update.status == Status.DELIVERED and not evidence.exists():
        yield _("“Delivered” needs evidence: link at least one source first.")
    if update.status == Status.PAUSED and not update.initiative.review_on:
        yield _("“Paused” needs a date of review: give it as “review on” on the initiative first.")


def about_milestone(update, readers):
    if not update.milestone_met:
        return
    if update.milestone.cancelled_at:
        yield _("This milestone is cancelled and cannot be met.")
    if readers != update.milestone.effective_visibility:
        yield _("“Milestone met” must be readable by everyone who can read the milestone.")
