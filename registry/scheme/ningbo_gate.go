package scheme

// Ningbo's checkpoints.

var (
	passIs    = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.Pass }, want...) }
	placeIs   = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.Place }, want...) }
	idShown   = anyOf(ask(Yes, func(in *Inputs) Answer { return in.IDShown }), ask(Yes, func(in *Inputs) Answer { return in.IDChecked }))
	noIDCard  = ask(No, func(in *Inputs) Answer { return in.HasIDCard })
	greenCode = anyGround("code_green")

	gateHandOver = Text{"暂停通行，移交卫健部门或当地乡镇（街道）。", "Do not let through; hand over to the health department or the township."}
	gateApply    = Text{"就近到村、社区或检查点申领甬行证，经核查符合绿码条件的放行。", "Apply for a pass at the village, community or checkpoint; people who meet the green standard are let through."}
)

var nbGate = []Rule{
	{ID: "ningbo/gate-fever", When: measuredFever,
		Outcome: "NO_PASS", Cite: nbNormalTemp, Advice: gateHandOver,
		Reason: Text{"体温异常，不放行并移交", "Temperature too high"}},
	{ID: "ningbo/gate-blue", When: not(noBlue),
		Outcome: "NO_PASS", Cite: nbThree, Advice: gateHandOver,
		Reason: Text{"没有“蓝码”：三色为红、黄、绿", "There is no blue code: the three colours are red, yellow and green"}},
	{ID: "ningbo/gate-turn-back", When: all(passIs("none", ""), not(greenCode), anyGround("from_key_area", "been_to_key_area")),
		Outcome: "NO_PASS", Colour: "red", Cite: nbNoPass, Advice: nbStayAway,
		Reason: Text{"来自重点疫区的“无码”“无证”人员，原则上劝返", "From a key area with neither code nor pass: turned back"}},
	{ID: "ningbo/gate-red", When: anyColour("red"),
		Outcome: "NO_PASS", Colour: "red", Cite: nbHandOver, Advice: gateHandOver,
		Reason: Text{"红码人员，不放行并移交", "Red: not let through, handed over"}},
	{ID: "ningbo/gate-yellow", When: anyColour("yellow"),
		Outcome: "NO_PASS", Colour: "yellow", Cite: nbHandOver, Advice: gateHandOver,
		Reason: Text{"黄码人员，不放行并移交", "Yellow: not let through, handed over"}},
	{ID: "ningbo/gate-recalled", When: passIs("recalled", "recall_ordered"),
		Outcome: "NO_PASS", Cite: nbRecallBare,
		Advice: Text{"收下该证并交回原申领处；有异议的，持证人到原申领处申诉。", "Take the paper in and return it to the desk that issued it; the holder may appeal there."},
		Reason: Text{"证件已收回", "Pass was recalled"}},
	{ID: "ningbo/gate-none", When: all(passIs("none", ""), not(greenCode)),
		Outcome: "NO_PASS", Cite: nbNoPass, Advice: gateApply,
		Reason: Text{"无绿码、无甬行证：核查符合条件后放行，来自重点疫区的劝返", "No green code and no pass: let through only after a check; people from key areas are turned back"}},
	{ID: "ningbo/gate-void", When: not(passIs("active", "valid", "issued", "printed", "signed", "none", "")),
		Outcome: "NO_PASS", Cite: nbLetThrough, Advice: gateApply,
		Reason: Text{"证件已失效", "The pass is no longer valid"}},
	{ID: "ningbo/gate-mismatch", When: notTheHolder,
		Outcome: "NO_PASS", Cite: nbWithIDBare, Advice: gateHandOver,
		Reason: Text{"证件与身份证、本人不符，不放行", "Pass, ID card and person do not agree: not let through"}},
	{ID: "ningbo/gate-key-area", When: placeIs("key_control_area", "key_area", "key_control", "control_area", "controlled_area", "excluded_area", "key_epidemic_area", "重点区域"),
		Outcome: "LOCAL_RULE", Cite: nbArea,
		Advice: Text{"按该区县（市）的规定办理。", "Follow the rule of that district or county."},
		Reason: Text{"重点区域不适用，按当地规定", "Key area: the pass does not apply, local rule"}},
	{ID: "ningbo/gate-outside", When: outsideNingbo,
		Outcome: "NO_PASS", Cite: nbArea,
		Advice: Text{"按所在地的规定办理。", "Follow the rule of the place."},
		Reason: Text{"甬行证只在宁波大市范围内使用", "The pass is valid in the city of Ningbo only"}},
	{ID: "ningbo/gate-where", When: not(insideNingbo),
		Outcome: "ASK_SUPERVISOR", Cite: nbArea, Advice: nbSupervisor,
		Reason: Text{"不知该处是否在宁波大市范围内、是否重点区域", "Whether this place lies in the city, or is a key area, is not known"}},
	{ID: "ningbo/gate-untaken", When: not(temperatureTaken),
		Outcome: "NO_PASS", Cite: nbLetThrough,
		Advice: Text{"请测温。", "Take the temperature first."},
		Reason: Text{"尚未测温", "The temperature has not been taken"}},
	{ID: "ningbo/gate-minor", When: all(not(idShown), noIDCard, youngerThan("minor_age")),
		Outcome: "PASS", Colour: "green", Cite: nbWithID,
		Reason: Text{"无身份证的未成年人例外", "Minor without ID card: exception"}},
	{ID: "ningbo/gate-minor-card", When: all(not(idShown), youngerThan("minor_age"), not(greenCode)),
		Outcome: "NO_PASS", Cite: nbWithID001,
		Advice: Text{"请出示身份证；确无身份证的未成年人，由监护人说明。", "Show the ID card; for a minor who has none, the guardian says so."},
		Reason: Text{"有身份证的未成年人仍须出示", "A minor who has a card must show it"}},
	{ID: "ningbo/gate-no-id", When: all(not(idShown), not(all(greenCode, passIs("none", "")))),
		Outcome: "NO_PASS", Cite: nbWithID,
		Advice: Text{"请出示身份证。", "Show the ID card."},
		Reason: Text{"甬行证必须和身份证同时使用，未出示身份证", "The pass is valid only with the ID card, which was not shown"}},
	{ID: "ningbo/gate-other-document", When: docKind(hmtPermit, foreignPaper, residence),
		Outcome: "PASS", Colour: "green", Cite: nbWithIDBare,
		Reason: Text{"港澳台、外籍人员出示申领时所用证件", "HMT/foreign holder shows the document used on application"}},
	{ID: "ningbo/gate", When: always,
		Outcome: "PASS", Colour: "green", Cite: nbLetThrough,
		Reason: Text{"亮证、测温正常，放行", "Pass shown, temperature normal: let through"}},
}

// outsideNingbo is a place that is named as another city's or province's.
var outsideNingbo = placeIs("outside", "outside_ningbo", "outside_city", "outside_the_city", "out_of_ningbo", "out_of_city", "out_of_town", "other_city", "another_city",
	"other_province", "another_province", "outside_area", "outside_province", "other_prefecture", "not_ningbo", "non_ningbo", "hangzhou", "shaoxing", "taizhou", "wenzhou",
	"jiaxing", "huzhou", "jinhua", "quzhou", "zhoushan", "lishui", "shanghai", "zhejiang_outside_ningbo", "外地", "市外", "宁波以外")

// insideNingbo reads a place that is not said as the gate's own, and knows the
// city's counties and the places of which the papers speak (出入小区（村）等防疫检查点).
var insideNingbo = placeIs("", "none", "ningbo", "city", "in_city", "inside_ningbo", "inside_city", "within_ningbo", "in_ningbo", "here", "own_county", "other_county", "other_district", "another_county",
	"county", "district", "other_estate", "other_village", "another_estate", "estate", "residential_estate", "community", "village", "gate", "checkpoint", "road_checkpoint", "card_point", "toll_gate", "toll_station",
	"highway", "highway_exit", "expressway", "road", "street", "township", "market", "food_market", "supermarket", "shop", "mall", "office", "office_building", "building", "enterprise", "company", "factory",
	"workplace", "unit", "school", "hospital", "pharmacy", "bank", "hotel", "park", "station", "railway_station", "bus_station", "airport", "port", "bus", "metro", "subway", "public_transport", "public_place", "home",
	"haishu", "jiangbei", "beilun", "zhenhai", "yinzhou", "fenghua", "yuyao", "cixi", "ninghai", "xiangshan", "小区", "村", "社区", "企业", "卡口", "检查点", "市内", "宁波")
