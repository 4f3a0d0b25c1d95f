package iddoc

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestTheListIsWhole(t *testing.T) {
	all := Regions()
	if len(all) != 6932 {
		t.Fatalf("%d divisions, want 6932", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b Region) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("not in the order of codes: the search by halves would miss some")
	}
	for _, r := range all {
		if len(r.Code) != 6 || !isDigits(r.Code) || r.Name == "" || r.First < 1980 || r.Last != 0 && r.Last < r.First {
			t.Errorf("damaged row %+v", r)
		}
		for _, s := range r.Successors {
			if _, err := RegionOf(s); err != nil {
				t.Errorf("%s goes to %s, which is not there", r.Code, s)
			}
		}
	}
}

func TestRegionOf(t *testing.T) {
	for _, c := range []struct{ code, name, path string }{
		{"330212", "鄞州区", "浙江省 宁波市 鄞州区"},
		{"330200", "宁波市", "浙江省 宁波市"},
		{"330000", "浙江省", "浙江省"},
		{"110101", "东城区", "北京市 东城区"},
		{"441900", "东莞市", "广东省 东莞市"},
		{"330201", "", "浙江省 宁波市"},
		{"330206", "北仑区", "浙江省 宁波市 北仑区"},
		{"469005", "文昌市", "海南省 文昌市"},
	} {
		r, err := RegionOf(c.code)
		if err != nil || r.Code != c.code || r.Name != c.name || r.Path() != c.path {
			t.Errorf("RegionOf(%s) = %+v, path %q, %v", c.code, r, r.Path(), err)
		}
	}
	for _, code := range []string{"", "330299", "3302", "33021a", "000000", "3302120", "330212 "} {
		if r, err := RegionOf(code); !errors.Is(err, ErrNoRegion) {
			t.Errorf("RegionOf(%q) = %+v, %v", code, r, err)
		}
	}
	r, _ := RegionOf("330227")
	if r.Current() || r.Last != 2002 || !slices.Equal(r.Successors, []string{"330212"}) {
		t.Errorf("鄞县 = %+v", r)
	}
	if r, _ := RegionOf("330206"); !slices.Equal(r.Former, []string{"滨海区"}) {
		t.Errorf("北仑区 = %+v", r)
	}
	if r, _ := RegionOf("330207"); !r.LowConfidence {
		t.Errorf("a doubtful row = %+v", r)
	}
}

func TestFindRegions(t *testing.T) {
	codes := func(rs []Region) (out []string) {
		for _, r := range rs {
			out = append(out, r.Code)
		}
		return out
	}
	for _, c := range []struct {
		query string
		first []string
	}{
		{"鄞州", []string{"330212"}},
		{"鄞州区", []string{"330212"}},
		{"宁波", []string{"330200", "330203", "330205", "330206"}}, // the city, then its districts
		{"宁波 鄞州", []string{"330212"}},
		{"宁波鄞州", []string{"330212"}},
		{"浙江 鄞州", []string{"330212"}},
		{"浙江宁波鄞州", []string{"330212"}},
		{"330212", []string{"330212"}},
		{"３３０２１２", []string{"330212"}},
		{"3302", []string{"330200", "330203"}},
		{"鄞县", []string{"330227", "332226"}}, // abolished, both of them
		{"江北", []string{"330205", "500105"}},
		{"象山", []string{"330225", "450304"}},
	} {
		got := codes(FindRegions(c.query, 5))
		if len(got) < len(c.first) || !slices.Equal(got[:len(c.first)], c.first) {
			t.Errorf("FindRegions(%s) = %v, want %v first", c.query, got, c.first)
		}
	}
	if got := FindRegions("宁波", 3); len(got) != 3 {
		t.Errorf("limit 3 gives %d", len(got))
	}
	for _, q := range []string{"", "  ", "没有这个地方", "999999", strings.Repeat("宁波 ", 40)} {
		if got := FindRegions(q, 0); len(got) != 0 {
			t.Errorf("FindRegions(%q) = %v", q, codes(got))
		}
	}
	all := FindRegions("镇海", 0)
	abolished := slices.IndexFunc(all, func(r Region) bool { return !r.Current() })
	if abolished < 0 || slices.ContainsFunc(all[abolished:], Region.Current) {
		t.Errorf("current ones do not stand first: %v", codes(all))
	}
}
