"""Ten thousand invented initiatives, the same on every run, recorded as every other write is."""

import random
from datetime import timedelta
from itertools import islice

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from opportunities import models
from opportunities.choices import (
    Direction,
    EvidenceKind,
    MoveReason,
    Outlook,
    ReportingRhythm,
    Role,
    Status,
    Visibility,
)
from opportunities.health import today_in_seoul
from opportunities.models.base import unit_of_work

CHUNK = 500
# Most are public, so that a page of the public is full of work, and some must be left out of it.
LEVELS, WEIGHTS = list(Visibility), (8, 1, 1)
TEXTS = {
    "title": ("Joint test line {}", "Ligne d’essai commune {}", "공동 시험 라인 {}"),
    "short_title": ("Test line {}", "Ligne d’essai {}", "시험 라인 {}"),
    "summary": (
        "Both sides build and share test line {}, and publish what they learn for the firms that use it.",
        "Les deux parties construisent et partagent la ligne d’essai {}, et publient leurs résultats.",
        "양측이 {}번 시험 라인을 함께 구축하고 나누어 쓰며, 얻은 결과를 이용 기업에 공개합니다.",
    ),
    "step": ("Step {} agreed", "Étape {} convenue", "{}단계 합의"),
    "body": (
        "The working group met and settled question {}.",
        "Le groupe de travail s’est réuni et a réglé la question {}.",
        "실무반이 회의를 열어 {}번 쟁점을 정리했습니다.",
    ),
}


def in_three(field, text, number):
    words = zip(("en", "fr", "ko"), TEXTS[text], strict=True)
    return {f"{field}_{language}": written.format(number) for language, written in words}


def build(count=10_000):
    """Seed, then `count` initiatives with all that belongs to them, chunk by chunk."""
    call_command("seed")
    world = World()
    numbers = iter(range(1, count + 1))
    while chunk := list(islice(numbers, CHUNK)):
        with unit_of_work(door="bench"):
            world.grow(chunk)
        if chunk[0] == 1:
            # The recorder's queries are planned for tables that are no longer empty.
            analyze()
    analyze()


def analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class World:
    def __init__(self):
        self.dice = random.Random(20260302)
        self.today, self.now = today_in_seoul(), timezone.now()
        self.areas = list(models.CooperationArea.objects.all())
        self.sides = list(models.Country.objects.filter(is_side=True))
        self.takeaways = list(models.Takeaway.objects.all())
        self.frameworks = list(models.Framework.objects.all())
        self.sources = list(models.Source.objects.all())
        with unit_of_work(door="bench"):
            self.organisations = models.Organisation.objects.bulk_create(
                self.organisation(n) for n in range(40)
            )

    def grow(self, numbers):
        initiatives = models.Initiative.objects.bulk_create(map(self.initiative, numbers))
        self.cite(models.Initiative.takeaways.through, "takeaway", self.takeaways, initiatives)
        self.cite(models.Initiative.frameworks.through, "framework", self.frameworks, initiatives)
        models.Participation.objects.bulk_create(
            self.part(of, side) for of in initiatives for side in self.sides
        )
        milestones = models.Milestone.objects.bulk_create(
            self.milestone(of, step) for of in initiatives for step in range(self.dice.randint(4, 6))
        )
        models.MilestoneRevision.objects.bulk_create(self.move(of) for of in milestones[::10] if of.due_on)
        updates = models.ProgressUpdate.objects.bulk_create(
            self.update(of, turn) for of in initiatives for turn in range(self.dice.randint(2, 4))
        )
        models.Evidence.objects.bulk_create(self.proofs(initiatives, milestones, updates))

    def cite(self, through, name, cited, initiatives):
        through.objects.bulk_create(
            through(initiative=each, **{name: one})
            for each in initiatives
            for one in self.dice.sample(cited, self.dice.randint(0, 2))
        )

    def organisation(self, number):
        return models.Organisation(
            slug=f"organisation-{number}",
            name_en=f"Organisation {number}",
            country=self.dice.choice(self.sides),
            visibility=self.level(),
        )

    def initiative(self, number):
        area, level = self.dice.choice(self.areas), self.level()
        start = self.day(-700, 0)
        return models.Initiative(
            ref=f"{area.code}-{1000 + number}" if level == Visibility.PUBLIC else None,
            **in_three("title", "title", number),
            **in_three("short_title", "short_title", number),
            **in_three("summary", "summary", number),
            area=area,
            visibility=level,
            status=self.dice.choice(list(Status)),
            review_on=self.day(10, 200),
            planned_start_on=start,
            planned_end_on=start + timedelta(self.dice.randint(200, 1200)),
            report_every_days=self.dice.choice(list(ReportingRhythm)),
            first_public_at=self.now if level == Visibility.PUBLIC else None,
        )

    def part(self, of, side):
        organisation = self.dice.choice([*self.organisations, None])
        return models.Participation(
            initiative=of,
            country=side,
            organisation=organisation,
            named_at=self.now if organisation else None,
            is_lead=True,
            role=self.dice.choice(list(Role)),
            direction=self.dice.choice(list(Direction)),
            visibility=self.level(),
        )

    def milestone(self, of, step):
        met = self.dice.random() < 0.5
        due_on = self.day(-400, 0) if met else self.day(-20, 500)
        return models.Milestone(
            initiative=of,
            **in_three("title", "step", step),
            due_on=due_on,
            done_on=due_on + timedelta(self.dice.randint(-10, 0)) if met else None,
            completion_recorded_at=self.now if met else None,
            visibility=self.level(),
        )

    def move(self, of):
        return models.MilestoneRevision(
            milestone=of,
            old_due_on=of.due_on - timedelta(30),
            new_due_on=of.due_on,
            reason=MoveReason.APPROVAL,
            visibility=of.visibility,
        )

    def update(self, of, turn):
        return models.ProgressUpdate(
            initiative=of,
            **in_three("body", "body", turn),
            as_of=self.day(-300, 0),
            on_behalf_of=self.dice.choice([*self.sides, None]),
            outlook=self.dice.choice(["", *Outlook]),
            published_at=self.now - timedelta(minutes=turn),
            visibility=self.level(),
        )

    def proofs(self, initiatives, milestones, updates):
        """About two for three initiatives, one for five milestones and one for five updates."""
        for name, every, records in (
            ("initiative", 3, initiatives),
            ("milestone", 5, milestones),
            ("update", 5, updates),
        ):
            for record in records[::every]:
                yield models.Evidence(
                    **{name: record},
                    source=self.dice.choice(self.sources),
                    kind=self.dice.choice(list(EvidenceKind)),
                    visibility=self.level(),
                )

    def level(self):
        return self.dice.choices(LEVELS, WEIGHTS)[0]

    def day(self, first, last):
        return self.today + timedelta(self.dice.randint(first, last))
