package station

import (
	"math/rand/v2"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// TestPassTableLosesNothing: what was put in comes out, whatever its values are;
// the usual ones stand in a packed row.
func TestPassTableLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	table, want := newPassTable(), map[registry.Number]registry.PassState{}
	large := func(n int) int {
		if r.IntN(50) == 0 {
			return n + 1<<33 - 7
		}
		return n
	}
	for range 20_000 {
		n, err := registry.NewNumber([]string{"12", "07", "6401"}[r.IntN(60)/29], 131+r.IntN(2), 1+r.IntN(2), r.IntN(2), 1+r.IntN(4000))
		if err != nil {
			t.Fatal(err)
		}
		p := registry.PassState{
			Number: n, Copy: large(r.IntN(4)), Status: []registry.Status{registry.StatusIssued, registry.StatusPrinted, "another"}[r.IntN(3)],
			Issued: civil.New(2020, 1+r.IntN(12), 1+r.IntN(28)), Intended: r.IntN(3), Printed: r.IntN(3), Signed: large(r.IntN(3)), Papers: []registry.Papers{"", "o", "vo", "lln"}[r.IntN(4)],
			Record: int64(large(r.IntN(9))), FirstEvent: int64(r.IntN(1 << 31)), LastEvent: int64(large(0)), Twin: r.IntN(300),
		}
		table.put(p)
		want[n] = p
	}
	for n, p := range want {
		if got, ok := table.state(n); !ok || got != p {
			t.Fatalf("%v: got %+v, want %+v", n, got, p)
		}
	}
	if table.len() != len(want) || len(table.twice) == 0 || len(table.odd) == 0 || len(table.odd) > len(want)/2 {
		t.Errorf("%d passes, want %d; %d odd, %d twice", table.len(), len(want), len(table.odd), len(table.twice))
	}
	usual := newPassTable()
	n, _ := registry.NewNumber("12", 131, 3, 0, 1)
	usual.put(registry.PassState{
		Number: n, Copy: 2, Status: registry.StatusSigned, Papers: "vo", Issued: civil.New(2020, 3, 10), Expires: civil.New(2020, 4, 10),
		Intended: 2, Printed: 2, Signed: 2, Record: 2_000_000, FirstEvent: 1_999_999, LastEvent: 3_000_000, Twin: 1,
	})
	if len(usual.odd) != 0 {
		t.Error("a usual state does not fit into a packed row: a million would not fit into memory")
	}
	if _, ok := table.state(n); ok {
		t.Error("a number that was never given has a state")
	}
}
