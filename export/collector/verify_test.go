package collector

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
)

// busy is a register with a bit of everything: a clone, what has no effect, a
// duplicate, a correction, something that waits.
func busy(t *testing.T) *city {
	c := newCity(t)
	d, other := c.desk(131), c.desk(132)
	d.issue(person(0))
	d.issue(person(1))
	clone := d.copy()
	corrected := person(2)
	d.add(registry.Corrected, d.log[1].Event.Pass, registry.CorrectedBody{Copy: 2, Old: "returned"}, []byte(fmt.Sprintf(`{"note":"样例","application":%s}`, registry.Body(corrected))))
	d.add(registry.Reinstated, d.log[5].Event.Pass, registry.ReasonBody{Copy: 1}, nil)
	clone.add(registry.Lost, d.log[1].Event.Pass, registry.ReasonBody{Copy: 1}, nil)
	clone.issue(person(3))
	other.issue(person(1))
	for _, d := range []*desk{d, clone} {
		d.sendAll()
	}
	other.send(1, 3)
	other.send(5, 5)
	c.weigh()
	return c
}

func TestVerifyProvesARegister(t *testing.T) {
	c := busy(t)
	p, err := c.Verify(t.Context())
	c.must(err)
	if len(p.Faults) > 0 || p.Stations != 2 || p.Passes != 4 || p.Held != 1 || p.Events != 11+5+3 {
		t.Errorf("%+v", p)
	}
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	c := busy(t)
	for change, says := range map[string]string{
		`UPDATE events SET operator='x' WHERE no=3 AND branch=''`:                                                                           "event 3 does not follow",
		`UPDATE events SET body='{}' WHERE kind='PrintedOut' AND no=4`:                                                                      "event 4",
		`DELETE FROM events WHERE no=11`:                                                                                                    "ends with",
		`UPDATE events SET record=(SELECT record FROM events WHERE no=6 AND branch='' LIMIT 1) WHERE no=2`:                                  "record of event 2",
		`UPDATE events SET record=NULL WHERE no=6 AND branch=''`:                                                                            "record of event 6",
		`UPDATE passes SET state=jsonb_set(state,'{Copy}','7') WHERE ctid=(SELECT min(ctid) FROM passes)`:                                   "not what its events",
		`UPDATE passes SET status='recalled' WHERE ctid=(SELECT min(ctid) FROM passes)`:                                                     "not what its events",
		`DELETE FROM passes WHERE ctid=(SELECT min(ctid) FROM passes)`:                                                                      "is missing",
		`INSERT INTO passes SELECT scheme,station,branch,sha256(pass),'12131110000999',code,issued,record,status,state FROM passes LIMIT 1`: "stands for no event",
		`DELETE FROM keys WHERE ctid=(SELECT min(ctid) FROM keys)`:                                                                          "a key of pass",
		`UPDATE keys SET pass=sha256(pass) WHERE ctid=(SELECT min(ctid) FROM keys)`:                                                         "is nobody's",
		`UPDATE branches SET through=through-1`:                                                                                             "is kept",
		`DELETE FROM refused`:                                                                                                               "",
	} {
		tx, err := c.pool.Begin(t.Context())
		c.must(err)
		_, err = tx.Exec(t.Context(), change)
		c.must(err)
		p, err := c.verifyIn(t.Context(), tx)
		c.must(err)
		c.must(tx.Rollback(t.Context()))
		if says == "" && len(p.Faults) == 0 { // that event changes nothing, told or not
			continue
		}
		if !strings.Contains(strings.Join(p.Faults, "\n"), says) {
			t.Errorf("%s\n→ %q, want %q", change, p.Faults, says)
		}
		if strings.Contains(strings.Join(p.Faults, "\n"), "样") {
			t.Errorf("a fault names somebody: %q", p.Faults)
		}
	}
}
