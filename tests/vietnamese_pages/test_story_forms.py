"""A story at the desk is Vietnamese in every status, and so is what its forms answer."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import revisions, saving, workflow
from articles.models import ArticleStatus, Mention
from tests import factories as f
from tests.vietnamese_pages.english import english_in, visit


@pytest.mark.parametrize("status", list(ArticleStatus))
def test_story_in_every_status_shows_no_english(client, db, status):
    article = f.in_status(status, shown=[f.awaiting_photo()])
    client.force_login(f.managing_editor())

    answer = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert (answer.status_code, english_in(answer.content)) == (200, [])


def test_story_that_was_sent_back_and_one_not_taken_show_no_english(client, db):
    reporter = f.UserFactory()
    article = f.in_status(ArticleStatus.IN_REVIEW, by=reporter)
    workflow.move(
        article,
        ArticleStatus.DRAFT,
        by=f.editor(),
        revision=article.last_revision,
        note="Viết rõ hơn.",
    )
    lost = revisions.keep_lost(
        article, revisions.snapshot(article), by=reporter, version=article.version
    )
    client.force_login(reporter)

    _seen, found = visit(
        client,
        [
            reverse("admin:articles_article_change", args=[article.pk]),
            reverse("admin:articles_article_revision", args=[article.pk, lost.pk]),
        ],
    )

    assert found == {}


@pytest.mark.parametrize(
    "act", ["submit", "send_back", "publish", "schedule", "cancel", "withdraw", "accept_names", "?"]
)
@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.APPROVED])
def test_what_a_button_answers_is_vietnamese(client, db, act, status):
    article = f.in_status(status)
    client.force_login(f.managing_editor())

    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]),
        {**fields_of(article), "_act": act},
        follow=True,
    )

    assert english_in(answer.content) == []


def fields_of(article) -> dict[str, str]:
    """What the form of a story sends when nothing was changed."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    prefixes = ["photo_uses", "mentions", "bylines"]
    return {
        "headline": article.headline,
        "lead": article.lead,
        "body": article.body,
        "section": article.section_id or "",
        "read_version": article.version,
        **{f"{p}-{key}": value for p in prefixes for key, value in empty.items()},
    }


def test_forms_that_are_refused_show_no_english(client, newsroom):
    client.force_login(f.managing_editor())
    article = f.story(body="<p>Bà Mai Thị Nhã đến bến cá.</p>")
    mention = Mention.objects.filter(article=article).first()
    wrong = {
        **fields_of(article),
        "headline": "a" * 300,
        "story_on": "32/13/2025",
        "section": "999",
    }
    if mention:
        wrong |= {
            "mentions-TOTAL_FORMS": 1,
            "mentions-INITIAL_FORMS": 1,
            "mentions-0-id": mention.pk,
            "mentions-0-decision": "accepted",
        }
    posts = [
        (reverse("admin:articles_article_change", args=[article.pk]), wrong),
        (reverse("admin:password_change"), {"old_password": "?", "new_password1": "1"}),
        (
            reverse("admin:accounts_user_add"),
            {"username": "a b", "password1": "1", "password2": "2"},
        ),
    ]
    found = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        posts.append((reverse(f"admin:{name}_add"), {}))
        # An action without rows.
        posts.append((reverse(f"admin:{name}_changelist"), {"action": "", "index": "0"}))
    posts.append((reverse("admin:articles_section_add"), {"name": "Quản lý", "slug": "nhan-vat"}))
    picture = SimpleUploadedFile("anh.jpg", b"khong phai anh", "image/jpeg")
    posts.append((reverse("admin:photos_photo_add"), {"file": picture, "rights_from": "x"}))

    for address, data in posts:
        answer = client.post(address, data, follow=True)
        if english := english_in(answer.content):
            found[address] = english

    assert found == {}


def test_story_that_somebody_saved_first_is_told_in_vietnamese(client, db):
    article = f.story()
    client.force_login(f.editor())
    fields = fields_of(article) | {"headline": "Bản của tôi"}
    saving.save(article, by=f.editor(), expected_version=article.version)

    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]), fields, follow=True
    )

    assert english_in(answer.content) == []
