"""A page is found by its values, in a way that an index can serve."""

import pytest
from django.http import QueryDict

from opportunities.filters import CountryFilter
from opportunities.models import Country
from tests import make


@pytest.mark.django_db
def test_what_cannot_be_null_is_compared_alone_and_sorted_plainly():
    make.country("CA"), make.country("KR")
    asked = CountryFilter(QueryDict(""), Country.objects.all(), level=1)
    asked.is_valid()
    after = asked.keyset.page(asked.qs, 1).next
    _, values = asked.keyset.read(asked.qs, after)
    page = asked.keyset.ordered(asked.qs.filter(asked.keyset.beyond(asked.qs, values, backward=False)))
    sql = str(page.query)
    assert "NULL" not in sql[sql.index("WHERE") :]
