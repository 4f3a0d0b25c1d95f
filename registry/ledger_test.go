package registry

import (
	"encoding/hex"
	"errors"
	"testing"

	"passdesk/registry/civil"
)

const ledgerPass = "12131170004228"

func ledgerEvent(no int64, k Kind, pass string, body any) Event {
	return Event{Kind: k, Pass: pass, Body: Body(body)}.Chained(no, [32]byte{})
}

func namedPage() LedgerPrintedBody {
	b := LedgerPrintedBody{Page: 1, Of: 2, Rows: []LedgerRow{{Pass: ledgerPass, Copy: 1, Day: civil.New(2020, 3, 10), Record: 2}}}
	hash := b.Digest([32]byte{1}, [][32]byte{{2}})
	b.Hash = hex.EncodeToString(hash[:])
	return b
}

// The ledger goes on page by page, a free page row by row; nothing is laid twice.
func TestPagesOfTheLedgerFollowEachOther(t *testing.T) {
	first := namedPage()
	free := LedgerPrintedBody{Page: 2, Of: 2, Free: LedgerRows, Hash: first.Hash}
	again := LedgerPrintedBody{Page: 1, Print: 2, Hash: first.Hash}
	enter := func(page, row int) Event {
		return ledgerEvent(9, LedgerEntered, ledgerPass, LedgerEnteredBody{Page: page, Row: row, Copy: 1})
	}
	print := func(b LedgerPrintedBody) Event { return ledgerEvent(9, LedgerPrinted, "", b) }
	with := func(b LedgerPrintedBody, change func(*LedgerPrintedBody)) Event { change(&b); return print(b) }
	for name, c := range map[string]struct {
		events []Event // the last of them decides
		fails  bool
		places int
	}{
		"a page with a name":             {[]Event{print(first)}, false, 1},
		"a page with free rows":          {[]Event{print(first), print(free)}, false, 0},
		"printed again":                  {[]Event{print(first), print(again)}, false, 0},
		"a name in the first free row":   {[]Event{print(first), print(free), enter(2, 1)}, false, 1},
		"a row was spoiled":              {[]Event{print(first), print(free), enter(2, 2)}, false, 1},
		"the last free row":              {[]Event{print(first), print(free), enter(2, LedgerRows)}, false, 1},
		"what is none of the ledger":     {[]Event{ledgerEvent(9, Viewed, "", ViewedBody{})}, false, 0},
		"a page left out":                {[]Event{print(free)}, true, 0},
		"a page laid twice":              {[]Event{print(first), print(first)}, true, 0},
		"again with another hash":        {[]Event{print(first), with(again, func(b *LedgerPrintedBody) { b.Hash = "00" + b.Hash[2:] })}, true, 0},
		"a print left out":               {[]Event{print(first), with(again, func(b *LedgerPrintedBody) { b.Print = 3 })}, true, 0},
		"again before it was printed":    {[]Event{print(again)}, true, 0},
		"names on a page of free rows":   {[]Event{with(first, func(b *LedgerPrintedBody) { b.Free = 3 })}, true, 0},
		"neither names nor rows":         {[]Event{with(first, func(b *LedgerPrintedBody) { b.Rows = nil })}, true, 0},
		"a page behind the last":         {[]Event{with(first, func(b *LedgerPrintedBody) { b.Of = 0 })}, true, 0},
		"too many free rows":             {[]Event{with(free, func(b *LedgerPrintedBody) { b.Page, b.Free = 1, LedgerRows+1 })}, true, 0},
		"a record that comes later":      {[]Event{with(first, func(b *LedgerPrintedBody) { b.Rows = []LedgerRow{{Pass: ledgerPass, Copy: 1, Record: 9}} })}, true, 0},
		"a row of no pass":               {[]Event{with(first, func(b *LedgerPrintedBody) { b.Rows = []LedgerRow{{Pass: "1", Copy: 1, Record: 2}} })}, true, 0},
		"no hash":                        {[]Event{with(first, func(b *LedgerPrintedBody) { b.Hash = "" })}, true, 0},
		"a row that is taken":            {[]Event{print(first), print(free), enter(2, 1), enter(2, 1)}, true, 0},
		"a row beyond the page":          {[]Event{print(first), print(free), enter(2, LedgerRows+1)}, true, 0},
		"a name more on a page of names": {[]Event{print(first), enter(1, 2)}, true, 0},
		"a row of no page":               {[]Event{enter(1, 1)}, true, 0},
	} {
		var l LedgerPages
		for i, e := range c.events {
			places, err := l.Add(e)
			last := i == len(c.events)-1
			if (err != nil) != (c.fails && last) || err != nil && !errors.Is(err, ErrLedger) {
				t.Errorf("%s: event %d: %v", name, i, err)
			}
			if last && len(places) != c.places {
				t.Errorf("%s: %d places, want %d", name, len(places), c.places)
			}
		}
	}
}

// The hash is another as soon as anything on the page is.
func TestHashOfAPage(t *testing.T) {
	seen := map[string]string{}
	for name, change := range map[string]func(b *LedgerPrintedBody, register *[32]byte, record *[32]byte){
		"as it is":         func(*LedgerPrintedBody, *[32]byte, *[32]byte) {},
		"another register": func(_ *LedgerPrintedBody, r, _ *[32]byte) { r[0]++ },
		"another holder":   func(_ *LedgerPrintedBody, _, c *[32]byte) { c[31]++ },
		"another page":     func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Page++ },
		"of more":          func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Of++ },
		"free rows":        func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Free++ },
		"another number":   func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows[0].Pass = "12131170004131" },
		"another copy":     func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows[0].Copy++ },
		"another day":      func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows[0].Day = b.Rows[0].Day.AddDays(1) },
		"another record":   func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows[0].Record++ },
		"a remark":         func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows[0].Status = StatusVoided },
		"no row at all":    func(b *LedgerPrintedBody, _, _ *[32]byte) { b.Rows = nil },
	} {
		b, register, record := namedPage(), [32]byte{1}, [32]byte{2}
		change(&b, &register, &record)
		hash := b.Digest(register, [][32]byte{record})
		if other, twice := seen[string(hash[:])]; twice {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[string(hash[:])] = name
	}
	if got := LedgerCheck([32]byte{0x3f, 0x2a, 0x91, 0xbc, 4, 0xde, 0x77, 0xa0, 9}); got != "3f2a 91bc 04de 77a0" {
		t.Errorf("on paper: %q", got)
	}
	for page, volume := range map[int]int{1: 1, 200: 1, 201: 2, 400: 2, 401: 3} {
		if got := (LedgerPage{Page: page}).Volume(); got != volume {
			t.Errorf("page %d is in volume %d, want %d", page, got, volume)
		}
	}
}
