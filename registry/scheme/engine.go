package scheme

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/civil"
)

// Case is one person before the rules: the inputs, the day, and what follows
// from both.
type Case struct {
	Inputs
	Day     civil.Date
	Grounds []Fact // the person's facts, in the order they were said
	Ground  Fact   // the one under judgement; zero outside the ground rules

	scheme    Scheme
	stated    Inputs     // as they were said; Inputs are those of the day
	anchor    civil.Date // the day on which they were said
	said      []Fact     // their facts, with their days
	codeSeen  civil.Date // the last day on which the code's colour was seen
	holdsCode bool       // the rules colour the code itself: who checks in holds one
	held      held

	asked    []string // settings that the rule in hand has read
	measured bool     // the fever is measured now, not remembered
	plain    bool     // judge the ground as if nothing cleared it
	settled  []Asked  // what officers have decided already
	judged   []decision
}

// Evaluate answers a rule word: ningbo, ningbo_gate, ningbo_recall, ningbo_appeal, ningxia,
// ningxia_gate, ningxia_card, lishui, lishui_gate, lishui_pass. Today is used
// unless the inputs say a day. ErrUnknownScheme names the word; ErrUnknownWord a
// fact, or an input that the rules do not know while they would have permitted.
func Evaluate(schemeWord string, in Inputs, today civil.Date) (Verdict, error) {
	s, err := ofRule(schemeWord)
	if err != nil {
		return Verdict{}, err
	}
	return s.Evaluate(schemeWord, in, today)
}

// Evaluate is the package's Evaluate with this scheme's settings.
func (s Scheme) Evaluate(schemeWord string, in Inputs, today civil.Date) (Verdict, error) {
	return s.evaluate(schemeWord, in, today, nil)
}

func (s Scheme) evaluate(schemeWord string, in Inputs, today civil.Date, settled []Asked) (Verdict, error) {
	p, ok := s.rules[schemeWord]
	if !ok {
		return Verdict{}, fmt.Errorf("%w: %q in %s", ErrUnknownScheme, schemeWord, s.Code)
	}
	if !in.Today.IsZero() {
		today = in.Today
	}
	if err := in.ahead(today); err != nil {
		return Verdict{}, err
	}
	c, err := s.newCase(in, p, today)
	if err != nil {
		return Verdict{}, err
	}
	c.settled = settled
	if err := c.on(today); err != nil {
		return Verdict{}, err
	}
	v := c.verdict(c.decide(p))
	return v, c.known(v)
}

// known refuses a permit, or "nothing to recall", while an input is not understood.
func (c *Case) known(v Verdict) error {
	if (v.Permits() || v.Outcome == "KEEP") && len(c.unknown) > 0 {
		return fmt.Errorf("%w: input %q", ErrUnknownWord, strings.Join(c.unknown, ", "))
	}
	return nil
}

const falseStatement = "false_statement"

// newCase reads what was said on the anchor's day; on puts the case on a day.
func (s Scheme) newCase(in Inputs, p Procedure, anchor civil.Date) (*Case, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	if err := s.checkEvidence(in.Evidence); err != nil {
		return nil, err
	}
	c := &Case{scheme: s, stated: in, anchor: anchor, holdsCode: p.Code}
	in = Inputs{}
	c.stated.Today = civil.Date{}
	for _, w := range c.stated.Facts {
		if saysNone(w) {
			continue
		}
		if plainWord(w) == falseStatement {
			c.stated.FalseStatement = Yes
			continue
		}
		f, err := FactByWord(w)
		if err != nil {
			return nil, err
		}
		c.said = append(c.said, f)
	}
	for _, d := range c.stated.Dated {
		if f, err := FactByWord(d.Fact); err == nil {
			f.on = d.On
			c.said = append(c.said, f)
		} else if d.Fact != falseStatement {
			return nil, err
		}
	}
	if !c.stated.LastCheckin.IsZero() {
		c.stated.Checkins = append(slices.Clone(c.stated.Checkins), c.stated.LastCheckin)
	}
	c.stated.NAAT = slices.Clone(c.stated.NAAT)
	slices.SortStableFunc(c.stated.NAAT, func(a, b Test) int { return a.Day.Days() - b.Day.Days() })
	c.stated.Checkins, c.stated.SelfReportDays, c.stated.InstReportDays = sorted(c.stated.Checkins), sorted(c.stated.SelfReportDays), sorted(c.stated.InstReportDays)
	return c, nil
}

// imply adds the grounds that other inputs state: a measured fever, symptoms
// noted in isolation, a positive test, the places of a journey, a colour, and an isolation with no ground of its own.
func (c *Case) imply() error {
	if c.Temp != nil && *c.Temp >= c.setting("fever_celsius") {
		c.measured = true
		c.add("fever")
	}
	if c.Isolation != nil && c.Isolation.Symptoms == Yes {
		c.add("symptoms")
	}
	c.implyPositive()
	c.implyStays()
	if err := c.implyEvent(); err != nil {
		return err
	}
	if err := c.implyColour(); err != nil {
		return err
	}
	bare := !slices.ContainsFunc(c.Grounds, func(f Fact) bool { return f.Code != "code_green" })
	switch {
	case c.Isolation == nil || !bare:
	case c.Isolation.Ground == "yellow":
		c.add("in_isolation_yellow")
	default:
		c.add("in_isolation")
	}
	return nil
}

// implyPositive: a positive test is a ground of its own from its day on, in every
// city and at every gate.
func (c *Case) implyPositive() {
	found := c.Employer != nil && c.Employer.NAAT == Positive
	for _, t := range c.NAAT {
		found = found || t.Result == Positive && !c.after(t)
	}
	if found {
		c.add("positive_test")
	}
}

// implyEvent reads what the day's analysis found about a holder.
func (c *Case) implyEvent() error {
	switch c.Event {
	case "", "none":
		return nil
	case "false_statement", "fraud":
		c.FalseStatement = Yes
		return nil
	}
	f, err := FactByWord(string(c.Event))
	if err != nil {
		return fmt.Errorf("%w: event %q", ErrUnknownWord, c.Event)
	}
	c.add(f.Code)
	return nil
}

func (c *Case) implyColour() error {
	for _, w := range []Word{c.Colour, c.CodeColour} {
		switch w {
		case "", "none":
		case "red", "yellow", "grey", "gray", "green":
			c.add("code_" + strings.Replace(string(w), "gray", "grey", 1))
		case "blue": // the headline's 红黄蓝 is a slip for 红黄绿: no rule knows blue
		default:
			return fmt.Errorf("%w: colour %q", ErrUnknownWord, w)
		}
	}
	return nil
}

func (c *Case) add(code string) { c.addFact(factByWord[code]) }

// addFact adds a ground once. Said of several days, it is that of the last.
func (c *Case) addFact(f Fact) {
	i := slices.IndexFunc(c.Grounds, func(g Fact) bool { return g.Code == f.Code })
	switch {
	case f.IsZero():
	case i < 0:
		c.Grounds = append(c.Grounds, f)
	case f.on.After(c.Grounds[i].on):
		c.Grounds[i].on = f.on
	}
}

// decision is a rule that applies, and what it was asked about. The zero value
// is no decision.
type decision struct {
	rule   *Rule
	ground Fact
	plain  bool // judged as if nothing cleared the ground
}

// decide weighs the grounds against the desk's rules; see the package comment.
func (c *Case) decide(p Procedure) decision {
	desk := c.first(p.Desk)
	if p.Grounds == nil {
		return desk
	}
	health := c.worstGround(p.Grounds)
	if health.rule == nil || rank(desk.rule) < rank(health.rule) {
		return desk
	}
	return health
}

// worstGround judges each ground by itself.
func (c *Case) worstGround(rules []Rule) (worst decision) {
	judged := c.judged[:0]
	grounds := c.Grounds
	if len(grounds) == 0 {
		grounds = noGround // tests and days may speak with no fact beside them
	}
	for _, g := range grounds {
		d := c.judge(g, rules)
		judged = append(judged, d)
		if d.rule != nil && (worst.rule == nil || rank(d.rule) < rank(worst.rule)) {
			worst = d
		}
	}
	c.judged = judged
	if worst.rule == nil || !strings.HasPrefix(worst.rule.Outcome, "REFUSE") {
		return worst
	}
	return c.askingRefused(rules, judged, worst)
}

var noGround = []Fact{{}}

// askingRefused: when some ground refuses, a ground of a worse colour that only
// asks is judged without what would clear it.
func (c *Case) askingRefused(rules []Rule, judged []decision, worst decision) decision {
	for _, d := range judged {
		asks := d.rule != nil && strings.HasPrefix(d.rule.Outcome, "ASK_")
		if asks && !d.ground.IsZero() && colourRank(d.rule.Colour) < colourRank(worst.rule.Colour) {
			c.plain = true
			worst = c.judge(d.ground, rules)
			c.plain = false
		}
	}
	return worst
}

// judge asks the rules about one ground; the first that applies decides, unless
// an officer has settled it.
func (c *Case) judge(g Fact, rules []Rule) (d decision) {
	c.Ground = g
	for i := range rules {
		if c.applies(&rules[i]) {
			if !c.isSettled(&rules[i]) {
				d = decision{&rules[i], g, c.plain}
			}
			break
		}
	}
	c.Ground = Fact{}
	return d
}

func (c *Case) first(rules []Rule) decision {
	for i := range rules {
		if c.applies(&rules[i]) && !c.isSettled(&rules[i]) {
			return decision{rule: &rules[i]}
		}
	}
	return decision{}
}

// applies asks a rule's condition, and notes which settings it reads.
func (c *Case) applies(r *Rule) bool {
	c.asked = c.asked[:0]
	return r.When(c)
}

// setting is the value of one of the scheme's numbers.
func (c *Case) setting(name string) float64 {
	c.asked = append(c.asked, name)
	return c.scheme.Number(name)
}

// entered are the settings that a verdict turned on: those that the rule's
// condition read, those that its reason names, and the line of fever when a
// temperature was taken. What the advice names is still to come.
func (c *Case) entered(r *Rule) map[string]float64 {
	var used map[string]float64
	gaps := strings.Contains(r.Reason.ZH, "{")
	for _, t := range c.scheme.Settings {
		if slices.Contains(c.asked, t.Name) || gaps && strings.Contains(r.Reason.ZH, "{"+t.Name+"}") || t.Name == "fever_celsius" && c.Temp != nil {
			if used == nil {
				used = map[string]float64{}
			}
			used[t.Name] = t.Value
		}
	}
	return used
}

// verdict says what was decided. The rule is asked again, so that the settings
// which it reads are those of the verdict; then its texts are filled.
func (c *Case) verdict(d decision) Verdict {
	r := d.rule
	if r == nil {
		return Verdict{}
	}
	c.Ground, c.plain = d.ground, d.plain
	defer func() { c.Ground, c.plain = Fact{}, false }()
	c.applies(r)
	fill := func(text string) string { return text }
	if strings.Contains(r.Reason.ZH+r.Reason.EN+r.Advice.ZH+r.Advice.EN, "{") {
		fill = strings.NewReplacer(c.fillings()...).Replace
	}
	return Verdict{
		Outcome: r.Outcome, Colour: r.Colour,
		Reason: Text{fill(r.Reason.ZH), fill(r.Reason.EN)}.because(c.rests(r)),
		Cite:   r.Cite.Sentence, Source: r.Cite.Source,
		Advice: Text{fill(r.Advice.ZH), fill(r.Advice.EN)},
		Rule:   r.ID, Ground: c.Ground.Code, Settings: c.entered(r),
	}
}

// fillings are what stands in the places of a rule's texts. {fact} and {Fact}
// are the ground in Chinese and in English.
func (c *Case) fillings() []string {
	record := c.Ground.recorded()
	return append([]string{
		"{fact}", c.Ground.Is.ZH, "{Fact}", c.Ground.Is.EN,
		"{who}", c.Ground.Who.ZH, "{Who}", c.Ground.Who.EN,
		"{record}", record.ZH, "{Record}", record.EN,
		"{days}", isolationDays(c), "{checkin}", number(c.CheckinDays),
		"{institution}", number(c.Institution), "{self}", number(c.SelfReports),
		"{negatives}", strconv.Itoa(c.negatives()), "{Negatives}", counted(c.negatives(), "negative test"),
		"{both_report_days}", Figure(c.scheme.Number("red_report_days") + c.scheme.Number("yellow_report_days")),
	}, c.scheme.numbers()...)
}

// negatives counts the negative tests up to the day.
func (c *Case) negatives() (n int) {
	for _, t := range c.NAAT {
		if t.Result == Negative && !c.after(t) {
			n++
		}
	}
	return n
}

// counted is a number of things in English.
func counted(n int, thing string) string {
	if n == 1 {
		return "one " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

func isolationDays(c *Case) string {
	n, ok := c.isolationDone()
	if !ok && c.IsolatedDays != nil {
		n, ok = *c.IsolatedDays, true
	}
	if !ok {
		return "?"
	}
	return strconv.Itoa(n)
}

func number(n *int) string {
	if n == nil {
		return "0"
	}
	return strconv.Itoa(*n)
}

func (s Scheme) numbers() []string {
	var pairs []string
	for _, t := range s.Settings {
		pairs = append(pairs, "{"+t.Name+"}", Figure(t.Value))
	}
	return pairs
}

// outcomeRanks put the outcomes of the procedures with grounds in the order in
// which they win. What is not named stands between the questions for the health
// department and the permits.
var outcomeRanks = map[string]int{
	"REFUSE+HOSPITAL": 1, "RECALL": 1, "RED": 2, "REFUSE+TURN_BACK": 2, "REFUSE+ISOLATE14": 2, "YELLOW": 3, "REFUSE+ISOLATE7": 3,
	"GREY": 4, "REFUSE+REPORT": 5, "REFUSE": 5, "ASK_HEALTH": 6, "SPECIAL_PASS": 80, "GREEN": 90, "ISSUE": 90,
}

// rank orders rules by their verdicts: lower wins; between equal outcomes the worse colour.
func rank(r *Rule) int { return 10*cmp.Or(outcomeRanks[r.Outcome], 50) + colourRank(r.Colour) }

func colourRank(colour string) int {
	switch colour {
	case "red":
		return 1
	case "yellow":
		return 2
	case "grey":
		return 3
	}
	return 4
}
