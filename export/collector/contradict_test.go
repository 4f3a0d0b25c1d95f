package collector

import (
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
)

// threeNames is one number under three names, at three desks: each is to be compared with
// each. It answers their numbers, in the order in which they were given, and a way to rule on two.
func threeNames(t *testing.T) (c *city, numbers [3]string, rule func(first, later int, decision string) error, desks [3]*desk) {
	c = newCity(t)
	for i := range desks {
		a := person(0)
		a.Name = strings.Repeat("王", i) + a.Name
		desks[i] = c.desk(131 + i)
		numbers[i] = desks[i].issue(a)
		desks[i].sendAll()
	}
	c.weigh()
	return c, numbers, func(first, later int, decision string) error {
		t.Helper()
		tasks, err := c.Tasks(t.Context(), "ningbo", nil, true)
		c.must(err)
		kind := Compare
		if decision == RuledClosed {
			kind = Duplicate
		}
		for _, task := range tasks {
			if task.Kind == kind && task.Number == numbers[later] && task.Body.First == numbers[first] {
				return c.Rule(t.Context(), "ningbo", task.Name(), decision, "样例"+decision)
			}
		}
		t.Fatalf("no task compares %s and %s: %+v", numbers[first], numbers[later], tasks)
		return nil
	}, desks
}

// against wants a refusal that names all of it.
func against(t *testing.T, err error, names ...string) {
	t.Helper()
	if !errors.Is(err, ErrRefused) {
		t.Errorf("%v, want a refusal that names %q", err, names)
		return
	}
	zh, en := err.(*Refused).Sentences()
	for _, name := range names {
		if !strings.Contains(zh, name) || !strings.Contains(en, name) {
			t.Errorf("%s / %s does not name %s", zh, en, name)
		}
	}
}

// TestNobodyIsTwoPeopleAndOne: A is B, A is C, and B is not C.
func TestNobodyIsTwoPeopleAndOne(t *testing.T) {
	c, n, rule, _ := threeNames(t)
	c.must(rule(0, 1, RuledSame))
	c.must(rule(0, 2, RuledSame))
	err := rule(1, 2, RuledOthers)
	against(t, err, n[1]+" = "+n[0]+" [t-", "] = "+n[2]+" [t-")
	if strings.Contains(err.Error(), "样") {
		t.Errorf("a reason is told: %v", err)
	}
	if got := c.open(); got[Compare] != 1 || got[Duplicate] != 2 {
		t.Fatalf("the refused ruling changed something: %v", got)
	}
	c.must(rule(0, 2, RuledClosed)) // it was wrong, and somebody says so
	c.must(rule(1, 2, RuledOthers))
	if got := c.open(); got[Compare] != 0 || got[Duplicate] != 1 {
		t.Errorf("%v", got)
	}
}

// TestACompareOfANumberThatEndedCanBeSettled: A is B, A is C, and the desk of C has ended it:
// the word cannot be taken back, the refusal says what is left, and nobody is asked again.
func TestACompareOfANumberThatEndedCanBeSettled(t *testing.T) {
	c, _, rule, desks := threeNames(t)
	c.must(rule(0, 1, RuledSame))
	c.must(rule(0, 2, RuledSame))
	tasks, err := c.Tasks(t.Context(), "ningbo", nil, false)
	c.must(err)
	for _, task := range tasks {
		if task.Kind == Duplicate {
			d := desks[task.Code-131]
			d.add(registry.TaskDone, task.Number, registry.TaskBody{ID: task.Name(), Task: registry.TaskDuplicate, Outcome: registry.OutcomeDone}, []byte(`{"note":"样例"}`))
			d.sendAll()
		}
	}
	if err := rule(0, 2, RuledClosed); !errors.Is(err, ErrRefused) {
		t.Errorf("a task that its desk has done was closed: %v", err)
	}
	against(t, rule(1, 2, RuledOthers), "same")
	c.must(rule(1, 2, RuledSame))
	if got := c.open(); len(got) != 0 {
		t.Errorf("%v is open", got)
	}
}

// TestTwoPeopleAreNotMadeOneByAThird: A is not C, A is B, and B is C.
func TestTwoPeopleAreNotMadeOneByAThird(t *testing.T) {
	c, n, rule, _ := threeNames(t)
	c.must(rule(0, 2, RuledOthers))
	c.must(rule(0, 1, RuledSame))
	against(t, rule(1, 2, RuledSame), n[1]+" = "+n[0]+" [t-", "] ≠ "+n[2]+" [t-")
	if got := c.open(); got[Compare] != 1 || got[Duplicate] != 1 {
		t.Fatalf("the refused ruling changed something: %v", got)
	}
	against(t, rule(0, 2, RuledOthers)) // said already
	c.must(rule(0, 2, RuledSame))       // it was wrong, and somebody says so
	c.must(rule(1, 2, RuledSame))
	if got := c.open(); got[Compare] != 0 || got[Duplicate] != 2 {
		t.Errorf("%v", got)
	}
	tasks, err := c.Tasks(t.Context(), "ningbo", nil, true)
	c.must(err)
	for _, task := range tasks {
		if task.Kind != Compare || task.Number != n[2] || task.Body.First != n[0] {
			continue
		}
		if said, err := c.ShowTask(t.Context(), "ningbo", task.Name()); err != nil || said.City != "样例others\n样例same" || said.Outcome != RuledSame {
			t.Errorf("%+v, %v: want both reasons", said, err)
		}
	}
}

// TestRulingsThatAgreeAreTaken: three people, in every pair.
func TestRulingsThatAgreeAreTaken(t *testing.T) {
	c, _, rule, _ := threeNames(t)
	for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
		c.must(rule(pair[0], pair[1], RuledOthers))
	}
	if got := c.open(); got[Compare]+got[Duplicate] != 0 {
		t.Errorf("%v", got)
	}
}
