package scheme

// Ningbo's recall by the day's analysis (每日大数据分析).

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
	{ID: "ningbo/recall-case", When: ground("confirmed", "clinical", "suspected", "positive_test", "asymptomatic", "code_red"),
		Outcome: "RECALL", Cite: nbRecall, Advice: nbRecallAdvice,
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
