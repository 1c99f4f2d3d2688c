"""What is brought to the desk (stories, people, pictures) is answered in Vietnamese."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, StoryUpload
from tests import factories as f
from tests.vietnamese_pages.english import english_in


def test_import_shows_no_english(client, newsroom):
    client.force_login(f.editor())
    choose, preview = (
        reverse(f"admin:articles_article_{name}") for name in ["import", "import_preview"]
    )
    good = "Sáng nay, ông Lê Văn Đạo đến bến cá Cửa Lạch.\n\nTàu về sớm.\n\nBến cá (Ảnh: BNH)"
    files = [
        SimpleUploadedFile("tot.txt", good.encode()),
        SimpleUploadedFile("trong.txt", b" \n"),
        SimpleUploadedFile("cu.txt", good.encode("cp1258", "replace")),
        SimpleUploadedFile("hong.docx", b"PK\x03\x04hong"),
        SimpleUploadedFile("la.txt", b"\x00\x01\x02"),
    ]

    refused = client.post(choose, {})
    shown = client.post(choose, {"files": files}, follow=True)
    uploads = StoryUpload.objects.all()
    saved = client.post(preview, {f"{u.pk}-take": "on" for u in uploads}, follow=True)
    again = client.post(choose, {"pasted": good}, follow=True)

    pages = [refused, shown, saved, again]
    assert [english_in(page.content) for page in pages] == [[], [], [], []]
    assert Article.objects.filter(lead__startswith="Sáng nay, ông Lê Văn Đạo").count() == 1


def test_import_of_people_shows_no_english(client, newsroom):
    client.force_login(f.editor())
    page = reverse("admin:entities_entity_import")
    lines = [
        "họ và tên,giới tính,chức vụ,cơ quan,từ,quyền,Ghi chú",
        "Mai Thị Nhã,nữ,Phó Giám đốc,Sở Y tế tỉnh Ngân Hải,11/2025,x,",
        "Lê Văn Đạo,nam,,,,,",
        "Đinh Bình,?,,,,,",
    ]
    text = "\n".join(lines)

    pages = [
        client.get(page),
        client.post(page, {}),
        client.post(page, {"file": SimpleUploadedFile("a.csv", b"\x00")}),
        client.post(page, {"file": SimpleUploadedFile("a.csv", text.encode())}),
    ]
    pages.append(client.post(page, pages[-1].context["confirm"].initial, follow=True))

    assert [english_in(answer.content) for answer in pages] == [[]] * 5


def test_uploads_without_a_script_show_no_english(client, newsroom):
    client.force_login(f.editor())
    address = reverse("admin:photos_photo_upload")
    good = SimpleUploadedFile("ben.jpg", f.jpeg(colour="teal").read())
    bad = SimpleUploadedFile("hong.jpg", b"hong")

    pages = [
        client.get(address),
        client.post(address),
        client.post(address, {"files": [good, bad]}),
    ]

    assert [english_in(page.content) for page in pages] == [[], [], []]


def test_many_photos_at_once_show_no_english(client, newsroom):
    client.force_login(f.editor())
    address = reverse("admin:photos_photo_together") + f"?photos={f.awaiting_photo().pk}"

    empty = client.post(address, {})
    preview = client.post(address, {"place": "Cửa Lạch", "creator_names": "Thanh Vân"})

    assert [english_in(page.content) for page in [empty, preview]] == [[], []]
