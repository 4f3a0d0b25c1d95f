package registry

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// tableOfRoles is "Who may do what" of product.md, with our words for its commands.
const tableOfRoles = `
volunteer  issue find print reprint sign cancel return
officer    issue find print reprint sign cancel return settle void recall reinstate correct lost override lists lodge decide open_day close export bundle backup
police     issue find print reprint sign cancel return settle void recall reinstate correct lost override lists lodge decide open_day close export bundle backup
keeper     find operators settings printers enrol epoch restore
`

func TestWhoMayDoWhat(t *testing.T) {
	all, table := map[Command]bool{}, map[Role][]Command{}
	for line := range strings.Lines(strings.TrimSpace(tableOfRoles)) {
		f := strings.Fields(line)
		for _, c := range f[1:] {
			all[Command(c)] = true
			table[Role(f[0])] = append(table[Role(f[0])], Command(c))
		}
	}
	for role, commands := range table {
		for c := range all {
			want := slices.Contains(commands, c)
			if err := May([]Role{role}, c); (err == nil) != want || err != nil && !errors.Is(err, ErrNotThisRole) {
				t.Errorf("%s, %s: %v, want %v", role, c, err, want)
			}
		}
		if len(may[role]) != len(commands) {
			t.Errorf("%s has %d commands, the table %d", role, len(may[role]), len(commands))
		}
	}
	if len(may) != len(table) {
		t.Errorf("%d roles, the table has %d", len(may), len(table))
	}
	if May([]Role{Officer, Keeper}, DoEpoch) != nil || May([]Role{Officer, Keeper}, DoIssue) != nil {
		t.Error("an officer who is keeper too may do less than both")
	}
	if err := May(nil, DoFind); !errors.Is(err, ErrNotThisRole) {
		t.Errorf("nobody: %v", err)
	}
}

// Every step of a life is somebody's to do, and a volunteer's are those of the table.
func TestWhoseStepsTheyAre(t *testing.T) {
	for _, k := range order {
		if Doing(k) == "" {
			t.Errorf("%s is nobody's to do", k)
		}
	}
	for k, want := range map[Kind]bool{
		Returned: true, ReturnRefused: true, NotFound: true, Signed: true, Cancelled: true, Reprinted: true, PrintedOut: true,
		RecallOrdered: false, Reinstated: false, Voided: false, Lost: false, Corrected: false,
	} {
		if err := May([]Role{Volunteer}, Doing(k)); (err == nil) != want {
			t.Errorf("a volunteer, %s: %v", k, err)
		}
	}
}
