import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.roles import Role
from articles import notes, publishing, saving
from articles.models import (
    Article,
    ArticleStatus,
    Note,
    NoteField,
    Notification,
    NotificationKind,
    Presence,
    Revision,
)
from articles.notes import NoteRefused, Place
from articles.richtext import plain_blocks
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def written(article=None, *, by=None, text="Nguồn nào?", at=None, now=NOW):
    return notes.write(
        article or make.story(), by=by or make.editor(), text=text, at=at or Place(), now=now
    )


def passage(article, words="sớm hơn mọi năm"):
    blocks = list(plain_blocks(article.body))
    return notes.place(NoteField.BODY, blocks, words=words, paragraph=0, start=0)


def told():
    return list(Notification.objects.order_by("pk").values_list("kind", "recipient", "note"))


def test_a_note_on_a_passage_keeps_its_words():
    article, by = make.story(), make.editor()

    note = written(article, by=by, text=" Năm nào?\n", at=passage(article))

    assert Note.objects.values(
        "field", "quote", "before", "after", "text", "written_by", "written_at", "resolved_at"
    ).get() == {
        "field": NoteField.BODY,
        "quote": "sớm hơn mọi năm",
        "before": "Tàu về ",
        "after": ".",
        "text": "Năm nào?",
        "written_by": by.pk,
        "written_at": NOW,
        "resolved_at": None,
    }
    assert list(Note.objects.open()) == [note]


def test_a_note_is_no_part_of_the_story():
    article = make.story()
    before = (Article.objects.values().get(), Revision.objects.count())
    stale = article.version

    note = written(article, by=article.created_by, at=passage(article))
    notes.answer(note, by=make.editor(), text="Năm ngoái.", now=NOW)
    notes.resolve(note, by=make.editor(), now=NOW)

    assert (Article.objects.values().get(), Revision.objects.count()) == before
    assert not LogEntry.objects.exists()
    assert not Presence.objects.exists()
    # Who was writing meanwhile saves as if nothing had been.
    saving.save(article, by=article.created_by, expected_version=stale)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("status", ArticleStatus)
def test_who_may_read_the_story_writes_answers_resolves_and_opens(role, is_own, status):
    user = make.UserFactory(role=role)
    article = make.in_status(status, **({"by": user} if is_own else {}))
    there = written(article)
    acts = [
        lambda: written(article, by=user),
        lambda: notes.answer(there, by=user, text="Có.", now=NOW),
        lambda: notes.resolve(there, by=user, now=NOW),
        lambda: notes.reopen(there, by=user, now=NOW),
    ]

    if role == Role.REPORTER and not is_own:
        for act in acts:
            with pytest.raises(PermissionDenied):
                act()
        assert Note.objects.get().is_open
    else:
        assert all(act() for act in acts)
        assert Note.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "Ghi chú chưa có chữ nào"),
        (" \n\u200b", "Ghi chú chưa có chữ nào"),
        ("a" * 4001, "Ghi chú quá dài"),
    ],
    ids=["empty", "blanks", "long"],
)
def test_a_note_has_words_and_an_end(text, refusal):
    article = make.story()

    with pytest.raises(NoteRefused, match=refusal):
        written(article, text=text)
    with pytest.raises(NoteRefused, match=refusal):
        notes.answer(written(article), by=make.editor(), text=text, now=NOW)

    assert Note.objects.count() == 1


def test_a_passage_that_is_not_there_or_too_long_is_refused():
    article = make.story(body=f"<p>{'chữ ' * 300}</p>")

    with pytest.raises(NoteRefused, match="không còn trong bài"):
        passage(article, "tàu ngầm")
    with pytest.raises(NoteRefused, match="quá nhiều chữ"):
        passage(article, "chữ " * 260)


def test_two_clicks_are_one_note_and_a_minute_later_another():
    article, by = make.story(), make.editor()

    first = written(article, by=by)
    again = written(article, by=by, now=NOW + MINUTE / 6)
    later = written(article, by=by, now=NOW + MINUTE)
    replies = [notes.answer(first, by=by, text="Có.", now=NOW) for _n in range(2)]

    assert (first, later != first) == (again, True)
    assert replies[0] == replies[1]
    assert Note.objects.count() == 3


def test_the_same_words_on_another_place_are_another_note():
    article = make.story(body="<p>Tàu về sớm.</p><p>Tàu về muộn.</p>")
    by, blocks = make.editor(), list(plain_blocks(article.body))

    for paragraph in [0, 1]:
        at = notes.place(NoteField.BODY, blocks, words="Tàu", paragraph=paragraph, start=0)
        written(article, by=by, at=at)
    for key in ["aaaa1111", "bbbb2222"]:
        written(article, by=by, at=Place(NoteField.CAPTION, key))

    assert list(Note.objects.order_by("pk").values_list("paragraph", "photo_key")) == [
        (0, ""),
        (1, ""),
        (0, "aaaa1111"),
        (0, "bbbb2222"),
    ]


def test_of_two_who_resolve_the_first_has_done_it():
    note = written()
    lan, minh = make.editor(), make.editor()

    done = [
        notes.resolve(note, by=lan, now=NOW),
        notes.resolve(note, by=minh, now=NOW + MINUTE),
    ]

    note.refresh_from_db()
    assert (done, note.resolved_by, note.resolved_at) == ([True, False], lan, NOW)


def test_an_answer_opens_what_was_resolved():
    note = written()
    notes.resolve(note, by=make.editor(), now=NOW)

    notes.answer(note, by=make.editor(), text="Chưa đâu.", now=NOW + MINUTE)

    note.refresh_from_db()
    assert (note.is_open, note.changed_at) == (True, NOW + MINUTE)


# Naming colleagues


def test_who_is_named_is_told_once_and_the_writer_is_not():
    lan, minh = make.editor(full_name="Trần Thị Lan"), make.editor(full_name="Đỗ Minh")
    reporter = make.UserFactory(full_name="Đặng Thu Trà", username="thutra")

    note = written(
        make.story(by=reporter),
        by=minh,
        text="@Trần Thị Lan và @thutra xem: @trần thị lan! @Đỗ Minh sửa; hỏi bao@Trần Thị Lan",
    )

    assert told() == [
        (NotificationKind.NAMED, lan.pk, note.pk),
        (NotificationKind.NAMED, reporter.pk, note.pk),
    ]
    assert set(note.named.all()) == {lan, minh, reporter}


def test_the_longest_name_is_meant():
    make.editor(full_name="Mai Thanh")
    whole = make.editor(full_name="Mai Thanh Nhã")

    note = written(text="@Mai Thanh Nhã ơi")

    assert list(note.named.all()) == [whole]
    assert notes.pieces(note.text, [whole]) == [("@Mai Thanh Nhã", True), (" ơi", False)]


@pytest.mark.parametrize("text", ["@Mai Thanhx", "giá @ 15 nghìn", "mai@bao.example", "@"])
def test_what_is_no_name_is_text(text):
    make.editor(full_name="Mai Thanh", username="bao")

    assert not written(text=text).named.exists()


@pytest.mark.parametrize(
    ("account", "refusal"),
    [
        ({}, "Mai Thanh không được mở bài này"),
        ({"role": Role.EDITOR, "is_active": False}, "Tài khoản của Mai Thanh đã đóng"),
    ],
    ids=["may not read", "closed"],
)
def test_who_cannot_read_the_story_is_not_named(account, refusal):
    make.UserFactory(full_name="Mai Thanh", **account)

    with pytest.raises(NoteRefused, match=refusal):
        written(text="@Mai Thanh xem giúp")

    assert not Note.objects.exists()
    assert not Notification.objects.exists()


def test_of_two_of_one_name_the_account_tells_which():
    first = make.editor(full_name="Mai Thanh", username="mai1")
    make.editor(full_name="Mai Thanh", username="mai2")

    with pytest.raises(NoteRefused, match="@mai1, @mai2"):
        written(text="@Mai Thanh xem giúp")

    assert list(written(text="@mai1 xem giúp").named.all()) == [first]


def test_colleagues_are_found_without_diacritics_and_only_those_who_may_read():
    thanh = make.editor(full_name="Mai Thanh", username="u1")
    make.editor(full_name="Mai Thanh Đóng", is_active=False, username="u2")
    make.UserFactory(full_name="Mai Thanh Ngoài", username="u3")
    own = make.UserFactory(full_name="Đặng Thu Trà", username="u4")
    article = make.story(by=own)
    first_name = make.editor(full_name="Thanh Mai", username="u5")

    asked = ["thanh", "đặng t", "dang", "U4", "hanh"]
    found = [[user for user, _call in notes.colleagues(article, words)] for words in asked]
    assert found == [[thanh, first_name], [own], [own], [own], []]
    # And the editor of make.story.
    assert len(notes.colleagues(article, "")) == 4


def test_colleagues_of_one_name_are_named_by_their_accounts():
    for username in ["mai1", "mai2"]:
        make.editor(full_name="Mai Thanh", username=username)
    make.editor(full_name="Mai Nhã", username="mai3")

    calls = [call for _user, call in notes.colleagues(make.story(), "mai")]

    assert calls == ["Mai Nhã", "mai1", "mai2"]


def test_who_spoke_in_a_thread_is_told_of_the_answer():
    lan, minh, nha = [make.editor(full_name=name) for name in ["Lan", "Minh", "Nhã"]]
    note = written(by=lan)

    first = notes.answer(note, by=minh, text="Sở Y tế.", now=NOW)
    second = notes.answer(note, by=nha, text="@Lan xem lại", now=NOW)

    assert told() == [
        (NotificationKind.ANSWERED, lan.pk, first.pk),
        (NotificationKind.NAMED, lan.pk, second.pk),
        (NotificationKind.ANSWERED, minh.pk, second.pk),
    ]


def test_nobody_is_told_of_a_story_that_is_closed_to_them_now():
    reporter = make.UserFactory(full_name="Trà")
    article = make.story(by=reporter)
    note = written(article, by=reporter)
    Article.objects.update(created_by=make.UserFactory())
    note.refresh_from_db()

    notes.answer(note, by=make.editor(), text="Sở Y tế.", now=NOW)

    assert told() == []


def test_publishing_takes_nothing_of_a_note_along():
    edition = make.published(now=NOW)
    written(edition.article, text="CHIMYEN", at=passage(edition.article))

    again = make.republished(edition.article, lead="Sapo mới.", now=NOW + MINUTE)
    publishing.rerender(again)

    for row in [again, again.revision]:
        assert "CHIMYEN" not in str(type(row).objects.filter(pk=row.pk).values().get())


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_of_eight_who_resolve_at_once_one_has_done_it():
        note = written()
        editors = [make.editor() for _n in range(8)]

        done = at_once(*(lambda who=who: notes.resolve(note, by=who, now=NOW) for who in editors))

        assert sorted(done) == [False] * 7 + [True]
