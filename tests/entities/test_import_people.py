"""What a file changes, and that it changes nothing twice."""

import datetime
from io import StringIO

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from entities.importing import people, plan, table
from entities.models import (
    DatePrecision,
    Entity,
    EntityPage,
    Gender,
    Person,
    Post,
    Tenure,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

HEAD = "mã số,họ và tên,giới tính,ngày sinh,chức vụ,cơ quan,từ,đến,quyền,nguồn"


def rows(*lines, head=HEAD):
    return table.read("\n".join([head, *lines]).encode())


def told(made):
    parts = ["people", "posts", "tenures", "ended", "completed", "warnings", "refused"]
    return {
        part: [(row.number, row.text) for row in getattr(made, part)]
        for part in parts
        if getattr(made, part)
    } | ({"skipped": made.skipped} if made.skipped else {})


def saved():
    return [list(model.objects.order_by("pk").values()) for model in [Entity, Person, Post, Tenure]]


@pytest.fixture
def health():
    return make.organisation("Sở Y tế tỉnh Ngân Hải", short_name="Sở Y tế")


def test_new_people_offices_and_tenures(health):
    listed = rows(
        ",Lê Văn Đạo,nam,1970,Giám đốc,Sở Y tế tỉnh Ngân Hải,17/11/2025,,,QĐ 12",
        ",Lê Văn Đạo,,,Phó Giám đốc,Sở Y tế tỉnh Ngân Hải,2020,16/11/2025,,",
        ",Mai Thị Nhã,nữ,,,,,,,",
    )

    made = people.save(listed)

    assert told(made) == {
        "people": [
            (2, "Lê Văn Đạo, * 1970, nam, trang công khai"),
            (4, "Mai Thị Nhã, nữ"),
        ],
        "posts": [
            (2, "Giám đốc Sở Y tế (Sở Y tế tỉnh Ngân Hải)"),
            (3, "Phó Giám đốc Sở Y tế (Sở Y tế tỉnh Ngân Hải)"),
        ],
        "tenures": [
            (2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 17/11/2025"),
            (3, "Lê Văn Đạo: Phó Giám đốc Sở Y tế, từ 2020 đến 16/11/2025"),
        ],
    }
    assert list(Post.objects.order_by("pk").values_list("label", "is_single")) == [
        ("Giám đốc Sở Y tế", True),
        ("Phó Giám đốc Sở Y tế", False),
    ]
    person = Person.objects.get(entity__name="Lê Văn Đạo")
    assert (person.gender, person.born_on, person.born_precision, person.entity.page) == (
        Gender.MALE,
        datetime.date(1970, 1, 1),
        DatePrecision.YEAR,
        EntityPage.PUBLIC,
    )
    assert list(
        Tenure.objects.values_list(
            "post__label", "start_on", "start_precision", "end_on", "source_text"
        )
    ) == [
        (
            "Giám đốc Sở Y tế",
            datetime.date(2025, 11, 17),
            DatePrecision.DAY,
            None,
            "QĐ 12",
        ),
        (
            "Phó Giám đốc Sở Y tế",
            datetime.date(2020, 1, 1),
            DatePrecision.YEAR,
            datetime.date(2025, 11, 16),
            "",
        ),
    ]
    assert Entity.objects.get(name="Mai Thị Nhã").page == EntityPage.NONE
    # As if saved one by one.
    before = saved()
    for entity in Entity.objects.people():
        entity.save(update_fields=["sort_name", "match_key", "folded_name", "slug"])
    assert saved() == before


def test_second_time_changes_nothing(health):
    listed = rows(
        ",Lê Văn Đạo,nam,1970,Giám đốc,Sở Y tế tỉnh Ngân Hải,11/2025,,,QĐ 12",
        ",Lê Văn Đạo,,,Phó Giám đốc,Sở Y tế tỉnh Ngân Hải,2020,16/11/2025,x,",
        ",H'BIA NIÊ,,,,,,,,",
    )
    people.save(listed)
    before = saved()

    made = people.save(listed)

    assert told(made) == {"skipped": [2, 3, 4]}
    assert saved() == before


def test_plan_saves_nothing(health):
    before = saved()

    made = plan.make(rows(",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,2025,,,"))

    assert len(made.changes) == 3
    assert saved() == before


def test_refused_line_does_not_stop_the_others(health):
    made = people.save(
        rows(
            ",,,,,,,,,",
            ",Lê Văn Đạo,,,Giám đốc,Sở Lạ,2025,,,",
            ",Mai Thị Nhã,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,32/1/2025,,,",
            ",Đinh Bình,,,,,,,,",
        )
    )

    assert told(made) == {
        "people": [(5, "Đinh Bình")],
        "refused": [
            (3, "Chưa có hồ sơ cơ quan nào tên “Sở Lạ”."),
            (4, "“32/1/2025” không phải ngày: hãy viết 17/11/2025, 11/2025 hoặc 2025."),
        ],
    }
    assert [entity.name for entity in Entity.objects.people()] == ["Đinh Bình"]


def test_person_of_a_name_is_taken_as_the_same(health):
    person = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    make.alias(person, "Đạo Lê")

    made = people.save(
        rows(
            ",Đạo Lê,nam,5/3/1970,,,,,,",
            ",LÊ VĂN ĐẠO,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,2025,,,",
        )
    )

    assert told(made) == {
        "posts": [(3, "Giám đốc Sở Y tế (Sở Y tế tỉnh Ngân Hải)")],
        "tenures": [(3, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 2025")],
        "completed": [(2, "Lê Văn Đạo: nam, * 05/03/1970")],
    }
    person.refresh_from_db()
    # An editor took the page, or never gave it.
    assert (person.page, person.person.gender, person.person.born_on) == (
        EntityPage.NONE,
        Gender.MALE,
        datetime.date(1970, 3, 5),
    )


def test_namesakes_need_an_id():
    first, second = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạo")

    made = people.save(rows(",Lê Văn Đạo,nam,,,,,,,", f"{second.pk},Lê Văn Đạo,nam,,,,,,,"))

    assert told(made) == {
        "completed": [(3, "Lê Văn Đạo: nam")],
        "refused": [
            (
                2,
                "Có nhiều nhân vật cùng tên Lê Văn Đạo: hãy ghi mã số của người cần chọn "
                f"({first.pk}, {second.pk}).",
            )
        ],
    }
    assert [Person.objects.get(pk=pk).gender for pk in [first.pk, second.pk]] == ["", "male"]


def test_id_must_be_the_person_of_the_line(health):
    person = make.person("Lê Văn Đạo")
    gone = make.person("Lê Đạo", page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=person)

    made = plan.make(
        rows(
            f"{person.pk},Mai Thị Nhã,nam,,,,,,,",
            f"{health.pk},,nam,,,,,,,",
            "999999,,nam,,,,,,,",
            f"{gone.pk},Lê Đạo,nam,,,,,,,",
        )
    )

    assert told(made) == {
        "completed": [(5, "Lê Văn Đạo: nam")],
        "refused": [
            (2, f"Mã số {person.pk} là Lê Văn Đạo, không phải Mai Thị Nhã."),
            (3, f"Không có nhân vật nào mang mã số {health.pk}."),
            (4, "Không có nhân vật nào mang mã số 999999."),
        ],
    }


def test_another_birth_or_gender_may_be_another_person():
    person = make.person("Lê Văn Đạo", gender="male", born_on=datetime.date(1970, 3, 5))
    sentence = (
        f"Hồ sơ Lê Văn Đạo (mã số {person.pk}) có ngày sinh hoặc giới tính khác. "
        "Nếu là người khác, hãy lập hồ sơ cho người đó và ghi mã số."
    )

    made = plan.make(
        rows(
            ",Lê Văn Đạo,nữ,,,,,,,",
            ",Lê Văn Đạo,,1971,,,,,,",
            ",Lê Văn Đạo,nam,1970,,,,,,",
            ",Mai Thị Nhã,nữ,,,,,,,",
            ",Mai Thị Nhã,nam,,,,,,,",
        )
    )

    assert told(made) == {
        "people": [(5, "Mai Thị Nhã, nữ")],
        "refused": [
            (2, sentence),
            (3, sentence),
            (6, "Một dòng trước ghi Mai Thị Nhã có ngày sinh hoặc giới tính khác."),
        ],
        "skipped": [4],
    }


@pytest.mark.parametrize(
    ("home", "is_found"), [("Ngân Hải", True), ("ngan hai", True), ("Vân Sa", False)]
)
def test_local_name_means_the_papers_own_province(settings, home, is_found):
    settings.NEWSROOM_PROVINCE = home
    body = make.organisation("Sở Y tế tỉnh Ngân Hải", province=make.province())
    make.alias(body, "Sở Y tế", is_local=True)
    make.alias(body, "SYT Ngân Hải")

    made = plan.make(
        rows(",Mai Thị Nhã,,,Giám đốc,SYT Ngân Hải,,,,", ",Lê Văn Đạo,,,Giám đốc,Sở Y tế,,,,")
    )

    assert [row.number for row in made.refused] == ([] if is_found else [3])


def test_organisation_of_several_provinces():
    ours = make.organisation("UBND xã Tân Phú", province=make.province())
    other = make.organisation("UBND xã Tân Phú", province=make.province("Vân Sa"))
    pair = [make.organisation("UBND xã Hòa Bình", province=other.organisation.province)]
    pair.append(make.organisation("UBND xã Hoà Bình", province=other.organisation.province))

    made = people.save(
        rows(
            ",Lê Văn Đạo,,,Chủ tịch,UBND xã Tân Phú,,,,",
            f",Lê Văn Đạo,,,Chủ tịch,{other.pk},,,,",
            ",Lê Văn Đạo,,,Chủ tịch,UBND xã Hòa Bình,,,,",
        )
    )

    assert [tenure.post.organisation for tenure in Tenure.objects.order_by("pk")] == [ours, other]
    assert told(made)["refused"] == [
        (
            4,
            "Có nhiều cơ quan cùng tên “UBND xã Hòa Bình”: hãy ghi mã số thay cho tên "
            f"({pair[0].pk}, {pair[1].pk}).",
        )
    ]


def held(health, *periods, **kwargs):
    person = make.person("Lê Văn Đạo")
    for start, end in periods:
        make.tenure(person, "Giám đốc Sở Y tế", at=health, start=start, end=end, **kwargs)
    return person


DAY = datetime.date(2020, 5, 4)
LATER = datetime.date(2024, 8, 9)


@pytest.mark.parametrize(
    ("on_record", "start", "end", "expected"),
    [
        ([(DAY, None)], "2020", "", {"skipped": [2]}),
        ([(DAY, None)], "", "", {"skipped": [2]}),
        ([(DAY, LATER)], "2020", "2024", {"skipped": [2]}),
        (
            [(DAY, None)],
            "2020",
            "9/8/2024",
            {"ended": [(2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 04/05/2020 đến 09/08/2024")]},
        ),
        (
            [(None, LATER)],
            "5/2020",
            "2024",
            {"completed": [(2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 5/2020 đến 09/08/2024")]},
        ),
        # What the record says stands.
        (
            [(DAY, LATER)],
            "2020",
            "2025",
            {
                "refused": [
                    (2, "Theo hồ sơ, Lê Văn Đạo giữ chức vụ này từ 04/05/2020 đến 09/08/2024.")
                ]
            },
        ),
        (
            [(DAY, None)],
            "2024",
            "",
            {"refused": [(2, "Theo hồ sơ, Lê Văn Đạo giữ chức vụ này từ 04/05/2020.")]},
        ),
        (
            [(DAY, LATER)],
            "2025",
            "",
            {"tenures": [(2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 2025")]},
        ),
        (
            [(DAY, datetime.date(2021, 1, 1)), (LATER, None)],
            "",
            "",
            {"refused": [(2, "Lê Văn Đạo giữ chức vụ này nhiều lần: hãy ghi từ ngày nào.")]},
        ),
        (
            [(DAY, datetime.date(2021, 1, 1)), (LATER, None)],
            "2024",
            "2025",
            {"ended": [(2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 09/08/2024 đến 2025")]},
        ),
    ],
)
def test_tenure_on_record_is_ended_completed_or_left(health, on_record, start, end, expected):
    held(health, *on_record)
    listed = rows(f",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,{start},{end},,")

    made = people.save(listed)

    assert told(made) == expected
    if not made.refused:
        assert told(people.save(listed)) == {"skipped": [2]}


def test_acting_and_then_in_office_are_two(health):
    held(health, (DAY, None), is_acting=True)

    made = people.save(rows(",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,2024,,,"))

    assert told(made) == {"tenures": [(2, "Lê Văn Đạo: Giám đốc Sở Y tế, từ 2024")]}


@pytest.mark.parametrize(
    ("end", "start", "is_told"),
    [
        (None, "2024", True),
        (LATER, "1/1/2022", True),
        # The day of handing over, and what is not sure.
        (LATER, "9/8/2024", False),
        (LATER, "2024", False),
        (None, "", False),
    ],
)
def test_second_holder_of_an_office_for_one_is_told(health, end, start, is_told):
    make.tenure(make.person("Mai Thị Nhã"), "Giám đốc Sở Y tế", at=health, start=DAY, end=end)
    Post.objects.update(is_single=True)

    made = people.save(rows(f",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,{start},,,"))

    sentence = "“Giám đốc Sở Y tế” mỗi lúc chỉ một người giữ, mà Mai Thị Nhã cũng đang giữ."
    assert told(made).get("warnings", []) == ([(2, sentence)] if is_told else [])
    assert Tenure.objects.count() == 2


def test_holder_whom_the_file_ends_is_no_second(health):
    make.tenure(make.person("Mai Thị Nhã"), "Giám đốc Sở Y tế", at=health, start=DAY)
    Post.objects.update(is_single=True)

    made = people.save(
        rows(
            ",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,9/8/2024,,,",
            ",Mai Thị Nhã,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,4/5/2020,9/8/2024,,",
        )
    )

    assert made.warnings == []


def test_day_on_which_a_source_shows_the_office(health):
    listed = rows(
        "Lê Văn Đạo,Giám đốc,Sở Y tế tỉnh Ngân Hải,17/11/2025",
        head="name,post,organisation,held on",
    )

    people.save(listed)

    assert Tenure.objects.get().attested_on == datetime.date(2025, 11, 17)
    assert told(people.save(listed)) == {"skipped": [2]}


def test_given_name_of_a_later_line_gives_the_order():
    people.save(rows("Y Thanh Niê,", "Y Thanh Niê,Y Thanh", head="name,given name"))

    person = Person.objects.get()
    before = person.entity.sort_name
    person.entity.save()
    assert (person.given_name, person.entity.sort_name) == ("Y Thanh", before)


def test_import_stands_in_the_history(health):
    known = make.person("Mai Thị Nhã")
    by = make.editor()

    people.save(rows(",Lê Văn Đạo,,,,,,,,", ",Mai Thị Nhã,nữ,,,,,,,", ",Lê Đạo,,,,,,,,"), by=by)
    people.save(rows(",Lê Văn Đạo,,,,,,,,"), by=by)

    assert list(
        LogEntry.objects.order_by("pk").values_list("user", "object_repr", "action_flag")
    ) == [
        (by.pk, "Mai Thị Nhã", CHANGE),
        (by.pk, "Lê Văn Đạo", ADDITION),
        (by.pk, "Lê Đạo", ADDITION),
    ]
    assert LogEntry.objects.get(action_flag=CHANGE).object_id == str(known.pk)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_who_may_not_change_people_may_not_import(role):
    with pytest.raises(PermissionDenied):
        people.save(rows(",Lê Văn Đạo,,,,,,,,"), by=make.UserFactory(role=role))

    assert not Entity.objects.exists()


def test_plan_that_was_shown_is_the_one_that_is_saved():
    listed = rows(",Lê Văn Đạo,,,,,,,,")
    seen = plan.make(listed).digest
    make.person("Lê Văn Đạo")

    with pytest.raises(people.PlanChanged) as changed:
        people.save(listed, digest=seen)

    assert told(changed.value.plan) == {"skipped": [2]}
    assert Entity.objects.count() == 1


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow_with_the_lines(health, django_assert_num_queries, count):
    known = [make.person(f"Mai Thị Nhã {number}") for number in range(3)]
    lines = [
        f",Lê Văn Đạo {number},,,Giám đốc {number},Sở Y tế tỉnh Ngân Hải,2025,,,"
        for number in range(count)
    ]

    listed = rows(*lines, f",{known[0].name},,,Giám đốc 1,Sở Y tế tỉnh Ngân Hải,2025,,,")

    with django_assert_num_queries(9):
        plan.make(listed)


def test_saving_query_count_does_not_grow_with_the_people_it_changes():
    counts = []
    for count in [2, 20]:
        known = [make.person(f"Y Thanh Niê {count} {number}") for number in range(count)]
        listed = rows(*(f"{who.name},Y Thanh,nam" for who in known), head="name,given name,gender")
        with CaptureQueriesContext(connection) as queries:
            made = people.save(listed)
        assert len(made.completed) == count
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_only_a_given_name_changes_the_order():
    who = make.person("Y Thanh Niê")
    Entity.objects.filter(pk=who.pk).update(sort_name="as it was")

    orders = []
    for line in ["Y Thanh Niê,,nam", "Y Thanh Niê,Y Thanh,"]:
        people.save(rows(line, head="name,given name,gender"))
        orders.append(Entity.objects.get().sort_name)

    person = Person.objects.select_related("entity").get()
    assert (person.given_name, person.gender) == ("Y Thanh", Gender.MALE)
    assert orders == ["as it was", person.entity.sort_name]
    assert orders[0] != orders[1]


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 60, "²", "-1"])
def test_an_organisation_of_an_impossible_id_is_told(number):
    made = plan.make(rows(f",Lê Văn Đạo,,,Giám đốc,{number},,,,"))

    assert [told.number for told in made.refused] == [2]


def test_as_many_ids_as_a_file_has_lines_are_looked_up():
    known = [make.person(f"Lê Văn Đạo {number}").pk for number in range(2)]
    listed = rows(*(f"{pk},,nam,,,,,,," for pk in [*known, *range(10**6, 10**6 + 998)]))

    made = plan.make(listed)

    assert (len(made.completed), len(made.refused)) == (2, 998)


# The command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "danh-ba.csv"

    def write(*lines):
        path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
        return str(path)

    return write


def run(*args, **options):
    out = StringIO()
    call_command("import_people", *args, stdout=out, **options)
    return out.getvalue()


def test_command_shows_and_saves(file, health):
    path = file(",Lê Văn Đạo,,,Giám đốc,Sở Y tế tỉnh Ngân Hải,2025,,,")
    shown = (
        "Nhân vật mới: 1\n"
        "  dòng 2: Lê Văn Đạo, trang công khai\n"
        "Chức vụ mới: 1\n"
        "  dòng 2: Giám đốc Sở Y tế (Sở Y tế tỉnh Ngân Hải)\n"
        "Giữ chức mới: 1\n"
        "  dòng 2: Lê Văn Đạo: Giám đốc Sở Y tế, từ 2025\n"
    )

    assert run(path, dry_run=True) == shown
    assert not Tenure.objects.exists()
    assert run(path, by=make.editor(username="bientap").username) == shown
    assert LogEntry.objects.get().user.username == "bientap"
    assert run(path) == "Đã có sẵn: 1\n"


def test_command_saves_the_rest_and_fails(file):
    path = file(",Lê Văn Đạo,,,,,,,,", ",Mai Thị Nhã,?,,,,,,,")

    with pytest.raises(CommandError) as refusal:
        run(path)

    assert str(refusal.value) == "1 trong 2 dòng không được nhận."
    assert [entity.name for entity in Entity.objects.all()] == ["Lê Văn Đạo"]


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("khong-co.csv", {}, "Không đọc được tệp: không có tệp này."),
        ("trong.csv", {}, "Tệp trống."),
        ("trong.csv", {"by": "khong-co"}, "--by: không có “khong-co”."),
        ("tot.csv", {"by": "phongvien"}, "Vai trò của bạn không được thực hiện bước này."),
    ],
)
def test_command_refuses_with_a_sentence(tmp_path, name, options, sentence):
    make.UserFactory(username="phongvien")
    (tmp_path / "trong.csv").write_text("")
    (tmp_path / "tot.csv").write_text("name\nA B\n")

    with pytest.raises(CommandError) as refusal:
        run(str(tmp_path / name), **options)

    assert str(refusal.value) == sentence
    assert not Entity.objects.exists()
