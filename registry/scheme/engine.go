package scheme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/civil"
)

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
		return Verdict{}, unknownRules(schemeWord)
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
		return unknownWord("项目", "input", strings.Join(c.unknown, ", "))
	}
	return nil
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

// turned notes a setting that made a difference before any rule was asked: a stay or
// a contact counts no longer, reports are counted.
func (c *Case) turned(name string) {
	if !slices.Contains(c.weighed, name) {
		c.weighed = append(c.weighed, name)
	}
}

// entered are the settings that a verdict turned on: those that the rule's
// condition read, those that let what was said count or count no longer, those that
// its texts name, and the line of fever when a temperature was taken.
func (c *Case) entered(r *Rule) map[string]float64 {
	var used map[string]float64
	said := r.Reason.ZH + r.Advice.ZH
	gaps := strings.Contains(said, "{")
	for _, t := range c.scheme.Settings {
		if slices.Contains(c.asked, t.Name) || slices.Contains(c.weighed, t.Name) || gaps && strings.Contains(said, "{"+t.Name+"}") || t.Name == "fever_celsius" && c.Temp != nil {
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
		"{negatives}", strconv.Itoa(c.negatives()), "{Negatives}", Counted(c.negatives(), "negative test"),
		"{both_report_days}", Figure(c.scheme.Number("red_report_days") + c.scheme.Number("yellow_report_days")),
	}, c.scheme.numbers()...)
}

// negatives counts the negative tests.
func (c *Case) negatives() (n int) {
	for _, t := range c.NAAT {
		if t.Result == Negative {
			n++
		}
	}
	return n
}

func isolationDays(c *Case) string {
	n, ok := c.isolationDone()
	if !ok && c.IsolatedDays != nil {
		n, ok = *c.IsolatedDays, true
	}
	if !ok {
		return "Any number of" // days: only where the number does not matter
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
