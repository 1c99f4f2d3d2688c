import pytest

from photos.captions import ParsedCaption, parse


def read(text):
    parsed = parse(text, is_provider={"Mây Studio"}.__contains__, own_codes=["QMG"])
    return parsed.caption, parsed.creators, parsed.provider, parsed.kind, parsed.medium


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mùa gặt (Ảnh: QMG).", ("Mùa gặt", (), "QMG", "staff", "photo")),
        ("Mùa gặt. Ảnh: Vũ An.", ("Mùa gặt.", ("Vũ An",), "", "unknown", "photo")),
        ("Mùa gặt - Ảnh: REUTERS", ("Mùa gặt", (), "REUTERS", "agency", "photo")),
        ("Mùa gặt – Ảnh: N.K", ("Mùa gặt", ("N.K",), "", "unknown", "photo")),
        ("Mùa gặt | ẢNH: ĐỖ MÂY", ("Mùa gặt", ("ĐỖ MÂY",), "", "unknown", "photo")),
        ("Mùa gặt, Ảnh: Công an tỉnh", ("Mùa gặt", (), "Công an tỉnh", "unknown", "photo")),
        ("Mùa gặt. Ảnh Vũ An", ("Mùa gặt.", ("Vũ An",), "", "unknown", "photo")),
        (
            "Mùa gặt ở quê Video: Otosaigon",
            ("Mùa gặt ở quê", ("Otosaigon",), "", "unknown", "video"),
        ),
        ("Mùa gặt. Photo: D.H.", ("Mùa gặt.", ("D.H.",), "", "unknown", "photo")),
        ("Mùa gặt (Nguồn: Báo Biển)", ("Mùa gặt", (), "Báo Biển", "agency", "photo")),
        ("Mùa gặt. Đồ hoạ: Vũ An/QMG", ("Mùa gặt.", ("Vũ An",), "QMG", "staff", "graphic")),
        ("Mùa gặt. Ảnh: Vũ An/TTXVN", ("Mùa gặt.", ("Vũ An",), "TTXVN", "agency", "photo")),
        ("Mùa gặt. Ảnh: Mây Studio", ("Mùa gặt.", (), "Mây Studio", "unknown", "photo")),
        ("Mùa gặt. Ảnh: Vũ An - Đỗ Mây", ("Mùa gặt.", ("Vũ An", "Đỗ Mây"), "", "unknown", "photo")),
        ("Mùa gặt. Ảnh: QMG - Đỗ Mây", ("Mùa gặt.", ("Đỗ Mây",), "QMG", "staff", "photo")),
        (
            "Bão. Ảnh: Cơ quan Khí tượng - KTTV",
            ("Bão.", (), "Cơ quan Khí tượng - KTTV", "unknown", "photo"),
        ),
        ("Mùa gặt. Ảnh: Sở Y tế cung cấp", ("Mùa gặt.", (), "Sở Y tế", "handout", "photo")),
        ("Mùa gặt. Ảnh Hoa Sen cung cấp", ("Mùa gặt.", ("Hoa Sen",), "", "handout", "photo")),
        ("Mùa gặt. Ảnh: NVCC", ("Mùa gặt.", (), "NVCC", "handout", "photo")),
        ("Mùa gặt. Ảnh: Gia đình bé An", ("Mùa gặt.", (), "Gia đình bé An", "unknown", "photo")),
        ("Mùa gặt (Ảnh: Bạn đọc cung cấp)", ("Mùa gặt", (), "", "reader", "photo")),
        ("Mùa gặt (Ảnh: do độc giả cung cấp)", ("Mùa gặt", (), "", "reader", "photo")),
        ("Mùa gặt (Ảnh: Bạn đọc)", ("Mùa gặt", (), "", "reader", "photo")),
        (
            "Mùa gặt (Ảnh: do xã Bến Hầu cung cấp)",
            ("Mùa gặt", (), "xã Bến Hầu", "handout", "photo"),
        ),
        ("Mùa gặt. Ảnh: Độc giả Vũ An", ("Mùa gặt.", ("Vũ An",), "", "reader", "photo")),
        ("Mùa gặt. Ảnh: CTV Vũ An", ("Mùa gặt.", ("Vũ An",), "", "contributor", "photo")),
        ("Mùa gặt. Ảnh: PV", ("Mùa gặt.", ("PV",), "", "staff", "photo")),
        ("Mùa gặt. Ảnh: FB Vũ An", ("Mùa gặt.", ("Vũ An",), "FB", "unknown", "photo")),
        ("Mùa gặt. (Ảnh: Tư liệu/TTXVN phát)", ("Mùa gặt.", (), "TTXVN", "archive", "photo")),
        ("Mùa gặt. Ảnh tư liệu", ("Mùa gặt.", (), "", "archive", "photo")),
        ("Ảnh minh hoạ.", ("", (), "", "illustration", "photo")),
        ("Mùa gặt. Ảnh minh họa: Vũ An", ("Mùa gặt.", ("Vũ An",), "", "illustration", "photo")),
        ("Mùa gặt. Ảnh cắt từ video.", ("Mùa gặt.", (), "", "screenshot", "photo")),
        ("Mùa gặt - Ảnh chụp màn hình", ("Mùa gặt", (), "", "screenshot", "photo")),
        ("Mùa gặt (Ảnh tạo bởi AI)", ("Mùa gặt", (), "", "ai", "photo")),
        (
            "Ảnh hội làng: Vũ An/TTXVN, qua Mây (6/1961)",
            ("Ảnh hội làng", ("Vũ An",), "TTXVN", "agency", "photo"),
        ),
        (
            "Ảnh cũ về mùa gặt. Ảnh: Vũ An",
            ("Ảnh cũ về mùa gặt.", ("Vũ An",), "", "unknown", "photo"),
        ),
        ("Ảnh: Bà con gặt lúa sau mưa", ("Bà con gặt lúa sau mưa", (), "", "unknown", "photo")),
    ],
)
def test_parse(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ông xem ảnh rồi đi. Ảnh viện mở cửa.",
        "Cảnh sát đến. Video: Người dân kể lại việc này.",
        "Nguồn nước (nguồn: giếng làng đã cạn vào mùa này) hết.",
        "Theo ông, nguồn này sạch.",
        "Ảnh:",
        "(Ảnh: )",
        "",
    ],
)
def test_parse_leaves_ordinary_text_whole(text):
    assert parse(text) == ParsedCaption(caption=text)
    assert not parse(text).has_credit


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Mùa gặt (Ảnh: QMG).", "(Ảnh: QMG)"),
        ("Mùa gặt. Ảnh:  Vũ An.", "Ảnh: Vũ An."),
        ("Mùa gặt - Ảnh chụp màn hình", "Ảnh chụp màn hình"),
        ("Ảnh: Bà con gặt lúa sau mưa", "Ảnh:"),
        ("Mùa gặt", ""),
    ],
)
def test_raw_is_the_credit_as_written(text, raw):
    assert parse(text).raw == raw


def test_label_before_a_caption_is_no_credit():
    parsed = parse("Video: Bà con gặt lúa sau mưa")

    assert parsed == ParsedCaption(caption="Bà con gặt lúa sau mưa", medium="video", raw="Video:")
    assert not parsed.has_credit


def test_credit_of_a_giver_before_a_caption_ends_where_it_says_given():
    parsed = parse("Ảnh: Sở Y tế Ninh Bình cung cấp Người dân xếp hàng nhận thuốc ở trạm")

    assert parsed == ParsedCaption(
        caption="Người dân xếp hàng nhận thuốc ở trạm",
        provider="Sở Y tế Ninh Bình",
        kind="handout",
        raw="Ảnh: Sở Y tế Ninh Bình cung cấp",
    )


def test_the_papers_own_code_is_staff_on_record_or_not():
    kinds = [
        parse("Quang cảnh (Ảnh: BNH)", own_codes=["BNH"], is_provider=is_provider).kind
        for is_provider in [None, lambda name: True]
    ]

    assert kinds == ["staff", "staff"]
