package collector

import (
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// TestALicenceTakesInWhatCameBeforeIt: the licence of a code was lost with an older copy of
// the register, and what the station gave under it came and was receipted. Granted again it
// brings the passes in, with all that was done with them since, in every history; the persons
// are held against the others as ever.
func TestALicenceTakesInWhatCameBeforeIt(t *testing.T) {
	c := newCity(t)
	first, d := c.desk(131), c.desk(132)
	first.issue(person(1))
	first.sendAll()
	d.now = first.now.Add(time.Hour)
	d.issue(person(0))
	d.code, d.serial = 142, 0
	d.issue(person(1))
	clone := d.copy()
	d.issue(person(2))
	clone.issue(person(3))
	if got := d.sendAll().Refused; got != 8 {
		t.Fatalf("%d refused, want 8", got)
	}
	clone.sendAll()
	c.must(c.Revoke(t.Context(), "ningbo", "12", 132, 1, 1))
	grant := licence.Grant{Scheme: "ningbo", District: "12", Station: 142, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)}
	for range 2 { // again it changes nothing
		_, err := c.License(t.Context(), grant)
		c.must(err)
		c.weigh()
		if count(c, "passes") != 2+3 || count(c, "passes WHERE status='signed'") != 5 || count(c, "refused") != 0 {
			t.Errorf("%d passes, %d put aside", count(c, "passes"), count(c, "refused"))
		}
		if got := c.open(); got[Duplicate] != 1 {
			t.Errorf("%v is asked, want one duplicate", got)
		}
		if p, err := c.Verify(t.Context()); err != nil || len(p.Faults) != 0 {
			t.Errorf("%+v %v", p, err)
		}
	}
	d.issue(person(5))
	if got := d.sendAll(); got.Refused != 0 || got.Passes != 1 {
		t.Errorf("%+v", got)
	}
}
