"""What a cheap phone loads of a story: its page, one sheet, and three scripts it may do without."""

import gzip
import shutil
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.storage import FileSystemStorage
from lxml import html

from newsroom.static import HashedStaticFilesStorage
from tests import factories as make

KB = 1024
STATIC = Path(configured.BASE_DIR) / "static"


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 6))


@pytest.fixture
def collected(tmp_path):
    """The sheets of readers, as they are collected: {name: bytes}."""
    shutil.copytree(STATIC / "css", tmp_path / "css")
    source = FileSystemStorage(location=tmp_path)
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    names = [str(path.relative_to(tmp_path)) for path in (tmp_path / "css").rglob("*.css")]
    made = storage.post_process({name: (source, name) for name in names})
    # Beside each stands a compressed one, under the same name.
    return {
        name: (tmp_path / hashed).read_bytes()
        for name, hashed, _done in made
        if hashed.endswith(".css")
    }


def test_the_sheet_of_readers_is_one_file_with_its_parts_in_it_and_light(collected):
    sheet = collected["css/reader.css"].decode()

    assert "/*" not in sheet
    # Of the first part, one in a folder, and the last.
    for rule in ["--paper: #fff", ".photo__credit {", "@media print {"]:
        assert rule in sheet
    assert weight(sheet.encode()) <= 8 * KB


def test_no_sheet_makes_a_phone_ask_for_another(collected):
    parted = [name for name, sheet in collected.items() if b"@import" in sheet]

    assert parted == []
    assert b".facts__list {" in collected["css/records.css"]


def test_the_scripts_of_a_story_are_light():
    scripts = [STATIC / "public" / f"{name}.js" for name in ["share", "viewer", "search"]]

    assert sum(weight(path.read_bytes()) for path in scripts) <= 5 * KB


@pytest.mark.django_db
def test_the_page_of_a_long_story_is_light(client):
    people = [make.person(f"Lê Văn Đạo {chr(65 + n)}a") for n in range(8)]
    lead = ", ".join(f"ông {who.name}" for who in people) + " dự hội nghị."
    section = make.SectionFactory()
    text = "".join(
        f"<p>Đoạn {n}: tàu {n * 7} về bến lúc {n % 24} giờ, chở {n * 31} kg cá thu và {n * 13} kg "
        "mực; giá đầu vụ giữ như năm trước, chủ vựa mua hết trong buổi sáng.</p>"
        for n in range(60)
    )
    for _ in range(6):
        make.published(lead=lead, section=section)
    shown = [make.photo(f"Ảnh {n} của bến cá") for n in range(3)]
    edition = make.published(lead=lead, body=text, section=section, shown=shown)

    page = client.get(edition.path).content

    assert len(html.document_fromstring(page).find_class("card__headline")) == 6
    assert weight(page) <= 15 * KB
