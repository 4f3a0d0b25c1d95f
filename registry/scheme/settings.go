package scheme

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Setting is a number inside a scheme's rules that an authority may change: the
// papers give it, or are silent and Source says so.
type Setting struct {
	Name           string // stable: scripts and registers use it
	Value          float64
	Default        float64
	Min, Max, Step float64 // what may be set; Step 1: whole numbers
	Label          Text
	Source         string
}

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

// everyScheme are the numbers that no paper gives and every scheme needs.
func everyScheme() []Setting {
	return []Setting{
		setting("appeal_deadline_days", 0, "申诉期限（天，0 不限）", "Days within which an appeal may be lodged, 0 for no limit", papersSilent),
		setting("police_decides_appeals", 0, "申诉一律由公安机关决定（1 是）", "Police decide every appeal (1 yes)", papersSilent).within(0, 1, 1),
		setting("area_days", 0, "到过名单上的地区，多少天内算（0 不限）", "Days for which a stay in a listed area counts, 0 for no limit", papersSilent+"; stricter reading"),
	}
}

const papersSilent = "papers silent"

// Allows reports whether the value lies within the bounds.
func (t Setting) Allows(value float64) bool {
	steps := (value - t.Min) / t.Step
	return value >= t.Min && value <= t.Max && math.Abs(steps-math.Round(steps)) < 1e-6
}

// Bounds says for people what may be set.
func (t Setting) Bounds() Text {
	low, high, step := Figure(t.Min), Figure(t.Max), Figure(t.Step)
	if t.Step == 1 {
		return Text{low + "–" + high + " 的整数", "a whole number from " + low + " to " + high}
	}
	return Text{low + "–" + high + "，每 " + step + " 一档", "from " + low + " to " + high + " in steps of " + step}
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
	t, err := s.Setting(name)
	if err != nil {
		return s, err
	}
	if !t.Allows(value) {
		return s, fmt.Errorf("%w: setting %q is %s", ErrBadInput, name, t.Bounds().EN)
	}
	s.Settings = slices.Clone(s.Settings)
	for i := range s.Settings {
		if s.Settings[i].Name == name {
			s.Settings[i].Value = value
		}
	}
	return s, nil
}
