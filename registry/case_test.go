package registry

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

// The whole life of a case: every status, every event, every status that the
// event may name. What the table does not say is refused.
func TestLifeOfACase(t *testing.T) {
	legal := []string{
		"open Settled open", "open Settled issued", "open Settled refused", "open Settled closed",
		"refused AppealLodged appealed",
		"appealed AppealDecided appealed", "appealed AppealDecided upheld", "appealed AppealDecided changed",
		"appealed AppealDecided refused", "appealed AppealDecided open",
		"upheld AppealReopened appealed",
	}
	statuses := []CaseStatus{CaseOpen, CaseIssued, CaseRefused, CaseClosed, CaseAppealed, CaseUpheld, CaseChanged}
	for _, from := range statuses {
		for _, k := range []Kind{Settled, AppealLodged, AppealDecided, AppealReopened} {
			for _, to := range append(statuses, "") {
				c := CaseState{ID: 3, Kind: Parked, Status: from, LastEvent: 3}
				e := Event{No: 9, Kind: k, Body: Body(CaseBody{Case: 3, State: to, Against: "12931170000114"})}
				next, err := c.After(e)
				step := fmt.Sprintf("%s %s %s", from, k, to)
				switch want := slices.Contains(legal, step); {
				case want && (err != nil || next.Status != to || next.LastEvent != 9):
					t.Errorf("%s: %+v, %v", step, next, err)
				case !want && (!errors.Is(err, ErrIllegalCase) || !errors.Is(err, ErrIllegal) || next != c):
					t.Errorf("%s: %+v, %v, want ErrIllegalCase", step, next, err)
				}
				if want := to == CaseClosed && err == nil; (next.Pass != "") != want {
					t.Errorf("%s: the case has the pass %q", step, next.Pass)
				}
			}
		}
	}
}

func TestAllowedCaseIsTheTable(t *testing.T) {
	for s, want := range map[CaseStatus][]Kind{
		CaseOpen: {Settled}, CaseRefused: {AppealLodged}, CaseAppealed: {AppealDecided}, CaseUpheld: {AppealReopened},
		CaseIssued: nil, CaseClosed: nil, CaseChanged: nil,
	} {
		if got := AllowedCase(s); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
		if s.Waits() != (s == CaseOpen || s == CaseAppealed) || s.Denied() != (len(want) > 0) {
			t.Errorf("%s: waits %v, denied %v", s, s.Waits(), s.Denied())
		}
	}
}

// A case's pass stands behind the decision that gave it, once.
func TestCasesAreFoldedFromTheLog(t *testing.T) {
	pass, other := "12931170000114", "12931120000203"
	parked := Event{No: 2, Kind: Parked, Body: Body(DecidedBody{Outcome: "ASK_HEALTH"})}
	issue := func(of int64) Event { return Event{No: 5, Kind: Issued, Pass: pass, Body: Body(IssuedBody{Case: of})} }
	settled := Event{No: 4, Kind: Settled, Body: Body(CaseBody{Case: 2, State: CaseIssued})}
	for name, c := range map[string]struct {
		log  []Event
		fail bool
		want CaseState
	}{
		"parked":                     {[]Event{parked}, false, CaseState{2, Parked, "ASK_HEALTH", CaseOpen, "", 2}},
		"refused":                    {[]Event{{No: 2, Kind: Refused, Body: Body(DecidedBody{Outcome: "BLOCK"})}}, false, CaseState{2, Refused, "BLOCK", CaseRefused, "", 2}},
		"settled and issued":         {[]Event{parked, settled, issue(2)}, false, CaseState{2, Parked, "ASK_HEALTH", CaseIssued, pass, 5}},
		"an issue of no case":        {[]Event{parked, issue(0)}, false, CaseState{2, Parked, "ASK_HEALTH", CaseOpen, "", 2}},
		"a second issue":             {[]Event{parked, settled, issue(2), {No: 6, Kind: Reissued, Pass: other, Body: Body(IssuedBody{Case: 2})}}, true, CaseState{}},
		"issued before it is":        {[]Event{parked, issue(2)}, true, CaseState{}},
		"issued of a case not there": {[]Event{parked, settled, issue(3)}, true, CaseState{}},
		"settled twice":              {[]Event{parked, settled, settled}, true, CaseState{}},
		"settled, of no case":        {[]Event{parked, {No: 4, Kind: Settled, Body: Body(CaseBody{State: CaseIssued})}}, true, CaseState{}},
		"settled, of another":        {[]Event{parked, {No: 4, Kind: Settled, Body: Body(CaseBody{Case: 1, State: CaseIssued})}}, true, CaseState{}},
		"a body that is none":        {[]Event{parked, {No: 4, Kind: Settled, Body: []byte(`[]`)}}, true, CaseState{}},
	} {
		all := Cases{}
		var err error
		for _, e := range c.log {
			if err == nil {
				err = all.Add(e)
			}
		}
		if (err != nil) != c.fail {
			t.Errorf("%s: %v", name, err)
		}
		if !c.fail && (len(all) != 1 || all[2] != c.want) {
			t.Errorf("%s: %+v, want %+v", name, all[2], c.want)
		}
	}
}

func TestWhoDecidesAboutCases(t *testing.T) {
	for _, c := range []struct {
		roles               []Role
		settle, lodge       bool
		decide, policeAlone bool
	}{
		{[]Role{Volunteer}, false, false, false, false},
		{[]Role{Keeper}, false, false, false, false},
		{[]Role{Officer}, true, true, true, false},
		{[]Role{Police}, true, true, true, true},
		{[]Role{Officer, Keeper}, true, true, true, false},
		{nil, false, false, false, false},
	} {
		got := []bool{May(c.roles, DoSettle) == nil, May(c.roles, DoLodge) == nil, MayDecide(c.roles, false) == nil, MayDecide(c.roles, true) == nil}
		if want := []bool{c.settle, c.lodge, c.decide, c.policeAlone}; !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", c.roles, got, want)
		}
	}
	if err := MayDecide([]Role{Officer}, true); !errors.Is(err, ErrNotThisRole) {
		t.Errorf("an officer where the police decide: %v", err)
	}
}
