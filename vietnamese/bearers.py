"""What bears somebody's name, besides streets and schools: houses, awards, events, plays."""

from vietnamese.lexicon import phrases_of
from vietnamese.wordlists import keys

# "Nhà hát Lê Lai"; in "Giám đốc Nhà hát Lê Lai" who holds the office is meant as well as not.
NAMED_HEADS = phrases_of(
    "bảo tàng, nhà hát, thư viện, nhà xuất bản, nhà thiếu nhi, cung thiếu nhi, nhà văn hóa, "
    "cung văn hóa, trung tâm văn hóa, nhà thi đấu, sân vận động, sân bay, nhà thờ, nhà tù, "
    "nhà lưu niệm, khu lưu niệm, khu tưởng niệm, khu di tích, khu công nghiệp, cụm công nghiệp, "
    "khu dân cư, khu tập thể, khu chung cư, chung cư, tòa nhà, tiểu khu, quảng trường, "
    "trung học phổ thông, trung học cơ sở, thiền viện, tu viện, học viện, "
    "phòng khám, phòng khám đa khoa, bệnh viện đa khoa, "
    "câu lạc bộ, CLB, hợp tác xã, HTX, công ty, tập đoàn, doanh nghiệp, chi bộ, "
    "đoàn cải lương, đoàn chèo, đoàn kịch, đoàn tuồng, đoàn ca múa, đoàn nghệ thuật, "
    "huy hiệu, danh hiệu, bằng khen, chiến dịch, phong trào, hội khỏe, "
    "phim, bộ phim, vở kịch, tiểu thuyết, truyện thơ"
)
# Whoever leads them: "Bí thư Trung ương Đoàn TNCS Hồ Chí Minh".
WHOLE_HEADS = phrases_of(
    "thanh niên cộng sản, TNCS, thiếu niên tiền phong, TNTP, chính trị quốc gia, "
    "huân chương, kỷ niệm chương"
)
# "tượng đài Đại tướng Lê Lai": with a title, but not a grave, which is somebody's.
MEMORIALS = phrases_of(
    "tượng, tượng đài, đài, đền, đền thờ, đền thờ vua, lăng, miếu, nhà lưu niệm, khu lưu niệm, "
    "khu tưởng niệm, nhà tưởng niệm, khu di tích, di tích, bảo tàng, nhà thờ, đường, phố, cầu, "
    "trường"
)
TITLES = phrases_of(
    "hoàng đế, vua, chúa, đức, đức thánh, thánh, đức ông, cố, chủ tịch, cố chủ tịch, "
    "tổng bí thư, cố tổng bí thư, thủ tướng, cố thủ tướng, phó thủ tướng, cố phó thủ tướng, "
    "đại tướng, cố đại tướng, thượng tướng, trung tướng, thiếu tướng, tướng, tướng quân, "
    "danh tướng, danh nhân, danh y, trạng nguyên, tiến sĩ, nhà thơ, nhà văn, nhà báo, "
    "nhạc sĩ, họa sĩ, nghệ sĩ, nhà cách mạng, chí sĩ, nhà chí sĩ, lãnh tụ, liệt sĩ, anh hùng, "
    "anh hùng liệt sĩ, liệt sĩ anh hùng, anh hùng dân tộc, anh hùng lao động, nữ anh hùng, "
    "nữ tướng, đô đốc, bác sĩ, giáo sư, thầy giáo, mẹ, bác"
)
# "Cuộc thi … Lê Lai năm 2022", "Giải bóng đá … Lê Lai lần thứ 3".
EVENTS = keys("giải cúp thi hoan hội")
# "vở diễn “Lê Lai cứu chúa”"
WORKS = keys("diễn vở kịch tuồng chèo lương phim chòi")
