package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// caller is one who comes to the desk in the demo's morning.
type caller struct {
	who string
	app registry.Application
}

// playMorning lets applicants of all kinds come to the desk, one line each,
// prints what was issued, and closes the day.
func (a *app) playMorning(out string, people []registry.Application) error {
	if out == "" {
		dir, err := os.MkdirTemp("", "passdesk-papers-")
		if err != nil {
			return storage(err)
		}
		out = dir
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return storage(err)
	}
	i := a.station.Info()
	fmt.Fprintf(a.stdout, "%s %s · 演示站 demo station %s · 居民 %d residents\n", i.Scheme.Title.ZH, i.Point.Name, stationLabel(i), len(people))
	var issued []registry.Number
	for _, c := range morning(people, a.station.Day()) {
		v, err := a.station.Issue(a.ctx, c.app, false)
		if err != nil {
			return err
		}
		a.sayVerdict(c.who, v)
		if v.Issues() {
			issued = append(issued, v.Number)
		}
	}
	later, err := a.decideMorning()
	if err != nil {
		return err
	}
	return a.endMorning(out, append(issued, later...))
}

// say is a text of the rules in the language of --lang.
func (a *app) say(t scheme.Text) string {
	if a.cli.Lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

func (a *app) sayVerdict(who string, v station.Verdict) {
	if v.Issues() {
		fmt.Fprintf(a.stdout, "签发 %-16s %s  第%d份  %s\n", v.Outcome, v.Number.Grouped(), v.Copy, who)
		return
	}
	head := "不发"
	if v.Outcome == "SPECIAL_PASS" {
		head = "登记"
	}
	fmt.Fprintf(a.stdout, "%s %-16s %s：%s\n", head, v.Outcome, who, a.say(v.Reason))
	if v.Cite != "" {
		fmt.Fprintf(a.stdout, "     依据：%s\n", v.Cite)
	}
	if !v.Advice.IsZero() {
		fmt.Fprintf(a.stdout, "     怎么办：%s\n", a.say(v.Advice))
	}
	if !v.Next.IsZero() {
		fmt.Fprintf(a.stdout, "     何时：%s\n", a.say(v.Next.Reason))
	}
	if len(v.Where) == 0 && sendsOn(v.Outcome) {
		fmt.Fprintf(a.stdout, "     到哪里：%s\n", a.say(noAddress))
	}
	for _, p := range v.Where {
		fmt.Fprintf(a.stdout, "     到哪里：%s  %s  %s  %s\n", p.Name, p.Address, p.Phone, p.Hours)
	}
}

// decideMorning plays the officer: what was parked is settled, and one refusal is
// appealed and changed on the facts.
func (a *app) decideMorning() (issued []registry.Number, err error) {
	st := a.station
	cases, err := st.Cases(a.ctx, station.CaseFilter{All: true})
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		var v station.Verdict
		switch {
		case c.State == registry.CaseOpen:
			v, err = st.Settle(a.ctx, c.ID, "issue", "样例：社区主任核实了监护关系", false)
		case c.Verdict.Rule == "ningbo/yellow" && string(c.Applicant.Facts["facts"]) == `["cross_province"]`:
			if err = st.LodgeAppeal(a.ctx, c.ID, "样例：没有出过省"); err == nil {
				v, err = st.DecideAppealWith(a.ctx, c.ID, station.Ruling{
					Decision: "change", Reason: "样例：更正的行程单", Facts: map[string]json.RawMessage{"facts": json.RawMessage("[]")},
				})
			}
		default:
			continue
		}
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(a.stdout, "核定 %-16s %s  第%d份  %s\n", v.Outcome, v.Number.Grouped(), v.Copy, a.say(v.Reason))
		issued = append(issued, v.Number)
	}
	return issued, nil
}

func (a *app) endMorning(out string, issued []registry.Number) error {
	walkin, tenup := filepath.Join(out, "现场单-walkin.pdf"), filepath.Join(out, "十证一张-tenup.pdf")
	if err := a.printTo(a.station, issued[:1], arrangement{layout: "walkin"}, walkin); err != nil {
		return err
	}
	if err := a.printTo(a.station, issued[1:], arrangement{layout: "tenup"}, tenup); err != nil {
		return err
	}
	for _, n := range issued {
		if err := a.station.Sign(a.ctx, n, "holder"); err != nil {
			return err
		}
	}
	ledgers, _, err := a.ledgerTo(a.station, station.LedgerWish{}, filepath.Join(out, "签字册-ledger.pdf"))
	if err != nil {
		return err
	}
	files := append([]string{walkin, tenup}, ledgers...)
	slips := filepath.Join(out, "告知书-slips.pdf")
	if printed, err := a.slipsOfToday(slips); err != nil {
		return err
	} else if printed {
		files = append(files, slips)
	}
	for _, f := range files {
		fmt.Fprintf(a.stdout, "打印 %s\n", f)
	}
	t, err := a.station.CloseDay(a.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "日结 %s：签发 %d，拒绝 %d，待定 %d，核定 %d，申诉 %d，特别通行 %d，打印 %d，签字 %d，收回 %d；未打印 %d，未签字 %d；第 %d 号事件，链头 %s\n",
		t.Day, t.Issued, t.Refused, t.Parked, t.Settled, t.Appeals, t.Special, t.Printed, t.Signed, t.Recalled, t.Unprinted, t.Unsigned, t.Head.Event, t.Head.Short())
	return nil
}

// morning is the queue: every kind of applicant that the notices speak of.
func morning(people []registry.Application, today civil.Date) []caller {
	var adults, children []registry.Application
	for _, p := range people {
		p.Declared = true
		switch {
		case p.Document == nil:
			children = append(children, p)
		case p.Document.Type == "RIC18":
			adults = append(adults, p)
		}
	}
	adults = adults[6:] // the first six have their pass
	with := func(p registry.Application, facts string) registry.Application {
		if err := json.Unmarshal([]byte(facts), &p.Facts); err != nil {
			panic("demo: " + err.Error())
		}
		return p
	}
	wrong := adults[7]
	wrong.Document = &registry.Document{Number: mistyped(wrong.Document.Number)}
	return []caller{
		{"成年人 adult", adults[0]},
		{"成年人，体温 36.5 adult, 36.5 °C", with(adults[1], `{"temp":36.5}`)},
		{"儿童，填父母证件 child under a parent's number", children[0]},
		{"另一个儿童 another child", children[1]},
		{"同一人再来 the same person again", adults[0]},
		{"发热 38.1 fever, 38.1 °C", with(adults[2], `{"temp":38.1}`)},
		{"密切接触者 close contact", with(adults[3], `{"facts":["close_contact"]}`)},
		{"跨省旅居 from another province", with(adults[4], `{"facts":["cross_province"]}`)},
		{"到过重点地区，7 天内两次阴性 been to a key area, two negative tests", with(adults[5], fmt.Sprintf(`{"facts":["been_to_key_area"],"naat":[[%q,"neg"],[%q,"neg"]]}`, today.AddDays(-5), today.AddDays(-1)))},
		{"外籍人士 foreigner", declared(people[0])},
		{"证件号打错一位 one digit mistyped", wrong},
		{"祖母带来的孩子 child brought by a grandmother", grandchild(children[2])},
		{"成年人 adult", adults[6]},
	}
}

// grandchild is a child whose guardian is no parent: an officer must settle it.
func grandchild(p registry.Application) registry.Application {
	g := *p.Guardian
	g.Relation = "grandmother"
	p.Guardian = &g
	return p
}

func declared(p registry.Application) registry.Application {
	p.Declared = true
	return p
}

// mistyped changes one digit, which the check digit finds.
func mistyped(number string) string {
	b := []byte(number)
	b[9] = '0' + (b[9]-'0'+1)%10
	return string(b)
}
