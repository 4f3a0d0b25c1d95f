package scheme

// Ningbo's checkpoints, recall and appeal.

var (
	passIs    = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.Pass }, want...) }
	placeIs   = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.Place }, want...) }
	idShown   = ask(Yes, func(in *Inputs) Answer { return in.IDShown })
	noIDCard  = ask(No, func(in *Inputs) Answer { return in.HasIDCard })
	cleared   = ask(Yes, func(in *Inputs) Answer { return in.Cleared })
	notClear  = ask(No, func(in *Inputs) Answer { return in.Cleared })
	appealAt  = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.AppealStation }, want...) }
	greenCode = anyGround("code_green")

	gateHandOver = Text{"暂停通行，移交卫健部门或当地乡镇（街道）。", "Do not let through; hand over to the health department or the township."}
	gateApply    = Text{"就近到村、社区或检查点申领甬行证，经核查符合绿码条件的放行。", "Apply for a pass at the village, community or checkpoint; people who meet the green standard are let through."}
)

var nbGate = []Rule{
	{ID: "ningbo/gate-fever", When: anyOf(measuredFever, hasSymptom),
		Outcome: "NO_PASS", Cite: nbNormalTemp, Advice: gateHandOver,
		Reason: Text{"体温异常，不放行并移交", "Temperature too high"}},
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
	{ID: "ningbo/gate-key-area", When: placeIs("key_control_area", "key_area", "key_control", "control_area", "controlled_area", "excluded_area", "key_epidemic_area", "重点区域"),
		Outcome: "LOCAL_RULE", Cite: nbArea,
		Advice: Text{"按该区县（市）的规定办理。", "Follow the rule of that district or county."},
		Reason: Text{"重点区域不适用，按当地规定", "Key area: the pass does not apply, local rule"}},
	{ID: "ningbo/gate-outside", When: not(insideNingbo),
		Outcome: "NO_PASS", Cite: nbArea,
		Advice: Text{"按所在地的规定办理。", "Follow the rule of the place."},
		Reason: Text{"甬行证只在宁波大市范围内使用", "The pass is valid in the city of Ningbo only"}},
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

// insideNingbo reads a place that is not said as the gate's own. A place named
// as another city or province is outside.
var insideNingbo = not(placeIs("outside", "outside_ningbo", "outside_city", "out_of_ningbo", "out_of_city", "other_city", "another_city",
	"other_province", "outside_area", "other_prefecture", "not_ningbo", "hangzhou", "shaoxing", "taizhou", "wenzhou", "jiaxing", "huzhou",
	"jinhua", "quzhou", "zhoushan", "lishui", "shanghai", "外地", "市外"))

// nbRecalls are asked while no appeal has cleared the person.
var nbRecalls = unless(cleared, []Rule{
	{ID: "ningbo/recall-none", When: all(anyGround(), passIs("none", "returned")),
		Outcome: "WATCH", Cite: nbRecall,
		Advice: Text{"列入关注名单；此人再来申领时先核查。", "Put on the watch list: checked first when the person applies."},
		Reason: Text{"名下没有在外的证件", "No paper of this person is out"}},
	{ID: "ningbo/recall-contact", When: ground("close_contact"),
		Outcome: "RECALL", Cite: nbRecall, Advice: nbRecallAdvice,
		Reason: Text{"密切接触者，收回", "Close contact: recall"}},
	{ID: "ningbo/recall-area", When: ground("been_to_key_area", "from_key_area"),
		Outcome: "RECALL", Cite: nbRecall, Advice: nbRecallAdvice,
		Reason: Text{"去过疫情严重地区，收回", "Has been to a severe area: recall"}},
	{ID: "ningbo/recall-symptoms", When: symptomGround,
		Outcome: "RECALL", Cite: nbRecall, Advice: nbRecallAdvice,
		Reason: Text{"出现发热等呼吸系统症状，收回", "Fever or respiratory symptoms: recall"}},
	{ID: "ningbo/recall-case", When: ground("confirmed", "clinical", "suspected", "asymptomatic", "code_red"),
		Outcome: "RECALL", Colour: "red", Cite: nbRecall, Advice: nbRecallAdvice,
		Reason: Text{"{fact}，不再符合绿码标准，收回", "{Fact}: no longer green, recall"}},
	{ID: "ningbo/recall-stairwell", When: ground("same_stairwell"),
		Outcome: "ASK_SUPERVISOR", Cite: nbRecall, Advice: nbRecallAsk,
		Reason: Text{"同楼道出现病例：黄码标准，但不在收回清单内", "Same stairwell: yellow, yet not in the recall list"}},
	{ID: "ningbo/recall-travel", When: ground("cross_province"),
		Outcome: "ASK_SUPERVISOR", Cite: nbRecall, Advice: nbRecallAsk,
		Reason: Text{"出省返回：黄码标准，但不在收回清单内", "Left the province: yellow, not in the recall list"}},
	{ID: "ningbo/recall-other", When: all(anyGround(), not(ground("code_green"))),
		Outcome: "ASK_SUPERVISOR", Cite: nbRecall, Advice: nbRecallAsk,
		Reason: Text{"{fact}：不在收回清单内，须上级确认", "{Fact}: not in the recall list, a supervisor must say"}},
})

var (
	nbRecallAdvice = Text{"通知持证人交回；有异议的，到原申领处申诉。", "Tell the holder to hand it in; disputes are heard where it was issued."}
	nbRecallAsk    = Text{"上级可决定收回：发证按绿码标准，不再符合即可收回。", "A supervisor may recall it: the pass is issued to the green standard."}
)

var nbAppeals = []Rule{
	{ID: "ningbo/recall-false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }),
		Outcome: "ASK_SUPERVISOR", Cite: nbFalse, Advice: nbRecallAsk,
		Reason: Text{"弄虚作假申领：依法追责，是否收回由上级决定", "Obtained by a false statement: reported, a supervisor decides on recall"}},
	{ID: "ningbo/appeal-changed", When: all(cleared, appealAt("same", "issuing", "issuer", "issuing_station", "here", "own")),
		Outcome: "REISSUE", Colour: "green", Cite: nbAppeal,
		Advice: Text{"原编号不变，发下一份，旧证作废。", "The number stays; the next copy is issued and the old paper is void."},
		Reason: Text{"核实后变更，可重新发证（新编号或原编号须统一）", "After verification re-issue"}},
	{ID: "ningbo/appeal-elsewhere", When: all(anyOf(cleared, notClear), not(appealAt("", "none", "same", "issuing", "issuer", "issuing_station", "here", "own"))),
		Outcome: "REFER_STATION", Cite: nbAppeal,
		Advice: Text{"请到原申领处申诉。", "Appeal at the desk that issued the pass."},
		Reason: Text{"哪里申领哪里申诉：本处不受理", "Appeal where it was issued: not here"}},
	{ID: "ningbo/appeal-upheld", When: notClear,
		Outcome: "REFUSE", Cite: nbAppeal,
		Advice: Text{"维持收回；有新证据的可再次申诉。", "The recall stands; with new evidence the appeal is reopened."},
		Reason: Text{"核实后维持", "After verification the recall stands"}},
	{ID: "ningbo/appeal-where", When: cleared,
		Outcome: "ASK_SUPERVISOR", Cite: nbAppeal, Advice: nbSupervisor,
		Reason: Text{"未说明是否在原申领处申诉", "Not said whether the appeal is at the desk that issued"}},
	{ID: "ningbo/recall-nothing", When: always,
		Outcome: "KEEP", Colour: "green", Cite: nbRecall,
		Reason: Text{"没有收回的情形", "No ground for recall"}},
}
