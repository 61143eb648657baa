"""Charts drawn on the server: complete without scripts, read aloud as a title and a sentence.

What lies along the width is in percent and what has a size is in pixels, so a chart is fluid and its text
never scales. Percentages are text here: as a number, a French page would write one with a comma.
"""


class Chart:
    """Shown by including ``template_name`` with ``chart``; a table of the same numbers stands beside it.

    A subclass gives a ``title``, a ``template_name``, its ``rows()`` and its ``height`` in pixels;
    ``takeaway`` names a template that says in a sentence, without links, what it shows.
    """

    template_name = ""
    takeaway = ""
    title = ""
    height = 0

    def __init__(self, shown):
        self.shown = shown

    @property
    def name(self):
        """Among the charts of a page."""
        return type(self).__name__.lower()

    def rows(self):
        raise NotImplementedError


def percent(number):
    return f"{number:.2f}%"
