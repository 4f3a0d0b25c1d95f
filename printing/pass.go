package printing

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
)

// Pass is everything that stands on one paper. Every string is drawn as it is;
// the caller decides what is masked.
type Pass struct {
	Title       Text       // 甬行证; EN is set small beside it
	Number      string     // 14 to 16 digits; printed in groups of four
	Copy        int        // 1 for the first paper; from 2 on it is printed as 补打 n, the same n as in the QR code
	Former      string     // a number that this one replaces, printed as 原编号; else ""
	Name        string     // 2 to 50 characters
	DocLabel    Text       // 身份证号; for a child 监护人证件
	DocNumber   string     // the holder's, or one parent's for a child without a card
	IssuedLabel Text       // 签证日期 (the eyewitness) or 发证日期; empty: 签证日期
	Issued      civil.Date // required
	Expires     civil.Date // the last good day; the zero Date prints nothing
	Point       string     // the issuing point's name
	Fields      []Field    // lines that only this scheme prints; on an identity card's size one
	Size        Size       // zero: an identity card's
	QR          string     // the signed payload in base45; "" leaves its place empty
	Seals       []string   // whose seals are stamped by hand, three at most: 公安局, 卫健委
	Notes       []Note     // the back
	Design      Design     // the scheme's
	Station     string     // 330212-131; worked into the fine lines and the micro text
	Sample      bool       // 样本 SAMPLE across the paper: no real pass
	Standalone  bool       // 单机站: the station stands alone, no authority knows its key
}

// sealsMost is how many seals have a place.
const sealsMost = 3

// sealMost is the longest name of an office that can be read in its seal's place.
const sealMost = 40

// Field is a line of the form that not every scheme has.
type Field struct {
	Label Text
	Value string
}

// Note is one rule on the back of a pass, and where it is written.
type Note struct {
	Text
	Source string // "通告 000"; printed small; may be empty
}

// Stub is what the desk keeps of a walk-in sheet beside what stands on the pass.
type Stub struct {
	DocNumber   string  // as the register's rules want it on the stub, whole or masked; "" prints the pass's
	Child       bool    // a guardian signs
	Guardian    string  // for a child: the name of the parent, who signs; "" leaves a line to write it on
	Relation    Text    // 父, 母
	Proxy       string  // who collects for somebody who cannot come, and why; else ""
	Operator    string  // 经办人
	Fields      []Field // what the scheme's form has beside
	Declaration []Text  // what the applicant declares, printed above the signature
}

// String names nobody: the ends of the number and the copy.
func (p Pass) String() string {
	if len(p.Number) < 14 {
		return "pass (none)"
	}
	return fmt.Sprintf("pass %s…%s copy %d", p.Number[:4], p.Number[len(p.Number)-2:], p.Copy)
}

// GoString is String: a %#v in a log must say no more.
func (p Pass) GoString() string { return p.String() }

// LogValue is String, for slog.
func (p Pass) LogValue() slog.Value { return slog.StringValue(p.String()) }

// String says nothing: a stub is names and a document number.
func (s Stub) String() string { return "stub" }

// GoString is String.
func (s Stub) GoString() string { return s.String() }

// LogValue is String, for slog.
func (s Stub) LogValue() slog.Value { return slog.StringValue(s.String()) }

// check refuses a pass that cannot be printed. The error names no value.
func (p Pass) check() error {
	switch {
	case len(p.Number) < 14 || len(p.Number) > 16 || strings.Trim(p.Number, "0123456789") != "":
		return fmt.Errorf("%w: the number has 14 to 16 digits", ErrValue)
	case strings.TrimSpace(p.Name) == "":
		return fmt.Errorf("%w: no name", ErrValue)
	case p.Title.ZH == "":
		return fmt.Errorf("%w: no title", ErrValue)
	case p.Copy < 1:
		return fmt.Errorf("%w: copy %d", ErrValue, p.Copy)
	case p.Issued.IsZero():
		return fmt.Errorf("%w: no day of issue", ErrValue)
	case len(p.Seals) > sealsMost:
		return fmt.Errorf("%w: %d seals, there is room for %d", ErrValue, len(p.Seals), sealsMost)
	case slices.ContainsFunc(p.Seals, func(name string) bool { return utf8.RuneCountInString(name) > sealMost }):
		return fmt.Errorf("%w: an office's name on a seal has more than %d characters", ErrValue, sealMost)
	}
	if err := p.Design.check(); err != nil {
		return err
	}
	return p.face().check(len(p.rows()))
}

// grouped is the number as printed: 1213 1170 0042 28.
func grouped(number string) string {
	var b strings.Builder
	for i, r := range number {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// dayText is a day as it stands on Chinese paper; "" for none.
func dayText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// or gives a text where the caller gave none.
func (t Text) or(other Text) Text {
	if t == (Text{}) {
		return other
	}
	return t
}
