package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// What is asked of few applicants is not asked of all: before the declaration counts
// anything that an application may say is added with its name and its value.

// moreField is what may be added, under the names that people and scripts have for it.
type moreField struct {
	name, zh, how string
	put           func(a *registry.Application, words []string)
}

func oneText(name, zh string, of func(a *registry.Application) *string) moreField {
	return moreField{name, zh, "", func(a *registry.Application, words []string) { *of(a) = strings.Join(words, " ") }}
}

var moreFields = []moreField{
	oneText("phone", "电话", func(a *registry.Application) *string { return &a.Phone }),
	oneText("address", "住址", func(a *registry.Application) *string { return &a.Address }),
	oneText("building", "楼栋", func(a *registry.Application) *string { return &a.Building }),
	oneText("household", "户号", func(a *registry.Application) *string { return &a.Household }),
	oneText("former", "原编号", func(a *registry.Application) *string { return &a.Former }),
	{"own_number", "户口簿上的号码", "号码 NUMBER", func(a *registry.Application, w []string) {
		a.OwnNumber = documentOf(strings.Join(w, " "))
		a.OwnNumber.Evidence = "hukou"
	}},
	{"other_parent", "父母另一方", "姓名 号码 关系 NAME NUMBER RELATION", func(a *registry.Application, w []string) {
		a.Other = &registry.Guardian{Name: w[0]}
		if len(w) > 1 {
			a.Other.Document = documentOf(w[1])
		}
		if len(w) > 2 {
			a.Other.Relation = relationOf(w[2])
		}
	}},
	{"proxy", "代领人", "姓名 关系 原因 NAME RELATION WHY", func(a *registry.Application, w []string) {
		a.Proxy = proxyTyped(w)
	}},
	{"birth", "出生日期", "YYYY-MM-DD", func(a *registry.Application, w []string) { a.Birth = watch.Day(narrow(w[0])) }},
	{"sex", "性别", "M/F", func(a *registry.Application, w []string) { a.Sex = sexOf(w[0]) }},
	{"fact", "申报的情况", "词或序号 日期 WORD|NUMBER DATE", nil},
	{"been", "到过的地方", "地区 最后一天 PLACE DATE [from]", func(a *registry.Application, w []string) { addFact(a, "been", narrowed(w)) }},
	{"naat", "核酸", "日期 neg|pos DATE neg|pos", func(a *registry.Application, w []string) { addFact(a, "naat", narrowed(w)) }},
}

func narrowed(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = watch.Day(narrow(w))
	}
	return out
}

// addFact adds to a list among the facts.
func addFact(a *registry.Application, key string, value any) {
	var list []json.RawMessage
	_ = json.Unmarshal(a.Facts[key], &list) // none yet
	a.Facts[key] = registry.Body(append(list, registry.Body(value)))
}

// askDeclared asks for the declaration, and takes what is added before it.
func (p *plain) askDeclared(st *station.Station, a *registry.Application) error {
	for asked := false; ; {
		answer, err := p.line("申领人声明属实，写 yes（要补充的：名称 内容；写 ? 看有哪些）", "the applicant declares this true: write yes (to add something: NAME VALUE; ? lists what)")
		if err != nil {
			return err
		}
		switch name, value, _ := strings.Cut(answer, " "); {
		case isYes(narrow(answer)):
			a.Declared = true
			return nil
		case answer == "" && !asked: // a key too many is no reason to begin again
			asked = true
			p.again(scheme.Text{ZH: "没有声明就不能发证：属实的写 yes；不声明写 no，或再按一次回车", EN: "without it nothing is issued: yes declares; no, or Enter once more, does not"})
		case answer == "" || slices.Contains(nones, strings.ToLower(answer)):
			return nil
		case narrow(answer) == "?":
			p.listMore(st.Info().Scheme)
		default:
			if why := p.add(st, a, name, strings.Fields(value)); !why.IsZero() {
				p.again(why)
			}
		}
	}
}

func (p *plain) listMore(s scheme.Scheme) {
	for _, f := range moreFields {
		fmt.Fprintf(p.a.stdout, "  %s %s  %s\n", f.name, f.zh, f.how)
	}
	for _, e := range s.Entries {
		if e.Name == "temp" || e.Name == "been" || e.Name == "naat" {
			continue
		}
		var words []string
		for _, c := range e.Choices {
			words = append(words, c.Label.ZH+" "+c.Word)
		}
		fmt.Fprintf(p.a.stdout, "  %s %s %s%s\n", e.Name, e.Label.ZH, e.Label.EN, bracketed(words))
	}
}

// add adds one value, and says why it does not where the check takes it for none; then
// everything is as it was.
func (p *plain) add(st *station.Station, a *registry.Application, name string, words []string) scheme.Text {
	if len(words) == 0 {
		return scheme.Text{ZH: "先写名称，空一格再写内容；? 列出有哪些", EN: "write the name, a space and the value; ? lists what there is"}
	}
	changed := *a
	changed.Facts = map[string]json.RawMessage{}
	for k, v := range a.Facts {
		changed.Facts[k] = v
	}
	if why := put(st, &changed, name, words); !why.IsZero() {
		return why
	}
	asked := changed
	asked.Declared = true // that is asked next
	v, err := st.Check(p.a.ctx, asked)
	switch {
	case err != nil:
		zh, en := explain(err)
		return scheme.Text{ZH: zh, EN: en}
	case v.Outcome == "INVALID":
		return v.Reason
	}
	*a = changed
	fmt.Fprintf(p.a.stdout, "     已补 added: %s\n", name)
	return scheme.Text{}
}

// put sets what is called so: a field of the application, or an input of the rules.
func put(st *station.Station, a *registry.Application, name string, words []string) scheme.Text {
	rules := st.Info().Scheme
	for _, f := range moreFields {
		switch {
		case name != f.name && name != f.zh:
		case f.put != nil:
			f.put(a, words)
			return scheme.Text{}
		default:
			return putFact(a, st.Questions(), words)
		}
	}
	for _, e := range rules.Entries {
		if name == e.Name || name == e.Label.ZH {
			putEntry(a, e, words)
			return scheme.Text{}
		}
	}
	if _, known := rules.Field(name); known {
		a.SetField(name, strings.Join(words, " "))
		return scheme.Text{}
	}
	return scheme.Text{ZH: "没有这一项；? 列出有哪些，写 yes 声明，no 不声明", EN: "there is no such field; ? lists what there is, yes declares, no does not"}
}

// putFact declares one fact more, or the day of one that was declared.
func putFact(a *registry.Application, questions []scheme.Question, words []string) scheme.Text {
	fact, known := factOf(questions, narrow(words[0]))
	if !known || fact == "" {
		return scheme.Text{ZH: "规则里没有这个词", EN: "the rules know no such word"}
	}
	var all []json.RawMessage
	_ = json.Unmarshal(a.Facts["facts"], &all) // written here
	plainly := string(registry.Body(fact))
	all = slices.DeleteFunc(all, func(raw json.RawMessage) bool { return string(raw) == plainly })
	if len(words) > 1 {
		all = append(all, registry.Body([]string{fact, watch.Day(narrow(words[1]))}))
	} else {
		all = append(all, registry.Body(fact))
	}
	a.Facts["facts"] = registry.Body(all)
	return scheme.Text{}
}

// putEntry sets an input of the rules: yes and no, one of its choices, or what was typed.
func putEntry(a *registry.Application, e scheme.Entry, words []string) {
	text := narrow(strings.Join(words, " "))
	var value any = text
	switch {
	case isYes(text):
		value = true
	case e.Kind == scheme.AnswerEntry && slices.Contains(nones, strings.ToLower(text)):
		value = false
	case e.Kind == scheme.DaysEntry:
		value = narrowed(words)
	case e.Kind == scheme.DayEntry:
		value = watch.Day(text)
	case e.Kind == scheme.CountEntry || e.Kind == scheme.DegreesEntry:
		if json.Valid([]byte(text)) {
			value = json.RawMessage(text)
		}
	}
	for _, c := range e.Choices {
		if text == c.Label.ZH {
			value = c.Word
		}
	}
	object, name := e.In()
	if object == "" {
		a.Facts[name] = registry.Body(value)
		return
	}
	inside := map[string]json.RawMessage{}
	_ = json.Unmarshal(a.Facts[object], &inside) // none yet
	inside[name] = registry.Body(value)
	a.Facts[object] = registry.Body(inside)
}

// proxyTyped is a proxy as typed: name, relation, and why to the end.
func proxyTyped(w []string) *registry.Proxy {
	p := &registry.Proxy{}
	for i, into := range []*string{&p.Name, &p.Relation} {
		if i < len(w) {
			*into = w[i]
		}
	}
	p.Reason = strings.Join(w[min(2, len(w)):], " ")
	return p
}
