package tui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/iso7064"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

// The synthetic persons of these tests.
const (
	fatherID = "330212198505059315"
	motherID = "330203198706069345"
	oldID    = "330204194605129036"
)

var fakeDay = civil.New(2020, 3, 10)

// citizen makes a number with the right check digit.
func citizen(region, birth string, serial int) string {
	body := fmt.Sprintf("%s%s%03d", region, birth, serial)
	return body + string(iso7064.Mod11_2(body))
}

// fakePass is a pass of the fake station.
type fakePass struct {
	app     registry.Application
	number  registry.Number
	copy    int
	status  registry.Status
	key     int64
	history []station.Happened
}

// fakeStation behaves like a station whose register is in memory. A test may
// hold Issue at a gate to look at the time in between.
type fakeStation struct {
	hours     [24]int       // passes of the day, by its hours
	sorted    chan struct{} // closed when names are found
	mu        sync.Mutex
	residents map[int64]registry.Application
	initials  map[int64]string
	passes    []*fakePass
	cases     []station.Case // of people who stand on no list
	refused   []station.Verdict
	directory []station.Place      // of the police
	slipped   []int64              // cases whose slips were printed
	noticed   []station.NoticeKind // that were printed
	locked    bool
	pass      string // the passphrase
	serial    int
	kind      string   // of the issuing point; "" is a community
	pins      []string // operators whose PIN lifts a lock
	fail      error
	gate      chan struct{} // Issue waits for it when it is not nil
	entered   chan struct{}
	refs      map[string]station.Verdict
	scheme    *scheme.Scheme // nil: ningbo
	outbox    station.Outbox
	upstream  []station.UpstreamTask
	old       []station.OpenRecall // papers that others replaced, or whose number ended
}

func newFake() *fakeStation {
	sorted := make(chan struct{})
	close(sorted)
	return &fakeStation{sorted: sorted, residents: map[int64]registry.Application{}, initials: map[int64]string{}, pass: "correct horse battery", refs: map[string]station.Verdict{}}
}

func (f *fakeStation) resident(id int64, initials string, a registry.Application) {
	f.residents[id], f.initials[id] = a, initials
}

func adult(name, number string) registry.Application {
	return registry.Application{Name: name, Document: &registry.Document{Type: "RIC18", Number: number}, Building: "3幢"}
}

func childOf(name, birth, sex, guardian, relation string) registry.Application {
	return registry.Application{Name: name, Birth: birth, Sex: sex, Building: "3幢",
		Guardian: &registry.Guardian{Relation: relation, Document: &registry.Document{Type: "RIC18", Number: guardian}}}
}

// peopled is a fake station with a parent of four children and two others.
func peopled() *fakeStation {
	f := newFake()
	f.resident(1, "ylf", adult("样例父", fatherID))
	f.resident(2, "ylm", adult("样例母", motherID))
	f.resident(3, "ylcz", childOf("样例长子", "2014-04-01", "M", fatherID, "father"))
	f.resident(4, "ylcn", childOf("样例次女", "2017-09-09", "F", fatherID, "father"))
	f.resident(5, "ylsz", childOf("样例三子", "2019-01-02", "M", fatherID, "father"))
	f.resident(6, "yll", adult("样例老", oldID))
	f.resident(7, "ylsn", childOf("样例四子", "2020-01-03", "M", fatherID, "father"))
	for id, home := range map[int64]string{1: "3幢-101", 2: "3幢-101", 3: "3幢-101", 4: "3幢-101", 5: "3幢-101", 6: "3幢-202", 7: "3幢-101"} {
		r := f.residents[id]
		r.Household = home
		f.residents[id] = r
	}
	return f
}

func (f *fakeStation) Info() station.Info {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		panic(err)
	}
	if f.scheme != nil {
		s = *f.scheme
	}
	return station.Info{Scheme: s, Division: "330212", Code: 931, Point: registry.Point{Kind: f.pointKind(), Name: "样例社区"}, OwnRoot: !f.outbox.Upstream, Epoch: 1, Operators: []string{"样例员"}, PINs: f.pins}
}

func (f *fakeStation) pointKind() string {
	if f.kind == "" {
		return "community"
	}
	return f.kind
}

func (f *fakeStation) PrepareSearch() {}

// Searching is half way for as long as Find is held up.
func (f *fakeStation) Searching() (done, of int) {
	select {
	case <-f.sorted:
		return 8, 8
	default:
		return 3, 8
	}
}

func (f *fakeStation) UnlockForDay(_ context.Context, _ string, passphrase []byte, _ string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if string(passphrase) != f.pass {
		return station.ErrWrongPassphrase
	}
	f.locked = false
	return nil
}

func (f *fakeStation) Resume(context.Context, string, string) error { return station.ErrNoPIN }
func (f *fakeStation) ForgetPINs()                                  {}
func (f *fakeStation) IdleMinutes() int                             { return 0 }
func (f *fakeStation) Operators(context.Context) ([]station.Operator, error) {
	return []station.Operator{{Name: "样例员", Roles: []registry.Role{registry.Officer, registry.Keeper}}}, nil
}
func (f *fakeStation) MayKeepOperators() error                                           { return nil }
func (f *fakeStation) AddOperator(context.Context, []byte, station.NewOperator) error    { return nil }
func (f *fakeStation) DisableOperator(context.Context, string) error                     { return nil }
func (f *fakeStation) ChangePassphrase(context.Context, []byte, []byte, seal.Cost) error { return nil }
func (f *fakeStation) ResetPassphrase(context.Context, []byte, string, []byte, seal.Cost) error {
	return nil
}

func (f *fakeStation) MayDo(registry.Command) error                                { return nil }
func (f *fakeStation) SchemeSettings() []scheme.Setting                            { return f.Info().Scheme.Settings }
func (f *fakeStation) ChangeSetting(context.Context, string, string, string) error { return nil }

func (f *fakeStation) SealAside(plain []byte) ([]byte, error)  { return slices.Clone(plain), nil }
func (f *fakeStation) OpenAside(sealed []byte) ([]byte, error) { return sealed, nil }

func (f *fakeStation) Locked() bool { f.mu.Lock(); defer f.mu.Unlock(); return f.locked }
func (f *fakeStation) Lock()        { f.mu.Lock(); defer f.mu.Unlock(); f.locked = true }
func (f *fakeStation) Operator() string {
	return "样例员"
}

func (f *fakeStation) ReadDocument(input, declared string) iddoc.Reading {
	return iddoc.Read(input, declared, fakeDay)
}

func (f *fakeStation) Questions() []scheme.Question { return f.Info().Scheme.Questions }
func (f *fakeStation) Declaration() scheme.Text     { return f.Info().Scheme.Declaration }

// Foretell: the fake asks for a name first, which decides nothing here.
func (f *fakeStation) Foretell(a registry.Application) (station.Verdict, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a.Name = "样例"
	v, _ := f.check(a)
	return v, a.Document != nil && strings.HasPrefix(v.Outcome, "REFER")
}

func (f *fakeStation) Check(_ context.Context, a registry.Application) (station.Verdict, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, _ := f.check(a)
	return v, nil
}

func printedID(a registry.Application) string {
	if a.Document != nil {
		return a.Document.Number
	}
	if a.Guardian != nil && a.Guardian.Document != nil {
		return a.Guardian.Document.Number
	}
	return ""
}

// samePerson: one number, or one child of one parent.
func samePerson(a, b registry.Application) bool {
	if (a.Document == nil) != (b.Document == nil) || printedID(a) != printedID(b) {
		return false
	}
	return a.Document != nil || a.Birth == b.Birth && a.Sex == b.Sex && a.Name == b.Name
}

func (f *fakeStation) check(a registry.Application) (station.Verdict, *fakePass) {
	v := station.Verdict{Ref: a.Ref, Outcome: "INVALID", Warnings: []string{}}
	bad := func(field, zh, en string) (station.Verdict, *fakePass) {
		v.Field, v.Reason = field, scheme.Text{ZH: zh, EN: en}
		return v, nil
	}
	if strings.TrimSpace(a.Name) == "" {
		return bad("name", "请填写申领人姓名", "give the name")
	}
	r := iddoc.Read(printedID(a), "auto", fakeDay)
	if a.Document != nil {
		r = iddoc.Read(a.Document.Number, a.Document.Declared(), fakeDay)
	}
	if !r.Valid && !r.Overridable() {
		zh, en := iddoc.Explain(r)
		return bad("document", zh, en)
	}
	if a.Document == nil && (a.Birth == "" || a.Sex == "") {
		return bad("birth", "儿童须填出生日期和性别", "a child needs birth and sex")
	}
	in := map[string]json.RawMessage{"channel": registry.Body(f.pointKind()), "doc": registry.Body(string(r.Type)), "declared": registry.Body(true)}
	if a.Document == nil {
		in["doc"], in["parent_id"], in["parent_relation"], in["age"] = registry.Body(nil), registry.Body(string(r.Type)), registry.Body(a.Guardian.Relation), registry.Body(6)
	}
	for k, x := range a.Facts {
		in[k] = x
	}
	if a.Proxy != nil {
		in["applicant"], in["proxy_reason"] = registry.Body("proxy"), registry.Body(a.Proxy.Reason)
	}
	inputs, err := scheme.ParseInputs(registry.Body(in))
	if err != nil {
		return bad("facts", err.Error(), err.Error())
	}
	e, err := f.Info().Scheme.Evaluate(f.Info().Scheme.DeskWord, inputs, fakeDay)
	if err != nil {
		return bad("facts", err.Error(), err.Error())
	}
	v.Outcome, v.Colour, v.Reason, v.Cite, v.Advice = e.Outcome, e.Colour, e.Reason, e.Cite, e.Advice
	if v.Outcome == "REFER_POLICE" {
		v.Where = f.directory
	}
	v.Rule, v.Source, v.Settings = e.Rule, e.Source, e.Settings
	v.StationSet = f.Info().Scheme.Departed(e.Settings)
	if v.Outcome != "ISSUE" {
		if v.Next, err = f.Info().Scheme.Next(f.Info().Scheme.DeskWord, inputs, fakeDay); err != nil {
			return bad("facts", err.Error(), err.Error())
		}
		return v, nil
	}
	for _, p := range f.passes {
		if samePerson(p.app, a) {
			if p.status.InHand() {
				v.Outcome, v.Reason, v.Related = "BLOCK", scheme.Text{ZH: "已有有效证，不得重复发证", EN: "Active pass exists"}, []string{p.number.String()}
				v.Compare = true
				v.Rule, v.Key, v.Cite, v.Source = "K1", "K1", "证件编号必须一人一号", "001_098f4768"
				return v, p
			}
			v.Number, v.Copy = p.number, p.copy+1
			return v, p
		}
	}
	return f.besideTwin(a, v), nil
}

// besideTwin asks about a child born to the same parent on the same day.
func (f *fakeStation) besideTwin(a registry.Application, v station.Verdict) station.Verdict {
	for _, p := range f.passes {
		if a.Document == nil && p.app.Document == nil && printedID(a) == printedID(p.app) && a.Birth == p.app.Birth && a.Sex == p.app.Sex {
			v.Related = append(v.Related, p.number.String())
		}
	}
	if len(v.Related) == 0 {
		return v
	}
	v.Compare, v.Choice, v.Rule, v.Key, v.Warnings = true, "twins_similar_name", "twins_similar_name", "K2", []string{"twins_similar_name"}
	v.Reason = scheme.Text{ZH: "同日生、同音名：请确认是双胞胎不是笔误", EN: "Same birth day and homophone names: twins or a typo? ask once"}
	if said := a.Choice; said != nil && said.Same {
		v.Outcome, v.Related = "SAME_PERSON", []string{said.Number}
		v.Reason = scheme.Text{ZH: "对照两份记录，确认为同一人，不另发证", EN: "both records were compared: one person, no second pass"}
	}
	return v
}

func (f *fakeStation) Issue(_ context.Context, a registry.Application, print bool) (station.Verdict, error) {
	f.mu.Lock()
	gate, entered := f.gate, f.entered
	f.mu.Unlock()
	if gate != nil {
		close(entered)
		<-gate
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		return station.Verdict{}, f.fail
	}
	if v, ok := f.refs[a.Ref]; ok && a.Ref != "" {
		return v, nil
	}
	v, old := f.check(a)
	if v.Outcome == "INVALID" {
		return v, nil
	}
	if !v.Issues() {
		v.Case = int64(len(f.refused) + 1)
		f.refused = append(f.refused, v)
		return v, nil
	}
	p := old
	if p == nil {
		f.serial++
		n, err := registry.NewNumber("12", 931, 1, 7, f.serial)
		if err != nil {
			return v, err
		}
		p = &fakePass{number: n, key: int64(len(f.passes) + 1)}
		f.passes = append(f.passes, p)
	}
	p.app, p.copy, p.status = a, p.copy+1, registry.StatusIssued
	p.happen(registry.Issued, "ISSUE")
	if a.Choice != nil {
		p.happen(registry.Overridden, "two_people: "+a.Choice.Warning+": "+v.Related[0])
	}
	if print {
		p.happen(registry.PrintIntended, "walkin")
	}
	v.Number, v.Copy = p.number, p.copy
	f.refs[a.Ref] = v
	return v, nil
}

func (f *fakeStation) CheckHousehold(_ context.Context, family []registry.Application) ([]station.Member, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.weighed(family), nil
}

// weighed is each of a family against the register and those before.
func (f *fakeStation) weighed(family []registry.Application) (all []station.Member) {
	for i, a := range family {
		v, _ := f.check(a)
		m := station.Member{Verdict: v}
		for k, b := range family[:i] {
			if samePerson(a, b) {
				m.Outcome, m.Like, m.Reason = "BLOCK", k+1, scheme.Text{ZH: fmt.Sprintf("和这一户的第 %d 人是同一个人，只能发一张", k+1), EN: fmt.Sprintf("the same person as number %d of this household: one pass only", k+1)}
			} else if a.Document == nil && b.Document == nil && a.Birth == b.Birth && a.Choice == nil && m.Issues() {
				m.Like, m.Choice, m.Rule, m.Warnings = k+1, "twins_similar_name", "twins_similar_name", []string{"twins_similar_name"}
				m.Reason = scheme.Text{ZH: "同日生、同音名：请确认是双胞胎不是笔误", EN: "Same birth day and homophone names: twins or a typo? ask once"}
			}
		}
		all = append(all, m)
	}
	return all
}

func (f *fakeStation) IssueHousehold(ctx context.Context, family []registry.Application) ([]station.Member, error) {
	f.mu.Lock()
	all, failing := f.weighed(family), f.fail
	f.mu.Unlock()
	if failing != nil {
		return nil, failing
	}
	for _, m := range all {
		if !m.Ready() {
			return all, nil
		}
	}
	for i, a := range family {
		a.Choice = nil // of twins in one household the fake asks nothing more
		v, err := f.Issue(ctx, a, false)
		if err != nil {
			return nil, err
		}
		v.Choice = ""
		all[i].Verdict = v
	}
	return all, nil
}

func (p *fakePass) happen(k registry.Kind, note string) {
	p.history = append(p.history, station.Happened{Event: int64(len(p.history) + 1), At: time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local), Kind: k, Operator: "样例员", Copy: p.copy, Note: note})
}

func (f *fakeStation) find(n registry.Number) *fakePass {
	for _, p := range f.passes {
		if p.number == n {
			return p
		}
	}
	return nil
}

func foundOf(a registry.Application) station.Found {
	r := iddoc.Read(printedID(a), "auto", fakeDay)
	x := station.Found{Name: a.Name, Masked: r.Number.Masked(), Place: a.Building, Child: a.Document == nil, Birth: r.Number.Birth(), Sex: r.Number.Sex()}
	if x.Child || x.Birth.IsZero() && a.Sex != "" {
		x.Birth, _ = civil.Parse(a.Birth)
		x.Sex = iddoc.Sex(a.Sex[0])
	}
	return x
}

func (f *fakeStation) people(match func(id int64, a registry.Application) bool) []station.Found {
	var out []station.Found
	for id := int64(1); id < 100; id++ {
		a, ok := f.residents[id]
		if !ok || !match(id, a) {
			continue
		}
		x := foundOf(a)
		x.Resident = id
		for _, p := range f.passes {
			if samePerson(p.app, a) {
				x.Number, x.Status = p.number, p.status
			}
		}
		out = append(out, x)
	}
	for _, p := range f.passes {
		listed := false
		for _, a := range f.residents {
			listed = listed || samePerson(p.app, a)
		}
		if !listed && match(0, p.app) {
			x := foundOf(p.app)
			x.Number, x.Status = p.number, p.status
			out = append(out, x)
		}
	}
	return out
}

func (f *fakeStation) Find(_ context.Context, query string, limit int) ([]station.Found, error) {
	<-f.sorted
	f.mu.Lock()
	defer f.mu.Unlock()
	out := f.people(func(id int64, a registry.Application) bool {
		return strings.HasPrefix(a.Name, query) || strings.HasPrefix(f.initials[id], query) && id > 0 ||
			len(query) >= 4 && strings.HasSuffix(printedID(a), query)
	})
	for _, c := range f.cases {
		if strings.HasPrefix(c.Applicant.Name, query) || printedID(c.Applicant) == query {
			x := foundOf(c.Applicant)
			x.Case, x.CaseNo, x.CaseStatus = c.ID, c.No, c.State
			out = append(out, x)
		}
	}
	return out[:min(limit, len(out))], nil
}

func (f *fakeStation) Resident(_ context.Context, id int64) (registry.Application, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, ok := f.residents[id]
	if !ok {
		return a, station.ErrNotFound
	}
	return a, nil
}

func (f *fakeStation) Case(_ context.Context, id int64) (station.Case, error) {
	for _, c := range f.cases {
		if c.ID == id {
			return c, nil
		}
	}
	return station.Case{}, station.ErrNoCase
}

func (f *fakeStation) Family(_ context.Context, number string) ([]station.Found, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.people(func(_ int64, a registry.Application) bool { return a.Document == nil && printedID(a) == number }), nil
}

func (f *fakeStation) ViewPass(ctx context.Context, number, _ string) (station.Detail, error) {
	return f.Pass(ctx, number)
}

func (f *fakeStation) ViewCase(ctx context.Context, id int64, _ string) (station.Case, error) {
	return f.Case(ctx, id)
}

func (f *fakeStation) Pass(_ context.Context, number string) (station.Detail, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := registry.ParseNumber(number)
	if err != nil {
		return station.Detail{}, err
	}
	p := f.find(n)
	if p == nil {
		for _, q := range f.passes {
			if q.number.SameBut(n) {
				return station.Detail{}, &station.WrongRun{Right: q.number}
			}
		}
		return station.Detail{}, station.ErrNotFound
	}
	d := station.Detail{Number: p.number, Copy: p.copy, Status: p.status, Issued: fakeDay, Applicant: p.app, Masked: foundOf(p.app).Masked, History: slices.Clone(p.history)}
	for _, k := range []registry.Kind{registry.PrintIntended, registry.Signed, registry.Reprinted, registry.Cancelled, registry.RecallOrdered} {
		if _, err := registry.Next(p.status, k); err == nil {
			d.Allowed = append(d.Allowed, k)
		}
	}
	return d, nil
}

func (f *fakeStation) Cases(context.Context, station.CaseFilter) ([]station.Case, error) {
	return nil, nil
}
func (f *fakeStation) MayStep(registry.Kind) error { return nil }
func (f *fakeStation) SettleWith(context.Context, int64, station.Ruling) (station.Verdict, error) {
	return station.Verdict{}, station.ErrNoCase
}
func (f *fakeStation) LodgeAppealWith(context.Context, int64, station.Statement) error {
	return station.ErrNoCase
}
func (f *fakeStation) DecideAppealWith(context.Context, int64, station.Ruling) (station.Verdict, error) {
	return station.Verdict{}, station.ErrNoCase
}
func (f *fakeStation) ReopenAppealWith(context.Context, int64, station.Statement) error {
	return station.ErrNoCase
}
