package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type initCmd struct {
	behindPaper
	Scheme   string  `required:"" help:"方案 · scheme: ${schemes}"`
	Division string  `required:"" help:"县级行政区划代码，六位 · the county's code, six digits"`
	Station  decimal `help:"站点代码；不填则随机取 900–999 · station code; without it one of 900–999 is drawn"`
	Kind     string  `required:"" help:"发放点类型 · community, village, enterprise, building, unit, checkpoint, police"`
	Point    string  `required:"" help:"发放点名称 · name of the issuing point"`
	StartAt  decimal `help:"接续纸质登记簿的编号 · continue the paper book at this number" default:"1"`
	Recovery string  `help:"恢复页写到此 PDF，或上级的 age1… 公钥 · write the recovery sheet to this PDF, or an authority's age1… key" placeholder:"FILE|age1…"`
}

// Run makes a station that stands alone. --operator names the first operator,
// who is officer and keeper.
func (c *initCmd) Run(a *app) error {
	u, err := c.setup(a)
	if err != nil {
		return err
	}
	st, err := a.create(u, func(st *station.Station, r *seal.Recovery) error { return c.writeSheet(a, st, r) })
	if err != nil {
		return err
	}
	i := st.Info()
	fmt.Fprintf(a.stderr, "passdesk: 已建站：%s，站点代码 %03d，独立站点，自有根密钥。\n", i.Scheme.Title.ZH, i.Code)
	fmt.Fprintf(a.stderr, "passdesk: station made: scheme %s, code %03d; it stands alone, with its own root key.\n", i.Scheme.Code, i.Code)
	c.sayEpoch(a, i)
	a.warnSecondPlace()
	a.warnDisk()
	c.sayRecovery(a)
	return nil
}

// sayEpoch says behind which numbers the station begins. Of numbers under a code that
// was typed in, and of which neither a mark nor whoever is there knows, only paper does.
func (c *initCmd) sayEpoch(a *app, i station.Info) {
	switch {
	case i.Epoch > 1:
		fmt.Fprintf(a.stderr, "passdesk: 此代码以前发过号，编号从第 %d 期开始，不会重号。\n", i.Epoch)
		fmt.Fprintf(a.stderr, "passdesk: numbers were given under the code before; these begin with epoch %d, so that none comes twice.\n", i.Epoch)
	case c.Station != 0 && c.LastPaper == "" && c.EpochAtLeast == 0:
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("如果以前用站点代码 %03d 发过纸证（例如旧电脑丢了），先不要发证：加 --last-paper 编号 重新建站，或运行 epoch new --reason … --last-paper 编号，否则会重号。", i.Code),
			EN: fmt.Sprintf("if papers with station code %03d were ever given out (by a laptop that is lost, say), issue nothing yet: make the station again with --last-paper NUMBER, or run epoch new --reason … --last-paper NUMBER; else numbers come twice.", i.Code),
		})
	}
}

func (c *initCmd) setup(a *app) (station.Setup, error) {
	u := station.Setup{
		Scheme: c.Scheme, Division: c.Division, Code: int(c.Station), StartAt: int(c.StartAt), Operator: a.cli.Operator,
		LastPaper: c.paper(), LeastEpoch: int(c.EpochAtLeast), Point: registry.Point{Kind: c.Kind, Name: c.Point}, Cost: a.cost(),
	}
	if strings.HasPrefix(c.Recovery, "age1") {
		u.Recipient = c.Recovery
	}
	if u.Code == 0 {
		code, err := licence.OfferCode(a.rand)
		if err != nil {
			return u, err
		}
		u.Code = code
	}
	pass, err := a.newPassphrase()
	u.Passphrase = pass
	return u, err
}

// writeSheet writes the recovery sheet where one was asked for. r is nil when an
// authority holds the recovery.
func (c *initCmd) writeSheet(a *app, st *station.Station, r *seal.Recovery) error {
	if r == nil || c.Recovery == "" {
		return nil
	}
	return a.writeRecovery(c.Recovery, st.Info(), r)
}

// sayRecovery says where the sheet is, or what is lost without one.
func (c *initCmd) sayRecovery(a *app) {
	switch {
	case strings.HasPrefix(c.Recovery, "age1"):
	case c.Recovery == "":
		fmt.Fprintln(a.stderr, "passdesk: 没有写出恢复页：忘记口令就再也打不开这本登记册。")
		fmt.Fprintln(a.stderr, "passdesk: no recovery sheet was written: a forgotten passphrase will lose the register.")
	default:
		fmt.Fprintf(a.stderr, "passdesk: 恢复页已写到 %s，请打印后锁进保险柜，并删除文件。\n", c.Recovery)
		fmt.Fprintf(a.stderr, "passdesk: the recovery sheet is in %s: print it, lock it in the safe, delete the file.\n", c.Recovery)
	}
}

func (a *app) writeRecovery(path string, i station.Info, r *seal.Recovery) error {
	err := a.writeOut(path, beginsPDF, func(f *os.File) error {
		return printing.Recovery(f, recoverySheet(i, r, a.now()), printing.Options{Made: a.now().In(zone)})
	})
	var name *usageError
	if err != nil && !errors.As(err, &name) { // of a name it is said what is wrong with it
		return noSheet(err)
	}
	return err
}

// noSheet: a station without its sheet would be lost with its passphrase.
func noSheet(cause error) error {
	return &toldError{"恢复页写不出来，什么都没有做。请换一个能写入的文件夹再试。",
		"The recovery sheet could not be written; nothing was done. Try again with a folder that can be written.", cause}
}

// create makes folder, register and station, and hands the recovery over; what a
// failure leaves behind is taken away, so that the set-up can be tried again.
func (a *app) create(u station.Setup, hand func(*station.Station, *seal.Recovery) error) (*station.Station, error) {
	if err := u.Check(); err != nil {
		var f *station.Fault
		if errors.As(err, &f) {
			return nil, &usageError{"“" + f.Field + "”：" + f.Reason.ZH, f.Field + ": " + f.Reason.EN}
		}
		return nil, err
	}
	dir, err := a.dir()
	if err != nil {
		return nil, err
	}
	if err := makeFolder(dir); err != nil {
		return nil, storage(err)
	}
	path := filepath.Join(dir, registerFile)
	store, err := sqlite.Create(a.ctx, path)
	if errors.Is(err, station.ErrRegisterExists) && a.beginAgain(path) == nil {
		store, err = sqlite.Create(a.ctx, path)
	}
	if err != nil {
		return nil, err
	}
	st, recovery, err := a.createIn(store, u)
	if err == nil {
		err = hand(st, recovery)
	}
	if err != nil {
		store.Close()
		sqlite.Remove(path)
		return nil, err
	}
	a.station = st
	return st, nil
}

// beginAgain takes away what a set-up left that died before the first event. Where
// this machine knows of any register that has events, one that holds none may be
// that register, cut off: then it stays.
func (a *app) beginAgain(path string) error {
	config, err := a.configDir()
	if err != nil {
		return err
	}
	if epoch, err := (&highWater{dir: config}).Highest("", ""); err != nil || epoch > 0 {
		return errors.Join(err, station.ErrRegisterExists)
	}
	return sqlite.RemoveUnbegun(a.ctx, path)
}

func (a *app) createIn(store station.Store, u station.Setup) (*station.Station, *seal.Recovery, error) {
	p, err := a.ports(store)
	if err != nil {
		return nil, nil, err
	}
	return station.Create(a.ctx, p, u)
}
