package tui

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

func factsOf(t *testing.T, text string) map[string]json.RawMessage {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDeclaredText(t *testing.T) {
	d, s := &desk{lang: widget.ZH}, newFake().Info().Scheme
	for stated, want := range map[string]string{
		`{}`: "",
		`{"facts":["close_contact"],"temp":36.5}`:                                                  "与确诊病人有密切接触|体温 36.5",
		`{"facts":[["cross_province","2020-03-01"],"moon"]}`:                                       "有跨省旅居经历  2020-03-01|moon",
		`{"isolation":{"start":"2020-03-05","days_done":5,"release_paper":true,"place":"home"}}`:   "已隔离天数 5|隔离的地方 居家|有解除隔离证明|隔离开始 2020-03-05",
		`{"naat":[["2020-03-01","neg"],["2020-03-05","pos"]],"smartphone":false,"colour":"green"}`: "健康码颜色 绿码|核酸 2020-03-01 阴性|核酸 2020-03-05 阳性|有智能手机 否",
		`{"been":[["武汉","2020-02-20"]],"made_up":{"seen":true,"by":"x"},"left":null}`:              "到过的地方 武汉 2020-02-20|made_up.by x|made_up.seen 是",
	} {
		if got := strings.Join(declaredText(d, s, factsOf(t, stated)), "|"); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", stated, got, want)
		}
	}
}

// Who applies anew is asked again: what was stated is there to be changed, what
// was measured or counted on that day is not.
func TestAskAnew(t *testing.T) {
	s := newFake().Info().Scheme
	a := &draft{base: registry.Application{Facts: factsOf(t, `{"facts":[["cross_province","2020-03-01"]],"temp":38.1,"colour":"yellow",
		"isolation":{"start":"2020-03-05","days_done":2,"release_paper":true},"naat":[["2020-03-01","neg"]],"evidence":["work_proof"]}`)}}
	a.askAnew(s)
	got := string(registry.Body(a.facts.json(a.base.Facts)))
	want := `{"colour":"yellow","facts":[["cross_province","2020-03-01"]],"isolation":{"release_paper":true,"start":"2020-03-05"},"naat":[["2020-03-01","neg"]]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	toggle(&a.facts.yes, "cross_province")
	a.facts.say("colour", said{})
	if after := string(registry.Body(a.facts.json(a.base.Facts))); strings.Contains(after, "cross_province") || strings.Contains(after, "colour") {
		t.Errorf("an answer that was taken back stays: %s", after)
	}
	if _, err := scheme.ParseInputs([]byte(want)); err != nil {
		t.Errorf("the rules do not read it: %v", err)
	}
}
