import datetime
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import Article, Edition, PhotoUse, Revision, StatusChange
from tests import factories as make
from tests.articles.desk import address, post, send, sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Sign in as somebody; returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_new_story_makes_the_row_first(desk):
    reporter = make.UserFactory()
    section = make.SectionFactory()

    response = desk(reporter).post(
        "/admin/articles/article/add/", {"headline": "Tin mới", "section": section.pk}
    )

    article = Article.objects.get()
    assert response["Location"] == address(article)
    assert (article.created_by, article.version, article.status) == (reporter, 1, "draft")
    assert [byline.author.user for byline in article.bylines.all()] == [reporter]
    assert [revision.step for revision in Revision.objects.all()] == ["created"]


def test_saving_writes_the_next_revision(desk):
    article = make.story()
    client = desk(article.created_by)

    send(client, article, lead="Sapo viết lại.")

    article.refresh_from_db()
    assert article.lead == "Sapo viết lại."
    assert (article.version, article.last_revision.made_by) == (2, article.created_by)


def test_saving_without_a_change_writes_nothing(desk):
    article = make.story(shown=[make.photo()])
    client = desk(article.created_by)

    send(client, article)

    assert Revision.objects.count() == 1


def test_the_second_saver_is_told_and_shown_the_text_that_was_kept(desk):
    article = make.story()
    editor = make.editor()
    client = desk(editor)
    stale = post(client, article, lead="Người thứ hai viết.")
    send(client, article, lead="Người thứ nhất viết.")

    response = client.post(address(article), stale, follow=True)

    article.refresh_from_db()
    assert article.lead == "Người thứ nhất viết."
    lost = Revision.objects.get(is_taken=False)
    assert (lost.snapshot["lead"], lost.made_by) == ("Người thứ hai viết.", editor)
    page = response.content.decode()
    assert response.redirect_chain[-1][0].endswith(f"/revisions/{lost.pk}/")
    assert sides(page, "Sapo") == ("Người thứ nhất viết.", "Người thứ hai viết.")


def test_a_lost_version_field_is_no_way_to_overwrite(desk):
    article = make.story()
    client = desk(make.editor())
    data = post(client, article, lead="Viết đè.")
    del data["read_version"]

    client.post(address(article), data)

    article.refresh_from_db()
    assert article.lead != "Viết đè."
    assert Revision.objects.filter(is_taken=False).count() == 1


def test_an_editor_takes_a_story_to_its_readers(desk):
    article = make.story()
    reporter, editor = article.created_by, make.editor()

    send(desk(reporter), article, _act="submit")
    for act in ["review", "approve", "publish"]:
        response = send(desk(editor), article, _act=act)

    edition = Edition.objects.get()
    assert edition.made_by == editor
    assert f'Đã xuất bản: <a href="{edition.path}">' in response.content.decode()


def test_the_history_names_what_changed_and_no_step_that_changed_nothing(desk):
    article, client = make.story(), desk(make.editor())

    send(client, article, _act="submit")
    send(client, article, headline="Tít khác", _act="review")

    entries = [json.loads(entry.change_message) for entry in LogEntry.objects.all()]
    assert entries == [[{"changed": {"fields": ["Headline"]}}]]
    assert StatusChange.objects.filter(article=article).count() == 2


def test_sending_back_needs_a_note_and_shows_it_to_the_reporter(desk):
    article = make.in_status("submitted")
    client = desk(make.editor())

    send(client, article, _act="send_back")
    article.refresh_from_db()
    refused = article.status
    send(client, article, _act="send_back", note="Bổ sung ý kiến người dân.")

    page = desk(article.created_by).get(address(article)).content.decode()
    article.refresh_from_db()
    assert (refused, article.status) == ("submitted", "draft")
    assert "Bổ sung ý kiến người dân." in page


def test_scheduling_reads_the_day_first(desk):
    article = make.approved()
    at = timezone.localtime() + datetime.timedelta(days=40)

    send(desk(make.editor()), article, _act="schedule", at=f"{at:%d/%m/%Y} 06:00")

    edition = Edition.objects.get()
    expected = at.replace(hour=6, minute=0, second=0, microsecond=0)
    assert edition.visible_from == expected


@pytest.mark.parametrize("at", ["", "hôm nay", "31/02/2027 06:00", "17/11/2020 06:00"])
def test_scheduling_at_no_moment_is_refused_with_a_sentence(desk, at):
    article = make.approved()

    response = send(desk(make.editor()), article, _act="schedule", at=at)

    assert not Edition.objects.exists()
    assert len(list(response.context["messages"])) == 1


def test_a_scheduled_story_says_what_is_in_it(desk):
    article = make.approved()
    at = timezone.localtime() + datetime.timedelta(days=2)
    client = desk(make.editor())
    send(client, article, _act="schedule", at=f"{at:%d/%m/%Y %H:%M}")

    page = client.get(address(article)).content.decode()

    assert f"{at:%d/%m/%Y}" in page
    assert f"/versions/compare/?old={article.approved_revision_id}" in page


def test_day_of_the_story_is_typed_day_first(desk):
    article = make.story()

    send(desk(article.created_by), article, story_on="05/11/2025")

    article.refresh_from_db()
    assert article.story_on == datetime.date(2025, 11, 5)


def test_names_are_decided_in_the_form(desk):
    who = make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.", accept=False)
    editor = make.editor()

    send(desk(editor), article, **{"mentions-0-decision": "accepted"})

    mention = article.mentions.get()
    assert (mention.entity, mention.decision, mention.decided_by) == (who, "accepted", editor)
    assert mention.decided_at is not None


def test_accepting_an_unknown_name_without_a_record_is_refused(desk):
    article = make.story(lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.", accept=False)
    client = desk(make.editor())
    person = [m.text for m in article.mentions.all()].index("Lê Văn Đạo")

    response = client.post(
        address(article), post(client, article, **{f"mentions-{person}-decision": "accepted"})
    )

    assert response.status_code == 200
    assert "Lê Văn Đạo" in str(response.context["errors"])
    assert not article.mentions.filter(decision="accepted").exists()


def test_all_known_names_are_accepted_at_once(desk):
    make.person("Lê Văn Đạo")
    make.organisation("Sở Y tế")
    article = make.story(lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.", accept=False)

    send(desk(make.editor()), article, _act="accept_names")

    assert set(article.mentions.values_list("decision", flat=True)) == {"accepted"}


def test_a_photo_that_is_added_stands_at_the_end_of_the_text(desk):
    article = make.story(body="<p>Chữ.</p>")
    picture = make.photo()
    client = desk(make.editor())
    data = post(client, article)
    data |= {"photo_uses-TOTAL_FORMS": 1, "photo_uses-0-photo": picture.pk}
    data |= {"photo_uses-0-article": article.pk, "photo_uses-0-caption": ""}

    client.post(address(article), data)

    use = PhotoUse.objects.get()
    article.refresh_from_db()
    assert article.body == f'<p>Chữ.</p><figure data-photo="{use.key}"></figure>'


def test_hostile_body_is_cleaned_on_the_way_in(desk):
    article = make.story()

    send(desk(article.created_by), article, body='<p onclick="x()">Chữ<script>y()</script></p>')

    article.refresh_from_db()
    assert article.body == "<p>Chữ</p>"


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    client = desk(make.editor())
    for _ in range(count):
        make.published()
    client.get("/admin/articles/article/")

    with django_assert_num_queries(8):
        response = client.get("/admin/articles/article/")

    assert response.context["cl"].result_count == count


def test_list_is_searched_without_diacritics(desk):
    make.story(headline="Bến cá Cửa Lạch đông khách")
    make.story(headline="Trường mới trên đảo")
    client = desk(make.editor())

    response = client.get("/admin/articles/article/?q=cua+lach+DONG")

    assert [str(row) for row in response.context["cl"].result_list] == [
        "Bến cá Cửa Lạch đông khách"
    ]


def test_editor_page_loosens_the_policy_and_no_other(desk):
    article = make.story()
    client = desk(make.editor())

    form = client.get(address(article))["Content-Security-Policy"]
    other = client.get("/admin/articles/article/")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in form
    assert "unsafe-eval" not in form
    assert "unsafe" not in other


def test_the_second_saver_loses_nothing_when_the_first_removed_a_name_or_a_photo(desk):
    article = make.story(
        lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.",
        shown=[make.photo()],
        accept=False,
    )
    client = desk(make.editor())
    stale = post(client, article, lead="Người thứ hai viết.")
    stale |= {"photo_uses-0-caption": "Chú thích của người thứ hai"}
    article.photo_uses.get()
    send(client, article, lead="Không nhắc ai.", **{"photo_uses-0-DELETE": "on"})

    response = client.post(address(article), stale, follow=True)

    lost = Revision.objects.get(is_taken=False)
    assert lost.snapshot["lead"] == "Người thứ hai viết."
    assert sides(response.content.decode(), "Sapo") == ("Không nhắc ai.", "Người thứ hai viết.")
    article.refresh_from_db()
    assert article.lead == "Không nhắc ai."


def test_a_name_put_on_record_since_does_not_stop_an_approved_story(desk):
    article = make.approved(lead="Hội nghị do Sở Y tế tổ chức.")
    make.organisation("Sở Y tế")
    article.bylines.get().author.save()

    send(desk(make.editor()), article, _act="publish")

    assert Edition.objects.get().revision == article.approved_revision


@pytest.mark.parametrize("version", ["9" * 20, "-1", "x", ""])
def test_an_odd_version_keeps_the_text(desk, version):
    article = make.story()
    client = desk(make.editor())

    response = client.post(
        address(article), post(client, article, lead="Viết đè.", read_version=version)
    )

    assert response.status_code == 302
    assert Revision.objects.get(is_taken=False).snapshot["lead"] == "Viết đè."
