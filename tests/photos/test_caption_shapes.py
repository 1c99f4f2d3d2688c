"""The shapes in which Vietnamese papers write a credit, each behind one caption of our own."""

import pytest

from photos.captions import ParsedCaption, parse

SHAPES = [
    ("Ảnh: Vietnam+", [], "Vietnam+", "agency", "photo"),
    ("Ảnh: AFP via Getty Images", [], "AFP via Getty Images", "agency", "photo"),
    ("Ảnh: Thanh Niên Online", [], "Thanh Niên Online", "agency", "photo"),
    ("Ảnh từ Facebook", [], "Facebook", "unknown", "photo"),
    ("(Ảnh: AI tạo)", [], "", "ai", "photo"),
    ("Ảnh tạo bằng AI", [], "", "ai", "photo"),
    ("Ảnh: Đại sứ quán Việt Nam tại Lào", [], "Đại sứ quán Việt Nam tại Lào", "unknown", "photo"),
    ("Ảnh: Tập đoàn Than - Khoáng sản", [], "Tập đoàn Than - Khoáng sản", "unknown", "photo"),
    ("Ảnh: VGP/Nhật Bắc", ["Nhật Bắc"], "VGP", "agency", "photo"),
    ("[Ảnh: Lê Nam]", ["Lê Nam"], "", "unknown", "photo"),
    ("Ảnh:Lê Nam", ["Lê Nam"], "", "unknown", "photo"),
    ("ẢNH: LÊ NAM", ["LÊ NAM"], "", "unknown", "photo"),
    ("Clip: Lê Nam", ["Lê Nam"], "", "unknown", "video"),
    ("Ảnh: Minh Hà - Đức Thịnh", ["Minh Hà", "Đức Thịnh"], "", "unknown", "photo"),
    ("Ảnh: Minh Hà – QMG", ["Minh Hà"], "QMG", "staff", "photo"),
    ("Ảnh: BTC", [], "BTC", "unknown", "photo"),
    ("Ảnh: Ban tổ chức cung cấp", [], "Ban tổ chức", "handout", "photo"),
    ("Ảnh: Gia đình cung cấp", [], "Gia đình", "handout", "photo"),
    ("Ảnh: NVCC", [], "NVCC", "handout", "photo"),
    ("(Ảnh: nhân vật cung cấp)", [], "nhân vật", "handout", "photo"),
    ("(Ảnh tư liệu)", [], "", "archive", "photo"),
    ("Ảnh tư liệu: Đỗ Phương/TTXVN", ["Đỗ Phương"], "TTXVN", "archive", "photo"),
    ("(Ảnh: Đỗ Phương - TTXVN)", ["Đỗ Phương"], "TTXVN", "agency", "photo"),
    ("Ảnh: Đỗ Phương (TTXVN)", ["Đỗ Phương"], "TTXVN", "agency", "photo"),
    ("Ảnh: Đỗ Phương, Lê Nam", ["Đỗ Phương", "Lê Nam"], "", "unknown", "photo"),
    ("Ảnh: Đỗ Phương và Lê Nam", ["Đỗ Phương", "Lê Nam"], "", "unknown", "photo"),
    ("Ảnh: AFP/TTXVN", [], "AFP/TTXVN", "agency", "photo"),
    ("Ảnh: THX/TTXVN", [], "THX/TTXVN", "agency", "photo"),
    ("Photo: Nguyen Van A", ["Nguyen Van A"], "", "unknown", "photo"),
    ("Nguồn: Bộ Y tế", [], "Bộ Y tế", "unknown", "photo"),
    ("Ảnh: Sở Xây dựng", [], "Sở Xây dựng", "unknown", "photo"),
    ("Nguồn: Bộ Xây dựng", [], "Bộ Xây dựng", "unknown", "photo"),
    (
        "Ảnh: Công ty CP Đầu tư Xây dựng Ngân Hải",
        [],
        "Công ty CP Đầu tư Xây dựng Ngân Hải",
        "unknown",
        "photo",
    ),
    ("Nguồn ảnh: Sở Du lịch Quảng Ninh", [], "Sở Du lịch Quảng Ninh", "unknown", "photo"),
    ("(Nguồn: TTXVN)", [], "TTXVN", "agency", "photo"),
    ("(Ảnh: CTV)", ["CTV"], "", "contributor", "photo"),
    ("Ảnh: CTV Hải Yến", ["Hải Yến"], "", "contributor", "photo"),
    ("Ảnh: Hải Yến (CTV)", ["Hải Yến"], "", "contributor", "photo"),
    ("Ảnh: Bạn đọc cung cấp", [], "", "reader", "photo"),
    ("Ảnh: Độc giả Trần Văn Nam", ["Trần Văn Nam"], "", "reader", "photo"),
    ("Ảnh: Cắt từ clip", [], "", "screenshot", "photo"),
    ("Ảnh cắt từ clip: Lê Nam", ["Lê Nam"], "", "screenshot", "photo"),
    ("Ảnh: chụp màn hình", [], "", "screenshot", "photo"),
    ("Ảnh: Chụp từ camera hành trình", [], "", "screenshot", "photo"),
    ("Ảnh do AI tạo", [], "", "ai", "photo"),
    ("Ảnh: AI", [], "", "ai", "photo"),
    ("Ảnh: ChatGPT", [], "ChatGPT", "ai", "photo"),
    ("Ảnh minh họa: Getty Images", [], "Getty Images", "illustration", "photo"),
    ("Ảnh minh hoạ.", [], "", "illustration", "photo"),
    ("(Minh họa: Lê Nam)", ["Lê Nam"], "", "illustration", "photo"),
    ("Đồ họa: Lê Nam", ["Lê Nam"], "", "unknown", "graphic"),
    ("Infographic: TTXVN", [], "TTXVN", "agency", "graphic"),
    ("Video: THANH HƯƠNG", ["THANH HƯƠNG"], "", "unknown", "video"),
    ("Clip: MXH", [], "MXH", "unknown", "video"),
    ("Ảnh: MXH", [], "MXH", "unknown", "photo"),
    ("Ảnh: Mạng xã hội", [], "Mạng xã hội", "unknown", "photo"),
    ("Ảnh: TL", [], "", "archive", "photo"),
    ("Ảnh: T.L", [], "", "archive", "photo"),
    ("Ảnh: P.V", ["P.V"], "", "unknown", "photo"),
    ("Ảnh: PV", ["PV"], "", "staff", "photo"),
    ("Ảnh: Thu Hằng (thực hiện)", ["Thu Hằng"], "", "unknown", "photo"),
    ("Ảnh: Công an tỉnh Quảng Ninh", [], "Công an tỉnh Quảng Ninh", "unknown", "photo"),
    ("Ảnh: CACC", [], "CACC", "handout", "photo"),
    ("Ảnh: Công an cung cấp", [], "Công an", "handout", "photo"),
    ("Ảnh: Bệnh viện cung cấp", [], "Bệnh viện", "handout", "photo"),
    ("Ảnh: BVCC", [], "BVCC", "handout", "photo"),
    ("Ảnh: ĐVCC", [], "ĐVCC", "handout", "photo"),
    ("Ảnh: Trung tâm TT&VH Hạ Long", [], "Trung tâm TT&VH Hạ Long", "unknown", "photo"),
    ("Ảnh: Thanh Vân/TTXVN.", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("(ảnh: Thanh Vân)", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh:Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("ẢNH: THANH VÂN", ["THANH VÂN"], "", "unknown", "photo"),
    ("Ảnh : Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("[Ảnh: Thanh Vân]", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh của Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh do Thanh Vân cung cấp", ["Thanh Vân"], "", "handout", "photo"),
    ("Ảnh: Báo Quảng Ninh", [], "Báo Quảng Ninh", "agency", "photo"),
    ("Ảnh: baoquangninh.vn", [], "baoquangninh.vn", "unknown", "photo"),
    ("Ảnh: Cổng TTĐT Chính phủ", [], "Cổng TTĐT Chính phủ", "unknown", "photo"),
    ("Ảnh: Nhật Bắc/VGP", ["Nhật Bắc"], "VGP", "agency", "photo"),
    ("Ảnh: VGP/Nhật Bắc", ["Nhật Bắc"], "VGP", "agency", "photo"),
    ("Ảnh: VGP - Nhật Bắc", ["Nhật Bắc"], "VGP", "agency", "photo"),
    ("Ảnh: Thanh Vân - Báo Quảng Ninh", ["Thanh Vân"], "Báo Quảng Ninh", "agency", "photo"),
    ("Ảnh tư liệu của Báo Quảng Ninh", [], "Báo Quảng Ninh", "archive", "photo"),
    ("Ảnh: Tư liệu gia đình", [], "gia đình", "archive", "photo"),
    ("Ảnh: Bảo tàng Quảng Ninh", [], "Bảo tàng Quảng Ninh", "unknown", "photo"),
    (
        "Ảnh: Hoàng Anh/Báo Tin tức và Dân tộc",
        ["Hoàng Anh"],
        "Báo Tin tức và Dân tộc",
        "agency",
        "photo",
    ),
    ("Ảnh: Reuters", [], "Reuters", "agency", "photo"),
    ("(Ảnh: AP Photo/John Smith)", ["John Smith"], "AP", "agency", "photo"),
    ("Ảnh: John Smith/AFP/Getty Images", ["John Smith"], "AFP/Getty Images", "agency", "photo"),
    ("Ảnh: Nguyễn Thị Thanh Hương/QMG", ["Nguyễn Thị Thanh Hương"], "QMG", "staff", "photo"),
    ("Ảnh, video: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh & video: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Flycam Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh vệ tinh: Maxar", [], "Maxar", "unknown", "photo"),
    ("Ảnh: Y Thơ", ["Y Thơ"], "", "unknown", "photo"),
    ("Ảnh: H'Linh Niê", ["H'Linh Niê"], "", "unknown", "photo"),
    ("Ảnh: Facebook nhân vật", [], "Facebook nhân vật", "unknown", "photo"),
    ("Ảnh: FBNV", [], "FBNV", "unknown", "photo"),
    ("Ảnh: Fanpage Sở Du lịch", [], "Fanpage Sở Du lịch", "unknown", "photo"),
    ("Ảnh: Website Sở Du lịch", [], "Website Sở Du lịch", "unknown", "photo"),
    ("Ảnh: QMG", [], "QMG", "staff", "photo"),
    ("Ảnh minh họa", [], "", "illustration", "photo"),
    ("(Ảnh: Thanh Vân)", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh tư liệu", [], "", "archive", "photo"),
    ("(ảnh tư liệu năm 2019).", [], "", "archive", "photo"),
    ("Ảnh: Thanh Vân chụp", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Thanh Vân (chụp năm 2019)", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Thanh Vân, tháng 5-2020", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: EPA-EFE", [], "EPA-EFE", "agency", "photo"),
    ("Ảnh: Getty", [], "Getty", "agency", "photo"),
    ("Ảnh: TTXVN phát", [], "TTXVN", "agency", "photo"),
    ("Ảnh: Thanh Vân - TTXVN phát", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: Trung tâm Truyền thông tỉnh", [], "Trung tâm Truyền thông tỉnh", "unknown", "photo"),
    ("(Ảnh: Thanh Vân – CTV)", ["Thanh Vân"], "", "contributor", "photo"),
    ("Ảnh: Trần Đức (tổng hợp)", ["Trần Đức"], "", "unknown", "photo"),
    ("Ảnh: Đ.Thanh", ["Đ.Thanh"], "", "unknown", "photo"),
    ("Ảnh: D.T.H", ["D.T.H"], "", "unknown", "photo"),
    ("Ảnh: Cục CSGT", [], "Cục CSGT", "unknown", "photo"),
    ("Ảnh: CSGT", [], "CSGT", "unknown", "photo"),
    ("Ảnh: K.T", ["K.T"], "", "unknown", "photo"),
    ("Ảnh sưu tầm", [], "sưu tầm", "unknown", "photo"),
    ("Ảnh: Sưu tầm", [], "Sưu tầm", "unknown", "photo"),
    ("Ảnh: ST", ["ST"], "", "unknown", "photo"),
    ("Ảnh: Lê Nam (Báo Ninh Bình)", ["Lê Nam"], "Báo Ninh Bình", "agency", "photo"),
    ("Ảnh: Lê Nam/Báo Ninh Bình cung cấp", ["Lê Nam"], "Báo Ninh Bình", "handout", "photo"),
    ("Photo by Thanh Van", ["Thanh Van"], "", "unknown", "photo"),
    ("© Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: ©Thanh Vân/QMG", ["Thanh Vân"], "QMG", "staff", "photo"),
    ("Ảnh: Đại tá Lê Nam", ["Lê Nam"], "", "unknown", "photo"),
    ("Ảnh: ông Lê Nam", ["Lê Nam"], "", "unknown", "photo"),
    ("Ảnh: PGS.TS Lê Nam/QMG", ["Lê Nam"], "QMG", "staff", "photo"),
    ("Ảnh: Anh Thanh Vân", ["Anh Thanh Vân"], "", "unknown", "photo"),
    ("Bài, ảnh: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Bài và ảnh: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Tin, ảnh: THANH VÂN", ["THANH VÂN"], "", "unknown", "photo"),
    ("Người chụp: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Tác giả ảnh: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Tranh: Thanh Vân", ["Thanh Vân"], "", "unknown", "graphic"),
    ("Tranh minh họa: Thanh Vân", ["Thanh Vân"], "", "illustration", "graphic"),
    ("Thiết kế: Thanh Vân", ["Thanh Vân"], "", "unknown", "graphic"),
    ("Ảnh bìa: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Image: NASA", [], "NASA", "agency", "photo"),
    ("Credit: Getty", [], "Getty", "agency", "photo"),
    ("Ảnh: Thanh Vân-TTXVN", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: Thanh Vân/VOV-Tây Bắc", ["Thanh Vân"], "VOV-Tây Bắc", "unknown", "photo"),
    ("Ảnh: BKTT", [], "BKTT", "agency", "photo"),
    ("Ảnh: VTV8", [], "VTV8", "agency", "photo"),
    ("Ảnh: Daily Mail", [], "Daily Mail", "agency", "photo"),
    ("Ảnh: UBND xã Bản Liền", [], "UBND xã Bản Liền", "unknown", "photo"),
    ("Ảnh: CSGT/Thanh Vân", ["Thanh Vân"], "CSGT", "unknown", "photo"),
    ("Ảnh: Ksor", ["Ksor"], "", "unknown", "photo"),
    ("Ảnh: Kenh14", [], "Kenh14", "unknown", "photo"),
    ("Ảnh: NSNA Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Cộng tác viên", ["Cộng tác viên"], "", "contributor", "photo"),
    ("Ảnh: cộng tác viên Thanh Vân", ["Thanh Vân"], "", "contributor", "photo"),
    ("Ảnh: Thanh Vân, Cộng tác viên", ["Thanh Vân"], "", "contributor", "photo"),
    ("Ảnh: Thanh Vân/CTV", ["Thanh Vân"], "", "contributor", "photo"),
    ("Ảnh: Nhóm PV", ["Nhóm PV"], "", "staff", "photo"),
    ("Ảnh được cung cấp bởi Sở Du lịch", [], "Sở Du lịch", "handout", "photo"),
    ("Ảnh chụp qua màn hình", [], "", "screenshot", "photo"),
    ("Ảnh chụp màn hình video của VTV", [], "VTV", "screenshot", "photo"),
    ("Ảnh trích xuất từ camera", [], "", "screenshot", "photo"),
    ("Ảnh cắt từ camera an ninh.", [], "", "screenshot", "photo"),
    ("Ảnh: Camera an ninh", [], "", "screenshot", "photo"),
    ("Ảnh được tạo bởi AI", [], "", "ai", "photo"),
    ("Ảnh do AI tạo ra.", [], "", "ai", "photo"),
    ("Ảnh minh họa tạo bởi AI", [], "", "ai", "photo"),
    ("Ảnh dựng lại bằng công nghệ AI", [], "", "ai", "photo"),
    ("Ảnh mang tính minh họa", [], "", "illustration", "photo"),
    ("(Ảnh chỉ mang tính chất minh họa)", [], "", "illustration", "photo"),
    ("(Ảnh minh hoạ: Nguồn Internet)", [], "Internet", "illustration", "photo"),
    ("Ảnh: Thanh Vân, 12/5/2024", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Shutterstock", [], "Shutterstock", "agency", "photo"),
    ("Ảnh: Thanh Vân - PV TTXVN tại Lào", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: Thanh Vân/Phóng viên TTXVN tại Lào", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: PV Tuổi Trẻ", [], "Tuổi Trẻ", "agency", "photo"),
    ("Ảnh: PV Báo Nhân Dân", [], "Báo Nhân Dân", "agency", "photo"),
    ("Ảnh: PV QMG", [], "QMG", "staff", "photo"),
    ("Ảnh: PV Thanh Vân", ["Thanh Vân"], "", "staff", "photo"),
    ("Ảnh: TTXVN (Thanh Vân)", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: TTXVN (Thanh Vân, Lê Nam)", ["Thanh Vân", "Lê Nam"], "TTXVN", "agency", "photo"),
    ("Ảnh: Facebook (Thanh Vân)", ["Thanh Vân"], "Facebook", "unknown", "photo"),
    ("Ảnh: Tổng hợp (Khám phá)", [], "Tổng hợp/Khám phá", "unknown", "photo"),
    ("ẢNH: SỞ Y TẾ", [], "SỞ Y TẾ", "unknown", "photo"),
    ("Ảnh: CQĐT", [], "CQĐT", "unknown", "photo"),
    ("Ảnh: LĐBĐVN", [], "LĐBĐVN", "unknown", "photo"),
    ("Ảnh: K'Brêu", ["K'Brêu"], "", "unknown", "photo"),
    ("Ảnh: Y’Mơ", ["Y’Mơ"], "", "unknown", "photo"),
    ("Ảnh: Đảng bộ TKV", [], "Đảng bộ TKV", "unknown", "photo"),
    ("Ảnh: Đảng ủy - UBND phường Mây", [], "Đảng ủy - UBND phường Mây", "unknown", "photo"),
    ("Ảnh: Trung đoàn 213", [], "Trung đoàn 213", "unknown", "photo"),
    ("Ảnh: Vùng 1 Hải quân", [], "Vùng 1 Hải quân", "unknown", "photo"),
    ("Ảnh: Kiểm lâm", [], "Kiểm lâm", "unknown", "photo"),
    ("Ảnh: Hải quan KV VIII", [], "Hải quan KV VIII", "unknown", "photo"),
    ("Ảnh: Nhà hát Chèo Quảng Mây", [], "Nhà hát Chèo Quảng Mây", "unknown", "photo"),
    ("Ảnh: Xã đoàn Bản Liền", [], "Xã đoàn Bản Liền", "unknown", "photo"),
    ("Ảnh: Điện lực Bến Hầu", [], "Điện lực Bến Hầu", "unknown", "photo"),
    ("Ảnh: báo Tuổi Trẻ", [], "báo Tuổi Trẻ", "agency", "photo"),
    ("Ảnh: Thanh Vân, báo Nhân Dân", ["Thanh Vân"], "báo Nhân Dân", "agency", "photo"),
    ("Ảnh: AP qua TTXVN", [], "AP/TTXVN", "agency", "photo"),
    ("(Ảnh: Thanh Vân; nguồn: TTXVN)", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("(Ảnh: Thanh Vân. Nguồn: TTXVN)", ["Thanh Vân"], "TTXVN", "agency", "photo"),
    ("Ảnh: Thanh Vân và CTV", ["Thanh Vân"], "", "contributor", "photo"),
    ("Ảnh (TTXVN)", [], "TTXVN", "agency", "photo"),
    ("Ảnh: PT-TH Ngân Hải", [], "PT-TH Ngân Hải", "agency", "photo"),
    ("Ảnh: Báo & PT-TH Ngân Hải", [], "Báo & PT-TH Ngân Hải", "agency", "photo"),
    ("Ảnh: TTXVN…", [], "TTXVN", "agency", "photo"),
    ("Ảnh: TTXVN –", [], "TTXVN", "agency", "photo"),
    ("Ảnh: TTXVN*", [], "TTXVN", "agency", "photo"),
    ("Ảnh: Lê Nam/TTXVN |", ["Lê Nam"], "TTXVN", "agency", "photo"),
    ("Ảnh: Ảnh tư liệu", [], "", "archive", "photo"),
    ("Ảnh: Ảnh: Thanh Vân", ["Thanh Vân"], "", "unknown", "photo"),
    ("(Ảnh: Ảnh: Thanh Vân)", ["Thanh Vân"], "", "unknown", "photo"),
    ("Ảnh: Nguồn: TTXVN", [], "TTXVN", "agency", "photo"),
    ("Ảnh minh họa: Nguồn: Internet", [], "Internet", "illustration", "photo"),
]


@pytest.mark.parametrize(
    ("credit", "creators", "provider", "kind", "medium"), SHAPES, ids=[row[0] for row in SHAPES]
)
def test_credit_is_parted_from_the_caption(credit, creators, provider, kind, medium):
    parsed = parse(f"Tàu về bến. {credit}", own_codes=["QMG"])

    assert parsed.caption == "Tàu về bến."
    assert (list(parsed.creators), parsed.provider) == (creators, provider)
    assert (parsed.kind, parsed.medium) == (kind, medium)
    assert credit.strip(" .") in parsed.raw or parsed.raw in credit


@pytest.mark.parametrize(
    "text",
    [
        "Triển lãm ảnh: Quê hương đổi mới",
        "Bức ảnh của anh Nam đoạt giải nhất.",
        "Anh mang theo tấm ảnh. Ảnh đẹp lắm.",
        "Theo nguồn: cơ quan chức năng cho biết vụ việc đang được làm rõ.",
        "Ông nói: “Video này tôi quay năm ngoái”.",
        "Tàu về bến. Ảnh vệ tinh",
        "Vùng biển nhìn từ trên cao. Ảnh chụp tháng 3/2020.",
        "Cuộc thi ảnh: Đất nước con người.",
        "Anh Nam chụp ảnh. Nguồn thu chính từ du lịch.",
        "Ảnh trên: Lối vào hang động. Ảnh dưới: Cửa hang.",
        "Hai bên đường làng, nhà nhà treo cờ Tổ quốc, ảnh Bác Hồ.",
        "Nhà máy lấy nước từ ba hồ, nguồn Sông Đà.",
        "Kẻ xấu dọa bằng tin nhắn, video TikTok.",
        "Các cháu vui bên linh vật - hình Rồng.",
        "Sách có bản đồ, ảnh minh họa.",
        "Triển lãm “Ảnh: Thanh Vân”",
        "Tàu về bến. Ảnh: Video",
        "Trên tường treo nhiều bức hình. Ảnh Bác Hồ.",
        "Ảnh trái: Nguyễn Văn Nam.",
        "Ảnh trên: Cầu Bãi Cháy.",
        "Ảnh 2: Nguyễn Văn Nam.",
    ],
)
def test_words_that_are_no_credit_stay(text):
    assert parse(text).caption == text
    assert not parse(text).has_credit


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Tàu về bến_Ảnh: Thanh Vân", "Tàu về bến"),
        ("Tàu về bến.Ảnh: Thanh Vân", "Tàu về bến."),
        ("Tàu về bến; ảnh: Thanh Vân", "Tàu về bến"),
        ("Tàu về bến. “Ảnh: Thanh Vân”", "Tàu về bến."),
        ('Tàu về bến. "Ảnh: Thanh Vân"', "Tàu về bến."),
        ("Tàu về bến - Ảnh Thanh Vân", "Tàu về bến"),
        ("Tàu về bến (ảnh Thanh Vân)", "Tàu về bến"),
        ("Tàu về bến - ảnh tư liệu Thanh Vân", "Tàu về bến"),
        ("Ảnh bến tàu trước bão: Thanh Vân", "Ảnh bến tàu trước bão"),
        ("Tàu về bến: Ảnh: Thanh Vân", "Tàu về bến"),
        ("(Ảnh: Thanh Vân) Tàu về bến sau cơn bão.", "Tàu về bến sau cơn bão."),
        ("Ảnh: Thanh Vân. Tàu về bến sau cơn bão.", "Tàu về bến sau cơn bão."),
    ],
)
def test_credit_is_found_where_blanks_and_order_differ(text, caption):
    parsed = parse(text)

    assert (parsed.caption, parsed.creators) == (caption, ("Thanh Vân",))


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Hà Nội. Mùa thu về trên phố cổ rất đẹp.",
        "Ảnh: Bến tàu. Ngư dân trở về sau cơn bão.",
        "Ảnh: Sở Y tế Bến Hầu kiểm tra cơ sở sản xuất nước đá",
    ],
)
def test_label_before_a_place_or_a_sentence_is_no_credit(text):
    parsed = parse(text)

    assert (parsed.caption, parsed.raw, parsed.has_credit) == (text[5:], "Ảnh:", False)


@pytest.mark.parametrize(
    ("credits", "creators", "provider", "kind"),
    [
        ("Ảnh: Thanh Vân; Video: Lê Nam", ("Thanh Vân", "Lê Nam"), "", "unknown"),
        ("(Ảnh: Thanh Vân) (Nguồn: TTXVN)", ("Thanh Vân",), "TTXVN", "agency"),
        ("Ảnh minh họa. Nguồn: Internet", (), "Internet", "illustration"),
        ("Ảnh tư liệu. Ảnh: Thanh Vân", ("Thanh Vân",), "", "archive"),
    ],
)
def test_several_credits_are_one(credits, creators, provider, kind):
    parsed = parse(f"Tàu về bến. {credits}")

    assert parsed == ParsedCaption(
        "Tàu về bến.", creators, provider, kind, "photo", credits.replace(";", "")
    )


def test_a_line_that_signs_a_story_is_no_picture():
    found = [
        parse(text).is_byline
        for text in ["Bài, ảnh: Thanh Vân", "Tin, ảnh: THANH VÂN", "Ảnh: Thanh Vân"]
    ]

    assert found == [True, True, False]
    assert not parse("Tàu về bến. Bài, ảnh: Thanh Vân").is_byline
