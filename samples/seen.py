"""What is to be seen in the sample pictures, for readers who do not see them."""

SEEN = {
    "karst_bay_dawn": "Ba thuyền buồm đỏ trên vịnh phẳng lặng giữa những đảo đá lúc bình minh.",
    "karst_bay_day": "Thuyền buồm vàng và đỏ đi giữa những đảo đá phủ xanh dưới trời nắng.",
    "boat_yard": "Thợ đội nón dựng một thân thuyền gỗ trong xưởng, phía sau là đảo đá.",
    "night_bridge": "Cầu dây văng sáng đèn soi bóng xuống mặt nước dưới trăng, hai thuyền đi qua.",
    "tea_hills": "Người hái chè đeo gùi đi giữa những luống chè xanh trên sườn đồi.",
    "terraced_fields": "Ruộng bậc thang lúa vàng trên sườn núi, từng tốp người đi trên bờ ruộng.",
    "conference_hall": "Chín người ngồi bàn chủ tọa trên sân khấu phông đỏ, hội trường kín ghế.",
    "hospital_morning": "Bệnh viện năm tầng trong nắng sớm, xe cứu thương và người qua lại ở sân.",
    "lighthouse": "Ngọn hải đăng sọc đỏ trắng trên mỏm đá quét đèn ra biển lúc chập tối.",
    "market_stalls": "Hai dãy sạp trái cây che bạt sọc trong chợ, người mua đi ở giữa.",
    "football_pitch": "Hai đội áo đỏ và áo trắng thi đấu dưới ánh đèn, khán đài kín người.",
    "boats_at_sunset": "Những con thuyền máy đậu trên mặt vịnh trong ánh hoàng hôn.",
    "fishing_port": "Tàu cá treo cờ đậu kín cảng, người đội nón đứng bên các sọt cá.",
    "oyster_rafts": "Hai người chèo thuyền giữa những hàng phao nuôi hàu, xa là đảo đá.",
    "storm_road": "Người mặc áo mưa vàng đi trên đường ven biển trong mưa to, gió ngả cây.",
    "school_yard": "Học sinh áo trắng xếp hàng chào cờ trước dãy lớp học ba tầng.",
    "old_street": "Phố nhà cũ treo đèn lồng lúc chập tối, vài người đi dạo.",
    "speaker_in_hall": "Người đàn ông mặc vest xanh phát biểu ở bục gỗ trước phông đỏ, hai micrô.",
    "speaker_in_chamber": "Người phụ nữ mặc áo dài xanh phát biểu ở bục gỗ kết hoa trước cử tọa.",
}
