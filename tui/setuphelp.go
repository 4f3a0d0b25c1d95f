package tui

import "passdesk/tui/widget"

// What F1 says of a question of the first run: where the answer is found, and what hangs
// on it. The chapter of the guide stands below.

// setupSteps explain the questions without a field; the others stand with their fields.
var setupSteps = map[setupStep]widget.T{
	stepScheme: both("哪个城市的方案：上下键或数字选，回车定。方案定了规则、编号和证的样子，以后不能换；本市没有列出的，不能用别市的代替。", "Which city's scheme: Up and Down or a digit, then Enter. It decides the rules, the numbers and the look of the pass, and cannot be changed later; another city's is none for yours."),
	stepKind:   both("哪种发放点：港澳台居民和外国人只在公安发放点办，选错了他们在这里就办不成。上下键或数字选，回车定。", "The kind of point: people from Hong Kong, Macau, Taiwan and abroad are served at police points only. Up and Down or a digit, then Enter."),
	stepMake:   both("回车就建：在这台电脑上做好密封的登记册和恢复页，建好就不能退回去改上面的回答；现在按 Esc 还能改。", "Enter makes it: the sealed register and the recovery sheet on this laptop. After that the answers above stand; Esc still goes back to them now."),
}

// explain: F1 says of a question without a field what it asks for.
func (s *setupScreen) explain(d *desk) []paragraph {
	text, known := setupSteps[s.step]
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
