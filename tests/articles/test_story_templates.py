"""Stories that begin with a template, and what it leaves to be written."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.roles import Role
from articles import placeholders, storytemplates, workflow
from articles.models import Article, ArticleStatus, StoryTemplate
from articles.richtext import plain_blocks, sanitise
from articles.workflow import TransitionRefused
from tests import factories as make
from tests.articles.checks import items
from tests.forms import values_of

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_article_add")
LIST = reverse("admin:articles_storytemplate_changelist")


def names():
    return list(StoryTemplate.objects.values_list("name", flat=True))


# What is shipped


def test_five_are_shipped_once_and_an_editors_change_stays():
    first = storytemplates.load()
    StoryTemplate.objects.filter(key="sport").update(
        name="Bóng đá", body="<p>Của tòa soạn.</p>", is_offered=False
    )

    assert len(first) == 5
    assert storytemplates.load() == []
    assert names() == ["Bài phản ánh", "Tin hội nghị", "Bóng đá", "Tin buồn", "Thông báo"]
    assert StoryTemplate.objects.get(key="sport").body == "<p>Của tòa soạn.</p>"


def test_one_whose_name_is_taken_is_not_made():
    StoryTemplate.objects.create(name="Tin buồn")

    assert [row.name for row in storytemplates.load()] == [
        "Bài phản ánh",
        "Tin hội nghị",
        "Kết quả thể thao",
        "Thông báo",
    ]


def test_the_command_says_what_it_made(capsys):
    call_command("load_story_templates")
    call_command("load_story_templates")

    assert capsys.readouterr().out.splitlines()[-2:] == ["Templates made: 5.", "Templates made: 0."]


@pytest.mark.parametrize("row", storytemplates.shipped(), ids=lambda row: row["key"])
def test_a_shipped_one_is_as_the_sanitiser_leaves_it_and_asks_in_lead_and_body(row):
    body = StoryTemplate.objects.create(**row).body

    assert sanitise(body) == body
    assert placeholders.left_in([row["lead"]])
    # Between its tags nothing is lost: only the ends of lines of the file.
    assert body == row["body"].replace("\n", "")
    assert len(placeholders.left_in(plain_blocks(body))) >= 4


# Beginning


def begin(client, **values):
    client.post(ADD, {"headline": "Mưa lớn", "section": "", "template": "", **values})
    return Article.objects.get()


def test_a_story_begins_with_what_the_template_holds(client):
    section = make.SectionFactory()
    template = StoryTemplate.objects.create(
        name="Tin mưa", lead="[[Mưa ở đâu]]", body="<h2>[[Tít phụ]]</h2>", section=section
    )
    client.force_login(make.UserFactory())

    story = begin(client, template=template.pk)

    assert (story.headline, story.lead, story.body, story.section) == (
        "Mưa lớn",
        "[[Mưa ở đâu]]",
        "<h2>[[Tít phụ]]</h2>",
        section,
    )
    assert story.last_revision.snapshot["body"] == "<h2>[[Tít phụ]]</h2>"


def test_the_section_that_was_chosen_goes_before_the_templates(client):
    chosen = make.SectionFactory()
    template = StoryTemplate.objects.create(name="Tin mưa", section=make.SectionFactory())
    client.force_login(make.UserFactory())

    assert begin(client, template=template.pk, section=chosen.pk).section == chosen


def test_without_a_template_the_page_is_empty(client):
    StoryTemplate.objects.create(name="Tin mưa", body="<p>[[Gì]]</p>")
    client.force_login(make.UserFactory())

    story = begin(client)

    assert (story.lead, story.body, story.section) == ("", "", None)


def test_only_those_on_offer_can_be_chosen(client):
    StoryTemplate.objects.create(name="Tin mưa", description="Mưa và bão.")
    hidden = StoryTemplate.objects.create(name="Tin cũ", is_offered=False)
    client.force_login(make.UserFactory())

    page = client.get(ADD)
    client.post(ADD, {"headline": "Mưa", "section": "", "template": hidden.pk})

    shown = [label for _value, label in page.context["adminform"].form["template"].field.choices]
    assert shown == ["<b>Trang trắng</b>", "<b>Tin mưa</b> <small>Mưa và bão.</small>"]
    assert not Article.objects.exists()


def test_what_a_template_is_called_is_text_in_the_form(client):
    StoryTemplate.objects.create(name="<script>x</script>", description="<img src=x>")
    client.force_login(make.UserFactory())

    page = client.get(ADD).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;</b> <small>&lt;img src=x&gt;</small>" in page
    assert "<img src=x>" not in page


# The model


def test_its_text_is_sanitised_and_holds_no_photo():
    template = StoryTemplate.objects.create(
        name="  Tin   mưa ",
        lead=" [[A]] ",
        body='<p onclick="x">[[A]]</p><script>x</script><figure data-photo="abcd1234"></figure>',
    )

    assert (template.name, template.lead, template.body) == ("Tin mưa", "[[A]]", "<p>[[A]]</p>")


# What is left to be written


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mưa ở [[nơi nào]], ngày [[ngày]].", ["[[nơi nào]]", "[[ngày]]"]),
        ("Mưa ở [[nơi nào", ["[[nơi nào"]),
        ("nơi nào]] có mưa", ["nơi nào]]"]),
        ("Ông nói: “Nước [lũ] lên.”", []),
        ("", []),
    ],
)
def test_placeholders_are_found_whole_or_half_deleted(text, left):
    assert placeholders.left_in([text]) == left


def test_what_is_left_stops_the_story_at_its_field():
    story = make.story(
        headline="[[Tít]] mưa lớn",
        lead="Mưa [[ở đâu]] và [[lúc nào]].",
        body=f"<p>Đã viết.</p><ul><li>[[{'dài ' * 30}]]</li></ul>",
    )

    found = [
        (one.level, one.sentence, one.where) for one in items(story) if one.code == "placeholder"
    ]

    assert found == [
        ("block", "Còn chỗ phải viết: “[[Tít]]”.", "headline"),
        ("block", "Còn chỗ phải viết: “[[ở đâu]]” và 1 chỗ khác.", "lead"),
        ("block", f"Còn chỗ phải viết: “{('[[' + 'dài ' * 30)[:60].rstrip()}…”.", "body"),
    ]


def test_a_story_with_a_placeholder_is_not_approved():
    story = make.in_status(ArticleStatus.IN_REVIEW, lead="Mưa ở [[nơi nào]].")

    with pytest.raises(TransitionRefused, match="Còn chỗ phải viết"):
        workflow.move(story, ArticleStatus.APPROVED, by=make.editor(), revision=story.last_revision)


# The managing editor's list


@pytest.mark.parametrize("role", Role)
def test_only_the_managing_editor_changes_templates(client, role):
    template = StoryTemplate.objects.create(name="Tin mưa", body="<p>[[Gì]]</p>")
    address = reverse("admin:articles_storytemplate_change", args=[template.pk])
    client.force_login(make.managing_editor())
    values = values_of(client.get(address)) | {"body": "<p>[[Mưa <b>gì</b>]]</p>"}
    client.force_login(make.UserFactory(role=role))

    opened = client.get(address).status_code
    client.post(address, values)

    template.refresh_from_db()
    allowed = role == Role.MANAGING_EDITOR
    assert opened == (200 if allowed else 403)
    assert template.body == ("<p>[[Mưa gì]]</p>" if allowed else "<p>[[Gì]]</p>")


def test_a_name_that_differs_in_blanks_only_is_told_at_its_field(client):
    StoryTemplate.objects.create(name="Tin mưa")
    client.force_login(make.managing_editor())

    response = client.post(
        reverse("admin:articles_storytemplate_add"), {"name": "Tin  mưa", "position": "0"}
    )

    errors = response.context["adminform"].form.errors
    assert {name: len(sentences) for name, sentences in errors.items()} == {"name": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_ask_more_for_more_rows(client, django_assert_num_queries, count):
    for number in range(count):
        StoryTemplate.objects.create(name=f"Mẫu {number}", section=make.SectionFactory())
    client.force_login(make.managing_editor())

    with django_assert_num_queries(5):
        response = client.get(LIST)

    assert response.context["cl"].result_count == count
