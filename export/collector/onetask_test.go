package collector

import (
	"testing"
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
