"""A page as those see it who may see less: for whoever sees everything, and kept by nobody."""

from django.utils.cache import patch_cache_control

from opportunities.choices import READERS
from opportunities.filters.fields import Word
from opportunities.visibility import reading_as, sees_everything

AS_READER = Word(choices=[(word, label) for word, (_level, label) in READERS.items()], required=False)


class Previewed:
    """Mixin of a Page. To all others the parameter is one that does not exist."""

    preview = None

    def setup(self, request, *args, **kwargs):
        if sees_everything(request.user):
            self.parameters = {**self.parameters, "as_reader": AS_READER}
            self.preview = READERS.get(request.GET.get("as_reader"))
        if self.preview:
            # Before anything is asked in the name of the reader.
            request.user = reading_as(request.user, self.preview[0])
        super().setup(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        previewed_for = self.preview and self.preview[1]
        return super().get_context_data(previewed_for=previewed_for, **kwargs)

    def kept(self, response):
        if not self.preview:
            return super().kept(response)
        patch_cache_control(response, no_store=True, private=True)
        return response
