"""A timeline drawn: one axis, and below it one strip an initiative."""

from itertools import takewhile

from opportunities.dashboards.charts import percent

A_THIRD, MIDDLE, MOST_OF_IT = 33, 50, 62


class Axis:
    """The months of a span, and today where it lies among them."""

    def __init__(self, span, today):
        self.span, self.day = span, today

    @property
    def years(self):
        return [(percent(place), day.year) for place, day in self.span.years]

    @property
    def parts(self):
        """[(place, place of its middle, first day)]."""
        return [(percent(place), percent(middle), day) for place, middle, day in self.span.parts]

    @property
    def today(self):
        return percent(self.span.place(self.day)) if self.day in self.span else ""

    @property
    def is_past_middle(self):
        return self.span.place(self.day) > MIDDLE


class Strip:
    """One initiative and its marks, dated ones first, by day."""

    def __init__(self, initiative, marks, span):
        self.initiative, self.marks, self.span = initiative, marks, span
        self.dated = [mark for mark in marks if mark.day]

    @property
    def shown(self):
        """[(place, mark)] of what lies in the span."""
        return [(percent(self.span.place(mark.day)), mark) for mark in self.dated if mark.day in self.span]

    @property
    def originals(self):
        """[(place of the original date or nothing, and the line from there to the mark)]."""
        moved = [mark for mark in self.dated if mark.is_moved]
        seen = [mark for mark in moved if mark.original_on in self.span or mark.day in self.span]
        return [
            (
                percent(self.span.place(mark.original_on)) if mark.original_on in self.span else "",
                percent(self.cut(mark.original_on)),
                percent(self.cut(mark.day)),
            )
            for mark in seen
        ]

    @property
    def rail(self):
        """(start, end) of the line through all marks."""
        return self.line(self.dated)

    @property
    def done(self):
        """Of the part of it before the first milestone that is not met."""
        return self.line(list(takewhile(lambda mark: mark.is_met, self.dated)))

    def line(self, marks):
        if not marks:
            return None
        start, end = self.cut(marks[0].day), self.cut(marks[-1].day)
        return (percent(start), percent(end)) if start < end else None

    def cut(self, day):
        return min(max(self.span.place(day), 0), 100)

    @property
    def next(self):
        """The next milestone, the only one that carries a label."""
        awaited = self.initiative.next_milestone
        return next((mark for mark in self.dated if mark.milestone.uid == awaited), None)

    @property
    def label(self):
        """(place, whether the words end there, mark) of the next milestone, where it lies in the span."""
        if not self.next or self.next.day not in self.span:
            return None
        place = self.span.place(self.next.day)
        # What is late speaks of the past, and stands on that side of its mark where there is room.
        room_ends = A_THIRD if self.next.is_late else MOST_OF_IT
        return percent(place), place > room_ends, self.next
