package scheme

// Ningbo's appeals: 哪里申领哪里申诉, and changed after verification.

var (
	cleared  = ask(Yes, func(in *Inputs) Answer { return in.Cleared })
	notClear = ask(No, func(in *Inputs) Answer { return in.Cleared })

	// The venue: said as such, or by the stations that issued and that hear.
	appealAt   = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.AppealStation }, want...) }
	stationIs  = func(c *Case) bool { return c.AppealStation == c.IssuedAt }
	venueSaid  = not(appealAt("", "none"))
	appealHere = all(venueSaid, anyOf(stationIs, appealAt("same", "issuing", "issuer", "issuing_station", "here", "own", "original")))
	elsewhere  = all(venueSaid, not(appealHere))
)

// nbAppeals are asked of a recalled or wrong pass; what none of them answers is
// no appeal.
var nbAppeals = []Rule{
	{ID: "ningbo/appeal-elsewhere", When: elsewhere,
		Outcome: "REFER_ISSUER", Cite: nbAppeal,
		Advice: Text{"请到原申领处申诉。", "Appeal at the desk that issued the pass."},
		Reason: Text{"哪里申领哪里申诉：本处不受理", "Appeal where it was issued: not here"}},
	{ID: "ningbo/recall-false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }),
		Outcome: "ASK_SUPERVISOR", Cite: nbFalse, Advice: nbRecallAsk,
		Reason: Text{"弄虚作假申领：依法追责，是否收回由上级决定", "Obtained by a false statement: reported, a supervisor decides on recall"}},
	{ID: "ningbo/appeal-fever", When: all(cleared, measuredFever),
		Outcome: "ASK_HEALTH", Colour: "yellow", Cite: nbAppeal, Advice: nbAskHealth,
		Reason: Text{"核实无误，但当场体温异常，须卫健部门确认", "Verified, but the temperature is not normal now: the health department must say"}},
	{ID: "ningbo/appeal-changed", When: all(cleared, appealHere),
		Outcome: "REISSUE", Colour: "green", Cite: nbAppeal,
		Advice: Text{"原编号不变，发下一份，旧证作废。", "The number stays; the next copy is issued and the old paper is void."},
		Reason: Text{"核实后变更，可重新发证（新编号或原编号须统一）", "After verification re-issue"}},
	{ID: "ningbo/appeal-upheld", When: notClear,
		Outcome: "REFUSE", Cite: nbAppeal,
		Advice: Text{"维持收回；有新证据的可再次申诉。", "The recall stands; with new evidence the appeal is reopened."},
		Reason: Text{"核实后维持", "After verification the recall stands"}},
	{ID: "ningbo/appeal-where", When: cleared,
		Outcome: "ASK_SUPERVISOR", Cite: nbAppeal, Advice: nbSupervisor,
		Reason: Text{"未说明是否在原申领处申诉", "Not said whether the appeal is at the desk that issued"}},
	{ID: "ningbo/appeal-unverified", When: appealHere,
		Outcome: "ASK_SUPERVISOR", Cite: nbAppeal, Advice: nbSupervisor,
		Reason: Text{"在原申领处申诉，尚未核实", "Appealed where it was issued, not verified yet"}},
}

var nbRecallEnd = []Rule{
	{ID: "ningbo/recall-nothing", When: always,
		Outcome: "KEEP", Colour: "green", Cite: nbRecall,
		Reason: Text{"没有收回的情形", "No ground for recall"}},
}

var nbAppealEnd = []Rule{
	{ID: "ningbo/appeal-unsaid", When: always,
		Outcome: "ASK_SUPERVISOR", Cite: nbAppeal, Advice: nbSupervisor,
		Reason: Text{"未说明在何处申诉、是否核实", "Neither the place of the appeal nor its verification is said"}},
}
