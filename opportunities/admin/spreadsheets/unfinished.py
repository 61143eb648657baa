"""What a person has sent and not finished, for the desk."""

from django.urls import reverse

from opportunities.models import Upload


def unfinished(user):
    """[Upload] of this person, newest first, with ``address``: not saved yet, or with rows left out."""
    uploads = list(Upload.objects.recent().filter(user=user).defer("rows", "looked"))
    for upload in uploads:
        upload.address = reverse(f"admin:opportunities_{upload.kind}_import_check", args=[upload.pk])
    return uploads
