package watch

import "testing"

// byName is the row by its name, the rest of it as it is.
func byName(r Row) Row {
	r, _ = r.ByName()
	return r
}

// TestOnlyAWholeNameListsSomebody: what hides a part, or stands where nobody knows the
// name, would stop everybody or nobody.
func TestOnlyAWholeNameListsSomebody(t *testing.T) {
	for listed, want := range map[string]bool{
		"样例父": true, "样例": true, "阿卜杜拉·样例": true, "SAMPLE TESTPERSON": true,
		"": false, "样": false, "样*": false, "样某某": false, "样XX": false, "不详": false, "未知": false, "样\ufffd": false, "样例甲、样例乙": false, "样例1": false, "330212198505059315": false,
	} {
		r, whole := Row{Name: listed, Number: "3.30212E+17", Why: "密接", Source: "样例疾控"}.ByName()
		if whole != want {
			t.Errorf("%q: %t", listed, whole)
		}
		if e, bad := Parse(r, day); whole && (bad != nil || e.Name == "" || e.Number+e.Mask != "" || len(e.Keys()) != 2) {
			t.Errorf("%q is read as %+v, %v", listed, e, bad)
		}
	}
}
