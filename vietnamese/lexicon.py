"""The words that offices, ranks and institutions are made of in a Vietnamese newspaper."""

from collections.abc import Iterable

from vietnamese.wordlists import key_of, keys

Phrase = tuple[str, ...]


class Phrases(frozenset[Phrase]):
    """A closed list of phrases, and the words they begin with: most words begin none."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.firsts = frozenset(phrase[0] for phrase in self)


# Both are written: "bác sĩ" and "bác sỹ", "thư ký" and "thư kí".
_SPELT = {
    key_of(one): key_of(other)
    for one, other in [("sĩ", "sỹ"), ("ký", "kí"), ("kỹ", "kĩ"), ("lý", "lí"), ("kỷ", "kỉ")]
}


def phrases_of(text: str) -> Phrases:
    """Return the phrases of a list that commas part, as they are spelt there."""
    return Phrases(tuple(key_of(part).split()) for part in text.replace("\n", " ").split(","))


def _phrases(text: str) -> Phrases:
    phrases = phrases_of(text)
    return Phrases(
        [*phrases, *(tuple(_SPELT.get(word, word) for word in phrase) for phrase in phrases)]
    )


# Before a name; says that a person follows and is no part of a title.
HONORIFICS = _phrases(
    "ông, bà, anh, chị, cô, chú, bác, cụ, em, cháu, thầy, cô giáo, thầy giáo, đồng chí, "
    "các đồng chí, các ông, các bà, vợ chồng, bé, cậu, nghệ nhân, lão nông, học sinh, "
    "sinh viên, bị can, bị cáo, nghi phạm, tài xế, nạn nhân, ca sĩ, nhạc sĩ, họa sĩ, "
    "nhà văn, nhà thơ, nhà báo, phóng viên, diễn viên, đạo diễn, cầu thủ, huấn luyện viên, "
    "HLV, bác sĩ, BS, BSCKI, BSCKII, luật sư, LS, kỹ sư, KTS, kiến trúc sư, giáo sư, "
    "phó giáo sư, tiến sĩ, thạc sĩ, GS, PGS, TS, ThS, GS TS, PGS TS, NSND, NSƯT, NGND, NGƯT, "
    "nông dân, công nhân, ngư dân, thương binh, liệt sĩ, Mẹ Việt Nam anh hùng, tướng, "
    "hoa hậu, á hậu, đ c, các đ c, tác giả, soạn giả, dịch giả, NS, nghệ sĩ ưu tú, "
    "nghệ sĩ nhân dân, nghệ nhân ưu tú, nghệ nhân nhân dân, nhà giáo, nhà giáo ưu tú, "
    "nhà giáo nhân dân, thầy thuốc ưu tú, thầy thuốc nhân dân, bác sĩ CKI, bác sĩ CKII, BS CKI, "
    "BS CKII, bác sĩ chuyên khoa I, bác sĩ chuyên khoa II, TSKH, GS TSKH, PGS TSKH, ThS BS, "
    "TS BS, Mẹ VNAH, bà mẹ Việt Nam anh hùng, anh hùng lao động, anh hùng LLVT, "
    "anh hùng LLVTND, anh hùng lực lượng vũ trang, "
    "võ sĩ, võ sư, kỳ thủ, tay vợt, lão ngư, hòa thượng, thượng tọa, đại đức, ni trưởng, "
    "ni sư, sư cô, mục sư, linh mục, giám mục"
)
# What people do: before a name it says that a person follows, after one that it was a person.
OCCUPATIONS = _phrases(
    "nghệ sĩ, nghệ sĩ múa rối, điều dưỡng, y sĩ, hộ sinh, nữ hộ sinh, dược sĩ, giảng viên, "
    "giáo viên, chuyên viên, công chứng viên, nhân viên, cán bộ, thuyền viên, chủ tàu, "
    "chủ hộ, nhà nghiên cứu, nhà khoa học, nhà sử học, nhà thiết kế, giám tuyển, "
    "vận động viên, VĐV, tay đua, thủ môn, tiền đạo, tiền vệ, hậu vệ, trung vệ, trọng tài, "
    "thí sinh, hội viên, đảng viên, chiến sĩ, cựu chiến binh, bệnh nhân, thợ, thợ lặn, "
    "thợ mộc, kỹ thuật viên, biên tập viên, phi công, tiếp viên, kế toán, thủ quỹ, bảo vệ, "
    "trưởng nam, thứ nam, trưởng nữ, con trai, con gái, con dâu, con rể, em trai, em gái, "
    "anh trai, chị gái, bạn gái, bạn trai, cô dâu, chú rể, quân y, già làng, già, "
    "nguyên giáo viên, ngư dân, diêm dân, tiểu thương, thương lái, học viên, kiểm lâm viên, "
    "điều tra viên, thẩm phán, hội thẩm, luật gia, nhà thầu, họa sĩ, sinh viên, học sinh, "
    "du học sinh, nghiên cứu sinh, kỹ sư, bác sĩ, nông dân, công nhân, nghệ nhân, tài xế, "
    "nạn nhân, nghi phạm, bị can, chủ cơ sở, chủ quán, chủ nhà hàng, chủ doanh nghiệp"
)
_COMMISSIONED = [
    "đại tá",
    "thượng tá",
    "trung tá",
    "thiếu tá",
    "đại úy",
    "thượng úy",
    "trung úy",
    "thiếu úy",
]
RANKS = _phrases(
    "đại tướng, thượng tướng, trung tướng, thiếu tướng, đại tá, thượng tá, trung tá, "
    "thiếu tá, đại úy, thượng úy, trung úy, thiếu úy, chuẩn đô đốc, phó đô đốc, đô đốc, "
    "thượng sĩ, trung sĩ, hạ sĩ, binh nhất, "
    # "Trung tá QNCN …": professional soldiers.
    + ", ".join(f"{rank} {kind}" for rank in _COMMISSIONED for kind in ("QNCN", "CN"))
)
# What an office begins with; what it is an office of follows.
OFFICES = _phrases(
    "tỉnh ủy viên, thành ủy viên, huyện ủy viên, quận ủy viên, thị ủy viên, đảng ủy viên, "
    "chi hội trưởng, chi hội phó, "
    "bí thư, phó bí thư, bí thư thứ nhất, tổng bí thư, phó bí thư thường trực, chủ tịch, "
    "phó chủ tịch, chủ tịch nước, phó chủ tịch nước, phó chủ tịch thường trực, "
    "quyền chủ tịch, giám đốc, phó giám đốc, tổng giám đốc, phó tổng giám đốc, trưởng ban, "
    "phó trưởng ban, phó ban, trưởng phòng, phó phòng, phó trưởng phòng, trưởng đoàn, "
    "phó đoàn, phó trưởng đoàn, trưởng thôn, trưởng bản, trưởng khu phố, trưởng công an, "
    "phó trưởng công an, trưởng khoa, phó khoa, phó trưởng khoa, trưởng trạm, tổ trưởng, "
    "đội trưởng, phó đội trưởng, đồn trưởng, viện trưởng, phó viện trưởng, cục trưởng, "
    "phó cục trưởng, vụ trưởng, phó vụ trưởng, tổng cục trưởng, chi cục trưởng, "
    "phó chi cục trưởng, hạt trưởng, bộ trưởng, thứ trưởng, thủ tướng, phó thủ tướng, "
    "phó thủ tướng thường trực, tổng thống, thủ hiến, thống đốc, hiệu trưởng, "
    "phó hiệu trưởng, hiệu phó, chánh văn phòng, phó chánh văn phòng, chánh án, "
    "phó chánh án, chánh thanh tra, phó chánh thanh tra, tổng thanh tra, chủ nhiệm, "
    "phó chủ nhiệm, ủy viên, "
    "đại biểu, tư lệnh, phó tư lệnh, chính ủy, phó chính ủy, chính trị viên, chỉ huy trưởng, "
    "phó chỉ huy trưởng, tham mưu trưởng, phó tham mưu trưởng, tổng tham mưu trưởng, "
    "lữ đoàn trưởng, trung đoàn trưởng, tổng thư ký, phó tổng thư ký, thư ký, tổng biên tập, "
    "phó tổng biên tập, người phát ngôn, phát ngôn viên, chuyên gia, thị trưởng, "
    "quyền bộ trưởng, quyền giám đốc, trợ lý, kiểm sát viên, thẩm phán, điều tra viên, "
    "đại sứ, tổng lãnh sự, trưởng tiểu ban, kế toán trưởng, thành viên, trưởng"
)
FORMER = _phrases("nguyên, cựu, quyền, tân")

# What an institution begins with. A word with a capital, or one of WORDS, must follow.
INSTITUTIONS = _phrases(
    "sở, bộ, cục, tổng cục, chi cục, vụ, ban, văn phòng, phòng, hội, hội đồng, hiệp hội, "
    "liên đoàn, liên hiệp, liên minh, trường, đại học, ĐH, học viện, viện, bệnh viện, trung tâm, "
    "trung tâm y tế, công ty, công ty cổ phần, công ty TNHH, tổng công ty, tập đoàn, "
    "ngân hàng, báo, tạp chí, đài, nhà xuất bản, quỹ, hợp tác xã, HTX, câu lạc bộ, CLB, UBND, "
    "công ty CP, CTCP, nhà máy, siêu thị, phòng khám, doanh nghiệp, xí nghiệp, đội tuyển, "
    "HĐND, UBMTTQ, MTTQ, ủy ban, ủy ban nhân dân, hội đồng nhân dân, mặt trận tổ quốc, "
    "công an, bộ đội biên phòng, biên phòng, bộ chỉ huy, ban chỉ huy, bộ tư lệnh, "
    "bộ chỉ huy quân sự, ban chỉ huy quân sự, quân khu, quân đoàn, quân chủng, binh đoàn, "
    "lữ đoàn, sư đoàn, trung đoàn, đồn biên phòng, tòa án, tòa án nhân dân, TAND, "
    "trạm kiểm soát biên phòng, trạm y tế, "
    "viện kiểm sát, viện kiểm sát nhân dân, VKSND, VKS, cục thuế, chi cục thuế, hải quan, "
    "kho bạc, bảo hiểm xã hội, BHXH, thanh tra, đảng bộ, đảng ủy, tỉnh ủy, thành ủy, "
    "huyện ủy, quận ủy, thị ủy, ban thường vụ, ban chấp hành, ban tổ chức, ban tuyên giáo, "
    "ban nội chính, ban dân vận, ủy ban kiểm tra, ủy ban mặt trận tổ quốc, thường trực, "
    "đoàn đại biểu quốc hội, đoàn ĐBQH, đoàn thanh niên, tỉnh đoàn, thành đoàn, huyện đoàn, "
    "ban quản lý, bảo tàng, thư viện, nhà hát, kiểm lâm, hạt kiểm lâm, cảnh sát, đảng đoàn, "
    "cơ quan cảnh sát điều tra, tổng lãnh sự quán, đại sứ quán"
)
# Those of them whose names are anybody's choice: any word may stand in them.
CHOSEN_NAMES = _phrases(
    "hội, hiệp hội, trường, viện, học viện, bệnh viện, trung tâm, công ty, công ty cổ phần, "
    "công ty CP, CTCP, công ty TNHH, tổng công ty, tập đoàn, ngân hàng, quỹ, hợp tác xã, HTX, "
    "câu lạc bộ, CLB, nhà máy, siêu thị, phòng khám, cơ sở, doanh nghiệp, xí nghiệp, nhóm, "
    "đội, đội tuyển, nhà hát, bảo tàng"
)
# Whole names that need nothing after them.
WHOLE = _phrases(
    "tỉnh ủy, thành ủy, ban thường vụ tỉnh ủy, ban thường vụ thành ủy, "
    "ban chấp hành đảng bộ tỉnh, đoàn ĐBQH tỉnh"
)

# Words that go on a name in small letters: "Giám đốc Sở Y tế", "Trung tâm dịch vụ việc làm".
WORDS = _phrases(
    "giao thông, vận tải, giáo dục, giáo dục và đào tạo, giáo dục đào tạo, khu vực, y tế, "
    "tài chính, tài nguyên, "
    "nông nghiệp và môi trường, khoa học và công nghệ, dân tộc và tôn giáo, "
    "tuyên giáo và dân vận, môi trường, công thương, "
    "nội vụ, tư pháp, ngoại vụ, nông nghiệp, phát triển nông thôn, nông thôn, "
    "giao thông vận tải, khoa học, công nghệ, thông tin, truyền thông, văn hóa, thể thao, "
    "du lịch, thương binh, xã hội, dân tộc, tôn giáo, quốc phòng, tối cao, cấp cao, "
    "nội chính, dân vận, thường vụ, thường trực, chấp hành, đảng bộ, đảng ủy, tỉnh ủy, "
    "thành ủy, huyện ủy, quận ủy, thị ủy, trung ương, trung ương đảng, bộ chính trị, "
    "ban bí thư, quốc hội, chính phủ, đại biểu, đại biểu quốc hội, mặt trận, tổ quốc, "
    "việt nam, khuyến học, phụ nữ, nông dân, cựu chiến binh, thanh niên, cộng sản, chữ thập đỏ, "
    "nhà báo, "
    "luật gia, người cao tuổi, nạn nhân, chất độc da cam, văn học, nghệ thuật, doanh nhân, "
    "biên phòng, quân sự, tư lệnh, hải quân, không quân, cảnh sát biển, giao thông đường bộ, "
    "kinh tế, ngân sách, pháp luật, pháp chế, đô thị, đối ngoại, an ninh, trật tự, hình sự, "
    "ma túy, mầm non, tiểu học, trung học, trung học cơ sở, trung học phổ thông, phổ thông, "
    "THPT, THCS, dân tộc nội trú, nội trú, cao đẳng, đại học, đa khoa, chuyên khoa, sản nhi, "
    "y học, y học cổ truyền, cổ phần, TNHH, MTV, một thành viên, thương mại, dịch vụ, "
    "xuất nhập khẩu, điện lực, khoáng sản, công nghiệp, dầu khí, viễn thông, "
    "bảo hiểm xã hội, kho bạc, cứu nạn cứu hộ, thiên tai, khí tượng, thủy văn, thủy lợi, "
    "thủy sản, khí tượng thủy văn, dự báo khí tượng thủy văn, kiểm lâm, lâm nghiệp, "
    "chăn nuôi, thú y, trồng trọt, bảo vệ thực vật, quản lý thị trường, hàng không, "
    "đường sắt, đường bộ, hàng hải, đường thủy, tòa án, quốc gia, tỉnh, thành phố, TP, "
    "huyện, quận, xã, phường, thị xã, thị trấn, đặc khu, thôn, khu phố, cấp tỉnh, "
    "truyền hình, phát thanh, báo chí, điện tử, chính trị, hành chính, lý luận, "
    "kiểm soát bệnh tật, bệnh tật, dự phòng, dân số, thanh thiếu niên, thiếu niên, nhi đồng, "
    "quốc tế, hữu nghị, bóng đá, điền kinh, sân khấu, điện ảnh, mỹ thuật, kiến trúc, nhà ở, "
    "bất động sản, công đoàn, người lao động, hành pháp, lập pháp, di sản, di tích, "
    "bảo tồn di tích, tin học, ngoại ngữ, dạy nghề, dịch vụ việc làm, khuyến nông, "
    "nước sạch, thực phẩm, an toàn thực phẩm, kỹ thuật, quân đội, vũ trang, công ty, "
    "tập đoàn, trường, bệnh viện, trung tâm, ủy ban, ủy viên, chuyên trách, dự khuyết, "
    "các tổ chức hữu nghị, các vấn đề xã hội, các hội khoa học và kỹ thuật, "
    "các hội văn học nghệ thuật, quản trị, hội đồng quản trị, hội đồng thành viên, kiêm, chi nhánh"
)
# The same, but also verbs or common nouns: only with a capital, after the first word or after "và".
VERBAL_WORDS = _phrases(
    "tổ chức, kiểm tra, quản lý, phát triển, nghiên cứu, phân tích, điều tra, hợp tác, "
    "đầu tư, đào tạo, dự báo, chỉ huy, kiểm soát, bảo tồn, thanh tra, xúc tiến, xây dựng, "
    "quy hoạch, kế hoạch, tuyên giáo, bảo hiểm, phòng chống thiên tai, sản xuất, kinh doanh, "
    "vệ sinh, an toàn, hải quan, công an, kiểm sát, đăng kiểm, phòng không, "
    "gia đình, văn phòng, nhân dân, trẻ em, cứu hộ, cứu nạn, chữa cháy, "
    "nhà nước, chỉ đạo, phòng cháy, cảnh sát, chất lượng, kinh tế xã hội, thị trường, "
    "doanh nghiệp, ngoại giao, bộ đội, hội đồng, việc làm, tổng hợp, lao động"
)
ALL_WORDS = Phrases(WORDS | VERBAL_WORDS)
# After these a place is named.
LEVELS = _phrases(
    "tỉnh, thành phố, TP, huyện, quận, thị xã, xã, phường, thị trấn, đặc khu, thôn, bản, ấp, "
    "khu phố, tổ dân phố, Q, P"
)
# Between two parts of one name; never its last word.
CONNECTORS = keys("và")
OFFICE_CONNECTORS = keys("và của về thuộc khóa")

# Small words that end a name: no second half of a word begins with them.
FUNCTION_WORDS = keys(
    "ai bị bằng cho có còn cùng cũng của đã đang đến để đi do đó được dự gồm hay hiện hoặc "
    "khi không là lại làm lên mà muốn nay này nêu nên nếu nhận như những nói phải phát qua "
    "ra rằng rồi sau sẽ tại theo thì thuộc tới trao trên trong trước từ và vào vẫn về vì "
    "việc vừa với xã yêu ở đề chỉ các một hôm sáng chiều tối cao cần chủ đánh tham khẳng "
    "kêu"
)
# Those of them that are given names as well: "Quỳnh Như", "Tấn Phát".
NAMESAKE_WORDS = keys("cao chiều dự được gồm hiện lên nay như phát sáng tối từ vừa yêu")
# What people in the news do, right after their names.
VERBS = _phrases(
    "phát biểu, trao, trao tặng, tặng, ký, ký kết, chủ trì, tham dự, dự, đến dự, thăm, đến thăm, "
    "kiểm tra, chỉ đạo, kết luận, khẳng định, nhấn mạnh, đề nghị, yêu cầu, cho biết, cho rằng, "
    "chia sẻ, nói, kể, trả lời, báo cáo, trình bày, bày tỏ, biểu dương, ghi nhận, chúc, "
    "chúc mừng, cảm ơn, gửi, gặp, gặp mặt, tiếp, tiếp xúc, làm việc, giữ, giữ chức, thăm hỏi, "
    "động viên, dâng hương, khai mạc, bế mạc, công bố, tuyên bố, đánh giá, lưu ý, thống nhất, "
    "đồng ý, phê duyệt, chứng kiến, tham gia, thực hiện, giới thiệu, quyết định, điều hành, "
    "điều khiển, nghỉ hưu, qua đời, từ trần, đoạt, giành, ghi bàn, thi đấu, viết, hát, biểu diễn, "
    "bị bắt, khai, khai nhận, lái, tử vong, trình, tổ chức, đại diện, thay mặt, nêu, kêu gọi, "
    "hy vọng, mong muốn, cam kết, thừa nhận, giải thích, phân tích, thông báo, triển khai, "
    "ủng hộ, đóng góp, hiến, hiến máu, phụ trách, khảo sát, đối thoại, ra mắt, nhận, ra quân, "
    "hứa, dặn, căn dặn, hỏi, nhớ, mong, tán thành, xem xét, thắp hương, cười, khóc, ở, kể lại"
)

LONGEST_PHRASE = 6


def phrase_at(keys: list[str], index: int, phrases: Phrases) -> int:
    """Return how many words from `index` on are the longest of the phrases; 0 for none."""
    if index >= len(keys) or keys[index] not in phrases.firsts:
        return 0
    for length in range(min(LONGEST_PHRASE, len(keys) - index), 0, -1):
        if tuple(keys[index : index + length]) in phrases:
            return length
    return 0
