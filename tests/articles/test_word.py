"""What stands in a Word file beside paragraphs: tables, lists, line breaks, pictures."""

import base64
import io

import pytest
from docx import Document
from PIL import Image

from articles.importing import stories
from articles.models import Article
from articles.richtext import plain_blocks
from tests import factories as make

pytestmark = pytest.mark.django_db


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_table() -> bytes:
    document = Document()
    document.add_heading("Khách đến đảo tăng", level=0)
    document.add_paragraph("Sáng nay, Sở Du lịch công bố số liệu.")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, [["Tháng", "Khách"], ["Tháng 9", "102.000"]], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("Ông Lê Văn Đạo", style="List Bullet")
    document.add_paragraph("Bà Trần Thị Hòa", style="List Bullet")
    document.add_paragraph("Theo ông Lê Văn Đạo\nGiám đốc Sở Du lịch")
    return saved(document)


def test_cells_items_and_lines_are_parted():
    story = stories.read(with_table())

    assert [paragraph.text for paragraph in story.paragraphs] == [
        "Sáng nay, Sở Du lịch công bố số liệu.",
        "Tháng\nKhách\nTháng 9\n102.000",
        "Ông Lê Văn Đạo\nBà Trần Thị Hòa",
        "Theo ông Lê Văn Đạo\nGiám đốc Sở Du lịch",
    ]


def test_the_table_stays_a_table_in_the_text():
    stories.create(stories.read(with_table()), by=make.UserFactory())

    body = Article.objects.get().body
    assert "<td>Tháng 9</td><td>102.000</td>" in body.replace("<p>", "").replace("</p>", "")
    assert list(plain_blocks(body))[-1] == "Theo ông Lê Văn Đạo\nGiám đốc Sở Du lịch"


def test_a_caption_of_two_lines_is_no_glued_word():
    document = Document()
    document.add_paragraph("Sáng nay, bến cá đông khách.")
    document.add_picture(make.jpeg())
    document.add_paragraph("Ngư dân bán cá\ntại bến. Ảnh: QMG")

    ((photo, _place),) = stories.read(saved(document)).photos

    assert photo.parsed.caption == "Ngư dân bán cá tại bến."


def test_pictures_are_shown_before_anything_is_saved(client):
    document = Document()
    document.add_paragraph("Sáng nay, bến cá đông khách.")
    document.add_picture(make.jpeg(2000, 1000))
    document.add_paragraph("Ngư dân bán cá. Ảnh: QMG")
    client.force_login(make.UserFactory())
    file = io.BytesIO(saved(document))
    file.name = "tin.docx"

    response = client.post("/admin/articles/article/import/", {"files": [file]}, follow=True)

    (row,) = [row for row in response.context["items"][0]["story"]["blocks"] if row["is_photo"]]
    head, _comma, data = row["picture"].partition(",")
    assert head == "data:image/jpeg;base64"
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (320, 160)
    assert f'src="{head},' in response.content.decode()


def test_a_picture_that_cannot_be_used_is_told_with_its_reason():
    moving = io.BytesIO()
    frames = [Image.new("P", (40, 40), colour) for colour in [1, 2]]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    document = Document()
    document.add_paragraph("Sáng nay, bến cá đông khách.")
    document.add_picture(moving)
    document.add_paragraph("Ngư dân bán cá. Ảnh: QMG")

    rows = stories.preview(stories.read(saved(document)))["blocks"]

    assert [row.get("picture") for row in rows] == [None, None]
    assert [row.get("refusal", "")[-1:] for row in rows] == ["", "."]
