"""The list as a file: its columns and cells word by word in three languages, its name, its day."""

import csv
import io
import json

import pytest

from opportunities.models.demo import DEMO_FIRST
from tests import make

COLUMNS = {
    "en": (
        "Identifier,Ref,Initiative,Area (code),Area,Stage (code),Stage,Health (code),Health,Lead: Canada,"
        "Lead: Korea,Milestones met,Milestones,Next milestone,Due on,Owed by (code),Days late,Last report,"
        "Address"
    ),
    "fr": (
        "Identifiant,Code de l’initiative,Initiative,Domaine (code),Domaine,Étape (code),Étape,État (code),"
        "État,Responsable : Canada,Responsable : Korea,Jalons atteints,Jalons,Prochain jalon,Échéance,"
        "Partie redevable (code),Jours de retard,Dernier rapport,Adresse"
    ),
    "ko": (
        "식별자,과제 번호,협력 과제,분야(코드),분야,추진 단계(코드),추진 단계,진행 상태(코드),진행 상태,"
        "주관기관: Korea,주관기관: Canada,이정표 달성,이정표,다음 이정표,기한,담당 측(코드),지연 일수,"
        "최근 보고,주소"
    ),
}


def read(client, query="", language="en"):
    body = b"".join(client.get(f"/{language}/initiatives/?{query}&format=csv")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body, newline="")))


@pytest.mark.parametrize("language", COLUMNS)
def test_its_columns_are_named_in_the_language_of_the_page(public, chips, language):
    named = ",".join(read(public, language=language)[0])
    assert named.replace("\N{NO-BREAK SPACE}", " ") == COLUMNS[language]


def test_where_nothing_is_known_cells_are_empty_and_leads_not_named(public, db):
    make.country("CA"), make.country("KR")
    made = make.initiative("Law")
    assert read(public)[1:] == [
        [
            *(str(made.uid), "CHP-1", "Law", "chips", "Chips", "raised", "Raised", "", ""),
            *("Not named", "Not named", "0", "0", "", "", "", "", "", "http://testserver/en/i/CHP-1"),
        ]
    ]


def test_a_milestone_to_come_is_owed_by_its_side_and_not_late(public, chips):
    korea = chips.participations.get(country__code="KR")
    chips.milestones.all().delete()
    make.milestone(chips, title_fr="Signer", due_on=make.DAY.replace(month=4, day=1), responsible=korea)
    make.milestone(chips, done_on=make.DAY)
    (row,) = read(public, language="fr")[1:]
    assert row[11:17] == ["1", "2", "Signer", "2026-04-01", "KR", ""]


def test_what_partners_alone_see_is_addressed_by_its_identifier(public, partner, db):
    made = make.initiative("Quiet", make.PARTNERS)
    assert read(public)[1:] == []
    assert [(row[1], row[-1]) for row in read(partner)[1:]] == [("", f"http://testserver/en/i/{made.uid}")]


@pytest.mark.parametrize(
    ("query", "name"),
    [("", "initiatives-2026-04-01.csv"), ("as_of=2026-03-31&", "initiatives-2026-03-31.csv")],
)
def test_its_name_tells_its_day(public, chips, query, name):
    answer = public.get(f"/en/initiatives/?{query}format=csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_of_a_past_day_it_holds_what_stood_then(public, chips, april):
    april.shift(2 * 24 * 3600)
    make.initiative("Later")
    chips.milestones.get().meet(make.DAY)
    for query, cells in (("as_of=2026-04-01", ("0", "30")), ("", ("1", ""))):
        of_chips = next(row for row in read(public, query)[1:] if row[1] == "CHP-1")
        assert (of_chips[11], of_chips[16]) == cells
    assert [len(read(public, query)) for query in ("as_of=2026-04-01", "")] == [2, 3]


@pytest.mark.parametrize("as_of", ["2026-03-31", "2026-04-01"])
def test_only_of_today_there_is_json(public, chips, as_of):
    answer = public.get(f"/en/initiatives/?as_of={as_of}&format=json")
    if as_of == "2026-04-01":
        assert (answer.status_code, json.loads(b"".join(answer))["day"]) == (200, as_of)
    else:
        assert answer.status_code == 400
        assert "format: Unknown value. Allowed: csv." in answer.text


def test_json_names_its_address_its_day_and_each_record(public, world):
    body = json.loads(b"".join(public.get("/ko/initiatives/?ordering=area&status=raised&format=json")))
    assert {name: body[name] for name in ("permalink", "day", "demo")} == {
        "permalink": "http://testserver/ko/initiatives/?ordering=area&status=raised",
        "day": "2026-04-01",
        "demo": False,
    }
    assert [record["ref"] for record in body["results"]] == ["GOV-1"]


def test_json_of_nothing_is_an_empty_list(public, db):
    body = json.loads(b"".join(public.get("/en/initiatives/?format=json")))
    assert (body["permalink"], body["results"]) == ("http://testserver/en/initiatives/", [])


FICTION = {
    "fr": (
        "Données de démonstration.",
        (
            "Les organisations, les dates, les étapes et les rapports sont fictifs; ce que le dialogue a"
            " soulevé ne l’est pas."
        ),
    ),
    "ko": ("시연용 자료.", "기관·일정·단계·보고 내용은 가상이며, 대화에서 제기된 사항은 실제입니다."),
}


@pytest.mark.parametrize("language", FICTION)
def test_fiction_says_so_in_the_last_column_of_every_row(public, world, language):
    make.organisation("fictional", uid=DEMO_FIRST)
    told = [line[19:] for line in read(public, language=language)]
    column, sentence = FICTION[language]
    assert told == [[column], *[[sentence]] * 4]


@pytest.mark.parametrize("reader", ["public", "partner"])
def test_a_file_is_kept_by_whoever_may_read_it(request, chips, reader):
    answer = request.getfixturevalue(reader).get("/en/initiatives/?format=csv")
    whose = "private" if reader == "partner" else "public"
    assert answer.headers["Cache-Control"] == f"no-cache, {whose}"
    assert answer.headers["Last-Modified"] == "Wed, 01 Apr 2026 03:00:00 GMT"


def test_a_file_of_another_language_or_filter_is_another_one(public, chips):
    addresses = ("/en/initiatives/?", "/fr/initiatives/?", "/en/initiatives/?area=chips&")
    assert len({public.get(f"{address}format=csv").headers["ETag"] for address in addresses}) == 3
