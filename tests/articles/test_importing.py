import datetime
import io
import json
import shutil
import unicodedata
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document
from PIL import Image

from articles import publishing
from articles.importing import headlines, stories, text
from articles.importing.parsed import ImportRefused
from articles.models import Article, Edition, Mention, Revision
from entities.models import Entity, Organisation
from photos.models import Photo
from tests import factories as make
from vietnamese import legacy

pytestmark = pytest.mark.django_db

STORY = """\
Bến cá Cửa Lạch vào vụ mới

Sáng nay, bến cá Cửa Lạch đón hơn 40 tàu. Ông Lê Văn Đạo, Giám đốc Sở Nông nghiệp, có mặt từ sớm.

Ngư dân chuyển cá lên bờ (Ảnh: QMG).

Theo ông Đạo, sản lượng tăng một phần năm so với năm trước.

Chợ cá họp đến trưa. Ảnh: Thanh Vân/QMG

Đến cuối ngày, các tàu tiếp tục ra khơi.
"""


@pytest.fixture
def qmg():
    return make.organisation("Trung tâm Truyền thông", code="QMG")


def import_story(tmp_path, capsys, *args, text=STORY, name="tin.txt", **kwargs):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        call_command("import_story", str(path), "--json", *args, **kwargs)
    except CommandError:
        # Exit status 1 after a refused file; before any file there is nothing to read.
        lines = capsys.readouterr().out.strip().splitlines()
        if not lines:
            raise
        return json.loads(lines[-1])
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_import_tells_headline_lead_text_and_captions_apart(tmp_path, capsys, qmg):
    report = import_story(tmp_path, capsys)

    assert report["headline"] == "Bến cá Cửa Lạch vào vụ mới"
    assert report["headline_proposed"] is False
    assert report["paragraphs"] == 3
    assert report["photos"] == [
        {"caption": "Ngư dân chuyển cá lên bờ", "credit": "QMG", "after_paragraph": 1},
        {"caption": "Chợ cá họp đến trưa.", "credit": "Thanh Vân/QMG", "after_paragraph": 2},
    ]
    article = Article.objects.get(pk=report["article"])
    assert article.lead.startswith("Sáng nay, bến cá")
    assert "Sáng nay" not in article.body
    assert [photo.provider for photo in Photo.objects.order_by("pk")] == [qmg, qmg]
    assert all(photo.is_awaiting for photo in Photo.objects.all())


def test_import_without_a_headline_proposes_one_and_marks_it(tmp_path, capsys):
    text = STORY.partition("\n\n")[2]

    report = import_story(tmp_path, capsys, text=text)

    assert (report["headline"], report["headline_proposed"]) == (
        "Sáng nay, bến cá Cửa Lạch đón hơn 40 tàu",
        True,
    )
    assert Article.objects.get().headline_is_proposed


def test_import_with_an_unknown_code_makes_an_unconfirmed_organisation_and_warns(tmp_path, capsys):
    report = import_story(tmp_path, capsys)

    made = Organisation.objects.get(code="QMG").entity
    assert (made.name, made.is_confirmed) == ("QMG", False)
    assert sum("QMG" in warning for warning in report["warnings"]) == 1


def test_import_finds_known_names_and_proposes_unknown_ones(tmp_path, capsys, qmg):
    make.organisation("Sở Nông nghiệp")

    report = import_story(tmp_path, capsys)

    assert [(m["name"], m["kind"]) for m in report["mentions"]] == [
        ("Sở Nông nghiệp", "organisation")
    ]
    people = [p for p in report["proposals"] if p["kind"] == "person"]
    assert people == [
        {
            "text": "Lê Văn Đạo",
            "kind": "person",
            "titles": ["Giám đốc Sở Nông nghiệp"],
            "count": 1,
        }
    ]
    # A credit is a credit and never a mention.
    assert not Mention.objects.filter(text__contains="Vân").exists()


def test_import_takes_pictures_for_captions_in_order(tmp_path, capsys, qmg):
    pictures = []
    for colour in ["red", "green"]:
        path = tmp_path / f"{colour}.jpg"
        path.write_bytes(make.jpeg(colour=colour).read())
        pictures += ["--photo", str(path)]

    import_story(tmp_path, capsys, *pictures)

    photos = list(Photo.objects.order_by("pk"))
    assert [photo.source_file_name for photo in photos] == ["red.jpg", "green.jpg"]
    assert not any(photo.is_awaiting for photo in photos)


def test_import_publishes_in_the_name_of_an_editor(tmp_path, capsys, qmg):
    who = make.person("Lê Văn Đạo")
    make.editor(username="bien")
    section = make.SectionFactory(slug="kinh-te")
    options = ["--publish", "--by", "bien", "--section", "kinh-te", "--date", "2025-11-17"]

    report = import_story(tmp_path, capsys, *options)

    edition = Edition.objects.get()
    assert report["url"] == edition.path
    assert report["url"].startswith("/kinh-te/ben-ca-cua-lach-vao-vu-moi-")
    assert edition.section == section
    # The day of the story, and never the day it became visible.
    assert edition.story_on == datetime.date(2025, 11, 17)
    assert timezone.now() - edition.visible_from < datetime.timedelta(minutes=1)
    assert f'href="{who.get_absolute_url()}"' in edition.lead_html
    assert any("2" in warning for warning in report["warnings"])


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--publish"], id="nobody"),
        pytest.param(["--publish", "--by", "bien"], id="no_section"),
        pytest.param(["--publish", "--section", "kinh-te"], id="no_name"),
        pytest.param(["--publish", "--by", "phong", "--section", "kinh-te"], id="reporter"),
        pytest.param(["--publish", "--by", "khong-co", "--section", "kinh-te"], id="unknown_name"),
        pytest.param(["--publish", "--by", "bien", "--section", "khong-co"], id="unknown_section"),
    ],
)
def test_import_refuses_to_publish_before_anything_is_saved(tmp_path, capsys, options):
    make.editor(username="bien")
    make.UserFactory(username="phong")
    make.SectionFactory(slug="kinh-te")

    report = import_story(tmp_path, capsys, *options)

    assert report.keys() == {"file", "error", "code"}
    assert not Article.objects.exists()


def test_import_without_a_headline_is_not_published_and_not_saved(tmp_path, capsys):
    make.editor(username="bien")
    make.SectionFactory(slug="kinh-te")
    options = ["--publish", "--by", "bien", "--section", "kinh-te"]
    text = STORY.partition("\n\n")[2]

    refused = import_story(tmp_path, capsys, *options, text=text)
    taken = import_story(tmp_path, capsys, *options, "--headline", "Tít có rồi", text=text)

    assert refused["code"] == "no_headline"
    assert taken["headline"] == "Tít có rồi"
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\n \t\n", "empty", id="blank"),
        pytest.param("Ảnh: QMG".encode(), "empty", id="only_a_credit"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary", id="picture"),
        pytest.param("Chữ Việt ở đây".encode("utf-16"), "not_utf8", id="utf16"),
        pytest.param("Phß¬ng tiÖn".encode("latin-1"), "not_utf8", id="tcvn3"),
        pytest.param(b"a" * (5 * 1024 * 1024 + 1), "too_large", id="too_large"),
        pytest.param(b"PK\x03\x04 no zip at all", "broken", id="broken_word"),
    ],
)
def test_import_refuses_with_a_reason_and_saves_nothing(tmp_path, capsys, text, code):
    report = import_story(tmp_path, capsys, text=text)

    assert report.keys() == {"file", "error", "code"}
    assert report["code"] == code
    assert report["error"]
    assert not Article.objects.exists()
    assert not Entity.objects.exists()


def test_import_reads_another_encoding_when_told_to(tmp_path, capsys):
    report = import_story(tmp_path, capsys, "--encoding", "utf-16", text=STORY.encode("utf-16"))

    assert report["headline"] == "Bến cá Cửa Lạch vào vụ mới"


def test_import_of_the_same_story_again_is_refused_withdrawn_or_not(tmp_path, capsys, qmg):
    make.editor(username="bien")
    make.SectionFactory(slug="kinh-te")
    import_story(tmp_path, capsys, "--publish", "--by", "bien", "--section", "kinh-te")
    article = Article.objects.get()
    publishing.withdraw(article, by=make.managing_editor(), notice="Gỡ.")
    again = unicodedata.normalize("NFD", STORY).replace("\n", "\r\n")

    report = import_story(tmp_path, capsys, text=again)

    assert report["code"] == "duplicate"
    assert Article.objects.count() == 1


def test_import_of_several_files_takes_the_good_ones(tmp_path, capsys, qmg):
    good, bad = tmp_path / "tot.txt", tmp_path / "hong.txt"
    good.write_text(STORY, encoding="utf-8")
    bad.write_bytes(bytes(range(256)) * 4)

    with pytest.raises(CommandError):
        call_command("import_story", str(bad), str(good), "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.strip().splitlines()]
    assert [line.get("code", line.get("headline")) for line in lines] == [
        "binary",
        "Bến cá Cửa Lạch vào vụ mới",
    ]
    assert Article.objects.count() == 1


def test_import_with_a_bad_picture_saves_nothing(tmp_path, capsys):
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(b"<svg onload=alert(1)>")

    report = import_story(tmp_path, capsys, "--photo", str(picture))

    assert report["code"] == "picture"
    assert not Article.objects.exists()
    assert not Photo.objects.exists()


def test_import_leaves_one_revision_that_holds_all(tmp_path, capsys, qmg):
    import_story(tmp_path, capsys)

    revision = Revision.objects.get()
    assert (revision.step, revision.version) == ("imported", 1)
    assert len(revision.snapshot["photos"]) == 2


def word(*, picture=None, **core) -> bytes:
    document = Document()
    document.add_heading("Bến cá Cửa Lạch vào vụ mới", level=0)
    document.add_paragraph("Sáng nay, bến cá Cửa Lạch đón hơn 40 tàu.")
    document.add_picture(picture or make.jpeg())
    document.add_paragraph("Ngư dân chuyển cá lên bờ. Ảnh: QMG")
    paragraph = document.add_paragraph("Sản lượng tăng ")
    paragraph.add_run("một phần năm").bold = True
    paragraph.add_run(" so với năm trước.")
    document.add_heading("Chợ cá", level=1)
    document.add_paragraph("Chợ họp đến trưa.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_word_file_brings_text_and_pictures_where_they_stand(tmp_path, capsys, qmg):
    report = import_story(tmp_path, capsys, text=word(), name="tin.docx")

    assert report["headline"] == "Bến cá Cửa Lạch vào vụ mới"
    assert report["photos"] == [
        {"caption": "Ngư dân chuyển cá lên bờ.", "credit": "QMG", "after_paragraph": 1}
    ]
    article = Article.objects.get()
    key = article.photo_uses.get().key
    assert article.body == (
        f'<figure data-photo="{key}"></figure>'
        "<p>Sản lượng tăng <strong>một phần năm</strong> so với năm trước.</p>"
        "<h2>Chợ cá</h2><p>Chợ họp đến trưa.</p>"
    )
    assert not Photo.objects.get().is_awaiting


def test_word_file_unpacked_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("articles.importing.word.MAX_UNPACKED", 1000)

    with pytest.raises(ImportRefused) as refusal:
        stories.read(word())

    assert refusal.value.code == "too_large"


def test_word_file_that_is_another_archive_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("doc.txt", "x")

    with pytest.raises(ImportRefused) as refusal:
        stories.read(buffer.getvalue())

    assert refusal.value.code == "broken"


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("Bến cá vào vụ mới", "Sáng nay trời đẹp.", True),
        ("Sáng nay, trời đẹp.", "Tàu ra khơi.", False),
        ("Bến cá vào vụ mới", "", False),
        ("Bến cá” vào vụ mới:", "Tàu ra khơi.", False),
        ("x " * 150, "Tàu ra khơi.", False),
    ],
)
def test_is_headline(line, following, expected):
    assert headlines.is_headline(line, following) is expected


def test_proposed_headline_leaves_out_the_day_and_is_cut_at_a_word():
    lead = (
        "Ngày 17/11, Sở Nông nghiệp và Môi trường tổ chức hội nghị triển khai kế hoạch phát triển "
        "nuôi biển, trong đó có nhiều nội dung về vùng nuôi tập trung và truy xuất nguồn gốc. Hết."
    )

    assert headlines.propose(lead) == (
        "Sở Nông nghiệp và Môi trường tổ chức hội nghị triển khai kế hoạch phát triển nuôi biển"
    )


def test_proposed_headline_of_one_endless_word_is_its_beginning():
    assert headlines.propose("A" * 300) == "A" * 110


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_refused_import_leaves_no_file_behind(tmp_path, capsys, settings):
    good, bad = tmp_path / "tot.jpg", tmp_path / "hong.jpg"
    good.write_bytes(make.jpeg().read())
    bad.write_bytes(b"<svg>")

    report = import_story(tmp_path, capsys, "--photo", str(good), "--photo", str(bad))

    assert report["code"] == "picture"
    assert files_below(settings.PRIVATE_ROOT) == []


def test_an_import_that_may_not_be_published_leaves_no_public_file(tmp_path, capsys, settings):
    make.editor(username="bien")
    make.SectionFactory(slug="kinh-te")
    good = tmp_path / "tot.jpg"
    good.write_bytes(make.jpeg().read())
    # The second picture is a word's: nobody gave it a credit.
    document = Document()
    for words in ["Tít của bài", "Sáng nay, hội nghị bắt đầu."]:
        document.add_paragraph(words)
    document.add_picture(make.jpeg(colour="red"))
    document.add_paragraph("Hội nghị kết thúc.")
    buffer = io.BytesIO()
    document.save(buffer)

    report = import_story(
        tmp_path,
        capsys,
        *("--publish", "--by", "bien", "--section", "kinh-te"),
        text=buffer.getvalue(),
        name="tin.docx",
    )

    assert report["code"] == "not_publishable"
    assert not Article.objects.exists()
    assert files_below(settings.MEDIA_ROOT) == files_below(settings.PRIVATE_ROOT) == []


def test_a_story_whose_pictures_cannot_be_placed_stays_at_the_desk_and_is_told(
    tmp_path, capsys, settings
):
    make.editor(username="bien")
    make.SectionFactory(slug="kinh-te")
    picture = tmp_path / "tot.jpg"
    picture.write_bytes(make.jpeg().read())
    # Where public files should lie stands a file: nothing can be put there.
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    Path(settings.MEDIA_ROOT).write_bytes(b"")

    report = import_story(
        tmp_path,
        capsys,
        *("--publish", "--by", "bien", "--section", "kinh-te", "--photo", str(picture)),
        text="Tít của bài\n\nSáng nay, hội nghị bắt đầu.\n\nBến cá buổi sớm (Ảnh: BNH)\n",
    )

    assert report["url"] is None
    assert Article.objects.get().status == "approved"
    assert report["warnings"][-1].startswith("Bài đang ở tòa soạn, đã duyệt mà chưa xuất bản: ")


def test_word_file_with_a_large_picture_is_taken(tmp_path, capsys, qmg):
    noise = Image.effect_noise((4200, 3200), 100).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=95)
    assert len(buffer.getvalue()) > 8_000_000
    buffer.seek(0)

    import_story(tmp_path, capsys, text=word(picture=buffer), name="tin.docx")

    assert Photo.objects.get().width == 4200


def test_word_file_with_a_picture_we_cannot_use_keeps_the_caption(tmp_path, capsys, qmg):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "GIF")
    buffer.seek(0)

    report = import_story(tmp_path, capsys, text=word(picture=buffer), name="tin.docx")

    assert report["photos"][0]["credit"] == "QMG"
    assert Photo.objects.get().is_awaiting
    assert any("JPEG" in warning for warning in report["warnings"])


def test_text_in_an_old_code_is_told():
    codes = {letter: byte for byte, letter in legacy._TCVN3.items()}
    words = "Sáng nay, đồng chí bí thư phát biểu tại hội nghị về kinh tế biển."
    pasted = bytes(codes.get(c, ord(c)) for c in words).decode("cp1252")

    assert text.parse(pasted).warnings == [
        "Văn bản trông như gõ bằng bảng mã cũ TCVN3: hãy chuyển mã trước khi đi tiếp."
    ]
    assert text.parse(words).warnings == []


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Ngày 17/11, hội nghị diễn ra.", datetime.date(2025, 11, 17)),
        ("Sáng 18/11/2025, mưa lớn.", datetime.date(2025, 11, 18)),
        ("Nhiệm kỳ 2020-2025, sáng nay tổng kết.", None),
        ("Ngày 2/9/1945 là ngày không quên.", None),
        ("Ngày 25/11 tới, cầu thông xe.", None),
        ("Sáng nay, trời mưa.", None),
    ],
)
def test_day_that_the_lead_tells_of(lead, day):
    story = text.parse(f"{lead}\n\nĐoạn sau kể tiếp về ngày 1/11.")

    with time_machine.travel(datetime.datetime(2025, 11, 18, 9, tzinfo=datetime.UTC), tick=False):
        assert stories.day_told_in(story) == day


def test_a_signed_text_awaits_no_picture():
    paragraphs = ["Tàu về bến sớm", "Sáng nay tàu về bến.", "Bài, ảnh: Thanh Vân"]

    story = text.parse("\n\n".join(paragraphs))

    assert [block.text for block in story.blocks] == paragraphs[1:]
