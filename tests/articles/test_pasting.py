"""Pictures in pasted text: with a caption they become awaiting photos, wherever it stands."""

import json

import pytest

from articles import pasting, placing
from articles.models import Revision
from articles.richtext import sanitise
from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import address, post, send

pytestmark = pytest.mark.django_db

DATA = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
REMOTE = '<img src="https://x.vn/a.jpg" alt="">'
FIGURE = '<figure data-photo="KEY"></figure>'


def settled(html):
    """Return the text that is stored, with its keys as KEY, and the photos that were made."""
    article = make.story()
    article.body = html
    made = pasting.settle(article, by=make.editor())
    article.body = sanitise(article.body)
    for use in article.photo_uses.all():
        article.body = article.body.replace(use.key, "KEY")
    photos = [
        (photo.caption, credit_of(photo).printed, photo.is_awaiting)
        for photo in Photo.objects.with_credit().order_by("pk")
    ]
    assert made == len(photos)
    return article.body, photos


@pytest.mark.parametrize("picture", [DATA, REMOTE])
@pytest.mark.parametrize(
    "pasted",
    [
        "<figure>{}<figcaption>Tàu về bến. (Ảnh: Lê Nam)</figcaption></figure>",
        "<figure><a href='https://x.vn/'>{}</a><figcaption>Tàu về bến. Ảnh: Lê Nam</figcaption>"
        "</figure>",
        "{}<p>Tàu về bến. (Ảnh: Lê Nam)</p>",
        "<p>{}</p><p><em>Tàu về bến.</em> (Ảnh: Lê Nam)</p>",
        "<p>{}<br>Tàu về bến. <em>(Ảnh: Lê Nam)</em></p>",
    ],
)
def test_a_picture_with_its_caption_is_awaited_and_the_credit_is_parted(pasted, picture):
    body, photos = settled(f"<p>Trước.</p>{pasted.format(picture)}<p>Sau.</p>")

    assert body == f"<p>Trước.</p>{FIGURE}<p>Sau.</p>"
    assert photos == [("Tàu về bến.", "Ảnh: Lê Nam", True)]


def test_a_caption_without_credit_counts_only_where_it_is_marked_as_one():
    marked = settled(f"<figure>{DATA}<figcaption>Tàu về bến.</figcaption></figure>")
    assert marked == (FIGURE, [("Tàu về bến.", "", True)])


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (f"{DATA}<p>Tàu về bến.</p>", "<p>Tàu về bến.</p>"),
        (f"<p>{DATA}</p><ul><li>Ảnh: Lê Nam</li></ul>", "<ul><li>Ảnh: Lê Nam</li></ul>"),
        (f"<figure>{DATA}</figure>", ""),
        (f"<figure>{DATA}<figcaption> </figcaption></figure>", ""),
        (f"<p>Tàu về (Ảnh: Lê Nam)</p>{DATA}", "<p>Tàu về (Ảnh: Lê Nam)</p>"),
        ("<p>Tàu về (Ảnh: Lê Nam)</p>", "<p>Tàu về (Ảnh: Lê Nam)</p>"),
        (f'<figure data-photo="0a1b2c3d">{DATA}<figcaption>a</figcaption></figure>', None),
    ],
)
def test_without_a_caption_nothing_is_awaited_and_no_word_is_lost(pasted, kept):
    body, photos = settled(pasted)

    assert photos == []
    assert kept is None or body == kept


def test_each_picture_gets_its_own_caption_and_two_share_none():
    body, photos = settled(
        f"{DATA}<p>Một. Ảnh: Lê Nam</p>{DATA}<p>Hai. Ảnh: Hà Mi</p>"
        f"<p>{DATA}{DATA}<br>Ba. (Ảnh: Lê Nam)</p>"
    )

    assert body == FIGURE * 3
    assert [caption for caption, _credit, _waits in photos] == ["Một.", "Hai.", "Ba."]


def test_hostile_text_is_as_clean_as_any():
    body, _photos = settled(
        "<figure><img src=x onerror=alert(1)><figcaption><script>alert(1)</script>Tàu về."
        "</figcaption></figure><?xml encoding='x'?><p onclick=a>Chữ</p>"
    )

    assert body == f"{FIGURE}<p>Chữ</p>"


def test_saving_a_story_tells_what_became_of_its_pictures(client):
    reporter = make.UserFactory()
    client.force_login(reporter)
    article = make.story(by=reporter)
    body = f"<p>Chữ.</p>{REMOTE}<p>Tàu về bến. (Ảnh: Lê Nam)</p>{DATA}"

    told = [str(m) for m in send(client, article, body=body, _continue="1").context["messages"]]

    photo = Photo.objects.get()
    key = article.photo_uses.get().key
    article.refresh_from_db()
    assert article.body == f'<p>Chữ.</p><figure data-photo="{key}"></figure>'
    assert photo.uploaded_by == reporter
    assert Revision.objects.latest("pk").snapshot["photos"] == [
        {"key": key, "photo": photo.pk, "caption": "", "is_lead": False}
    ]
    assert told[:2] == [
        "1 ảnh dán kèm chú thích đang chờ tệp: hãy bổ sung tệp ảnh.",
        "1 ảnh dán vào nội dung không được giữ. Hãy tải lên bằng nút “Chèn ảnh”.",
    ]


# What the editor sends of a picture that it could not take.


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def awaited(caption, key="0a1b2c3d"):
    return json.dumps([{"key": key, "photo": placing.AWAITED, "caption": caption}])


def test_a_photo_the_editor_awaits_is_made_once(editor):
    article = make.story()
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'
    choices = awaited("Tàu về bến. (Ảnh: Lê Nam)")

    send(editor, article, body=body, photo_choices=choices)
    send(editor, article, photo_choices=choices)

    use = article.photo_uses.get()
    assert (use.key, use.caption, use.photo.caption) == ("0a1b2c3d", "", "Tàu về bến.")
    assert credit_of(use.photo).printed == "Ảnh: Lê Nam"
    assert Photo.objects.count() == 1


def test_without_a_caption_nothing_can_be_awaited(editor):
    article = make.story()

    response = editor.post(address(article), post(editor, article, photo_choices=awaited(" ")))

    assert "Hãy chọn lại" in response.content.decode()


def test_the_second_saver_keeps_the_caption_as_a_paragraph(editor):
    article = make.story()
    body = '<p>Chữ.</p><figure data-photo="0a1b2c3d"></figure>'
    stale = post(editor, article, body=body, photo_choices=awaited("Tàu về. (Ảnh: Lê Nam)"))
    send(editor, article, lead="Người thứ nhất viết.")

    editor.post(address(article), stale)

    lost = Revision.objects.get(is_taken=False)
    assert lost.snapshot["body"] == "<p>Chữ.</p><p>Tàu về. (Ảnh: Lê Nam)</p>"
    assert not Photo.objects.exists()
