package scheme

// Ningbo's grounds: what makes a person red or yellow, and what makes the person
// green again. The rules of each list are asked in order for one ground.

var (
	nbToHospital = Text{"请就地等候，不要自行乘车；工作人员立即联系卫健部门，送定点医院。", "Wait here, take no transport; the desk calls the health department for the designated hospital."}
	nbToIsolate  = Text{"由卫健部门或乡镇（街道）安排{red_days}天隔离；到过重点地区、来自特定地区的，也可在{naat_window_days}天内连续{naat_count_red}次核酸检测，阴性后持报告再来。", "The health department or township arranges {red_days} days of isolation; after a key or specified area {naat_count_red} negative tests within {naat_window_days} days also count: come back with the reports."}
	nbStayAway   = Text{"请暂缓来甬；隔离期满或核酸检测符合条件后再申领。", "Please put off coming; apply after isolation or the required tests."}
	nbStayHome   = Text{"请居家隔离{yellow_days}天并联系社区；期满无症状，或经卫健部门确认核酸排除后，再来申领。", "Stay at home for {yellow_days} days and tell the community; come back when they are over without symptoms, or when the health department confirms exclusion by test."}
	nbAskHealth  = Text{"工作人员登记待办，向卫健部门书面核实后答复；申领人可持卫健部门证明再来。", "The desk parks the case and asks the health department in writing; a statement of the department settles it."}
)

var nbHospital = []Rule{
	{ID: "ningbo/hospital-cured", When: all(ground("confirmed", "suspected", "clinical"), ask(Yes, func(in *Inputs) Answer { return in.Cured })),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbRedAction, Advice: nbAskHealth,
		Reason: Text{"已治愈或排除者何时转绿，文件未写，须卫健部门确认", "When a cured or excluded case turns green is not said: the health department must say"}},
	{ID: "ningbo/hospital-tested", When: all(ground("confirmed", "suspected", "clinical"), tested),
		Final: true, Outcome: "REFUSE+HOSPITAL", Colour: "red", Cite: nbTwoTests, Advice: nbToHospital,
		Reason: Text{"{who}不适用核酸转码", "{Who} cannot convert by test"}},
	{ID: "ningbo/hospital", When: ground("confirmed", "suspected", "clinical"),
		Final: true, Outcome: "REFUSE+HOSPITAL", Colour: "red", Cite: nbRedAction, Advice: nbToHospital,
		Reason: Text{"{fact}，立即送定点医院", "{Fact}: to the designated hospital at once"}},
	{ID: "ningbo/positive-between", When: all(positiveTest, betweenNegatives),
		Final: true, Outcome: "REFUSE+HOSPITAL", Colour: "red", Cite: nbTwoTests, Advice: nbToHospital,
		Reason: Text{"中间有阳性，不属连续{naat_count_red}次阴性", "A positive between: not two in a row"}},
	{ID: "ningbo/positive", When: anyOf(positiveTest, ground("positive_test")),
		Final: true, Outcome: "REFUSE+HOSPITAL", Colour: "red", Cite: nbTwoTests, Advice: nbToHospital,
		Reason: Text{"核酸检测阳性，立即送定点医院", "A positive test: to the designated hospital at once"}},
}

// nbTestable are the red grounds that the two-test sentence names: 到过…来甬、返甬,
// and 来自其他特定地区. The red list names 从疫情重点地区来甬 beside them, this sentence
// does not: whether "其他需要纳入红码管理的人员" means these people and close contacts
// too is for the health department.
var nbTestable = ground("been_to_key_area", "from_specific_area")

var nbRed = []Rule{
	{ID: "ningbo/red-code-away", When: all(ground("code_red"), not(healthConfirmed), notArrived),
		Outcome: "REFUSE+TURN_BACK", Colour: "red", Cite: nbRedAction.and(nbTurnBack), Advice: nbStayAway,
		Reason: Text{"健康码为红码，未返甬的劝返劝迟", "The health code is red, and not yet in Ningbo: advised not to come"}},
	{ID: "ningbo/red-code", When: all(ground("code_red"), not(healthConfirmed)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbRedAction.and(nbHandOver), Advice: nbToIsolate,
		Reason: Text{"健康码为红码，结果须与省定码一致；{red_days}天隔离", "The health code is red and the pass must agree with it: {red_days} days isolation"}},
	{ID: "ningbo/red-released", When: all(groundColour("red"), not(ground("asymptomatic")), isolated("red_days"), released),
		Outcome: "ISSUE", Colour: "green", Cite: nbRedAction,
		Reason: Text{"{red_days}天隔离期满并有解除证明，按绿码条件发证", "{red_days} days finished with a release paper: green"}},
	{ID: "ningbo/red-tests-limit", When: all(nbTestable, redTests(atLimit)),
		Outcome: "ISSUE", Colour: "green", Cite: nbTwoTests,
		Reason: Text{"含第{naat_window_days}天", "Day {naat_window_days} counts"}},
	{ID: "ningbo/red-tests", When: all(nbTestable, redTests(passed)),
		Outcome: "ISSUE", Colour: "green", Cite: nbTwoTests,
		Reason: Text{"{naat_window_days}天内连续{naat_count_red}次核酸阴性，调整为绿码，准予发证", "{naat_count_red} negative tests within {naat_window_days} days: becomes green"}},
	{ID: "ningbo/red-confirmed", When: all(groundColour("red"), healthConfirmed, anyOf(redTests(passed, atLimit, sameDay, stale), isolated("red_days"), isolatedInDoubt("red_days"), all(employerTest, underDoc38))),
		Outcome: "ISSUE", Colour: "green", Cite: nbTwoTests,
		Reason: Text{"卫健部门已书面确认，按绿码条件发证", "Confirmed by the health department in writing: green"}},
	{ID: "ningbo/isolation-ground", When: all(ground("in_isolation", "in_isolation_home"), groundOpen),
		Outcome: "ASK_HEALTH", Colour: "yellow", Cite: nbRedList.and(nbYellow7), Advice: nbAskHealth,
		Reason: Text{"隔离的原因没有记录，可能是红码也可能是黄码，须卫健部门确认", "The ground of the isolation is not recorded, red or yellow: the health department must say"}},
	{ID: "ningbo/red-tests-unclear", When: all(nbTestable, redTests(sameDay, stale)),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbTwoTests, Advice: nbAskHealth,
		Reason: Text{"两次检测在同一天，或距今超过{naat_fresh_days}天，是否算连续{naat_count_red}次须卫健部门确认", "Both tests on one day, or more than {naat_fresh_days} days ago: the health department must confirm"}},
	{ID: "ningbo/red-tests-ask", When: all(groundColour("red"), redTests(passed, atLimit, sameDay, stale)),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbTwoTests, Advice: nbAskHealth,
		Reason: Text{"{who}是否适用核酸转码，须卫健部门书面确认", "{Who}: does the two-test rule apply? Needs the health department in writing"}},
	{ID: "ningbo/red-asymptomatic-done", When: all(ground("asymptomatic"), isolated("red_days")),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbRedAction, Advice: nbAskHealth,
		Reason: Text{"无症状感染者{red_days}天期满，须卫健部门确认", "Asymptomatic infection, {red_days} days done: the health department must confirm"}},
	{ID: "ningbo/red-no-paper", When: all(groundColour("red"), isolated("red_days")),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbRedAction, Advice: nbAskHealth,
		Reason: Text{"{red_days}天期满但无解除证明", "{red_days} days done but no release paper"}},
	{ID: "ningbo/red-away", When: all(groundColour("red"), notArrived),
		Outcome: "REFUSE+TURN_BACK", Colour: "red", Cite: nbRedAction.and(nbTurnBack), Advice: nbStayAway,
		Reason: Text{"未返甬的红码人员劝返劝迟", "Red and not yet in Ningbo: advised not to come"}},
	{ID: "ningbo/red-days-doubt", When: all(groundColour("red"), isolatedInDoubt("red_days")),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbRedAction, Advice: nbAskHealth,
		Reason: Text{"隔离的天数多于{fact}以来的天数，须卫健部门核实", "{Fact}: more days of isolation than have passed since; the health department must say which is right"}},
	{ID: "ningbo/red-doc38", When: all(groundColour("red"), employerTest, underDoc38),
		Outcome: "ASK_HEALTH", Colour: "red", Cite: nbYellow7, Advice: nbAskHealth,
		Reason: Text{"38号文件写在黄码条款下，红码是否适用不明", "No. 38 stands in the yellow paragraph: not clear for red"}},
	{ID: "ningbo/red-undated", When: all(groundColour("red"), inIsolation, daysUnsaid, not(tested)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbRedAction, Advice: nbToIsolate,
		Reason: Text{"隔离何日开始、已满几天都没有说明，不能算满{red_days}天", "Neither the first day of isolation nor the days done are said: not {red_days} days"}},
	{ID: "ningbo/red-unfinished", When: all(groundColour("red"), inIsolation, not(tested)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbRedAction, Advice: nbToIsolate,
		Reason: Text{"隔离未满{red_days}天", "Day {days} of {red_days}"}},
	{ID: "ningbo/red-far", When: all(groundColour("red"), redTests(tooFar)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbTwoTests, Advice: nbToIsolate,
		Reason: Text{"两次检测超过{naat_window_days}天，不调整", "The two tests are more than {naat_window_days} days apart"}},
	{ID: "ningbo/red-pending", When: all(groundColour("red"), redTests(notYet)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbTwoTests, Advice: nbToIsolate,
		Reason: Text{"第二次结果未出", "The second result is not there yet"}},
	{ID: "ningbo/red-few", When: all(groundColour("red"), redTests(tooFew)),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbTwoTests, Advice: nbToIsolate,
		Reason: Text{"只有{negatives}次阴性，不调整", "Only {Negatives}"}},
	{ID: "ningbo/red-code-stands", When: ground("code_red"),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbRedAction.and(nbHandOver), Advice: nbToIsolate,
		Reason: Text{"健康码仍为红码，结果须与省定码一致；{red_days}天隔离", "The health code is still red and the pass must agree with it: {red_days} days isolation"}},
	{ID: "ningbo/red", When: groundColour("red"),
		Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: nbRedList.and(nbRedAction), Advice: nbToIsolate,
		Reason: Text{"{fact}，红码；已抵甬，{red_days}天隔离", "{Fact}: red; already here: {red_days} days isolation"}},
}

// nbTravel are the grounds of people who only travelled.
var nbTravel = ground("cross_province", "higher_risk_county")

var (
	yellow   = groundColour("yellow")
	truck    = ask(Yes, func(in *Inputs) Answer { return in.TruckDriver })
	commuter = ask(Yes, func(in *Inputs) Answer { return in.SpecialCommuter })
	guarded  = not(ask(No, func(in *Inputs) Answer { return in.Protection }))
	abnormal = anyOf(ask(Yes, func(in *Inputs) Answer { return in.Abnormal }), hasSymptom,
		anyGround("contact_fever_patient", "same_stairwell"), anyColour("red"))
	official = word(func(in *Inputs) Word { return in.VehiclePass }, "police", "public_security", "traffic_police", "transport",
		"traffic", "transportation", "civil_affairs", "civil", "civil_affair", "公安", "交通", "民政")
	employed   = ask(Yes, func(in *Inputs) Answer { return in.EmployerProof })
	symptomOff = isolationSaid(No, func(i *Isolation) Answer { return i.Symptoms })
)

var nbYellow = []Rule{
	{ID: "ningbo/yellow-measured", When: all(ground("fever"), measuredFever),
		Final: true, Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellowList, Advice: nbStayHome,
		Reason: Text{"体温异常", "Temperature not normal"}},
	{ID: "ningbo/yellow-now", When: all(yellow, symptomNow, anyOf(inIsolation, tested, employerTest)),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellowList.and(nbYellow7), Advice: nbStayHome,
		Reason: Text{"今天{fact}，黄码，居家隔离{yellow_days}天", "{Fact} today: yellow; {yellow_days} days at home"}},
	{ID: "ningbo/yellow-code", When: all(ground("code_yellow"), not(healthConfirmed)),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellow7, Advice: nbStayHome,
		Reason: Text{"健康码为黄码，结果须与省定码一致；居家隔离{yellow_days}天", "The health code is yellow and the pass must agree with it: {yellow_days} days at home"}},
	{ID: "ningbo/yellow-done", When: all(yellow, isolated("yellow_days"), anyOf(symptomOff, not(hasSymptom))),
		Outcome: "ISSUE", Colour: "green", Cite: nbYellow7,
		Reason: Text{"黄码居家隔离{yellow_days}天期满无症状，按绿码条件发证", "{yellow_days} days at home finished, no symptoms: green"}},
	{ID: "ningbo/yellow-fever-tested", When: all(yellow, symptomGround, yellowTests(passed), healthConfirmed),
		Outcome: "ISSUE", Colour: "green", Cite: nbYellow7,
		Reason: Text{"{who}已经检测排除并经卫健确认", "{Who} excluded by test and confirmed"}},
	{ID: "ningbo/yellow-tested", When: all(yellow, yellowTests(passed), healthConfirmed),
		Outcome: "ISSUE", Colour: "green", Cite: nbYellow7,
		Reason: Text{"黄码经核酸检测排除（按卫健规定）", "Yellow excluded by a test, as the health department rules"}},
	{ID: "ningbo/yellow-doc38", When: all(yellow, not(symptomGround), employerTest, underDoc38),
		Outcome: "ISSUE", Colour: "green", Cite: nbDoc38,
		Reason: Text{"复工人员按甬防办[2020]38号检测符合条件，可申领甬行证", "Returning worker tested under 甬防办[2020]38号: may get the pass"}},
	{ID: "ningbo/yellow-with-red", When: all(nbTravel, not(hasSymptom), anyGround("been_to_key_area", "from_specific_area"), redTests(passed, atLimit)),
		Outcome: "ISSUE", Colour: "green", Cite: nbTwoTests,
		Reason: Text{"{naat_window_days}天内连续{naat_count_red}次核酸阴性，调整为绿码，准予发证", "{naat_count_red} negative tests within {naat_window_days} days: becomes green"}},
	{ID: "ningbo/special-driver", When: all(nbTravel, truck, official, guarded, not(abnormal)),
		Outcome: "SPECIAL_PASS", Colour: "green", Cite: nbSpecial,
		Advice: Text{"凭特别通行证往来；本站只作登记，不另发甬行证。", "Travel on the special pass; this desk records it and prints no pass in its place."},
		Reason: Text{"持车辆通行证的货车司机，按绿码状态凭特别通行证往来", "Truck driver with a vehicle pass: treated as green on the special pass"}},
	{ID: "ningbo/special-commuter", When: all(nbTravel, commuter, employed, guarded, not(abnormal)),
		Outcome: "SPECIAL_PASS", Colour: "green", Cite: nbSpecial,
		Advice: Text{"凭特别通行证往来；本站只作登记，不另发甬行证。", "Travel on the special pass; this desk records it and prints no pass in its place."},
		Reason: Text{"经常跨省通勤的工作人员，凭特别通行证", "Cross-province commuter: special pass"}},
	{ID: "ningbo/yellow-ask", When: all(yellow, anyOf(yellowTests(passed), employerTest)),
		Outcome: "ASK_HEALTH", Colour: "yellow", Cite: nbYellow7, Advice: nbAskHealth,
		Reason: Text{"核酸阴性，须卫健部门确认排除", "Negative, but the health department must confirm"}},
	{ID: "ningbo/special-abnormal", When: all(nbTravel, anyOf(truck, commuter), abnormal),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbSpecial, Advice: nbStayHome,
		Reason: Text{"出现异常情况，不适用", "Abnormal condition: rule does not apply"}},
	{ID: "ningbo/special-unguarded", When: all(nbTravel, anyOf(truck, commuter), not(guarded)),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbSpecial, Advice: nbStayHome,
		Reason: Text{"没有严格落实自身防护措施，不适用", "The protective measures are not kept: rule does not apply"}},
	{ID: "ningbo/special-no-pass", When: all(nbTravel, truck),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbSpecial, Advice: nbStayHome,
		Reason: Text{"没有公安、交通、民政部门核发的车辆通行证，不适用", "No vehicle pass from police, transport or civil affairs: rule does not apply"}},
	{ID: "ningbo/special-no-proof", When: all(nbTravel, commuter, not(ask(No, func(in *Inputs) Answer { return in.EmployerProof }))),
		Outcome: "ASK_SUPERVISOR", Colour: "yellow", Cite: nbSpecial,
		Advice: Text{"请单位出具经常跨省通勤的证明。", "Bring the employer's proof of regular cross-province work."},
		Reason: Text{"跨省通勤须有单位证明，用何种证明文件未写", "Commuter: which proof is needed is not said"}},
	{ID: "ningbo/yellow-undated", When: all(yellow, inIsolation, daysUnsaid),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellow7, Advice: nbStayHome,
		Reason: Text{"居家隔离何日开始、已满几天都没有说明，不能算满{yellow_days}天", "Neither the first day at home nor the days done are said: not {yellow_days} days"}},
	{ID: "ningbo/yellow-days-doubt", When: all(yellow, not(symptomGround), isolatedInDoubt("yellow_days")),
		Outcome: "ASK_HEALTH", Colour: "yellow", Cite: nbYellow7, Advice: nbAskHealth,
		Reason: Text{"隔离的天数多于{fact}以来的天数，须卫健部门核实", "{Fact}: more days of isolation than have passed since; the health department must say which is right"}},
	{ID: "ningbo/yellow-unfinished", When: all(yellow, inIsolation, not(isolated("yellow_days"))),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellow7, Advice: nbStayHome,
		Reason: Text{"居家隔离未满{yellow_days}天", "Day {days} of {yellow_days}"}},
	{ID: "ningbo/yellow-code-stands", When: ground("code_yellow"),
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellow7, Advice: nbStayHome,
		Reason: Text{"健康码仍为黄码，结果须与省定码一致；居家隔离{yellow_days}天", "The health code is still yellow and the pass must agree with it: {yellow_days} days at home"}},
	{ID: "ningbo/yellow", When: yellow,
		Outcome: "REFUSE+ISOLATE7", Colour: "yellow", Cite: nbYellowList.and(nbYellow7), Advice: nbStayHome,
		Reason: Text{"{fact}，黄码，居家隔离{yellow_days}天", "{Fact}: yellow; {yellow_days} days at home"}},
	{ID: "ningbo/unlisted", When: unlisted,
		Outcome: "ASK_HEALTH", Cite: nbRedList.and(nbYellowList), Advice: nbAskHealth,
		Reason: Text{"{fact}：宁波的红黄码清单未写，须卫健部门确认", "{Fact}: not in Ningbo's lists, the health department must say"}},
}
