package main

import (
	"errors"
	"slices"
	"time"

	"passdesk/printing"
	"passdesk/registry/civil"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

// paperwork turns the station's values into what printing draws.
type paperwork struct {
	info     station.Info
	point    station.Place // this one, as the directory has it
	declare  scheme.Text
	operator string
	made     time.Time
	adjust   station.Adjustment // of the printer that it is drawn for
}

func (a *app) paperwork(st *station.Station) paperwork {
	return paperwork{info: st.Info(), point: st.Point(), declare: st.Declaration(), operator: st.Operator(), made: a.now().In(zone)}
}

// paperworkFor is paperwork that is drawn for a printer: "" for none.
func (a *app) paperworkFor(st *station.Station, printer string) (w paperwork, err error) {
	w = a.paperwork(st)
	if printer != "" {
		w.adjust, err = st.Adjustment(a.ctx, printer)
	}
	return w, err
}

// adjusted refuses a name of which neither calibration nor printer is kept: a slip of the hand would
// be drawn as if the printer were right.
func (a *app) adjusted(st *station.Station, name string) error {
	if name == "" {
		return nil
	}
	all, err := st.Adjustments(a.ctx)
	if err != nil || slices.ContainsFunc(all, func(k station.Adjustment) bool { return k.Printer == name }) {
		return err
	}
	if _, err := st.Printer(a.ctx, name); !errors.Is(err, station.ErrNoPrinter) {
		return err // one that is right as it is
	}
	return &usageError{"--adjust：没有叫这个名字的校正，没有打印。用 printer calibrate 记下校正，或去掉 --adjust。",
		"--adjust: no calibration is kept under this name, nothing was printed; keep one with printer calibrate, or leave --adjust out"}
}

func (w paperwork) options() printing.Options {
	return printing.Options{Made: w.made, Shift: shiftOf(w.adjust), Sounds: name.Sounds}
}

func (w paperwork) pass(p station.Paper) printing.Pass {
	sc := w.info.Scheme
	out := printing.Pass{
		Title: printing.Text(sc.Title), Number: p.Number.String(), Former: p.Former, Copy: p.Copy, Name: p.Name,
		DocLabel: printing.Text(p.DocLabel), IssuedLabel: printing.Text(sc.IssuedLabel), DocNumber: p.DocNumber, Issued: p.Issued, Expires: p.Expires,
		Point: w.info.Point.Name, QR: p.Token, Seals: sc.AuthorityNames,
		Sample: w.info.Demo, Standalone: w.info.OwnRoot, Size: printing.Size{Width: sc.Size.Width, Height: sc.Size.Height},
		Design: designOf(sc.Design), Station: stationLabel(w.info),
	}
	for _, f := range p.Fields {
		if f.Printed {
			out.Fields = append(out.Fields, fieldOnPaper(f))
		}
	}
	for _, n := range sc.Back() {
		out.Notes = append(out.Notes, printing.Note{Text: printing.Text(n.Text)})
	}
	return out
}

// designOf is how the scheme's passes look.
func designOf(d scheme.Design) printing.Design {
	return printing.Design{Ink: printing.Ink(d.Ink), Head: printing.Heading(d.Head), Ground: printing.Ground(d.Ground)}
}

func (w paperwork) stub(p station.Paper) printing.Stub {
	s := printing.Stub{
		Child: p.Child, Guardian: p.Guardian, Relation: relationText(p.Relation), Proxy: p.Proxy, Operator: w.operator,
		Declaration: []printing.Text{printing.Text(w.declare)},
	}
	for _, f := range p.Fields {
		s.Fields = append(s.Fields, fieldOnPaper(f))
	}
	return s
}

func fieldOnPaper(f station.FieldValue) printing.Field {
	return printing.Field{Label: printing.Text(f.Label), Value: f.Value.ZH}
}

// relationText is how the stub names a guardian.
func relationText(word string) printing.Text {
	switch word {
	case "father":
		return printing.Text{ZH: "父亲", EN: "father"}
	case "mother":
		return printing.Text{ZH: "母亲", EN: "mother"}
	case "":
		return printing.Text{}
	}
	return printing.Text{ZH: "监护人", EN: word}
}

// stationLabel names the station on paper: division and code.
func stationLabel(i station.Info) string { return i.Division + "-" + threeDigits(i.Code) }

func recoverySheet(i station.Info, r *seal.Recovery, made time.Time) printing.RecoverySheet {
	return printing.RecoverySheet{
		Station: stationLabel(i), Point: i.Point.Name, Made: civil.On(made, zone),
		Words: r.Words(), Key: r.Identity(), Check: lastEight(r.Recipient()), Sample: i.Demo,
	}
}

func lastEight(s string) string { return s[max(0, len(s)-8):] }

func threeDigits(n int) string {
	return string([]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}
