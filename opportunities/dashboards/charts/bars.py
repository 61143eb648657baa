from itertools import accumulate, pairwise

from opportunities.dashboards.charts import Chart, percent


class Bars(Chart):
    """One line below another: a label and words, and under them a bar whose parts follow one another.

    `rows()` gives [(label, {kind of part: number}, words)]. The words stand before the bar, not at its
    end, where a phone has no room for them.
    """

    template_name = "dashboards/charts/bars.html"
    STEP = 46

    @property
    def height(self):
        return self.STEP * len(self.rows())

    @property
    def lines(self):
        """[(y, label, words, [(kind, x, width)])]."""
        rows = self.rows()
        most = max((sum(parts.values()) for _label, parts, _words in rows), default=0) or 1
        return [
            (place * self.STEP, label, words, drawn(parts, 100 / most))
            for place, (label, parts, words) in enumerate(rows)
        ]


def drawn(parts, share):
    """[(kind, x, width)] of the parts that are not nothing."""
    ends = pairwise([0, *accumulate(parts.values())])
    return [
        (kind, percent(start * share), percent((end - start) * share))
        for kind, (start, end) in zip(parts, ends, strict=True)
        if end > start
    ]
