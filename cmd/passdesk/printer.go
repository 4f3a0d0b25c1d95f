package main

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The printers of the station: found, remembered, chosen.

type printerCmd struct {
	List      printerListCmd      `cmd:"" help:"记住的和找到的打印机 · printers that are remembered, and found now"`
	Add       printerAddCmd       `cmd:"" help:"记住一台：找到的名称，或地址 ipp://… · remember one: the name of one that was found, or an address"`
	Remove    printerRemoveCmd    `cmd:"" help:"不再记住（保管员）· forget one: the keeper's"`
	Default   printerDefaultCmd   `cmd:"" help:"台面上打印到哪里 · where the desk prints"`
	Calibrate printerCalibrateCmd `cmd:"" help:"校准：输入校准页上量得的数；纸是否预印；不写则显示 · type in what was measured on the calibration sheet; whether its paper is pre-printed; without flags it shows what is kept"`
	Status    printerStatusCmd    `cmd:"" help:"现在问一问打印机 · ask printers how they stand now"`
}

// printerLine is one printer as JSON.
type printerLine struct {
	Name       string        `json:"name"`
	How        string        `json:"how"`
	URI        string        `json:"uri,omitempty"`
	Cert       string        `json:"cert,omitempty"`
	Model      string        `json:"model,omitempty"`
	Papers     []string      `json:"papers,omitempty"`
	Loaded     []string      `json:"loaded,omitempty"` // papers that it has in, as people call them
	Sides      []string      `json:"sides,omitempty"`
	Seen       string        `json:"seen,omitempty"`
	Remembered bool          `json:"remembered"`
	Found      bool          `json:"found,omitempty"`
	Default    bool          `json:"default,omitempty"`
	State      *scheme.Text  `json:"state,omitempty"`
	Reasons    []string      `json:"reasons,omitempty"`
	Notes      []scheme.Text `json:"notes,omitempty"`
}

func (a *app) printerLine(p station.Printer, desk string) printerLine {
	l := printerLine{Name: p.Name, How: p.How, URI: p.URI, Cert: p.Cert, Model: p.Model, Papers: p.Papers, Sides: p.Sides, Remembered: true, Default: desk == printerPlace+p.Name}
	if !p.Seen.IsZero() {
		l.Seen = p.Seen.In(zone).Format(time.RFC3339)
	}
	if p.Scales {
		l.Notes = append(l.Notes, wordsScales)
	}
	return l
}

var wordsScales = scheme.Text{
	ZH: "这台打印机没有说它能按实际大小打印；请先打一张校准页，量一量。",
	EN: "This printer does not say that it can print at actual size: print a calibration sheet first, and measure it.",
}

type printerListCmd struct {
	Remembered bool `help:"只列记住的，不找 · only what is remembered; nothing is looked for"`
}

func (c *printerListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	kept, err := st.Printers(a.ctx)
	if err != nil {
		return err
	}
	desk, err := st.Setting(a.ctx, settingPlace)
	if err != nil {
		return err
	}
	found := map[string]station.Printer{}
	if !c.Remembered {
		for _, p := range a.findPrinters(a.ctx) {
			found[p.Name] = p
		}
	}
	for _, p := range kept {
		l := a.printerLine(p, desk)
		_, l.Found = found[p.Name]
		delete(found, p.Name)
		if err := a.printJSON(l); err != nil {
			return err
		}
	}
	for _, p := range sortedPrinters(found) {
		l := a.printerLine(p, desk)
		l.Remembered, l.Found = false, true
		if err := a.printJSON(l); err != nil {
			return err
		}
	}
	return nil
}

type printerAddCmd struct {
	Printer string `arg:"" help:"printer list 里找到的名称，或地址 ipp://192.168.1.20/ipp/print · a name that printer list found, or an address"`
	Name    string `help:"在本站叫什么 · what it is called here" placeholder:"NAME"`
	Trust   string `help:"打印机自己签的证书（ipps://）：核对过的指纹，至少前 16 位；以后变了就不发 · of a printer that vouches for itself: the fingerprint, as compared with the one that it shows itself, 16 digits at least; a changed one is refused from then on" placeholder:"AB:CD:…"`
	Default bool   `help:"台面以后打印到这里 · the desk prints there from now on"`
}

func (c *printerAddCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	p, err := a.newPrinter(a.ctx, c.Printer, c.Trust)
	if err != nil {
		return err
	}
	if c.Name != "" {
		p.Name = strings.TrimSpace(c.Name)
	}
	if err := st.RememberPrinter(a.ctx, p); err != nil {
		return told(err)
	}
	desk, err := st.Setting(a.ctx, settingPlace)
	if c.Default && err == nil {
		desk = printerPlace + p.Name
		err = st.SetSetting(a.ctx, settingPlace, desk)
	}
	if err != nil {
		return err
	}
	return a.printJSON(a.printerLine(p, desk))
}

// newPrinter is a printer by its address, or by a name that is found now. trust is the
// fingerprint that a person has compared.
func (a *app) newPrinter(ctx context.Context, typed, trust string) (station.Printer, error) {
	if isPrinterURI(typed) {
		cert, err := a.trusted(ctx, typed, trust)
		if err != nil {
			return station.Printer{}, err
		}
		p, _, err := a.askPrinter(ctx, typed, cert)
		return p, err
	}
	if trust != "" {
		return station.Printer{}, trustsAddress
	}
	for _, p := range a.findPrinters(ctx) {
		if p.Name == typed {
			return p, nil
		}
	}
	return station.Printer{}, noPrinter()
}

func noPrinter() error {
	return &toldError{"没有找到这台打印机。用 printer list 查看找到的；网络打印机请写地址 ipp://…", "No such printer was found. printer list shows those that are; one on the network is named by its address, ipp://…", station.ErrNoPrinter}
}

type printerRemoveCmd struct {
	Name string `arg:"" help:"名称 · its name"`
}

func (c *printerRemoveCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := st.ForgetPrinter(a.ctx, c.Name); err != nil {
		return notRemembered(err)
	}
	return a.printJSON(map[string]any{"name": c.Name, "removed": true})
}

// notRemembered puts an unknown name into words.
func notRemembered(err error) error {
	if errors.Is(err, station.ErrNoPrinter) {
		return &toldError{"本站没有记住这台打印机。用 printer list 查看，printer add 记住。", "The station does not remember this printer. printer list shows them, printer add remembers one.", err}
	}
	return told(err)
}

type printerDefaultCmd struct {
	Name string `arg:"" optional:"" help:"记住的名称；不写则显示现在的 · a remembered name; without one the present is shown"`
}

func (c *printerDefaultCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if c.Name != "" {
		if _, err := st.Printer(a.ctx, c.Name); err != nil {
			return notRemembered(err)
		}
		if err := st.SetSetting(a.ctx, settingPlace, printerPlace+c.Name); err != nil {
			return err
		}
	}
	desk, err := st.Setting(a.ctx, settingPlace)
	if err != nil {
		return err
	}
	if name, ok := strings.CutPrefix(desk, printerPlace); ok {
		return a.printJSON(map[string]any{"printer": name})
	}
	return a.printJSON(map[string]any{"folder": desk})
}

type printerStatusCmd struct {
	Name string `arg:"" optional:"" help:"名称；不写则全部 · its name; without one all of them"`
}

// Run asks each. One that does not answer is told in its line, and makes the run one
// that was done in part.
func (c *printerStatusCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	all, err := st.Printers(a.ctx)
	if err == nil && c.Name != "" {
		var one station.Printer
		one, err = st.Printer(a.ctx, c.Name)
		all = []station.Printer{one}
	}
	if err != nil {
		return notRemembered(err)
	}
	desk, err := st.Setting(a.ctx, settingPlace)
	if err != nil {
		return err
	}
	t := tally{}
	for _, p := range all {
		l, err := a.statusLine(st, p, desk)
		if t.done++; err != nil {
			t.done, t.failed = t.done-1, t.failed+1
		}
		if err := a.printJSON(l); err != nil {
			return err
		}
	}
	return t.result()
}

// stationPapers are what a station prints on: everything goes on the first, and on the
// others what is made for them.
var stationPapers = []string{ipp.A4, ipp.A6, ipp.A5}

// keptFor is the paper by which a printer is judged: the first that is loaded, or, where
// that is not said, that it knows. One that has none of them is judged by A4.
func keptFor(p ipp.Printer) string {
	has := p.Ready
	if len(has) == 0 {
		has = p.Media
	}
	for _, paper := range stationPapers {
		if !lacks(has, paper) {
			return paper
		}
	}
	return stationPapers[0]
}

// wordsKept say what a printer is good for that has no A4.
var wordsKept = map[string]scheme.Text{
	ipp.A6: {ZH: "只有 A6 纸：打每张一证的通行证（--layout single），别的要 A4", EN: "A6 paper alone: for passes one to a page (--layout single); all else wants A4"},
	ipp.A5: {ZH: "只有 A5 纸：打告知书、收回单这些半张的，别的要 A4", EN: "A5 paper alone: for notices and slips; all else wants A4"},
}

// statusLine asks one printer, and remembers that it was seen and what it takes now.
func (a *app) statusLine(st *station.Station, p station.Printer, desk string) (printerLine, error) {
	if p.How != "ipp" {
		d, err := a.device(p, nil)
		paper := stationPapers[0]
		if err == nil {
			paper, err = firstTaken(a.ctx, d)
		}
		l := a.printerLine(p, desk)
		l.State, l.Notes = stateOf(err), append(l.Notes, keptNote(paper)...)
		return l, err
	}
	now, said, err := a.askPrinter(a.ctx, p.URI, p.Cert)
	l := a.printerLine(p, desk)
	if err != nil {
		l.State = stateOf(err)
		return l, err
	}
	now.Name = p.Name
	l = a.printerLine(now, desk)
	paper := keptFor(said)
	text := stateText(said, paper)
	l.State, l.Reasons, l.Loaded = &text, said.Reasons, paperNames(said.Ready)
	l.Notes = append(append(l.Notes, stateNotes(said, paper)...), keptNote(paper)...)
	if refusal := takesNot(said, delivery{paper: paper}); refusal != nil {
		l.Notes = append(l.Notes, *stateOf(refusal))
	}
	if st.Info().ReadOnly == "" {
		err = st.RememberPrinter(a.ctx, now)
	}
	return l, err
}

// firstTaken is keptFor of a printer that is asked for each paper.
func firstTaken(ctx context.Context, d device) (paper string, err error) {
	for _, paper := range stationPapers {
		refused := d.takes(ctx, delivery{paper: paper})
		if refused == nil {
			return paper, nil
		}
		err = cmp.Or(err, refused) // of the first
	}
	return stationPapers[0], err
}

func keptNote(paper string) []scheme.Text {
	if said, ok := wordsKept[paper]; ok {
		return []scheme.Text{said}
	}
	return nil
}

func stateOf(err error) *scheme.Text {
	if err == nil {
		return &scheme.Text{ZH: "可以打印", EN: "ready"}
	}
	zh, en := explain(err)
	return &scheme.Text{ZH: zh, EN: en}
}

func sortedPrinters(all map[string]station.Printer) []station.Printer {
	out := make([]station.Printer, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[name])
	}
	return out
}
