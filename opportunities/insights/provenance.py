"""Where initiatives come from, and what came of what was said: both ways, with the orphans of each side.

Over lists that hold what the reader may see; each takeaway has its initiatives as ``came_of_it``.
"""

import re
from dataclasses import dataclass

from opportunities.models.text import columns


def without_initiative(takeaways):
    return [takeaway for takeaway in takeaways if not takeaway.came_of_it]


@dataclass
class Answer:
    """What the tracker's records say to a question: its takeaway, and what belongs with it."""

    takeaway: object
    points: list
    frameworks: list
    strengths: list


def answer(question, takeaways, frameworks, strengths):
    """Composed from records: the points that led to the same initiatives, and what those rest on."""
    points = [each for each in takeaways if each.kind != question.kind and shares(each, question)]
    told = {question.pk, *(point.pk for point in points)}
    return Answer(
        question,
        points,
        [framework for framework in frameworks if is_named(framework, question)],
        [strength for strength in strengths if strength.takeaway_id in told],
    )


def shares(takeaway, other):
    return {each.pk for each in takeaway.came_of_it} & {each.pk for each in other.came_of_it}


def is_named(framework, takeaway):
    """Does the takeaway's text name it, in any language, by the short name that all languages share?"""
    texts = [getattr(takeaway, column) for name in ("title", "summary") for column in columns(name)]
    # Not \b: in Korean a particle follows without a space.
    name = re.compile(rf"(?<![A-Za-z0-9]){re.escape(framework.short_name)}(?![A-Za-z0-9])")
    return bool(framework.short_name) and any(name.search(text) for text in texts)
