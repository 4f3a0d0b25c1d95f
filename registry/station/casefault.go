package station

import (
	"fmt"

	"passdesk/registry/scheme"
)

// ErrNoCase is an ID that no parked or refused application of this station has.
// A case of another station is none here (哪里申领哪里申诉, 001).
var ErrNoCase = fmt.Errorf("%w: no such case", ErrNotFound)

// NotSo is a decision about a case that cannot be made as it was given. It says
// why in both languages, without anybody's data.
type NotSo struct {
	Field  string
	Reason scheme.Text
}

func (n *NotSo) Error() string              { return "station: " + n.Field + ": " + n.Reason.EN }
func (n *NotSo) Unwrap() error              { return ErrInvalid }
func (n *NotSo) Sentences() (zh, en string) { return n.Reason.ZH, n.Reason.EN }

func notSo(field, zh, en string) error { return &NotSo{field, scheme.Text{ZH: zh, EN: en}} }
