package widget

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// ConfirmSpec is what a confirmation is made from.
type ConfirmSpec struct {
	Title   T
	Lines   []T                               // what will happen, a sentence a line
	Key     Binding                           // the key that does it: the one that opened it, F or Ctrl
	Says    func(reason string) bool          // whether a reason says something; nil: any text does
	Reasons []T                               // reasons to walk through with Up and Down; any other may be typed
	Help    T                                 // of the reason, as a field has it
	Also    T                                 // a second text beside the reason, which may stay empty; zero: none is asked
	OfAlso  T                                 // the help of that
	Brought string                            // the second text at first, which what is typed takes the place of
	NoAlso  T                                 // what is said where the second text is empty; zero: it may stay so
	Choice  T                                 // what Tab chooses among the choices
	Choices []T                               // none: there is nothing to choose
	Chosen  int                               // of the choices, at first; -1: one must be chosen
	Follows func(reason int) int              // which choice goes with a reason that was picked, -1: it is asked; nil: any
	Fits    func(reason string, chosen int) T // what is wrong about the two together, zero: nothing; nil: nothing ever is
	Now     func() time.Time
}

// ConfirmEvent is what a message did to a confirmation.
type ConfirmEvent uint8

// What a message can do to a confirmation.
const (
	ConfirmNone ConfirmEvent = iota
	ConfirmHandled
	ConfirmDone // the key again, with a reason: see Reason
	ConfirmBack // Esc: one step back
)

// Confirm asks for a reason and the same key again before something that is hard to undo. Enter never
// does it: a scanner or a held key ends in Enter. No y/n: with an input method on, letters do not arrive.
// It opens without a reason, so that the key pressed twice by accident does nothing; a reason that was
// left from before has to be seen first.
type Confirm struct {
	spec   ConfirmSpec
	reason *Field
	also   *Field // nil: none is asked
	below  bool   // the cursor is in it
	left   bool   // the reason was given before, and nobody has touched it since
	byTab  bool   // the choice was made by Tab, not by a reason
	at     int    // in Reasons; -1: typed
	remark T
	guard  EnterGuard
	rules  Rules
}

// NewConfirm makes a confirmation with an empty reason.
func NewConfirm(spec ConfirmSpec) *Confirm {
	if spec.Says == nil {
		spec.Says = func(string) bool { return true }
	}
	c := &Confirm{spec: spec, at: -1, rules: ASCIIRules()}
	c.reason = NewField(FieldSpec{Key: "reason", Label: T{"原因", "Reason"}, Help: spec.Help, Max: 200})
	if !spec.Also.IsZero() {
		c.also = NewField(FieldSpec{Key: "also", Label: spec.Also, Help: spec.OfAlso, Max: 200})
		c.also.Offer(spec.Brought)
	}
	c.guard.Note(spec.Now())
	return c
}

// TakeUp goes on where another was left: its reason, its second text and, where the same
// is to be chosen, its choice.
func (c *Confirm) TakeUp(left *Confirm) {
	c.reason.Set(left.Reason())
	c.left = !c.reason.Empty()
	if c.at = -1; slices.Equal(left.spec.Reasons, c.spec.Reasons) {
		c.at = left.at
	}
	if c.also != nil {
		c.also.Set(left.Also())
	}
	if slices.Equal(left.spec.Choices, c.spec.Choices) {
		c.spec.Chosen, c.byTab = left.spec.Chosen, left.byTab
	}
}

// Field is the one that the cursor is in.
func (c *Confirm) Field() *Field {
	if c.below {
		return c.also
	}
	return c.reason
}

// HasAlso reports whether a second text is asked.
func (c *Confirm) HasAlso() bool { return c.also != nil }

// Also is the second text.
func (c *Confirm) Also() string {
	if c.also == nil {
		return ""
	}
	return c.also.Value()
}

// Chosen is the choice that Tab made, as an index; of no choices what the spec said.
func (c *Confirm) Chosen() int { return c.spec.Chosen }

// Asks is what the confirmation says: its title, and what will happen.
func (c *Confirm) Asks() (title T, lines []T) { return c.spec.Title, c.spec.Lines }

// Key is what does it.
func (c *Confirm) Key() Binding { return c.spec.Key }

// HasChoices reports whether Tab chooses something.
func (c *Confirm) HasChoices() bool { return len(c.spec.Choices) > 0 }

// HasReasons reports whether the arrows walk through reasons.
func (c *Confirm) HasReasons() bool { return len(c.spec.Reasons) > 0 }

// Reason is the reason as typed or picked.
func (c *Confirm) Reason() string { return c.reason.Value() }

// Update takes a key press or a paste; lang is the language of the reasons that are picked.
func (c *Confirm) Update(msg tea.Msg, lang Lang) ConfirmEvent {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		c.guard.Note(c.spec.Now())
		c.left = false
		for _, part := range SplitPaste(msg.Content) {
			c.Field().Insert(part)
		}
		return ConfirmHandled
	case tea.KeyPressMsg:
		return c.key(msg, lang)
	}
	return ConfirmNone
}

func (c *Confirm) key(msg tea.KeyPressMsg, lang Lang) ConfirmEvent {
	name, now := KeyName(msg), c.spec.Now()
	ready := c.guard.Ready(now)
	c.guard.Note(now)
	if c.spec.Key.Has(name) {
		return c.act(ready)
	}
	c.left = false
	switch name {
	case "esc":
		return ConfirmBack
	case "enter":
		c.remark = T{"回车不会执行。请按 " + c.spec.Key.Label(ZH), "Enter does not do it. Press " + c.spec.Key.Label(EN)}
		return ConfirmHandled
	case "up", "down":
		if len(c.spec.Reasons) == 0 {
			c.below = c.also != nil && name == "down"
		}
		c.pick(name, lang)
		return ConfirmHandled
	case "tab", "shift+tab":
		if len(c.spec.Choices) == 0 {
			c.below = c.also != nil && !c.below
		}
		c.choose(name)
		return ConfirmHandled
	}
	e := c.Field().Update(msg)
	if e == 0 {
		return ConfirmNone
	}
	c.remark = T{}
	return ConfirmHandled
}

func (c *Confirm) act(ready bool) ConfirmEvent {
	left := c.left
	c.left = false
	switch {
	case left:
		c.remark = T{"这是上次写的，请看清，再按一次 " + c.spec.Key.Label(ZH), "This was given before: look at it, and press " + c.spec.Key.Label(EN) + " again"}
		return ConfirmHandled
	case c.reason.Empty():
		c.remark = T{"请先写明原因", "Please give a reason first"}
		return ConfirmHandled
	case !c.spec.Says(c.Reason()):
		c.remark = T{"原因太短，或没有说明什么：请至少写两个字，说清为什么", "The reason is too short or says nothing: say why, in two letters or characters at least"}
		return ConfirmHandled
	case !c.spec.NoAlso.IsZero() && c.also.Empty():
		c.below, c.remark = true, c.spec.NoAlso
		return ConfirmHandled
	case len(c.spec.Choices) > 0 && c.spec.Chosen < 0:
		c.remark = T{"请先用 Tab 选：" + c.spec.Choice.ZH, "Choose with Tab first: " + c.spec.Choice.EN}
		return ConfirmHandled
	}
	if c.spec.Fits != nil {
		if c.remark = c.spec.Fits(c.Reason(), c.spec.Chosen); !c.remark.IsZero() {
			return ConfirmHandled
		}
	}
	if !ready {
		c.remark = T{"请再按一次", "Please press it once more"}
		return ConfirmHandled
	}
	return ConfirmDone
}

func (c *Confirm) pick(name string, lang Lang) {
	n := len(c.spec.Reasons)
	if n == 0 {
		return
	}
	switch {
	case name == "down":
		c.at = (c.at + 1) % n
	case c.at <= 0:
		c.at = n - 1
	default:
		c.at--
	}
	c.reason.Set(c.spec.Reasons[c.at].In(lang))
	c.remark = T{}
	c.follow()
}

// follow sets the choice that goes with the picked reason. One that Tab made stays while
// the two fit.
func (c *Confirm) follow() {
	if c.spec.Follows == nil || len(c.spec.Choices) == 0 {
		return
	}
	if c.byTab && c.spec.Chosen >= 0 && (c.spec.Fits == nil || c.spec.Fits(c.Reason(), c.spec.Chosen).IsZero()) {
		return
	}
	c.spec.Chosen, c.byTab = c.spec.Follows(c.at), false
}

func (c *Confirm) choose(name string) {
	n := len(c.spec.Choices)
	c.byTab = true
	switch {
	case n == 0:
		return
	case name == "tab":
		c.spec.Chosen = (c.spec.Chosen + 1) % n
	default:
		c.spec.Chosen = (max(c.spec.Chosen, 0) + n - 1) % n
	}
	c.remark = T{}
}

// choice is the line of what Tab chooses.
func (c *Confirm) choice(width int, st Styles, lang Lang) string {
	label := c.spec.Choice.In(lang) + "  "
	value, role := T{"Tab 选择", "Tab chooses"}.In(lang), RoleWarn
	if at := c.spec.Chosen; at >= 0 {
		how := T{"（Tab 换，%d/%d）", " (Tab: another, %d/%d)"}.In(lang)
		value, role = c.spec.Choices[at].In(lang)+fmt.Sprintf(how, at+1, len(c.spec.Choices)), RolePlain
	}
	return st.Paint(RoleFocus, label) + st.Paint(role, Truncate(value, width-Width(label)))
}

// View draws the title, what will happen, the reasons, the field, and which key does it.
func (c *Confirm) View(width int, st Styles, lang Lang) Block {
	var out Block
	out.Lines = append(out.Lines, st.Paint(RoleTitle, Truncate(c.spec.Title.In(lang), width)), "")
	for _, t := range c.spec.Lines {
		out.Lines = append(out.Lines, Wrap(t.In(lang), width)...)
	}
	if len(c.spec.Lines) > 0 {
		out.Lines = append(out.Lines, "")
	}
	for i, t := range c.spec.Reasons {
		mark := "  "
		if i == c.at {
			mark = Pad(c.rules.Mark, 2)
		}
		out.Lines = append(out.Lines, Truncate(mark+t.In(lang), width))
	}
	if len(c.spec.Choices) > 0 {
		out.Lines = append(out.Lines, c.choice(width, st, lang))
	}
	prompt := c.reason.spec.Label.In(lang)
	x := max(Width(prompt), Width(c.spec.Also.In(lang))) + 2
	c.prompt(&out, c.reason, prompt, x, width, st, lang)
	if c.also != nil {
		c.prompt(&out, c.also, c.spec.Also.In(lang), x, width, st, lang)
	}
	out.Lines = append(out.Lines, "")
	return Stack(out, c.foot(width, st, lang))
}

// prompt is the line of a field, its text from column x on.
func (c *Confirm) prompt(out *Block, f *Field, label string, x, width int, st Styles, lang Lang) {
	role := RoleLabel
	f.SetCells(width - x)
	if f == c.Field() {
		role = RoleFocus
		out.SetCursor(x+f.CursorX(), len(out.Lines))
	}
	out.Lines = append(out.Lines, st.Paint(role, Pad(label, x-2))+"  "+f.View(st, lang))
}

func (c *Confirm) foot(width int, st Styles, lang Lang) Block {
	if !c.remark.IsZero() {
		return Text(width, st, RoleWarn, c.remark.In(lang))
	}
	return Text(width, st, RoleHint, T{c.keys(ZH) + " 执行   Esc 返回", c.keys(EN) + " do it   Esc back"}.In(lang))
}

// keys are the key that opened the confirmation and its twin: either does it.
func (c *Confirm) keys(lang Lang) string {
	var all []string
	for _, n := range c.spec.Key.Names {
		all = append(all, KeyLabel(n, lang))
	}
	return strings.Join(all, "/")
}
