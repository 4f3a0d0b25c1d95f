package tui

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// TestLifePageIsDrawn: the page of the guide that tells the life of a pass is the
// registry's own table of steps and of roles, in people's words, with the desk's
// keys. go test ./tui -run LifePage -update draws it anew.
func TestLifePageIsDrawn(t *testing.T) {
	for file, lang := range map[string]widget.Lang{"guide/life.zh.md": widget.ZH, "guide/life.en.md": widget.EN} {
		want := lifePage(lang)
		if screentest.Updating() {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("%s is not what the code does (%v): go test ./tui -run LifePage -update, and look at it\n%s", file, err, want)
		}
	}
}

// Every step that the table knows has its line, and every state.
func TestLifePageLeavesNothingOut(t *testing.T) {
	page := lifePage(widget.EN)
	for _, a := range registry.Arrows() {
		for _, k := range a.Kinds {
			if step := howTo(k); step.verb == "" || !strings.Contains(page, "- "+kindText(k).EN+" (") {
				t.Errorf("%s has no line or no verb", k)
			}
		}
	}
	for _, s := range registry.Statuses {
		if !strings.Contains(page, "- "+statusText(s).EN+": ") {
			t.Errorf("%s has no line", s)
		}
	}
}

// lifeStep is how a step is done: the verb, and the key at the desk where one does it.
type lifeStep struct {
	verb string
	keys []widget.Binding
}

func howTo(k registry.Kind) lifeStep {
	s := lifeSteps[k]
	for _, a := range paperActs {
		if a.kind == k {
			s.keys = append(s.keys, a.key)
		}
	}
	for name, kind := range daily {
		if kind == k {
			s.keys = append(s.keys, widget.NewBinding(widget.T{}, name))
		}
	}
	return s
}

var lifeSteps = map[registry.Kind]lifeStep{
	registry.Issued: {"issue", []widget.Binding{keyEnter}}, registry.Reissued: {"issue", []widget.Binding{keyEnter}},
	registry.PrintIntended: {"print passes", []widget.Binding{keyPrint}}, registry.PrintedOut: {verb: "print outcome"},
	registry.Reprinted: {"reprint", []widget.Binding{keyPrint}}, registry.Corrected: {"correct", []widget.Binding{keyFacts}},
	registry.Signed: {verb: "sign"}, registry.Cancelled: {verb: "cancel"}, registry.Voided: {verb: "void"}, registry.Lost: {verb: "lost"},
	registry.Returned: {verb: "return --outcome returned"}, registry.ReturnRefused: {verb: "return --outcome refused"},
	registry.NotFound: {verb: "return --outcome not_found"}, registry.RecallOrdered: {verb: "recall"}, registry.Reinstated: {verb: "reinstate"},
	registry.Expired: {verb: "day open"}, registry.CopySkipped: {verb: "restore, epoch new"},
}

func lifePage(lang widget.Lang) string {
	var b strings.Builder
	for i, p := range []widget.T{
		{ZH: "# 一张证的一生", EN: "# The life of a pass"},
		{ZH: "编号跟人走，一生不变；变的是纸，补打、变更、重新签发都是下一份。这一页由程序里的规定画出，别的步骤一律不准。",
			EN: "The number stays with its person for life; papers change, and whatever is printed again, corrected or issued again is the next copy. This page is drawn from the program's own table: any other step is refused."},
		{ZH: "每一步怎么做、谁可以做（按键在这张证的屏幕上；后面是脚本用的命令）：", EN: "How each step is done, and by whom (the key on the screen of the pass; then the verb for scripts):"},
	} {
		fmt.Fprintln(&b, p.In(lang))
		if i < 2 {
			fmt.Fprintln(&b)
		}
	}
	fmt.Fprintln(&b)
	for _, k := range lifeKinds() {
		fmt.Fprintf(&b, "- %s\n", stepLine(k, lang))
	}
	fmt.Fprintf(&b, "\n%s\n\n", widget.T{ZH: "从哪种状态可以走到哪里（打印和它的结果不改变状态的，不列）：",
		EN: "What may follow each state (prints, and what came out, are left out where they change nothing):"}.In(lang))
	for _, s := range registry.Statuses {
		fmt.Fprintf(&b, "- %s%s%s\n", statusText(s).In(lang), widget.T{ZH: "：", EN: ": "}.In(lang), stateLine(s, lang))
	}
	return b.String()
}

// lifeKinds are the steps in the order in which the table tells them first.
func lifeKinds() []registry.Kind {
	var out []registry.Kind
	for _, s := range append([]registry.Status{""}, registry.Statuses...) {
		for _, k := range registry.Allowed(s) {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

func stepLine(k registry.Kind, lang widget.Lang) string {
	step, who := howTo(k), []string{}
	for _, r := range roleDigits {
		if registry.May([]registry.Role{r.role}, registry.Doing(k)) == nil {
			who = append(who, r.text.In(lang))
		}
	}
	done := []string{}
	for _, b := range step.keys {
		done = append(done, widget.KeyLabel(b.Names[0], lang))
	}
	sep, end := "；", "、"
	if lang == widget.EN {
		sep, end = "; ", ", "
	}
	by := strings.Join(who, end)
	if k == registry.Expired {
		by = widget.T{ZH: "程序自己登记", EN: "the program by itself"}.In(lang)
	}
	open, shut := "（", "）"
	if lang == widget.EN {
		open, shut = " (", ")"
	}
	return kindText(k).In(lang) + open + strings.Join(append(done, step.verb), sep) + shut + widget.T{ZH: "：", EN: ": "}.In(lang) + by
}

func stateLine(s registry.Status, lang widget.Lang) string {
	comma, or, between := "、", "或", "；"
	if lang == widget.EN {
		comma, or, between = ", ", " or ", "; "
	}
	var parts []string
	for _, a := range registry.Arrows() {
		if a.From != s {
			continue
		}
		var steps, to []string
		for _, k := range a.Kinds {
			if printing := k == registry.PrintIntended || k == registry.PrintedOut || k == registry.CopySkipped; !printing || !slices.Equal(a.To, []registry.Status{s}) {
				steps = append(steps, kindText(k).In(lang))
			}
		}
		for _, next := range a.To {
			to = append(to, statusText(next).In(lang))
		}
		if len(steps) > 0 {
			parts = append(parts, strings.Join(steps, comma)+" → "+strings.Join(to, or))
		}
	}
	return strings.Join(parts, between)
}
