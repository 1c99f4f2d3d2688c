import datetime

import pytest

from entities import oddities
from entities.models import Entity, EntityPage, Post
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def hold(name, *, is_single=True, label="Giám đốc", **dates):
    body = Entity.objects.organisations().first() or make.organisation("Sở Y tế")
    who = make.person(name)
    make.tenure(who, label, at=body, **dates)
    Post.objects.update(is_single=is_single)
    return who


TWO = "“Giám đốc” has two holders on one day: Lê Đạo and Trần Hòa."
OTHER_WAY = "“Giám đốc” has two holders on one day: Trần Hòa and Lê Đạo."


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        pytest.param({}, {"start": DAY(2024, 1, 1)}, True, id="never ended"),
        pytest.param(
            {"end": DAY(2023, 12, 31)}, {"start": DAY(2024, 1, 1)}, False, id="one by one"
        ),
        pytest.param({"end": DAY(2024, 1, 1)}, {"start": DAY(2024, 1, 1)}, False, id="handed over"),
        pytest.param(
            {"end": DAY(2024, 12, 31), "end_precision": "year"},
            {"start": DAY(2024, 1, 1), "start_precision": "year"},
            False,
            id="in the course of one year",
        ),
        pytest.param(
            {"end": DAY(2024, 5, 31), "end_precision": "month"},
            {"start": DAY(2024, 5, 1), "start_precision": "month"},
            False,
            id="in the course of one month",
        ),
        pytest.param(
            {"end": DAY(2024, 6, 30), "end_precision": "month"},
            {"start": DAY(2024, 5, 1), "start_precision": "month"},
            True,
            id="a month apart",
        ),
        pytest.param({"start": None}, {}, False, id="nothing known"),
        pytest.param({"start": None, "attested_on": DAY(2024, 5, 1)}, {}, True, id="seen on a day"),
    ],
)
def test_two_holders_of_an_office_of_one(first, second, is_told):
    one, two = hold("Lê Đạo", **first), hold("Trần Hòa", **second)
    body = Entity.objects.organisations().get()

    # The older of two that began on one day is named first, whoever's record is looked at.
    told = [oddities.of(record) for record in [one, two, body]]

    assert told in ([[TWO]] * 3, [[OTHER_WAY]] * 3) if is_told else told == [[]] * 3


def test_who_held_an_office_twice_beside_another_is_told_of_once():
    one = hold("Lê Đạo")
    body = Entity.objects.organisations().get()
    other = make.person("Trần Hòa")
    for start in [DAY(2024, 1, 1), DAY(2024, 3, 1)]:
        make.tenure(other, one.tenures.get().post.label, at=body, start=start, end=None)

    assert len(oddities.of(one)) == 1


def test_an_office_of_several_and_one_person_twice_are_nothing_odd():
    who = hold("Lê Đạo", is_single=False)
    hold("Trần Hòa", is_single=False)
    alone = make.person("Vũ Hà")
    body = make.organisation("Sở Xây dựng")
    for start in [DAY(2020, 1, 1), DAY(2022, 1, 1)]:
        make.tenure(alone, "Chánh Văn phòng", at=body, start=start)

    assert oddities.of(who) == []
    assert oddities.of(alone) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("NguyÔn H÷u §\u00adîc", "TCVN3"), ("Nguyeãn Höõu Ñöôïc", "VNI"), ("Nguyễn Hữu Được", None)],
)
def test_a_name_in_an_old_code_is_told(name, code):
    who = make.person(name)
    sentence = f"The text looks as if typed in the old {code} code: convert it before it goes on."

    assert (who.name, oddities.of(who)) == (name, [sentence] if code else [])


def test_one_paragraph_in_an_old_code_among_others_is_told():
    texts = ["Đồng chí Bí thư phát biểu.", "Theo «ng Th¾ng, tiÕn ®é tèt.", "Hội nghị bế mạc."]

    assert len(oddities.old_code(texts)) == 1
    assert oddities.old_code(texts[::2]) == []


def test_a_name_of_two_records_is_told():
    who, other, third = (make.person(name) for name in ["Lê Đạo", "Lê Văn Đạo", "Lê Văn Đạo"])
    make.alias(who, "Hải Đăng")
    make.alias(other, "Hải Đăng")
    make.alias(who, "Lê Văn Đạo")

    asked = "too: in each story the desk will be asked."
    assert oddities.of(who) == [
        f"“Lê Văn Đạo” is a name of “Lê Văn Đạo” (record {other.pk}) {asked}",
        f"“Lê Văn Đạo” is a name of “Lê Văn Đạo” (record {third.pk}) {asked}",
        f"“Hải Đăng” is a name of “Lê Văn Đạo” (record {other.pk}) {asked}",
    ]
    assert len(oddities.of(third)) == 2


def test_local_names_and_names_of_what_was_merged_are_nothing_odd():
    body, other = make.organisation("Sở Y tế Ngân Hải"), make.organisation("Sở Y tế Lam Sơn")
    for one in [body, other]:
        make.alias(one, "Sở Y tế", is_local=True)
    gone = make.organisation("Ty Y tế", page=EntityPage.NONE)
    make.alias(gone, "Ngành Y")
    make.alias(body, "Ngành Y")
    Entity.objects.filter(pk=gone.pk).update(merged_into=body)

    assert oddities.of(body) == []


def test_a_long_list_is_cut():
    who = make.person("Lê Đạo")
    for number in range(8):
        make.alias(make.person(f"Người số {number}"), "Lê Đạo")

    assert len(oddities.of(who)) == oddities.SHOWN
