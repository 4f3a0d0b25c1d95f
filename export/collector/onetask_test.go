package collector

import (
	"encoding/json"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// open are the tasks that are still asked of the desks, by kind.
func (c *city) open() map[string]int {
	c.Helper()
	tasks, err := c.Tasks(c.Context(), "ningbo", nil, false)
	c.must(err)
	n := map[string]int{}
	for _, t := range tasks {
		n[t.Kind]++
	}
	return n
}

// TestOneTaskForAPassThatClashesTwice: its number was another's before, and its holder has
// an earlier number. Whichever comes to light first, the holder keeps that one and is not
// given a third; and when the city's people settle the duplicate otherwise, the reissue is due.
func TestOneTaskForAPassThatClashesTwice(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {0, 2, 1}} {
		c := newCity(t)
		first := c.desk(131)
		later := first.copy() // nobody knows that there are two
		first.issue(person(1))
		third := c.desk(133)
		third.now = first.now.Add(-1e12)
		third.issue(person(7)) // the person's first number
		later.now = first.now.Add(1e12)
		number := later.issue(person(7)) // under the serial of person 1
		for _, i := range order {
			[]*desk{first, later, third}[i].sendAll()
			c.weigh()
		}
		if got := c.open(); got[Duplicate] != 1 || got[Reissue] != 0 || len(got) != 1 {
			t.Fatalf("order %v: open tasks %v, want one duplicate alone", order, got)
		}
		tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
		c.must(err)
		if tasks[0].Number != number {
			t.Fatalf("the duplicate is %s, want %s", tasks[0].Number, number)
		}
		c.must(c.Rule(t.Context(), "ningbo", tasks[0].Name(), RuledClosed, "两个人"))
		if got := c.open(); got[Reissue] != 1 || len(got) != 1 {
			t.Errorf("order %v: after the duplicate was closed %v is open, want one reissue", order, got)
		}
		first.sendAll()
		later.sendAll()
		c.weigh()
		if got := c.open(); got[Reissue] != 1 || len(got) != 1 {
			t.Errorf("order %v: sent again, %v is open, want one reissue", order, got)
		}
	}
}

// TestANumberWithoutAPaperTakesNobodysPaperAway: the paper of the person's first number was
// cancelled, made void or handed in, so the later one is the only one there is, and stays
// good. Once the first desk makes another paper the first number stands again; however often
// that goes to and fro, and whichever comes to light first.
func TestANumberWithoutAPaperTakesNobodysPaperAway(t *testing.T) {
	for what, gives := range map[string]func(d *desk, number string){
		"not handed over": func(d *desk, number string) { d.add(registry.Cancelled, number, registry.ReasonBody{Copy: 1}, nil) },
		"void":            func(d *desk, number string) { d.add(registry.Voided, number, registry.ReasonBody{Copy: 1}, nil) },
		"handed in":       func(d *desk, number string) { d.add(registry.Returned, number, registry.ReasonBody{Copy: 1}, nil) },
	} {
		for _, early := range []bool{true, false} {
			c := newCity(t)
			first, later := c.desk(131), c.desk(132)
			number := first.issueUnsigned(person(1))
			later.now = first.now.Add(time.Hour)
			theirs := later.issue(person(1))
			if early {
				gives(first, number)
			}
			for _, d := range []*desk{first, later} {
				d.sendAll()
			}
			c.weigh()
			if !early {
				if got := c.open(); got[Duplicate] != 1 {
					t.Fatalf("%s: %v", what, got)
				}
				gives(first, number)
				first.sendAll()
			}
			if got := c.open(); len(got) != 0 {
				t.Errorf("%s, before it was found %t: %v is asked, want nothing of %s", what, early, got, theirs)
			}
			for copy := 2; copy < 5; copy++ {
				record, err := json.Marshal(person(1))
				c.must(err)
				first.add(registry.Reissued, number, registry.IssuedBody{Epoch: first.epoch, Serial: first.serial, Copy: copy, Day: civil.On(first.now, time.UTC), Declared: true}, record)
				first.sendAll()
				c.weigh()
				if got := c.open(); got[Duplicate] != 1 || len(got) != 1 {
					t.Errorf("%s, copy %d: %v, want a duplicate", what, copy, got)
				}
				first.add(registry.Cancelled, number, registry.ReasonBody{Copy: copy}, nil)
				first.sendAll()
				if got := c.open(); len(got) != 0 {
					t.Errorf("%s, copy %d cancelled: %v", what, copy, got)
				}
			}
			later.add(registry.Cancelled, theirs, registry.ReasonBody{Copy: 1}, nil)
			if later.sendAll().Refused != 1 {
				t.Error("what was signed for was not cancelled")
			}
			later.add(registry.Voided, theirs, registry.ReasonBody{Copy: 1}, nil)
			later.sendAll()
			if got := c.open(); got[Duplicate] != 1 || len(got) != 1 {
				t.Errorf("%s, neither has a paper: %v, want the first number to stand", what, got)
			}
			if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) != 0 {
				t.Errorf("%+v %v", proof, err)
			}
		}
	}
}

// TestARevokedKeyMakesNoEndedNumberStand: two copies of a laptop gave one number to two people,
// and whoever had it later got another. When the key is revoked from before all of that, that
// paper is not to be fetched back for the number that ended.
func TestARevokedKeyMakesNoEndedNumberStand(t *testing.T) {
	for _, good := range []int{0, 1} { // the last serial that is good
		c := newCity(t)
		d := c.desk(131)
		clone := d.copy()
		d.issue(person(0))
		clone.now = d.now
		clone.issue(person(1))
		clone.issue(person(2))
		d.now = clone.now
		d.issue(person(3))
		d.issue(person(1)) // once more
		for _, d := range []*desk{d, clone} {
			d.sendAll()
		}
		c.weigh()
		if got := c.open(); got[Reissue] != 2 || got[Duplicate] != 0 {
			t.Fatalf("%v", got)
		}
		c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, good))
		c.weigh()
		if got := c.open(); got[Duplicate] != 0 {
			t.Errorf("%d is good: %v, want no paper fetched back", good, got)
		}
	}
}

// issueUnsigned is issue, and nobody has signed for the paper.
func (d *desk) issueUnsigned(a registry.Application) string {
	number := d.issue(a)
	d.log, d.now = d.log[:len(d.log)-1], d.now.Add(-time.Minute)
	return number
}
