package registry

import (
	"errors"
	"fmt"
	"slices"
)

// Role is what a person at the desk may do; one operator can hold several.
type Role string

const (
	Volunteer Role = "volunteer"
	Officer   Role = "officer"
	Police    Role = "police"
	Keeper    Role = "keeper"
)

// Command is one thing somebody does at the station.
type Command string

const (
	DoIssue     Command = "issue"
	DoFind      Command = "find"
	DoPrint     Command = "print"
	DoSign      Command = "sign"
	DoCancel    Command = "cancel"
	DoReturn    Command = "return"
	DoRecall    Command = "recall"
	DoVoid      Command = "void"
	DoLost      Command = "lost"
	DoOverride  Command = "override"
	DoSettle    Command = "settle"
	DoLodge     Command = "lodge"
	DoDecide    Command = "decide"
	DoLists     Command = "lists"
	DoClose     Command = "close"
	DoExport    Command = "export"
	DoSettings  Command = "settings"
	DoOperators Command = "operators"
	DoEpoch     Command = "epoch"
)

// ErrNotThisRole is a command that none of the operator's roles may give.
var ErrNotThisRole = errors.New("registry: not this role's to do")

// may is the table of product.md, "Who may do what".
var may = map[Role][]Command{
	Volunteer: {DoIssue, DoFind, DoPrint, DoSign, DoCancel, DoReturn},
	Officer:   {DoIssue, DoFind, DoPrint, DoSign, DoCancel, DoReturn, DoRecall, DoVoid, DoLost, DoOverride, DoSettle, DoLodge, DoDecide, DoLists, DoClose, DoExport},
	Keeper:    {DoFind, DoSettings, DoOperators, DoEpoch},
}

// MayDecide is May of an appeal's decision. Some authorities let only the police
// decide; then it is no officer's.
func MayDecide(roles []Role, policeOnly bool) error {
	if policeOnly && !slices.Contains(roles, Police) {
		return fmt.Errorf("%w: %s, the police decide appeals", ErrNotThisRole, DoDecide)
	}
	return May(roles, DoDecide)
}

// May answers nil when one of the roles may give the command, else ErrNotThisRole.
// Police are officers at a police point.
func May(roles []Role, c Command) error {
	for _, r := range roles {
		if r == Police {
			r = Officer
		}
		if slices.Contains(may[r], c) {
			return nil
		}
	}
	return fmt.Errorf("%w: %s", ErrNotThisRole, c)
}
