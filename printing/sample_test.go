package printing

import (
	"time"

	"passdesk/registry/civil"
)

// The people of these tests are made up: uniqueness.tsv's 样例父 and his kin.

var made = time.Date(2020, 2, 18, 9, 30, 0, 0, time.UTC)

// qrText is the adult of registry/token's test vectors.
const qrText = ":70B00I31ZO2YM0C70E.G000IA7.965/D3/D:JC07T07N7CT06NKLVXQICJJ%/LX898TF6G67LGCYR/WF44O9KRE%OB05SFBK6V188CXMN6LZDCF60UBKXS8I6I16N:N5NEEKRBN%F$TV9TA20"

func samplePass() Pass {
	return Pass{
		Title:     Text{"甬行证", "Ningbo Paper Pass"},
		Number:    "12131170004228",
		Copy:      1,
		Name:      "样例父",
		DocLabel:  Text{"身份证号", "ID number"},
		DocNumber: "330212198505059315",
		Issued:    civil.New(2020, 2, 18),
		Point:     "样例街道书香社区发放点",
		QR:        qrText,
		Seals:     []string{"公安局", "卫健委"},
		Notes: []Note{
			{Text{"本证须与身份证同时使用（没有身份证的未成年人除外）。", "Carry it with the identity card, except minors who have none."}, "001"},
			{Text{"在宁波大市范围内使用，各区县（市）确定的疫情防控部分重点区域不适用。", "Good in the Ningbo area; key areas named by a county are excluded."}, "000"},
			{Text{"经每日分析为密切接触者、去过疫情严重地区或出现发热等呼吸系统症状的，本证收回。", "It is recalled from close contacts, people from hard-hit places, and on fever or respiratory symptoms."}, "001"},
			{Text{"对发证有异议的，哪里申领哪里申诉，核实后予以变更。", "Appeal where it was issued; it is changed after verification."}, "002"},
			{Text{"故意隐瞒、谎报造成疫情传播的，依法追究法律责任。", "False statements are prosecuted."}, "003"},
		},
	}
}

func sampleStub() Stub {
	return Stub{
		Operator: "样例甲",
		Declaration: []Text{
			{"本人声明：近14天内未去过疫情重点地区，未接触过确诊、疑似病人，无发热、咳嗽等症状；所填信息真实，如有隐瞒或者谎报，愿承担法律责任。",
				"I declare that in the last 14 days I was in no hard-hit area, had no contact with a confirmed or suspected case, and have no fever or cough; that what I said is true; and that I answer for it by law."},
		},
	}
}
