package registry

import "testing"

func TestNamesOfCases(t *testing.T) {
	for typed, want := range map[string]CaseNo{
		"57": {0, 57}, " 57 ": {0, 57}, "2-57": {2, 57}, "2－57": {2, 57}, "2 - 57": {2, 57}, "9-1": {9, 1},
		"": {}, "0": {}, "-57": {}, "0-57": {}, "10-57": {}, "2-": {}, "2-0": {}, "2-5-7": {}, "a-57": {}, "t-57": {}, "99999999999999999999": {},
	} {
		got, ok := ParseCaseNo(typed)
		if ok != (want != CaseNo{}) || ok && got != want {
			t.Errorf("%q is %v, %v", typed, got, ok)
		}
		if again, _ := ParseCaseNo(got.String()); ok && again != got {
			t.Errorf("%q is written %s", typed, got)
		}
	}
	if (CaseNo{0, 57}).Beside(57) != "" || (CaseNo{0, 57}).Beside(80) != "57" || (CaseNo{2, 57}).Beside(57) != "2-57" {
		t.Error("the name beside the number")
	}
}

// TestACaseKeepsItsName: what came back is named as it was told, whatever its number here.
func TestACaseKeepsItsName(t *testing.T) {
	for _, want := range []CaseNo{{0, 7}, {2, 7}} {
		refused := lostEvent(7, Refused, "", DecidedBody{Outcome: "REFUSE", Epoch: want.Epoch})
		said, err := cameBack(31, EventReturned, refused, ReturnedBody{}).Again()
		if err != nil || said.CaseNo() != want || refused.CaseNo() != want {
			t.Errorf("it is %v, then %v, want %v; %v", said.CaseNo(), refused.CaseNo(), want, err)
		}
	}
}
