package scheme

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
)

// Setting is what an authority may change of a scheme: a number inside its rules,
// or the text on the back. The papers give it, or are silent and Source says so.
type Setting struct {
	Name           string // stable: scripts and registers use it
	Kind           SettingKind
	Value          float64
	Default        float64
	Min, Max, Step float64 // what may be set; Step 1: whole numbers
	Text           string  // of a text: "" leaves what the scheme says
	Label          Text
	Source         string
	Reason         string // for which a keeper changed it here; "" while it is as the scheme has it
	Ends           Text   // what is said on the {day} when its {n} days are over; empty for a number that is no term
}

// SettingKind is what a setting holds.
type SettingKind uint8

// The kinds. A fixed one is listed so that nobody looks for it, and is not to be
// set.
const (
	NumberSetting SettingKind = iota
	TextSetting
	FixedSetting
)

// setting declares a number with its default: whole, from 0 to 365, unless
// within says otherwise.
func setting(name string, value float64, zh, en, source string) Setting {
	return Setting{Name: name, Value: value, Default: value, Max: 365, Step: 1, Label: Text{zh, en}, Source: source}
}

// within is the setting with other bounds.
func (t Setting) within(low, high, step float64) Setting {
	t.Min, t.Max, t.Step = low, high, step
	return t
}

// ends is the setting as a term: what is said when it is over.
func (t Setting) ends(zh, en string) Setting {
	t.Ends = Text{zh, en}
	return t
}

// term reports a number of days that may end something.
func (t Setting) term() bool { return !t.Ends.IsZero() || strings.HasSuffix(t.Name, "_days") }

// over is what is said on the day when the term is over.
func (t Setting) over(day civil.Date) Text {
	said := t.Ends
	if said.IsZero() {
		said = Text{t.Label.ZH + "（{n}）到 {day} 期满", t.Label.EN + " ({n}): over on {day}"}
	}
	return said.filled("{n}", Figure(t.Value), "{day}", day.String())
}

// everyScheme are the numbers that no paper gives and every scheme needs.
func everyScheme() []Setting {
	return []Setting{
		setting("appeal_deadline_days", 0, "申诉期限（天，0 不限）", "Days within which an appeal may be lodged, 0 for no limit", papersSilent),
		setting("appeal_decision_days", 0, "申诉几天内决定（0 不限）", "Days within which an appeal is decided, 0 for no limit", papersSilent),
		setting("police_decides_appeals", 0, "申诉一律由公安机关决定（1 是）", "Police decide every appeal (1 yes)", papersSilent).within(0, 1, 1),
		setting("parent_near_years", 16, "家长与孩子相差不足几岁须核对", "A parent less than so many years older is asked about", papersSilent+"; stricter reading").within(0, 40, 1),
		setting("parent_far_years", 60, "家长与孩子相差几岁起提示可能是祖辈", "A parent so many years older is probably a grandparent", papersSilent).within(20, 100, 1),
		{Name: BackTextSetting, Kind: TextSetting, Max: backTextMost, Source: papersSilent + "; what they say of its use",
			Label: Text{"背面文字（每条一行；空：按方案）", "Text on the back, a line for each note; empty: the scheme's"}},
		{Name: "number_format", Kind: FixedSetting, Source: papersSilent + "; the program's own",
			Label: Text{"证件编号格式：区划、站号、期号、随机位、序号、校验，不能改", "Format of the pass number: district, station, epoch, run digit, serial, check; not to be changed"}},
		setting("backup_days", 7, "几天没有备份就提醒", "Days without a backup after which the desk says so", papersSilent+"; the program's own").within(1, 90, 1),
		setting("idle_minutes", 5, "无人操作几分钟后锁定", "Minutes after which an untouched desk locks", papersSilent+"; the program's own").within(1, 60, 1),
		setting("recall_return_days", 0, "收回通知写几天内交回（0 不写）", "Days that a recall notice gives to hand the pass in, 0 for none", papersSilent),
		setting("gate_sheet_hours", 0, "门卫用的编号表几小时有效（0 手写）", "Hours that a gate sheet is good, 0: written by hand", papersSilent).within(0, 168, 1),
		setting("area_days", 0, "到过名单上的地区，多少天内算（0 不限）", "Days for which a stay in a listed area counts, 0 for no limit", papersSilent+"; stricter reading").
			ends("离开该地区到 {day} 满{n}天", "{n} days since leaving the area are over on {day}"),
	}
}

const papersSilent = "papers silent"

// BackTextSetting is the name of the text on the back.
const BackTextSetting = "back_text"

// What the back has room for.
const (
	backTextMost  = 600 // characters
	backLinesMost = 12
)

// Back is the text on the back of the pass: the notes of the scheme with its
// numbers as they stand, or the lines that an authority has put in their place.
func (s Scheme) Back() []Note {
	t, err := s.Setting(BackTextSetting)
	if err != nil || t.Text == "" {
		fill := strings.NewReplacer(s.numbers()...)
		notes := slices.Clone(s.BackText)
		for i, n := range notes {
			notes[i].Text = Text{fill.Replace(n.Text.ZH), fill.Replace(n.Text.EN)}
		}
		return notes
	}
	var notes []Note
	for _, line := range backLines(t.Text) {
		notes = append(notes, Note{Text: Text{ZH: line}, Source: BackTextSetting})
	}
	return notes
}

func backLines(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '|' }),
		func(line string) bool { return strings.TrimSpace(line) == "" })
}

// Allows reports whether the number lies within the bounds.
func (t Setting) Allows(value float64) bool {
	steps := (value - t.Min) / t.Step
	return value >= t.Min && value <= t.Max && math.Abs(steps-math.Round(steps)) < 1e-6
}

// Bounds says for people what may be set.
func (t Setting) Bounds() Text {
	low, high, step := Figure(t.Min), Figure(t.Max), Figure(t.Step)
	switch {
	case t.Kind == FixedSetting:
		return Text{"固定，不能设置", "fixed, not to be set"}
	case t.Kind == TextSetting:
		return Text{"最多 " + high + " 字，各条之间换行或用 |", "at most " + high + " characters; a new line or | between notes"}
	case t.Step == 1:
		return Text{low + "–" + high + " 的整数", "a whole number from " + low + " to " + high}
	}
	return Text{low + "–" + high + "，每 " + step + " 一档", "from " + low + " to " + high + " in steps of " + step}
}

// Set reads a value as people write it. What is not allowed is ErrBadInput, whose
// reason Bounds tells; a name that is not known ErrUnknownWord.
func (s Scheme) Set(name, typed string) (Scheme, error) {
	t, err := s.Setting(name)
	if err != nil {
		return s, err
	}
	bad := fmt.Errorf("%w: setting %q is %s", ErrBadInput, name, t.Bounds().EN)
	switch t.Kind {
	case FixedSetting:
		return s, bad
	case TextSetting:
		typed = strings.TrimSpace(typed)
		if utf8.RuneCountInString(typed) > int(t.Max) || len(backLines(typed)) > backLinesMost || !utf8.ValidString(typed) {
			return s, bad
		}
		t.Text = typed
		return s.replaced(t), nil
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(typed), 64)
	if err != nil || !t.Allows(value) {
		return s, bad
	}
	t.Value = value
	return s.replaced(t), nil
}

func (s Scheme) replaced(t Setting) Scheme {
	s.Settings = slices.Clone(s.Settings)
	s.Settings[slices.IndexFunc(s.Settings, func(o Setting) bool { return o.Name == t.Name })] = t
	return s
}

// Figure is a value of a setting as people write it: 14, 37.3.
func Figure(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

// Number is the value of a setting; 0 when the scheme has none of the name.
func (s Scheme) Number(name string) float64 {
	for i := range s.Settings {
		if s.Settings[i].Name == name {
			return s.Settings[i].Value
		}
	}
	return 0
}

// Setting finds one by its name, or ErrUnknownWord.
func (s Scheme) Setting(name string) (Setting, error) {
	i := slices.IndexFunc(s.Settings, func(t Setting) bool { return t.Name == name })
	if i < 0 {
		return Setting{}, fmt.Errorf("%w: setting %q", ErrUnknownWord, name)
	}
	return s.Settings[i], nil
}

// TermDays is how many days a paper is good, the day of issue counted; 0: no term.
func (s Scheme) TermDays() int { return int(s.Number(s.TermSetting)) }

// With returns the scheme with one number changed, or ErrUnknownWord. A value
// out of bounds is ErrBadInput.
func (s Scheme) With(name string, value float64) (Scheme, error) {
	return s.Set(name, Figure(value))
}
