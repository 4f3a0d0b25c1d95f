package scheme

import (
	"errors"
	"fmt"
)

// Errors of this package. The word that is not known is named in the message:
// words of the rules are no personal data.
var (
	ErrUnknownScheme = errors.New("scheme: no such scheme")
	ErrUnknownWord   = errors.New("scheme: word not known")
	ErrBadInput      = errors.New("scheme: not an input of the rules")
	ErrDivision      = errors.New("scheme: not a county of this scheme")
)

// Fault is what cannot be meant as it was typed, told in both languages. It repeats
// nothing of what was typed but a word that the rules do not know.
type Fault struct {
	Why  Text
	kind error
}

func (f *Fault) Error() string { return f.kind.Error() + ": " + f.Why.EN }
func (f *Fault) Unwrap() error { return f.kind }

func badInput(zh, en string) error { return &Fault{Text{zh, en}, ErrBadInput} }

// badField is an input whose value cannot be read.
func badField(name string) error {
	return badInput(name+" 的写法不对", name+" is not written as expected")
}

// outOfRange is a number that cannot be meant.
func outOfRange(name string) error {
	return badInput(name+" 超出可能的范围", name+" is out of range")
}

// unknownWord is a word that the rules do not know, and what it was to be.
func unknownWord(zh, en, word string) error {
	return &Fault{Text{zh + "“" + word + "”", fmt.Sprintf("%s %q", en, word)}, ErrUnknownWord}
}

// unknownRules is a rule word that no scheme has.
func unknownRules(word string) error {
	return &Fault{Text{"“" + word + "”", fmt.Sprintf("%q", word)}, ErrUnknownScheme}
}

// Told is what a person reads of an error of this package: what is wrong, and where.
func Told(err error) Text {
	var fault *Fault
	if !errors.As(err, &fault) {
		return Text{"无法按规则判断", "the rules cannot judge it"}
	}
	switch fault.kind {
	case ErrUnknownScheme:
		return Text{"没有这套规则：" + fault.Why.ZH, "there are no such rules: " + fault.Why.EN}
	case ErrUnknownWord:
		return Text{"有不认识的词：" + fault.Why.ZH, "a word is not known: " + fault.Why.EN}
	}
	return Text{"有一项写法不对：" + fault.Why.ZH, "something is not written as it should be: " + fault.Why.EN}
}
