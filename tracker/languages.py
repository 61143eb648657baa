from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

FOR_MACHINES = ("/api/", "/feeds/")


class PagesInTheReadersLanguage(LocaleMiddleware):
    """API and feeds answer everyone alike: a language is asked for by name, not guessed from the browser."""

    def process_request(self, request):
        if request.path_info.startswith(FOR_MACHINES):
            translation.activate(settings.LANGUAGE_CODE)
        else:
            super().process_request(request)

    def process_response(self, request, response):
        if request.path_info.startswith(FOR_MACHINES):
            return response
        return super().process_response(request, response)
