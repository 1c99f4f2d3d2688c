"""What is done to a photo or a name at the desk, and what published stories get of it."""

import pytest
from django_tasks_db.models import DBTaskResult
from lxml import html

from articles import workflow
from articles.models import Fix
from entities.models import Entity, EntityPage
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db


def act(client, action, entity):
    data = {"action": action, "_selected_action": [entity.pk]}
    return client.post("/admin/entities/entity/", data, follow=True)


def test_a_page_is_given_and_taken_by_an_editor(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.editor())

    act(client, "give_page", who)
    given = Entity.objects.get(pk=who.pk).page
    act(client, "take_page", who)

    assert (given, Entity.objects.get(pk=who.pk).page) == ("public", "none")
    assert DBTaskResult.objects.count() == 2


def test_a_page_is_not_given_by_a_reporter(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.UserFactory())

    act(client, "give_page", who)

    assert Entity.objects.get(pk=who.pk).page == "none"


def test_a_corrected_name_begins_a_fix_of_published_stories(client):
    who = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    client.force_login(make.editor())
    address = f"/admin/entities/entity/{who.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"name": "Lê Văn Đạt"})

    fix = Fix.objects.get()
    assert (fix.entity, fix.kind, fix.total) == (who, "name", 1)


def test_a_corrected_caption_begins_a_fix_and_an_untouched_form_none(client):
    picture = make.photo("Chợ phien")
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    client.post(address, values_of(client.get(address)))
    untouched = Fix.objects.count()
    values = values_of(client.get(address)) | {"caption": "Chợ phiên"}
    client.post(address, values | {"confirmed": "1"})

    fix = Fix.objects.get()
    assert untouched == 0
    assert (fix.photo, fix.kind, fix.total) == (picture, "credit", 1)


def test_a_reporter_no_longer_changes_a_photo_that_readers_see(client):
    reporter = make.UserFactory()
    picture = make.photo(uploaded_by=reporter)
    client.force_login(reporter)
    address = f"/admin/photos/photo/{picture.pk}/change/"
    before = client.get(address).context["has_change_permission"]

    make.published(shown=[picture])

    assert before is True
    assert client.get(address).context["has_change_permission"] is False
    assert client.post(address, {"caption": "Khác"}).status_code == 403


@pytest.mark.parametrize("status", make.STEPS)
def test_a_reporter_changes_no_photo_of_a_story_that_was_handed_in(client, status):
    reporter = make.UserFactory()
    picture = make.photo("Bến cá", uploaded_by=reporter)
    article = make.story(by=reporter, shown=[picture])
    client.force_login(reporter)
    address = f"/admin/photos/photo/{picture.pk}/change/"
    data = values_of(client.get(address))
    for step in make.STEPS[: make.STEPS.index(status) + 1]:
        workflow.move(article, step, by=make.editor(), revision=article.last_revision)

    response = client.post(address, data | {"caption": "Chưa ai duyệt", "creators-0-name": "Ai đó"})
    shown = client.get(address)

    picture.refresh_from_db()
    assert response.status_code == 403
    assert (picture.caption, picture.creators.get().name) == ("Bến cá", "Thanh Vân")
    assert [str(message) for message in shown.context["messages"]] == [
        "Ảnh này nằm trong tin, bài đã gửi duyệt, đã xuất bản hoặc do người khác viết: "
        "nếu có chỗ sai, ban ảnh hoặc biên tập viên sẽ sửa."
    ]


def test_the_first_office_makes_a_public_person_and_no_protected_one(client):
    post = make.tenure(make.person("Trần Thị Hòa")).post
    client.force_login(make.editor())
    pages = []
    for name, protected in [("Lê Văn Đạo", False), ("Vũ Minh Khuê", True)]:
        who = make.person(name, page=EntityPage.NONE, is_protected=protected)
        address = f"/admin/entities/entity/{who.pk}/change/"
        data = values_of(client.get(address))
        data |= {"tenures-TOTAL_FORMS": 1, "tenures-0-post": post.pk, "tenures-0-person": who.pk}
        data |= {"tenures-0-start_precision": "day", "tenures-0-end_precision": "day"}
        client.post(address, data)
        assert who.tenures.count() == 1
        pages.append(Entity.objects.get(pk=who.pk).page)

    assert pages == ["public", "none"]


def test_a_page_is_given_on_the_form(client):
    who = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.editor())
    address = f"/admin/entities/entity/{who.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"_page": "give"})

    assert Entity.objects.get(pk=who.pk).page == "public"


def test_an_unknown_name_leads_to_a_form_that_holds_it(client):
    article = make.story(lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.", accept=False)
    client.force_login(make.editor())
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()

    address = (
        "/admin/entities/entity/add/?kind=person&amp;name=L%C3%AA%20V%C4%83n%20%C4%90%E1%BA%A1o"
    )
    form = client.get(address.replace("&amp;", "&")).context["adminform"].form

    assert address in page
    assert (form.initial["name"], form.initial["kind"]) == ("Lê Văn Đạo", "person")


def test_the_last_of_a_credit_that_readers_see_is_not_taken_away(client):
    picture = make.photo()
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    response = client.post(address, values_of(client.get(address)) | {"creators-0-DELETE": "on"})

    assert response.status_code == 200
    assert picture.creators.count() == 1
    assert not Fix.objects.exists()


@pytest.mark.parametrize("emptied", [{"provider": ""}, {"provider": "", "kind": "staff"}])
def test_the_provider_of_a_photo_that_readers_see_is_not_emptied(client, emptied):
    picture = make.photo(creators=[], provider=make.organisation("Báo Ngân Hải", code="BNH"))
    make.published(shown=[picture])
    client.force_login(make.editor())
    address = f"/admin/photos/photo/{picture.pk}/change/"

    response = client.post(address, values_of(client.get(address)) | emptied)

    picture.refresh_from_db()
    assert response.status_code == 200
    assert list(response.context["errors"]) == [
        "Bạn đọc đang xem ảnh này: phần ghi nguồn phải có tác giả hoặc nơi cung cấp."
    ]
    assert picture.provider is not None


def test_a_provider_gives_way_to_a_creator_in_one_step(client):
    picture = make.photo(creators=[], provider=make.organisation("Báo Ngân Hải", code="BNH"))
    make.published(shown=[picture])
    client.force_login(make.editor())
    address = f"/admin/photos/photo/{picture.pk}/change/"
    creator = {"creators-TOTAL_FORMS": 1, "creators-0-name": "Thu Trà", "creators-0-position": 0}

    values = values_of(client.get(address)) | {"provider": ""} | creator
    client.post(address, values | {"confirmed": "1"})

    picture.refresh_from_db()
    assert (picture.provider, picture.creators.get().name) == (None, "Thu Trà")


def test_a_note_to_the_desk_is_no_correction(client):
    picture = make.photo()
    make.published(shown=[picture])
    client.force_login(make.UserFactory(role="photo_editor"))
    address = f"/admin/photos/photo/{picture.pk}/change/"

    client.post(address, values_of(client.get(address)) | {"instructions": "Chỉ dùng một lần."})

    picture.refresh_from_db()
    assert picture.instructions == "Chỉ dùng một lần."
    assert not Fix.objects.exists()


def change(client, entity, **values):
    address = f"/admin/entities/entity/{entity.pk}/change/"
    return client.post(address, values_of(client.get(address)) | values, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_name_that_changes_from_a_day_makes_no_new_editions(client):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.published(lead="Sở Y tế tỉnh Ngân Hải cho biết.")
    client.force_login(make.editor())

    change(client, body, name="Sở Y tế và Dân số", renamed_on="01/01/2027")

    body.refresh_from_db()
    former = [(a.name, a.kind, str(a.valid_until)) for a in body.aliases.all()]
    assert body.name == "Sở Y tế và Dân số"
    assert former == [("Sở Y tế tỉnh Ngân Hải", "former", "2026-12-31")]
    assert not Fix.objects.exists()


def test_a_new_name_from_a_day_comes_with_what_else_the_form_says(client):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    client.force_login(make.editor())

    # The old name is on the form too, as another name: it becomes the former one.
    change(
        client,
        body,
        name="Sở Y tế và Dân số",
        renamed_on="01/01/2027",
        is_protected="on",
        **{
            "aliases-TOTAL_FORMS": "1",
            "aliases-0-name": "Sở Y tế tỉnh Ngân Hải",
            "aliases-0-kind": "spelling",
        },
    )

    body.refresh_from_db()
    former = [(a.name, a.kind, str(a.valid_until)) for a in body.aliases.all()]
    assert (body.name, body.is_protected) == ("Sở Y tế và Dân số", True)
    assert former == [("Sở Y tế tỉnh Ngân Hải", "former", "2026-12-31")]


def test_a_day_without_a_new_name_is_refused(client):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    client.force_login(make.editor())

    response = change(client, body, renamed_on="01/01/2027")

    assert response.context["adminform"].form.errors.keys() == {"renamed_on"}


def test_a_new_alias_makes_no_new_editions(client):
    who = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    client.force_login(make.editor())

    change(
        client,
        who,
        **{"aliases-TOTAL_FORMS": 1, "aliases-0-name": "Đạo Lê", "aliases-0-kind": "spelling"},
    )

    assert [alias.name for alias in who.aliases.all()] == ["Đạo Lê"]
    assert not Fix.objects.exists()


def test_what_is_odd_is_told_after_saving(client):
    body = make.organisation("Sở Y tế")
    for name in ["Lê Văn Đạo", "Trần Hòa"]:
        make.tenure(make.person(name), "Giám đốc", at=body)
    body.posts.update(is_single=True)
    make.alias(make.organisation("Ngành Y tế"), "Sở Y tế")
    client.force_login(make.editor())

    warnings = [m for m in change(client, body).context["messages"] if m.level_tag == "warning"]

    assert len(warnings) == 2
    assert "Ngành Y tế" in str(warnings[0])
    assert "Trần Hòa" in str(warnings[1])


def test_a_new_office_is_of_one_or_of_several_by_its_label(client):
    body = make.organisation("Sở Y tế")
    client.force_login(make.editor())

    change(
        client,
        body,
        **{
            "posts-TOTAL_FORMS": 2,
            "posts-0-label": "Giám đốc",
            "posts-0-rank": 1,
            "posts-1-label": "Phó Giám đốc",
            "posts-1-rank": 2,
        },
    )
    made = list(body.posts.values_list("label", "is_single"))
    # Afterwards the desk may know better.
    change(client, body, **{"posts-0-is_single": ""})

    # A rank alone would tell readers of nothing.
    assert made == [("Giám đốc Sở Y tế", True), ("Phó Giám đốc Sở Y tế", False)]
    assert list(body.posts.values_list("is_single", flat=True)) == [False, False]


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("Phó  Giám đốc", "Phó Giám đốc Sở Y tế"),
        ("Giám đốc Sở Y tế", "Giám đốc Sở Y tế"),
        ("Đại biểu Hội đồng", "Đại biểu Hội đồng"),
    ],
)
def test_an_office_made_by_itself_is_kept_as_it_is_printed(client, label, kept):
    body = make.organisation("Sở Y tế")
    client.force_login(make.editor())

    client.post("/admin/entities/post/add/", {"organisation": body.pk, "label": label, "rank": 100})

    assert list(body.posts.values_list("label", flat=True)) == [kept]


def test_an_office_that_is_there_already_is_refused_by_its_printed_label(client):
    body = make.organisation("Sở Y tế")
    body.posts.create(label="Giám đốc Sở Y tế")
    client.force_login(make.editor())

    response = client.post(
        "/admin/entities/post/add/", {"organisation": body.pk, "label": "Giám đốc", "rank": 100}
    )

    assert "đã có chức vụ" in response.content.decode()
    assert body.posts.count() == 1


def test_the_list_marks_only_who_is_protected(client):
    make.person("Lê Văn Đạo")
    make.person("Sầm Văn Hải", is_protected=True)
    client.force_login(make.editor())

    page = html.fromstring(client.get("/admin/entities/entity/").content.decode())

    marks = [cell.text_content().strip() for cell in page.xpath("//td[@class='field-protection']")]
    assert marks == ["", "cần bảo vệ"]


def test_circles_and_ends_before_beginnings_are_refused_on_the_form(client):
    top, part = make.organisation("UBND tỉnh"), make.organisation("Sở Y tế")
    part.organisation.parent = top
    part.organisation.save()
    who = make.person("Lê Văn Đạo")
    make.tenure(who)
    client.force_login(make.editor())

    circle = change(client, top, **{"organisation-0-parent": part.pk})
    backwards = change(client, who, **{"tenures-0-end_on": "01/01/2010"})

    assert [len(response.context["errors"]) for response in [circle, backwards]] == [1, 1]
    assert "Sở Y tế" in str(circle.context["errors"])
