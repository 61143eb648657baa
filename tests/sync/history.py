"""Random deeds of staff, the same for the same seed."""

import random
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError

from opportunities import models
from opportunities.choices import Direction, Outlook, Visibility
from opportunities.models.base import unit_of_work
from tests import make

PARTS = (models.Milestone, models.ProgressUpdate, models.Evidence, models.Participation, models.Decision)
VEILED = (*PARTS, models.Initiative, models.Organisation, models.Takeaway, models.Dialogue, models.Source)


class History:
    DEEDS = (
        *("found", "plan", "plan", "report", "report", "prove", "name", "meet", "slip", "cite", "correct"),
        *("veil", "veil", "veil", "withdraw", "move", "edit", "drop", "drop_part", "many", "repent", "unit"),
    )

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.count = 0
        dialogue = make.dialogue(str(seed))
        self.takeaways = [make.takeaway(dialogue, f"T{n}") for n in range(3)]
        self.organisations = [make.organisation(f"o-{seed}-{n}") for n in range(3)]
        self.sources = [make.source(f"s-{seed}-{n}") for n in range(3)]

    def step(self):
        getattr(self, self.dice.choice(self.DEEDS))()

    def any(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def level(self):
        return self.dice.choice(list(Visibility))

    def day(self):
        return make.DAY + timedelta(self.dice.randrange(20))

    def found(self):
        self.count += 1
        if models.Initiative.objects.count() < 4:
            make.initiative(f"i{self.count}", self.level())

    def plan(self):
        if of := self.any(models.Initiative):
            make.milestone(of, self.level(), due_on=self.day(), responsible=of.participations.first())

    def report(self):
        if of := self.any(models.Initiative):
            side = self.dice.choice([None, make.country("CA"), make.country("KR")])
            outlook = self.dice.choice(["", *Outlook])
            milestone = self.dice.choice([None, of.milestones.first()])
            said = {"outlook": outlook, "on_behalf_of": side, "milestone": milestone}
            make.update(of, self.level(), as_of=self.day(), **said)

    def correct(self):
        if old := self.any(models.ProgressUpdate):
            make.update(old.initiative, self.level(), as_of=old.as_of, supersedes=old)

    def prove(self):
        about = self.any(self.dice.choice([models.Initiative, models.Milestone, models.ProgressUpdate]))
        if about:
            name = "update" if isinstance(about, models.ProgressUpdate) else about._meta.model_name
            make.evidence(self.level(), source=self.dice.choice(self.sources), **{name: about})

    def name(self):
        of, code = self.any(models.Initiative), self.dice.choice(["CA", "KR"])
        if of and not of.participations.filter(country__code=code, is_lead=True).exists():
            given = {"organisation": self.dice.choice(self.organisations), "is_lead": True}
            make.participation(of, code, self.level(), direction=self.dice.choice(list(Direction)), **given)

    def meet(self):
        if milestone := self.any(models.Milestone):
            self.dice.choice([milestone.reopen, lambda: milestone.meet(self.day())])()

    def slip(self):
        if (milestone := self.any(models.Milestone)) and milestone.due_on:
            milestone.move(self.day(), "technical", "Later")

    def cite(self):
        if of := self.any(models.Initiative):
            chosen = self.dice.sample(self.takeaways, self.dice.randrange(3))
            of.takeaways.set(chosen)
            self.dice.choice(self.takeaways).initiatives.clear()

    def veil(self):
        if record := self.any(self.dice.choice(VEILED)):
            record.visibility = self.level()
            record.save()

    def withdraw(self):
        if self.dice.random() < 0.3 and (of := self.any(models.Initiative)):
            of.withdraw("Withdrawn")

    def move(self):
        to, milestone = self.any(models.Initiative), self.any(models.Milestone)
        if to and milestone:
            milestone.initiative = to
            milestone.save()

    def edit(self):
        if record := self.any(models.Initiative):
            record.title_en = str(self.dice.random())
            record.save()

    def drop(self):
        if self.dice.random() < 0.3 and (record := self.any(models.Initiative)):
            record.delete()

    def drop_part(self):
        record = self.any(self.dice.choice([*PARTS, models.Takeaway, models.Source]))
        if record and record not in self.takeaways and record not in self.sources:
            with suppress(ProtectedError):
                record.delete()

    def many(self):
        models.Milestone.objects.filter(visibility=self.level()).update(visibility=self.level())

    def repent(self):
        with suppress(KeyError), transaction.atomic():
            self.plan(), self.veil(), self.many()
            raise KeyError

    def unit(self):
        with unit_of_work(door="test"):
            self.found(), self.plan(), self.veil(), self.repent(), self.drop_part(), self.move(), self.name()
