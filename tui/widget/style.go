package widget

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Role says what a text is; how that looks is decided here alone. Looks are bold, reverse and the
// sixteen colours only: tmux and old consoles do not report their background.
type Role uint8

// The roles. Every meaning a colour carries is also said in words or by a mark, because colour may be
// switched off.
const (
	RolePlain    Role = iota
	RoleTitle         // the name of the screen
	RoleLabel         // the name of a field or column
	RoleFocus         // the label of the field in focus
	RoleHint          // a placeholder, a quiet remark
	RoleGood          // may go on
	RoleWarn          // look twice
	RoleBad           // refused, wrong
	RoleNumber        // a number that people read aloud
	RoleSelected      // the chosen row
	RoleKey           // the name of a key
	RoleBar           // a bar of a chart
	roleCount
)

// Styles paints text by role. The zero value paints nothing.
type Styles struct {
	open, shut [roleCount]string
	bare       bool // no colour tells a placeholder from a value
}

// NewStyles makes the looks. Without colour (NO_COLOR set, see no-color.org) bold and reverse remain.
func NewStyles(colour bool) Styles {
	plain := lipgloss.NewStyle()
	bold := plain.Bold(true)
	looks := [roleCount]lipgloss.Style{
		RolePlain: plain, RoleTitle: bold, RoleLabel: plain, RoleFocus: bold, RoleHint: plain,
		RoleGood: bold, RoleWarn: bold, RoleBad: bold.Reverse(true), RoleNumber: bold,
		RoleSelected: plain.Reverse(true), RoleKey: bold, RoleBar: plain,
	}
	if colour {
		looks[RoleTitle] = bold.Foreground(lipgloss.Cyan)
		looks[RoleLabel] = plain.Foreground(lipgloss.Cyan)
		looks[RoleFocus] = bold.Foreground(lipgloss.Cyan)
		looks[RoleHint] = plain.Foreground(lipgloss.BrightBlack)
		looks[RoleGood] = bold.Foreground(lipgloss.Green)
		looks[RoleWarn] = bold.Foreground(lipgloss.Yellow)
		looks[RoleBad] = bold.Foreground(lipgloss.Red)
		looks[RoleKey] = bold.Foreground(lipgloss.Cyan)
		looks[RoleBar] = plain.Foreground(lipgloss.Green).Background(lipgloss.Green)
	}
	s := Styles{bare: !colour}
	for role, look := range looks {
		// Each look is rendered once around a marker: painting is then two string joins, and never
		// re-flows or pads the text.
		s.open[role], s.shut[role], _ = strings.Cut(look.Render("x"), "x")
	}
	return s
}

// Paint wraps one line of plain text in the role's look. It adds no cells.
func (s Styles) Paint(r Role, text string) string {
	if text == "" || r >= roleCount || s.open[r] == "" {
		return text
	}
	return s.open[r] + text + s.shut[r]
}
