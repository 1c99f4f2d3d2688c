import datetime

import pytest

from entities.finding import find_known, resolve
from entities.found import Rule
from tests import factories as make
from vietnamese.matching import person_key

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 2)
TEXT = "Cô Trần Thị Lan, Hiệu trưởng Trường THPT Bến Ngân, đến dự."


def two_of_one_name():
    """Two people: a head of a school, and a deputy of a department since 2022."""
    school, health = make.organisation("Trường THPT Bến Ngân"), make.organisation("Sở Y tế")
    teacher, doctor = make.person("Trần Thị Lan"), make.person("Trần Thị Lan")
    make.tenure(teacher, "Hiệu trưởng", at=school, start=datetime.date(2019, 8, 1))
    make.tenure(doctor, "Phó Giám đốc", at=health, start=datetime.date(2022, 5, 1))
    return teacher, doctor


def people_in(*texts, day=DAY):
    found = resolve(texts, find_known(texts), day=day)
    return [(one.text, one.entities, one.rule) for one in found if one.text.endswith("Lan")]


def test_office_beside_the_name_decides():
    teacher, doctor = two_of_one_name()

    assert people_in(TEXT) == [("Trần Thị Lan", (teacher.pk,), Rule.NAMESAKE)]
    assert people_in("Bác sĩ Trần Thị Lan, Phó Giám đốc Sở Y tế, nói.") == [
        ("Trần Thị Lan", (doctor.pk,), Rule.NAMESAKE)
    ]


def test_both_in_one_paragraph():
    teacher, doctor = two_of_one_name()

    found = people_in(f"{TEXT} Bà Trần Thị Lan, Phó Giám đốc Sở Y tế, cũng có mặt.")

    assert [who for _text, who, _rule in found] == [(teacher.pk,), (doctor.pk,)]


def test_once_decided_the_others_of_that_name_follow():
    teacher, _doctor = two_of_one_name()

    found = people_in(TEXT, "Bà Trần Thị Lan phát biểu.", "Theo bà Lan, trường sẽ xây mới.")

    assert [who for _text, who, _rule in found] == [(teacher.pk,)] * 3


def test_body_that_stands_near_decides():
    _teacher, doctor = two_of_one_name()

    assert people_in("Đoàn của Sở Y tế có bà Trần Thị Lan.") == [
        ("Trần Thị Lan", (doctor.pk,), Rule.NAMESAKE)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bà Trần Thị Lan mua cá.",
        "Trường THPT Bến Ngân và Sở Y tế cử bà Trần Thị Lan.",
    ],
)
def test_without_a_clear_winner_nobody_is_guessed(text):
    teacher, doctor = two_of_one_name()

    [(_text, who, rule)] = people_in(text)

    assert (set(who), rule) == ({teacher.pk, doctor.pk}, Rule.HOMONYM)


def test_an_office_counts_on_its_days_only():
    two_of_one_name()

    # The deputy took office later than this story.
    [(_text, who, rule)] = people_in(
        "Bà Trần Thị Lan, Phó Giám đốc Sở Y tế, nói.", day=datetime.date(2020, 1, 1)
    )

    assert (len(who), rule) == (2, Rule.HOMONYM)


def test_the_likeliest_stands_first():
    teacher, doctor = two_of_one_name()

    [(_text, who, _rule)] = people_in("Sở Y tế họp.", "Bà Trần Thị Lan mua cá.")

    assert who == (doctor.pk, teacher.pk)


def test_where_nothing_tells_them_apart_the_decision_counts():
    teacher, doctor = two_of_one_name()
    texts = [TEXT, "Bác sĩ Trần Thị Lan, Phó Giám đốc Sở Y tế, nói."]
    unclear = ["Bà Trần Thị Lan mua cá."]
    decided = {person_key("Trần Thị Lan"): [doctor.pk]}

    def told(texts):
        found = resolve(texts, find_known(texts, chosen=decided), day=DAY)
        return [one.entities for one in found if one.text.endswith("Lan")]

    assert told(unclear) == [(doctor.pk,)]
    # Where the office stands beside the name, another decision does not reach.
    assert told(texts) == [(teacher.pk,), (doctor.pk,)]


def test_whom_a_person_chose_stands_though_another_holds_the_office_that_is_told():
    teacher, doctor = two_of_one_name()
    decided = {person_key("Trần Thị Lan"): [doctor.pk]}

    found = resolve([TEXT], find_known([TEXT], chosen=decided), day=DAY)

    assert [(one.entities, one.rule) for one in found if one.text.endswith("Lan")] == [
        ((doctor.pk,), Rule.CHOSEN)
    ]
    # With both accepted, the office says which.
    decided[person_key("Trần Thị Lan")].append(teacher.pk)
    found = resolve([TEXT], find_known([TEXT], chosen=decided), day=DAY)
    assert [one.entities for one in found if one.text.endswith("Lan")] == [(teacher.pk,)]
