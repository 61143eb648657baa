"""Lays the fictional demonstration over the facts, and takes it away again."""

from django.core.management import BaseCommand, CommandError

from opportunities.choices import Status, Visibility
from opportunities.health import today_in_seoul
from opportunities.management.story import Story
from opportunities.models import Initiative, MilestoneRevision, ProgressUpdate, Standing
from opportunities.models.base import Record, unit_of_work
from opportunities.models.demo import DEMO_RANGE, demo_loaded

# Not made by anybody: a move is its milestone's own history, a standing is worked out. They go along.
NO_OBSTACLE = (MilestoneRevision, Standing)


class Command(BaseCommand):
    """fixtures/demo.json holds the story in three parts, and each is taken back in its own way.

    - `records` of its own, known by their uids: deleted.
    - `filled_in`: empty columns of the seed's records (who leads, a few dates), emptied again where they
      still stand as the story wrote them. What staff have changed since is theirs and stays.
    - `published_earlier`: the initiatives of the seed seem to have been public for longer, by some days,
      so that "as of" has a past to show; removing moves them back by as many.

    An initiative's status stands nowhere in the file: it is what the latest published report says,
    and once the story's reports are gone, what the remaining ones say, or "raised".
    """

    help = "Lay the fictional story of fixtures/demo.json over the facts; --remove takes it away again."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="take the demonstration away")

    def handle(self, *, remove=False, **options):
        with unit_of_work(door="demo"):
            self.stdout.write(self.remove() if remove else self.load())

    def load(self):
        if demo_loaded():
            return "The demonstration is already loaded: nothing was changed."
        story = Story(told_on=today_in_seoul())
        refuse_without_facts(story)
        story.write_records()
        fill_in(story)
        shift_publication(story, -story.published_earlier)
        settle_status(told_of())
        return f"Loaded the fictional demonstration: {len(story.records)} records. Every page says so."

    def remove(self):
        if not demo_loaded():
            return "There is no demonstration to remove."
        story = Story()
        take_back(story)
        refuse_what_hangs(story)
        shift_publication(story, story.published_earlier)
        initiatives = told_of()
        for model in reversed(story.models):
            own(model).delete()
        settle_status(initiatives)
        return "Removed the fictional demonstration."


def own(model):
    return model.objects.filter(uid__range=DEMO_RANGE)


def refuse_without_facts(story):
    if Initiative.objects.filter(uid__in=story.initiatives).count() < len(story.initiatives):
        raise CommandError("The story is told about the facts: load them first, with “manage.py seed”.")


def fill_in(story):
    fillings = story.fillings()
    edited = [record for record, columns in fillings if record.stored(*columns) != record.untouched(*columns)]
    if edited:
        raise CommandError(listed("The story is told about the facts as loaded; these were edited:", edited))
    for record, columns in fillings:
        record.write(**columns)


def take_back(story):
    for record, columns in story.fillings():
        if record.stored(*columns) == columns:
            record.write(**record.untouched(*columns))


def shift_publication(story, days):
    for initiative in Initiative.objects.filter(uid__in=story.initiatives, first_public_at__isnull=False):
        initiative.write(first_public_at=initiative.first_public_at + days)


def told_of():
    """The initiatives that the story reports on."""
    return list(Initiative.objects.filter(updates__uid__range=DEMO_RANGE).distinct())


def settle_status(initiatives):
    for initiative in initiatives:
        reports = ProgressUpdate.objects.standing_at(Visibility.INTERNAL).filter(initiative=initiative)
        latest = reports.exclude(status="").latest_first().first()
        initiative.write(status=latest.status if latest else Status.RAISED)


def refuse_what_hangs(story):
    if found := [record for model in story.models for record in hanging_on(model)]:
        raise CommandError(listed("Nothing was removed. Delete or unlink first what hangs on it:", found))


def hanging_on(model):
    """What is not the story's own and belongs to, or points at, one of its records of this model."""
    for relation in model._meta.get_fields(include_hidden=True):
        pointing = relation.related_model if relation.auto_created and not relation.concrete else None
        if pointing is None or pointing._meta.auto_created or pointing in NO_OBSTACLE:
            continue
        rows = pointing._base_manager.filter(**{f"{relation.field.name}__in": own(model)})
        yield from rows.exclude(uid__range=DEMO_RANGE) if issubclass(pointing, Record) else rows


def listed(sentence, records):
    lines = {f"- {record._meta.verbose_name}: {record}" for record in records}
    return "\n".join([sentence, *sorted(lines)])
