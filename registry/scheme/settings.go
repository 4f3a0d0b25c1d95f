package scheme

import (
	"fmt"
	"slices"
)

// Setting is a number inside a scheme's rules that an authority may change: the
// papers give it, or are silent and Source says so.
type Setting struct {
	Name    string // stable: scripts and registers use it
	Value   float64
	Default float64
	Label   Text
	Source  string
}

// setting declares a number with its default.
func setting(name string, value float64, zh, en, source string) Setting {
	return Setting{Name: name, Value: value, Default: value, Label: Text{zh, en}, Source: source}
}

// Number is the value of a setting; 0 when the scheme has none of the name.
func (s Scheme) Number(name string) float64 {
	for _, t := range s.Settings {
		if t.Name == name {
			return t.Value
		}
	}
	return 0
}

// With returns the scheme with one number changed, or ErrUnknownWord. Negative
// values are ErrBadInput.
func (s Scheme) With(name string, value float64) (Scheme, error) {
	i := slices.IndexFunc(s.Settings, func(t Setting) bool { return t.Name == name })
	if i < 0 {
		return s, fmt.Errorf("%w: setting %q", ErrUnknownWord, name)
	}
	if value < 0 {
		return s, fmt.Errorf("%w: setting %q below zero", ErrBadInput, name)
	}
	s.Settings = slices.Clone(s.Settings)
	s.Settings[i].Value = value
	return s, nil
}
