package tui

import "passdesk/tui/widget"

// What F1 says of a question of the first run: where the answer is found, and what hangs
// on it. The chapter of the guide stands below.

// setupFields explain the fields of a step that has several, by their keys.
var setupFields = map[string]widget.T{
	fPaper:      both("最后一张证：用同一个站点代码打出来的证里，编号最大的那一张，照纸上写 14 位或 16 位编号。旧电脑上发到哪里，新电脑就从下一期接着发，不会重号。", "The newest paper: of those printed under this very code the one with the highest number; type the 14 or 16 digits as they stand on it. This laptop goes on in the next epoch, so that no number comes twice."),
	fEpoch:      both("期号至少：编号里站点代码后面的那一位。只有上级告诉过您从第几期开始，才写；不知道就空着。", "The least epoch: the digit behind the station code in a number. Only where the authority has told you with which one to begin; else leave it empty."),
	fPassphrase: both("口令：至少 14 个字符，或五个词。登记册用它加密，忘了只有恢复页能救。", "The passphrase: 14 characters or five words at least. The register is sealed with it; who forgets it needs the recovery sheet."),
	fAgain:      both("再输一遍，两遍一样才算。", "Once more, the same: so that a slip of the finger locks nobody out."),
}

// setupSteps explain the steps of one question.
var setupSteps = map[setupStep]widget.T{
	stepStation:  both("站点代码：三位，印在每个编号里。上级给了就写上级给的；没有上级的，用给出的 900 到 999 里的一个，两台电脑不要同一个。", "The station code: three digits, printed in every number. Where the authority gave one, take that; else one of 900 to 999 as it is offered, and never the same on two laptops."),
	stepPoint:    both("发放点名称印在证上：写群众看得懂的全名，不写简称。", "The point's name is printed on the pass: write it in full, as people call it."),
	stepOperator: both("操作员：您自己的姓名，签字册和登记都记着是谁办的。第一个操作员是负责人，也管设置。", "The operator: your own name. The ledger and every entry say who did it. The first operator is officer and keeper."),
	stepStart:    both("接续编号：以前在纸本上发过证的，写下一个要用的序号；没有发过就是 1。前面的序号算作本册以前的。", "Where a paper book was kept, the next serial to use; else 1. The serials before it count as before our book."),
	stepRecovery: both("恢复页上的词，按顺序写，中间空一格。核对过才知道恢复页真的能用。", "The words on the recovery sheet, in order, with a blank between them: only so is it known that the sheet helps."),
}

// explain: F1 says of the question, or of the field with the cursor, what it asks for.
func (s *setupScreen) explain(d *desk) []paragraph {
	text, known := setupSteps[s.step]
	if !known && s.form != nil {
		text, known = setupFields[s.form.Focus()]
	}
	if !known {
		return nil
	}
	return []paragraph{{widget.RolePlain, d.say(text)}}
}

// goesOn is what Enter does: to the next field where the step has another one.
func (s *setupScreen) goesOn() widget.Binding {
	if s.form != nil && (s.step == stepPaper && s.form.Focus() == fPaper || s.step == stepPassphrase && s.form.Focus() == fPassphrase) {
		return as(keyEnter, tNextField)
	}
	return as(keyEnter, tGoOn)
}
