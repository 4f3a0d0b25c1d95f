package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// asks is every screen that asks for something, each in every form that it has: made on
// the desk that somebody has come to.
var asks = map[string]func(d *desk, h *home) []screen{
	"home": func(d *desk, h *home) []screen {
		var all []screen
		for _, kind := range []formKind{adultForm, otherForm, childForm} {
			c := newHome(d)
			c.draft = &draft{kind: kind, form: c.formOf(d, kind)}
			all = append(all, c)
		}
		place := newHome(d)
		place.askPlace(d, nil)
		return append(all, newHome(d), place)
	},
	"household": func(d *desk, h *home) []screen { return []screen{newHousehold(d, h)} },
	"facts": func(d *desk, h *home) []screen {
		a := &draft{form: h.formOf(d, adultForm), facts: facts{yes: map[string]bool{"cough": true}}}
		return []screen{newFactsScreen(d, h, a).atField(fTemp)}
	},
	"correction": func(d *desk, h *home) []screen {
		var all []screen
		for _, kind := range []formKind{adultForm, otherForm, childForm} {
			s := &correctScreen{h: h, a: &draft{kind: kind}, kept: map[string]string{}}
			s.fields(d)
			all = append(all, s)
		}
		return all
	},
	"errands": func(d *desk, h *home) []screen {
		var all []screen
		for _, e := range append(slices.Clone(errands), liftErrand) {
			all = append(all, newErrand(d, e))
		}
		return all
	},
	"imports": func(d *desk, h *home) []screen {
		return []screen{newRecallImport(d), newWatchImport(d), newResidentImport(d)}
	},
	"exchange": func(d *desk, h *home) []screen {
		d.p.Desk.(*fakeStation).outbox.Upstream = true
		s := newExchange(d, h)
		s.ask(d, ExchangeWith{Target: "https://x"})
		return []screen{s}
	},
	"operators": func(d *desk, h *home) []screen {
		added, changed := newOperators(d), newOperators(d)
		added.askNew(d)
		changed.askPassphrase(d, "样例员")
		return []screen{added, changed}
	},
	"settings": func(d *desk, h *home) []screen {
		var all []screen
		for i := range newSettings(d).all {
			s := newSettings(d)
			s.keeper, s.chosen = true, i
			s.key(d, named("enter"))
			all = append(all, s)
		}
		return all
	},
	"calibration": func(d *desk, h *home) []screen { return []screen{newCalibrate(d)} },
	"card sheet": func(d *desk, h *home) []screen {
		return []screen{newCardSheet(h, nil, registry.Laying{PerSheet: 10}, 1)}
	},
	"job": func(d *desk, h *home) []screen { return []screen{newJob(h, registry.PrintJob{})} },
	"lists": func(d *desk, h *home) []screen {
		return []screen{newQueue(d, h), newAppeals(d, h), newRecalls(d, h), newDoors(d, h, "3幢"), newResidents(d, h)}
	},
	"lock": func(d *desk, h *home) []screen {
		whole := newUnlock(d, "样例员")
		d.p.Desk.(*fakeStation).pins = []string{"样例员"}
		return []screen{whole, newUnlock(d, "样例员")}
	},
	"set-up": func(d *desk, h *home) []screen {
		d.p.Setup = &fakeSetup{}
		var all []screen
		for step := stepScheme; step <= stepRecovery; step++ {
			s := newSetup(d)
			s.enter(d, step)
			all = append(all, s)
		}
		return all
	},
	"confirmations": func(d *desk, h *home) []screen {
		c := func() *widget.Confirm {
			return d.confirm("x", widget.ConfirmSpec{Title: tRecallTitle, Also: tEvidence, Key: keyRecall, Now: d.now})
		}
		family := newHousehold(d, h)
		family.entry.confirm = c()
		held := newHome(d)
		held.confirm = c()
		recalls, doors, rows := newRecalls(d, h), newDoors(d, h, "3幢"), newUnlisted(d, h)
		recalls.confirm, doors.confirm, rows.confirm = c(), c(), c()
		detail, cased := newDetail(d, h, ""), newCase(h, 1)
		detail.confirm, cased.confirm = c(), c()
		return []screen{held, family, detail, &correctScreen{h: h, a: &draft{}, confirm: c()}, cased, recalls, doors, rows}
	},
}

// fieldsOf presses Tab until the cursor is where it was.
func fieldsOf(d *desk, s screen) []*widget.Field {
	first := cursorOf(s)
	if first == nil {
		return nil
	}
	out := []*widget.Field{first}
	for range 30 {
		if c := confirmationOf(s); c != nil {
			c.Update(named("tab"), d.lang)
		} else if form := formOf(s); form != nil {
			form.Update(named("tab"))
		}
		f := cursorOf(s)
		if f == first {
			return out
		}
		out = append(out, f)
	}
	return out
}

// formOf is the form that a screen shows.
func formOf(s screen) *widget.Form {
	switch s := s.(type) {
	case *home:
		if a := s.shown(); a != nil {
			return a.form
		}
		return nil
	case *householdScreen:
		return formOf(s.entry)
	case *correctScreen:
		return s.a.form
	}
	form := reflect.ValueOf(s).Elem().FieldByName("form")
	if !form.IsValid() || form.IsNil() {
		return nil
	}
	return (*widget.Form)(form.UnsafePointer())
}

// F1 in every field of every form and dialog says what that field takes: a text of its
// own, in both languages, that says more than the label, over everything else.
func TestF1ExplainsEveryField(t *testing.T) {
	seen := map[string]bool{}
	for name, made := range asks {
		for _, kind := range []string{"community", "police"} {
			x := atScreen(t, nil)
			x.f.kind = kind
			d := x.d
			for _, s := range made(d, d.stack[0].(*home)) {
				texts := map[string]string{}
				for _, f := range fieldsOf(d, s) {
					key := f.Spec().Key
					seen[key] = true
					told := f.Spec().Help
					for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
						if text := told.In(lang); utf8.RuneCountInString(text) < 16 || strings.HasPrefix(f.Spec().Label.In(lang), text) {
							t.Errorf("%s (%T): F1 on %q says only %q", name, s, key, text)
						}
					}
					if other, twice := texts[told.ZH]; twice {
						t.Errorf("%s (%T): %s and %s have the same text", name, s, other, key)
					}
					texts[told.ZH] = key
				}
			}
		}
	}
	for _, s := range scheme.All() {
		for _, e := range s.Entries {
			if why := entryWhy[e.Kind]; e.Typed() && (why.ZH == "" || why.EN == "") {
				t.Errorf("%s: nobody says what %s is for", s.Code, e.Name)
			}
		}
	}
	for _, key := range keysOfSpecs(t) {
		if !seen[key] {
			t.Errorf("no F1 was pressed in the field %q: put its screen into asks", key)
		}
	}
}

// The key itself, on every screen with a field: the help opens, and begins with it.
func TestF1OpensOnEveryField(t *testing.T) {
	for name, made := range asks {
		x := atScreen(t, nil)
		h := x.d.stack[0].(*home)
		for _, s := range made(x.d, h) {
			f := cursorOf(s)
			if f == nil {
				continue
			}
			x.d.stack = []screen{h, s}
			for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
				x.d.lang = lang
				if _, always := x.d.keys(); !slices.ContainsFunc(always, func(b widget.Binding) bool { return b.Has("f1") }) {
					t.Errorf("%s (%T): the last line does not name F1", name, s)
				}
				x.clock.Advance(time.Second)
				x.press("f1")
				help, ok := x.d.top().(*helpScreen)
				if !ok {
					t.Errorf("%s (%T): F1 is dead", name, s)
					break
				}
				title, begin := f.Spec().Label.In(lang), widget.Wrap(f.Spec().Help.In(lang), x.d.w-2)[0]
				if shown := unpainted(strings.Join(help.text(x.d), "\n")); !strings.Contains(shown, title+"\n"+begin) {
					t.Errorf("%s (%T): F1 does not say of %q: %.200s", name, s, title, shown)
				}
				x.press("esc")
			}
		}
	}
}

// A screen that has a field, a form or a confirmation says where its cursor is.
func TestEveryFieldIsSomeScreens(t *testing.T) {
	for _, s := range everyScreen {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(s).Elem()) {
			_, fields := s.(fielded)
			_, confirms := s.(confirming)
			switch f.Type {
			case reflect.TypeFor[*widget.Form](), reflect.TypeFor[*widget.Field]():
				if !fields {
					t.Errorf("%T has a field and no cursorIn", s)
				}
			case reflect.TypeFor[*widget.Confirm]():
				if !confirms {
					t.Errorf("%T has a confirmation that F1 does not know", s)
				}
			}
		}
	}
}

// keysOfSpecs are the keys of all fields whose key stands in the code.
func keysOfSpecs(t *testing.T) []string {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	constants, keys := map[string]string{}, []string(nil)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					if text, ok := literal(v); ok {
						constants[n.Names[i].Name] = text
					}
				}
			case *ast.CompositeLit:
				keys = append(keys, keyOfSpec(n)...)
			}
			return true
		})
	}
	for i, k := range keys {
		if text, ok := constants[k]; ok {
			keys[i] = text
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return slices.Contains([]string{"key", "fact", "Key", "Name"}, k) })
}

// keyOfSpec is the key of a field's spec, as a literal or the name of a constant.
func keyOfSpec(n *ast.CompositeLit) (keys []string) {
	labelled := false
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch name, _ := kv.Key.(*ast.Ident); {
		case name == nil:
		case name.Name == "Max":
			labelled = true
		case name.Name == "Key":
			if text, ok := literal(kv.Value); ok {
				keys = append(keys, text)
			} else if id, ok := kv.Value.(*ast.Ident); ok {
				keys = append(keys, id.Name)
			}
		}
	}
	if !labelled {
		return nil
	}
	return keys
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// Over a preview there is no field: F1 says what its views hold and which key does what.
func TestF1ExplainsAPreview(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	recalls, watched := newRecallImport(d), newWatchImport(d)
	for _, s := range []*recallImport{recalls, watched} {
		s.take(&station.RecallPreview{})
	}
	residents := newResidentImport(d)
	residents.take(&station.ResidentPreview{})
	for s, want := range map[screen]string{recalls: "Ctrl+F", watched: "Ctrl+B", residents: "居民名单"} {
		help := &helpScreen{below: s}
		if about := help.about(d); len(about) != 2 || !strings.Contains(about[1].text, want) || !strings.Contains(about[1].text, "Tab 换视图") {
			t.Errorf("%T: %v", s, about)
		}
	}
}
