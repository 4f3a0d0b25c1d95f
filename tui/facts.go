package tui

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// facts are what the desk has entered of the scheme's inputs: the questions that
// are not answered "none", what was measured, and what was shown or said.
type facts struct {
	yes  map[string]bool       // question's fact → answered with yes
	on   map[string]civil.Date // the day of such a fact, where one was said
	temp float64               // °C; 0: not measured
	said map[string]said       // other inputs by name, see scheme.Entry
	seen map[string]bool       // papers that the scheme wants to be seen

	unread map[string]string // by field of F2: text that cannot be read; see unread.go
}

// said is an input as it was typed or chosen, and as the rules read it.
type said struct {
	text  string
	value json.RawMessage
}

func (f facts) none() bool {
	return len(f.yes) == 0 && f.temp == 0 && len(f.said) == 0 && len(f.seen) == 0
}

func (f facts) clone() facts {
	f.yes, f.on, f.said, f.seen = maps.Clone(f.yes), maps.Clone(f.on), maps.Clone(f.said), maps.Clone(f.seen)
	f.unread = maps.Clone(f.unread)
	return f
}

func (f facts) equal(g facts) bool {
	same := func(a, b said) bool { return a.text == b.text }
	return maps.Equal(f.yes, g.yes) && maps.Equal(f.on, g.on) && f.temp == g.temp && maps.EqualFunc(f.said, g.said, same) &&
		maps.Equal(f.seen, g.seen) && maps.Equal(f.unread, g.unread)
}

// toggle answers a question the other way.
func toggle(m *map[string]bool, key string) {
	if *m == nil {
		*m = map[string]bool{}
	}
	if (*m)[key] {
		delete(*m, key)
	} else {
		(*m)[key] = true
	}
}

// say enters an input; without a text it is not said.
func (f *facts) say(name string, v said) {
	delete(f.unread, name)
	if v.text == "" {
		delete(f.said, name)
		return
	}
	if f.said == nil {
		f.said = map[string]said{}
	}
	f.said[name] = v
}

// sayDay dates a fact that was answered with yes; the zero day undates it.
func (f *facts) sayDay(fact string, day civil.Date) {
	delete(f.unread, onDay+fact)
	if day.IsZero() {
		delete(f.on, fact)
		return
	}
	if f.on == nil {
		f.on = map[string]civil.Date{}
	}
	f.on[fact] = day
}

// sayTemp enters the temperature; 0 is not measured.
func (f *facts) sayTemp(t float64) {
	delete(f.unread, fTemp)
	f.temp = t
}

// turn goes on to the next answer of an entry: for an answer first the one that
// does not go without saying, then the other; for a choice one after the other;
// behind the last it is not said.
func (f *facts) turn(e scheme.Entry) {
	order := answersOf(e)
	i := slices.IndexFunc(order, func(v said) bool { return v.text == f.said[e.Name].text })
	if i+1 < len(order) {
		f.say(e.Name, order[i+1])
	} else {
		f.say(e.Name, said{})
	}
}

// The two answers, as facts.said keeps them.
const (
	saidYes = "yes"
	saidNo  = "no"
)

// answersOf are the answers or choices of an entry in the order of Enter.
func answersOf(e scheme.Entry) []said {
	var out []said
	for _, c := range e.Choices {
		out = append(out, said{c.Word, registry.Body(c.Word)})
	}
	if e.Kind == scheme.AnswerEntry {
		out = []said{{saidYes, registry.Body(true)}, {saidNo, registry.Body(false)}}
		if e.Usual == scheme.Yes {
			slices.Reverse(out)
		}
	}
	return out
}

// json writes the facts under the names of the rules, over those that a list
// brought.
func (f facts) json(base map[string]json.RawMessage) map[string]json.RawMessage {
	if f.none() {
		return base
	}
	out := maps.Clone(base)
	if out == nil {
		out = map[string]json.RawMessage{}
	}
	if len(f.yes) > 0 {
		out["facts"] = registry.Body(f.dated())
	}
	if len(f.seen) > 0 {
		out["evidence"] = registry.Body(sorted(f.seen))
	}
	if f.temp > 0 {
		out["temp"] = registry.Body(f.temp)
	}
	for name, v := range f.said {
		object, part, inside := strings.Cut(name, ".")
		if !inside {
			out[name] = v.value
			continue
		}
		whole := map[string]json.RawMessage{}
		_ = json.Unmarshal(out[object], &whole) // what a list brought, if it is an object
		whole[part] = v.value
		out[object] = registry.Body(whole)
	}
	return out
}

// dated are the facts as the rules take them: a word, or a word with its day.
func (f facts) dated() []any {
	var list []any
	for _, fact := range sorted(f.yes) {
		if day, ok := f.on[fact]; ok {
			list = append(list, [2]string{fact, day.String()})
		} else {
			list = append(list, fact)
		}
	}
	return list
}
