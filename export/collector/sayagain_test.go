package collector

import (
	"bytes"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// TestARegisterThatWasPutBackIsStillHeard: its lists count on above those that the stations
// have from before, and whom it lists reaches every station, also one that has more of the
// former register than the station that showed it.
func TestARegisterThatWasPutBackIsStillHeard(t *testing.T) {
	c := newCity(t)
	list := func(n int) {
		_, err := c.List(t.Context(), "ningbo", listed(person(n), person(n).Name), civil.New(2020, 3, 1))
		c.must(err)
	}
	places := func(name string) int64 {
		number, err := c.SetDirectory(t.Context(), "ningbo", []registry.Place{{Kind: "police", Name: name, Division: "330212"}})
		c.must(err)
		return number
	}
	list(1)
	before := places("样例所一")
	c.must(exec(c, `CREATE TABLE kept AS SELECT * FROM lists; CREATE TABLE sums AS SELECT * FROM tallies`)) // the backup
	c.later(time.Hour)
	newest := places("样例所二")
	if again := places("样例所二"); newest <= before || again != newest {
		t.Errorf("numbers %d, %d, the same again %d", before, newest, again)
	}
	c.must(exec(c, `DELETE FROM lists; INSERT INTO lists SELECT * FROM kept; DROP TABLE kept`))
	c.must(exec(c, `DELETE FROM tallies; INSERT INTO tallies SELECT * FROM sums; DROP TABLE sums`))
	c.later(time.Hour)
	if now := places("样例所三"); now <= newest {
		t.Errorf("the list after it was put back is %d, and the stations have %d", now, newest)
	}

	list(2) // under a number that the stations have from before
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	told := func(d *desk, listed int64) (people, below int) {
		t.Helper()
		a := d.arrival(1, len(d.log))
		a.Answer, a.Listed, a.Epoch = box.Recipient(), listed, 1
		_, err := c.Ingest(t.Context(), a)
		c.must(err)
		for _, part := range sentOf[registry.SentPeople](t, d.down(box), registry.SentWatch) {
			if part.From != listed+1 {
				t.Errorf("a part from %d, and the station has all up to %d", part.From, listed)
			}
			for _, p := range part.People {
				if people++; p.No <= listed {
					below++
				}
			}
		}
		return people, below
	}
	first, further := c.desk(131), c.desk(132)
	for _, d := range []*desk{first, further} {
		d.issue(person(d.code))
	}
	if people, below := told(first, 40); people != 2 || below != 0 {
		t.Errorf("the station that shows it is told of %d people, %d below what it has", people, below)
	}
	if people, below := told(further, 70); people != 2 || below != 0 {
		t.Errorf("another that has more is told of %d people, %d below what it has", people, below)
	}
	list(3)
	if people, _ := told(first, 40); people != 3 {
		t.Errorf("whoever is listed then: %d", people)
	}
	kept := count(c, "recalls WHERE no>2000000")
	if people, _ := told(first, 1<<50); people != 0 || kept != 0 || count(c, "recalls WHERE no>2000000") != 0 {
		t.Errorf("a number that nobody counts to moved %d", kept)
	}
	if proof, err := c.Verify(t.Context()); err != nil || len(proof.Faults) != 0 {
		t.Errorf("%+v %v", proof, err)
	}
}

// TestARevokedStationHearsOfNobody: the parcel down for a stick names nobody of the city's
// list to a laptop whose key is revoked, and everybody once the station has another code.
func TestARevokedStationHearsOfNobody(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	d.issue(person(0))
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	_, _, err = c.TakeParcel(t.Context(), bytes.NewReader(d.parcel(box, 1, len(d.log))))
	c.must(err)
	for n := range 3 {
		_, err := c.List(t.Context(), "ningbo", listed(person(n), person(n).Name), civil.New(2020, 3, 1))
		c.must(err)
	}
	hears := func(want int) {
		t.Helper()
		people, receipts := 0, 0
		for _, part := range sentOf[registry.SentPeople](t, d.down(box), registry.SentWatch) {
			people += len(part.People)
		}
		for _, s := range d.down(box) {
			if s.Kind == registry.SentReceipt {
				receipts++
			}
		}
		if people != want || receipts == 0 {
			t.Errorf("the station is told of %d people, want %d; %d receipts", people, want, receipts)
		}
	}
	hears(3)
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 0))
	hears(0)
	_, err = c.License(t.Context(), licence.Grant{Scheme: "ningbo", District: "12", Station: 141, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)})
	c.must(err)
	hears(3)
}
