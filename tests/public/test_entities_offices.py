"""Offices in time, on the pages of people and organisations."""

import datetime
import json

import pytest
from django.utils import timezone

from entities.models import Organisation
from tests import factories as make
from tests.public.record_pages import read

pytestmark = pytest.mark.django_db

LEAD = "Ông Lê Văn Đạo dự hội nghị."
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"start": TODAY}, True),
        ({"start": None, "end": TODAY - datetime.timedelta(2)}, False),
        ({"start": None, "end": TODAY + datetime.timedelta(2)}, True),
        ({"start": None, "attested_on": datetime.date(2024, 5, 1)}, False),
        ({"start": None}, False),
    ],
)
def test_an_office_is_held_today_only_where_that_is_known(client, dates, expected):
    who = make.person("Lê Văn Đạo")
    make.tenure(who, **dates)
    make.published(lead=LEAD)

    page = read(client, who)

    ((lines, is_current),) = page.offices
    assert is_current == expected
    assert page.all("//p[@class='person__office']/text()") == ["Giám đốc Sở Y tế"] * expected
    assert ("ngày 01/05/2024" in lines[-1]) == ("attested_on" in dates)


def test_an_office_to_come_is_told_nowhere_before_its_day(client):
    """It is entered before its embargo ends."""
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.tenure(who, "Giám đốc", at=body, start=TODAY + datetime.timedelta(1))
    make.published(lead="Ông Lê Văn Đạo đến Sở Y tế tỉnh Ngân Hải.")

    assert [read(client, record).offices for record in [who, body]] == [[], []]


def test_an_end_to_come_is_told_nowhere_before_its_day(client):
    """It is entered with the name of who follows, which is told on its day."""
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Y tế tỉnh Ngân Hải")
    tomorrow = TODAY + datetime.timedelta(1)
    make.tenure(who, "Giám đốc", at=body, end=tomorrow)
    make.tenure(who, "Bí thư Đảng ủy", at=body, start=None, end=tomorrow)
    Organisation.objects.filter(pk=body.pk).update(dissolved_on=tomorrow)
    story = make.published(lead="Ông Lê Văn Đạo đến Sở Y tế tỉnh Ngân Hải.")

    pages = {record: read(client, record) for record in [who, body]}

    assert [[lines[-1] for lines, _now in page.offices] for page in pages.values()] == [
        ["01/01/2020 – nay", "hiện nay"],
        ["hiện nay", "01/01/2020 – nay"],
    ]
    shown = [who.get_absolute_url(), body.get_absolute_url(), story.path]
    sent = "".join(client.get(path).content.decode() for path in shown)
    assert f"{tomorrow:%d/%m/%Y}" not in sent
    assert f"{tomorrow}" not in sent


@pytest.mark.parametrize(
    ("end", "precision", "told"),
    [
        (TODAY, "day", f"{TODAY:%d/%m/%Y}"),
        # Somebody left this year: it may be long past.
        (datetime.date(TODAY.year, 12, 31), "year", f"{TODAY.year}"),
        (datetime.date(TODAY.year + 1, 12, 31), "year", "nay"),
    ],
)
def test_an_end_is_told_from_its_first_possible_day_on(client, end, precision, told):
    who = make.person("Lê Văn Đạo")
    make.tenure(who, end=end, end_precision=precision)
    make.published(lead=LEAD)

    [(lines, _is_current)] = read(client, who).offices

    assert lines[-1] == f"01/01/2020 – {told}"


def test_who_acts_is_told_so_on_the_page_and_to_machines(client):
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.tenure(who, "Giám đốc Sở Y tế", at=body, is_acting=True)
    make.published(lead="Ông Lê Văn Đạo đến Sở Y tế tỉnh Ngân Hải.")

    page = read(client, who)

    acting = "Quyền giám đốc Sở Y tế"
    ((lines, _is_current),) = page.offices
    assert lines[0] == acting
    assert page.all("//p[@class='person__office']/text()") == [acting]
    (found,) = page.all("//script[@type='application/ld+json']/text()")
    assert json.loads(found)["mainEntity"]["jobTitle"] == [acting]
    ((lines, _is_current),) = read(client, body).offices
    assert lines[0] == "Lê Văn Đạo Quyền"
