"""Made-up names of people, as frequent syllables make them: many are namesakes."""

import random


def _words(text: str) -> list[str]:
    return text.split()


FAMILY = _words(
    "Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
)
MIDDLE = _words(
    "Văn Thị Đức Hữu Minh Thanh Ngọc Quang Đình Xuân Thu Hồng Kim Bích Công Quốc Đại Anh Gia Hải Bá"
)
GIVEN = _words(
    "An Anh Bình Cường Dũng Dung Đạo Đạt Giang Hà Hải Hằng Hạnh Hiếu Hòa Hùng Hương Hường Khánh "
    "Khuê Ký Lan Linh Long Mai Minh Nam Nga Ngân Nguyên Nhung Phong Phúc Phương Phượng Quân Quyết "
    "Sơn Tâm Thắng Thăng Thảo Thu Thủy Thúy Tiến Toàn Trà Trang Trung Tú Tuấn Vân Việt Vinh Vy Yến"
)


def name(chance: random.Random, *, syllables: int = 4) -> str:
    """Return family name, middle names and given name."""
    middle = [chance.choice(MIDDLE) for _ in range(syllables - 2)]
    return " ".join([chance.choice(FAMILY), *middle, chance.choice(GIVEN)])
