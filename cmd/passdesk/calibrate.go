package main

import (
	"cmp"
	"context"
	"errors"
	"math"
	"os"
	"strconv"
	"strings"

	"passdesk/printing"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// A printer does not put the page quite where it should. It is measured once with a
// ruler, and every page for it is drawn so that it comes to lie right.

type printCalibrationCmd struct {
	Name string `arg:"" optional:"" help:"打印机名称，印在页上 · the printer's name, for the page"`
	target
	Proof bool `help:"核对页：按保存的校正打印，十字应在所标的位置 · the proof: drawn with the correction that is kept, the crosses must lie where they say"`
}

// Run draws the sheet to measure, or the one that proves the correction.
func (c *printCalibrationCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	c.Name = cmp.Or(c.Name, c.Printer)
	kept, err := st.Adjustment(a.ctx, c.Name)
	if err != nil {
		return err
	}
	if c.Proof && shiftOf(kept) == (printing.Shift{}) {
		return notCalibrated
	}
	return a.put(document{
		target: c.target, kind: kindCalibration, count: 1, draw: func(f *os.File) error { return a.drawCalibration(f, kept, c.Proof) },
		line: map[string]any{"printer": c.Name, "proof": c.Proof},
	})
}

func (a *app) drawCalibration(f *os.File, of station.Adjustment, proof bool) error {
	o := printing.Options{Made: a.now().In(zone)}
	if proof {
		o.Shift = shiftOf(of)
	}
	return printing.Calibration(f, of.Printer, o)
}

// Measured is what the desk's screen of the same is for.
func (p *press) Measured(now station.Adjustment, front, back string) (station.Adjustment, error) {
	return measured(now, front, back)
}

// PrintCalibration prints the sheet to measure, or the proof, where papers go.
func (p *press) PrintCalibration(ctx context.Context, printer string, proof bool) (where string, err error) {
	kept, err := p.app.station.Adjustment(ctx, printer)
	if err != nil {
		return "", err
	}
	if _, ok := p.printer(); ok { // into a folder any name may be tried
		if _, err := p.app.station.Printer(ctx, printer); err != nil {
			return "", notRemembered(err)
		}
	}
	if proof && shiftOf(kept) == (printing.Shift{}) {
		return "", notCalibrated
	}
	spooled, err := p.spooled(func(f *os.File) error { return p.app.drawCalibration(f, kept, proof) })
	if err != nil {
		return "", err
	}
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, kindCalibration, 1, spooled, p.hear)
	}
	defer erase(spooled)
	return p.deliver(spooled, p.named("calibration", 1))
}

var notCalibrated = &usageError{"这台打印机还没有校准：先打印校准页量一量", "this printer has not been calibrated: print the calibration sheet first, and measure it"}

func shiftOf(a station.Adjustment) printing.Shift {
	return printing.Shift{
		DX: a.Front.DX, DY: a.Front.DY, SX: a.Front.SX, SY: a.Front.SY,
		BackDX: a.Back.DX, BackDY: a.Back.DY, BackSX: a.Back.SX, BackSY: a.Back.SY,
	}
}

type printerCalibrateCmd struct {
	Name  string `arg:"" help:"打印机名称 · the printer's name"`
	Front string `help:"校准页正面量得的四个数：左,右,上,下（毫米）；左、右都从纸的左边量起，上、下都从纸的上边量起 · the four numbers of the front of the calibration sheet; left and right are measured from the left edge, top and bottom from the top edge" placeholder:"L,R,T,B"`
	Back  string `help:"背面的四个数，量法相同 · those of its back, measured likewise" placeholder:"L,R,T,B"`
	Stock string `enum:",plain,preprinted" default:"" help:"preprinted：纸上已印好底纹、标题和栏目名，只打内容；plain：白纸 · preprinted: its paper bears background, title and labels, only what is variable is printed" placeholder:"WORD"`
	Reset bool   `help:"取消校正 · take the correction back"`
}

// Run keeps what was measured, or shows what is kept.
func (c *printerCalibrateCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	now, err := st.Adjustment(a.ctx, c.Name)
	if err != nil {
		return err
	}
	if c.Reset {
		now = station.Adjustment{Printer: c.Name}
	}
	if c.Back != "" && c.Front == "" {
		return &usageError{"背面和正面一起量：--front 和 --back", "the back is measured together with the front: --front and --back"}
	}
	if c.Front != "" {
		if now, err = measured(now, c.Front, c.Back); err != nil {
			return err
		}
	}
	if c.Stock != "" {
		now.Overlay = c.Stock == "preprinted"
	}
	if c.Reset || c.Front != "" || c.Stock != "" {
		if err := st.Adjust(a.ctx, now); err != nil {
			return adjustFault(err)
		}
	}
	_, err = st.Printer(a.ctx, c.Name)
	known := !errors.Is(err, station.ErrNoPrinter)
	if known && err != nil {
		return err
	}
	if !known && now != (station.Adjustment{Printer: now.Printer}) {
		a.warn(oddPrinter)
	}
	return a.printJSON(calibrationLine{now, known})
}

// calibrationLine answers printer calibrate.
type calibrationLine struct {
	station.Adjustment
	Remembered bool `json:"remembered"` // a printer bears this name; else only --adjust goes by it
}

var oddPrinter = scheme.Text{
	ZH: "没有记住叫这个名字的打印机：这个校正只用于打成文件（--adjust）。名字写错了的，用 --reset 取消，再写对。",
	EN: "No printer of this name is remembered: the correction serves files alone (--adjust). Where the name is a slip, take it back with --reset and type it right.",
}

// measured puts the correction that the numbers come to into an adjustment.
func measured(now station.Adjustment, front, back string) (station.Adjustment, error) {
	f, err := fourNumbers(front)
	if err != nil {
		return now, err
	}
	var b *printing.Measured
	if strings.TrimSpace(back) != "" {
		four, err := fourNumbers(back)
		if err != nil {
			return now, err
		}
		b = &four
	}
	s, err := printing.Correct(f, b)
	var m *printing.MeasureError
	if errors.As(err, &m) {
		return now, &usageError{m.ZH, m.EN}
	}
	now.Front = side(s.DX, s.DY, s.SX, s.SY)
	if b != nil {
		now.Back = side(s.BackDX, s.BackDY, s.BackSX, s.BackSY)
	}
	return now, err
}

// side is a correction to a thousandth of a millimetre, wherever on the page.
func side(dx, dy, sx, sy float64) station.Side {
	to := func(v, unit float64) float64 { return math.Round(v*unit) / unit }
	return station.Side{DX: to(dx, 1e3), DY: to(dy, 1e3), SX: to(sx, 1e6), SY: to(sy, 1e6)}
}

// fourNumbers reads "20.5,190,19.5,277", with any of the separators that people type.
func fourNumbers(typed string) (printing.Measured, error) {
	parts := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",，、; ；\t", r) })
	var v [4]float64
	for i, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if len(parts) != 4 || err != nil {
			return printing.Measured{}, wantsFour
		}
		v[i] = n
	}
	if len(parts) != 4 {
		return printing.Measured{}, wantsFour
	}
	return printing.Measured{Left: v[0], Right: v[1], Top: v[2], Bottom: v[3]}, nil
}

var wantsFour = &usageError{"请写四个数：左,右,上,下，如 20.5,190.5,19.5,276.5（毫米）", "four numbers are wanted: left,right,top,bottom, as 20.5,190.5,19.5,276.5 (millimetres)"}

func adjustFault(err error) error {
	var f *station.Fault
	if errors.As(err, &f) {
		return &usageError{"没有保存：" + f.Reason.ZH, "not kept: " + f.Reason.EN}
	}
	return err
}
