import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from articles.models import Article, Edition
from articles.rendering import RENDER_VERSION
from tests import factories as make

pytestmark = pytest.mark.django_db


def rerender(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("rerender_editions", *args, stdout=out, stderr=err)
    return out.getvalue().strip()


def test_rerender_writes_what_is_stale_and_nothing_else():
    stale, fresh = make.published(), make.published()
    facts, first = stale.facts, stale.first_published_at
    Edition.objects.filter(pk=stale.pk).update(render_version=0, body_html="hỏng")
    Edition.objects.filter(pk=fresh.pk).update(body_html="còn nguyên")

    told = rerender()

    stale.refresh_from_db()
    assert told == "1 of 1 editions rendered."
    assert (stale.body_html, stale.render_version) == (
        "<p>Tàu về sớm hơn mọi năm.</p>",
        RENDER_VERSION,
    )
    assert (stale.facts, stale.first_published_at) == (facts, first)
    assert Edition.objects.get(pk=fresh.pk).body_html == "còn nguyên"
    assert rerender() == "0 of 0 editions rendered."


def test_rerender_all_takes_every_edition():
    make.published()
    Edition.objects.update(body_html="hỏng")

    assert rerender("--all") == "1 of 1 editions rendered."
    assert Edition.objects.get().body_html != "hỏng"


def test_rerender_goes_on_past_a_broken_edition_and_tells():
    broken, whole = make.published(), make.published()
    Edition.objects.update(render_version=0)
    Edition.objects.filter(pk=broken.pk).update(facts={})

    with pytest.raises(CommandError, match="1 of 2"):
        rerender()

    assert Edition.objects.get(pk=whole.pk).render_version == RENDER_VERSION


def test_import_story_tells_people_what_it_did(tmp_path, capsys):
    path = tmp_path / "tin.txt"
    path.write_text("Tít của bài\n\nSáng nay, hội nghị bắt đầu. Hết.", encoding="utf-8")

    call_command("import_story", str(path))
    first = capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("import_story", str(path))
    second = capsys.readouterr()

    assert "Tít của bài" in first.out
    assert "/admin/articles/article/" in first.out
    assert str(path) in second.err


@pytest.mark.parametrize("command", ["import_story", "find_names"])
@pytest.mark.parametrize(
    ("name", "reason"), [("khong-co.txt", "không có tệp này."), (".", "đó là một thư mục.")]
)
def test_what_cannot_be_read_is_refused_in_vietnamese(tmp_path, capsys, command, name, reason):
    with override("vi"), pytest.raises(CommandError):
        call_command(command, str(tmp_path / name), "--json")

    report = json.loads(capsys.readouterr().out)
    assert (report["code"], report["error"]) == ("unreadable", f"Không đọc được tệp: {reason}")


def test_find_names_reads_an_old_file_where_it_is_told_how(tmp_path, capsys):
    make.person("Lê Văn Thắng")
    path = tmp_path / "tin.txt"
    path.write_text("Ông Lê Văn Thắng dự.", encoding="utf-16")

    with pytest.raises(CommandError):
        call_command("find_names", str(path), "--json")
    refused = json.loads(capsys.readouterr().out)
    with pytest.raises(CommandError):
        call_command("find_names", str(path), "--json", "--encoding", "viscii2")
    unknown = json.loads(capsys.readouterr().out)
    call_command("find_names", str(path), "--json", "--encoding", "utf-16")
    found = json.loads(capsys.readouterr().out)

    assert (refused["code"], unknown["code"]) == ("not_utf8", "wrong_encoding")
    assert [row["text"] for row in found["mentions"]] == ["Lê Văn Thắng"]


@pytest.mark.parametrize("command", ["import_story", "find_names"])
def test_a_day_that_is_none_is_refused_in_vietnamese(tmp_path, command):
    with override("vi"), pytest.raises(CommandError, match=r"17/11.* không phải là ngày"):
        call_command(command, str(tmp_path / "tin.txt"), "--date", "17/11")


def test_import_story_takes_the_day_that_the_lead_tells(tmp_path):
    day = timezone.localdate() - datetime.timedelta(days=3)
    path = tmp_path / "tin.txt"
    path.write_text(f"Tít của bài\n\nNgày {day:%d/%m}, hội nghị bắt đầu. Hết.", encoding="utf-8")

    call_command("import_story", str(path), stdout=io.StringIO())

    assert Article.objects.get().story_on == day


def test_import_story_with_pictures_takes_one_file(tmp_path):
    files = [str(tmp_path / name) for name in ["a.txt", "b.txt"]]

    with pytest.raises(CommandError):
        call_command("import_story", *files, "--photo", "x.jpg")


def test_import_story_publishes_nothing_that_may_not_go_out(tmp_path, capsys):
    make.editor(username="bien")
    make.SectionFactory(slug="kinh-te")
    path, picture = tmp_path / "tin.txt", tmp_path / "anh.jpg"
    # A credit and no caption.
    path.write_text("Tít của bài\n\nSáng nay, hội nghị bắt đầu.\n\nẢnh: BNH", encoding="utf-8")
    picture.write_bytes(make.jpeg().read())
    options = ["--publish", "--by", "bien", "--section", "kinh-te", "--photo", str(picture)]

    with pytest.raises(CommandError):
        call_command("import_story", str(path), *options, "--json")

    report = json.loads(capsys.readouterr().out)
    assert report["code"] == "not_publishable"
    assert "chưa có chú thích" in report["error"]
    assert not Article.objects.exists()


def test_import_story_in_the_name_of_a_photo_editor_is_refused(tmp_path):
    make.UserFactory(username="anh", role="photo_editor")
    path = tmp_path / "tin.txt"
    path.write_text("Tít của bài\n\nSáng nay, hội nghị bắt đầu. Hết.", encoding="utf-8")

    with pytest.raises(CommandError, match="anh"):
        call_command("import_story", str(path), "--by", "anh")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"by": "ai-do"}, "unknown_by"),
        ({"section": "khong-co"}, "unknown_section"),
        ({"publish": True}, "missing_option"),
        ({"by": "bientapanh"}, "not_allowed"),
        ({"by": "phongvien", "section": "kinh-te", "publish": True}, "not_allowed"),
        ({"photo": ["a.jpg"]}, "one_file_only"),
        ({"headline": "x" * 251}, "headline_too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_import_with_a_wrong_option_gives_a_line_for_each_file(tmp_path, capsys, options, code):
    make.UserFactory(username="phongvien")
    make.UserFactory(username="bientapanh", role="photo_editor")
    make.SectionFactory(slug="kinh-te")
    files = [tmp_path / "mot.txt", tmp_path / "hai.txt"]

    with pytest.raises(CommandError) as refusal:
        call_command("import_story", *files, "--json", **options)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        {"file": str(path), "error": str(refusal.value), "code": code} for path in files
    ]
