package station_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A telephone number or an address that was wrong makes no paper: the copy, its state
// and its signature stay, and what is right is found from then on, of a recalled pass too.
func TestWhatStandsOnNoPaperMakesNone(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.out(st, n)
	before := b.pass(st, n)
	v := b.correct(st, n, `{"phone":"0574-00000001","address":"样例路9号"}`)
	d := b.pass(st, n)
	if v.Outcome != station.Amended || v.Copy != 1 || d.Status != registry.StatusSigned || d.Copy != 1 || d.Papers != before.Papers || len(d.Outstanding) != 0 {
		t.Fatalf("%+v: %s, copy %d, papers %q", v, d.Status, d.Copy, d.Papers)
	}
	if d.Applicant.Phone != "0574-00000001" || d.Applicant.Address != "样例路9号" || d.Applicant.Name != before.Applicant.Name {
		t.Errorf("the holder is %+v", d.Applicant)
	}
	if last := d.History[len(d.History)-1]; last.Kind != registry.Amended || !strings.Contains(last.Note, "户口簿") {
		t.Errorf("history %+v", last)
	}
	if numbers, err := st.Unprinted(ctx); err != nil || len(numbers) != 0 {
		t.Errorf("to print: %v, %v", numbers, err)
	}
	b.must(st.Recall(ctx, n, "symptoms", ""))
	b.correct(st, n, `{"building":"3"}`)
	if _, err := b.tryCorrect(st, n, `{"phone":"0574-00000001"}`); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("nothing is changed: %v", err)
	}
	if _, err := b.tryCorrect(st, n, `{"phone":null,"name":"样例改"}`); err == nil {
		t.Error("the name of a recalled pass was corrected with its telephone number")
	}
	if d = b.pass(st, n); d.Status != registry.StatusRecalled || d.Applicant.Building != "3" {
		t.Errorf("%s, %+v", d.Status, d.Applicant)
	}
	b.sound(st)
	b.must(st.Close())
	if d = b.pass(b.open(), n); d.Applicant.Phone != "0574-00000001" || d.Applicant.Building != "3" {
		t.Errorf("after the station was opened again: %+v", d.Applicant)
	}
}

// A name, or a paper that came back, is a correction as ever.
func TestWhatStandsOnThePaperMakesAnother(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.out(st, n)
	if v := b.correct(st, n, `{"phone":"0574-00000001","name":"样例改"}`); v.Copy != 2 || v.Outcome == station.Amended {
		t.Errorf("%+v", v)
	}
	n = b.issue(st, mother, "ISSUE").Number
	b.out(st, n)
	v, err := st.Correct(ctx, n, station.Correction{Changed: map[string]json.RawMessage{"phone": json.RawMessage(`"0574-00000002"`)}, Reason: "样例：看了户口簿原件", Old: "returned"})
	if err != nil || v.Copy != 2 {
		t.Errorf("a paper that came back needs the next: %+v, %v", v, err)
	}
	b.sound(st)
}

// A second person under the same number keeps the keys beside the first's: also when
// an address is put right after a name was.
func TestAmendedBesideAnother(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	n := b.issue(st, `{"override":"name_mismatch","name":"样例他人","document":{"number":"330212198505059315"},"declared":true}`, "ISSUE").Number
	b.correct(st, n, `{"name":"样例改"}`)
	b.correct(st, n, `{"address":"样例路9号"}`)
	b.sound(st)
}

// An address that is put right asks no rule: whoever came onto a list since the issue is
// refused the next paper, and named as affected, as before.
func TestAnAddressDoesNotTakeAnybodyOffTheLists(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.handedOver(st, mother)
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接"), list("330203********9345", "样例母", "密接")), "match:listed match_masked:listed")
	for _, changed := range []string{`{"address":"样例路9号"}`, `{"phone":"0574-00000001"}`} {
		b.correct(st, n, changed)
		if all, err := st.Affected(ctx, nil); err != nil || len(all) != 2 {
			t.Errorf("affected after %s: %+v, %v", changed, all, err)
		}
		if d := b.pass(st, n); len(d.Listed) != 1 {
			t.Errorf("after %s the pass is listed as %+v", changed, d.Listed)
		}
	}
	var listed *station.OnList
	if err := st.ReprintOf(ctx, n, "坏了纸", "void"); !errors.As(err, &listed) {
		t.Errorf("another paper: %v", err)
	}
	if _, err := b.tryCorrect(st, n, `{"name":"样例改"}`); err == nil {
		t.Error("a listed person was given a paper in another name")
	}
	b.sound(st)
}
