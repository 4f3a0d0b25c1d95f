package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// Sealed parcels between this station and upstream.

type bundleCmd struct {
	Create bundleCreateCmd `cmd:"" help:"把上级还没有回执的全部做成一个密封包裹 · a sealed parcel of everything that upstream has not receipted"`
	Open   bundleOpenCmd   `cmd:"" help:"收下上级带回的包裹：回执、任务、名单 · take in a parcel from upstream: receipts, tasks, lists"`
	List   bundleListCmd   `cmd:"" help:"发件箱：哪些还没有回执，等了多久，为什么，下一步 · the outbox: what has no receipt, since when, why, and what to do"`
}

type bundleCreateCmd struct {
	Out  string `required:"" help:"放包裹的文件夹，通常是 U 盘 · the folder, a stick usually" placeholder:"DIR"`
	From *int64 `help:"从这一号事件起重新交：上级丢了有回执的事件时（收下包裹时会说从几号起）· send everything from this event again, where upstream lost what it had receipted" placeholder:"EVENT"`
}

func (c *bundleCreateCmd) Help() string {
	return "写完、读回核对过，才算完成；没写完的不会留下。包裹只有上级打得开。上级的回执回来以前，里面的每一项都还算没有交 · " +
		"Done is said when the file was written and read back; nothing half is left behind. Only upstream opens it. Until its receipt is back, all that is in it counts as not sent."
}

func (c *bundleCreateCmd) Run(a *app) error {
	if c.From != nil && *c.From < 1 {
		return &usageError{"--from 写事件编号，从 1 开始；要交还没有回执的，不写 --from", "--from is the number of an event, and they begin at 1; for what has no receipt leave --from out"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := a.mayWriteIn(c.Out); err != nil {
		return err
	}
	if c.From != nil {
		if err := st.SendAgain(a.ctx, *c.From); err != nil {
			return err
		}
	}
	made, err := a.makeParcel(st, c.Out)
	a.sendingEnded(made, err)
	if errors.Is(err, station.ErrNothingNew) {
		a.warn(scheme.Text{ZH: "上级都有了，没有新的要交。", EN: "upstream has everything: there is nothing new to send."})
		return a.printJSON(map[string]any{"events": 0})
	}
	if err != nil {
		return err
	}
	a.keepMade(made)
	a.sentAgain()
	return a.printJSON(made)
}

// parcelMade is a parcel that was written and read back.
type parcelMade struct {
	File   string `json:"file,omitempty"` // none where it went over a connection
	From   int64  `json:"from"`
	To     int64  `json:"to"`
	Events int64  `json:"events"`
	Sum    string `json:"sum"` // of what is in it, by which upstream knows it
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Stands bool   `json:"stands,omitempty"` // it was written before, lies there whole, and was left as it is

	head [32]byte
}

// News reports a parcel that was written now.
func (m parcelMade) News() bool { return m.To > 0 && !m.Stands }

// makeParcel never writes over a file; the folder is the operator's, who was asked
// mayWriteIn, or lies in the station's own on its way over a connection. It writes a parcel into the folder, makes it durable, reads it back, and
// only then says that it is there.
func (a *app) makeParcel(st *station.Station, folder string) (parcelMade, error) {
	return a.makeParcelUnless(st, folder, func(*station.Outgoing) (parcelMade, bool) { return parcelMade{}, false })
}

// makeParcelUnless is makeParcel but where the parcel stands already, and then that one.
func (a *app) makeParcelUnless(st *station.Station, folder string, stands func(*station.Outgoing) (parcelMade, bool)) (made parcelMade, err error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return made, errNoFolder
	}
	a.stillMissing(a.ctx, st)
	if err := st.SomethingNew(a.ctx); err != nil {
		return made, err
	}
	if err := stickTakes(folder); err != nil {
		return made, err
	}
	err = st.SendUp(a.ctx, func(o *station.Outgoing) error {
		var there bool
		if made, there = stands(o); there {
			return nil
		}
		m := manifestOf(o)
		path, err := freeName(folder, m.Name())
		if err != nil {
			return err
		}
		made = parcelMade{File: path, From: o.From, To: o.To, Events: o.To - o.From + 1, head: o.Head}
		sum := sha256.New()
		err = writeWhole(made.File, func(f *os.File) error {
			var err error
			made.Sum, err = a.pack(io.MultiWriter(f, sum, (*counted)(&made.Bytes)), m, o)
			return err
		})
		made.SHA256 = hex.EncodeToString(sum.Sum(nil))
		return onStick(err)
	})
	if err != nil || made.Stands {
		return made, err
	}
	if err := readBack(made.File, made.SHA256); err != nil {
		os.Remove(made.File)
		return made, err
	}
	return made, nil
}

// freeName is a path under which nothing lies: what is on a stick may be the only
// copy that is left, and nobody here can open it to see.
func freeName(folder, name string) (string, error) {
	stem := strings.TrimSuffix(name, bundle.Suffix)
	for n := 2; ; n++ {
		path := filepath.Join(folder, name)
		switch _, err := os.Lstat(path); {
		case errors.Is(err, os.ErrNotExist):
			return path, nil
		case err != nil:
			return "", storage(err)
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, bundle.Suffix)
	}
}

// counted counts bytes.
type counted int64

func (c *counted) Write(b []byte) (int, error) {
	*c += counted(len(b))
	return len(b), nil
}

func manifestOf(o *station.Outgoing) bundle.Manifest {
	return bundle.Manifest{
		Way: bundle.Up, Scheme: o.Scheme, District: o.District, Station: o.Station, Register: o.Register, Epoch: o.Epoch,
		Recipient: o.Recipient, Made: o.Made, From: o.From, To: o.To, Previous: o.Previous, Head: o.Head, Edge: o.Edge,
		Note: o.Note, Licence: o.Licence, AnswerTo: o.AnswerTo, Listed: o.Listed,
	}
}

// pack writes the parcel, and answers its sum.
func (a *app) pack(to io.Writer, m bundle.Manifest, o *station.Outgoing) (string, error) {
	shown := a.newProgress("包裹 parcel")
	defer shown.end()
	w, err := bundle.NewWriter(io.MultiWriter(to, shown), m, o)
	if err != nil {
		return "", err
	}
	for row, err := range o.Rows() {
		if err == nil {
			err = w.Event(row.Event, bundle.Opened{Salt: row.Salt, Record: row.Record})
		}
		if err != nil {
			w.Abandon()
			return "", err
		}
		if err := a.ctx.Err(); err != nil {
			w.Abandon()
			return "", err
		}
	}
	sum, err := w.Close()
	return sum.String(), err
}

// readBack reads a file from the beginning and compares.
func readBack(path, want string) error {
	f, err := os.Open(path)
	if err != nil {
		return storage(err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return storage(err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != want {
		return &toldError{"写下的包裹读回来不一样：U 盘可能坏了。没有留下它，请换一只 U 盘。",
			"The parcel reads back otherwise than it was written: the stick may be broken. It was not left there; take another stick.", station.ErrStorage}
	}
	return nil
}

type bundleListCmd struct{}

func (c *bundleListCmd) Help() string {
	return "aside 是上级放在一边、没有算的（从哪一号、为什么、哪天告诉本站的），各说过一次；cause 是 missing 的，是上级从旧备份恢复以后丢的：下一次 sync 或 bundle create 从那里起重新交 · " +
		"aside is what upstream has put aside (from which event, why, and when this station was told); each was told once. One whose cause is missing was lost upstream with an older copy of its register: the next sync or bundle create sends everything from there again."
}

// Run prints the outbox as one JSON object.
func (c *bundleListCmd) Run(a *app) error {
	a.onlyReads = true
	st, err := a.open()
	if err != nil {
		return err
	}
	out, err := st.Outbox(a.ctx)
	if err != nil {
		return err
	}
	return a.printJSON(struct {
		station.Outbox
		Asides []tui.AsideTold `json:"aside,omitempty"`
	}{out, a.asides()})
}

type bundleOpenCmd struct {
	Files []string `arg:"" help:"上级给本站的包裹 · parcels for this station" placeholder:"FILE"`
}

func (c *bundleOpenCmd) Help() string {
	return "先核对整个包裹（封装、签名、收件站点），再逐项收下，每项一行；一项不能收不影响其余（退出码 3）。同一个包裹开两次不改变什么 · " +
		"The whole parcel is proven first (seal, signature, for whom), then taken in item by item, a line each; one that cannot be taken stops none of the rest (exit 3). The same parcel twice changes nothing."
}

func (c *bundleOpenCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	taking := &intake{app: a, station: st}
	for _, path := range c.Files {
		f, err := openFile(path)
		if err != nil {
			taking.failed(path, &usageError{"包裹无法打开，请核对文件名", "the parcel cannot be opened: look at the name"})
			continue
		}
		taking.open(path, f)
		f.Close()
	}
	return taking.end()
}

// openFile opens what is a file: to open a pipe is to wait for whoever writes into it,
// and no signal ends that.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", path, fs.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

// intake takes parcels in and counts what came of them.
type intake struct {
	*app
	station  *station.Station
	good     int // items or whole parcels
	bad      int
	last     error // of a parcel that was not taken
	quiet    bool  // what is known already is told in one line a parcel
	receipts int64 // how far the receipts reach that were taken
}

// itemLine is what came of one thing in a parcel, or of a parcel that was not taken.
type itemLine struct {
	File string `json:"file"`
	Item int    `json:"item,omitempty"`
	Kind string `json:"kind,omitempty"`
	station.Taken
	Why bundle.Why `json:"why,omitempty"`
}

// failed tells of a parcel of which nothing was taken.
func (i *intake) failed(path string, err error) {
	i.bad++
	i.last = err
	zh, en := explain(err)
	line := itemLine{File: filepath.Base(path), Taken: station.Taken{Result: station.TakenNot, Note: scheme.Text{ZH: zh, EN: en}}}
	var refused *bundle.Refused
	if errors.As(err, &refused) {
		line.Why = refused.Why
	}
	i.tell(line)
}

// tell prints what came of one thing; at the desk only what somebody should read.
func (i *intake) tell(line itemLine) {
	i.printJSON(line)
	if n := line.Note; i.desk != nil && !n.IsZero() {
		i.warn(scheme.Text{ZH: line.File + "：" + n.ZH, EN: line.File + ": " + n.EN})
	}
}

// stopped: the register may not be written, which was said, and would be of all the rest.
func (i *intake) stopped() bool { return errors.Is(i.last, station.ErrReadOnly) }

// open proves a parcel and takes in what is in it. It answers whether every item is in
// the register now.
func (i *intake) open(path string, file io.ReadSeeker) (whole bool) {
	if i.stopped() {
		return false
	}
	made, items, err := i.read(file)
	if err != nil {
		i.failed(path, err)
		return false
	}
	known, bad := 0, i.bad
	var receipts []registry.Sent
	for n, item := range items {
		if i.stopped() {
			break
		}
		if item.Sent.Made = made; item.Sent.Kind == registry.SentReceipt {
			receipts = append(receipts, item.Sent)
		}
		line := itemLine{File: filepath.Base(path), Item: n + 1, Kind: string(item.Sent.Kind)}
		if line.Kind == "" {
			line.Kind = "event"
		}
		line.Taken, err = i.station.TakeSent(i.ctx, item.Sent)
		switch {
		case err != nil:
			i.bad++
			i.last = err
			zh, en := explain(err)
			line.Taken = station.Taken{Result: station.TakenNot, Note: scheme.Text{ZH: zh, EN: en}}
		default:
			if item.Sent.Kind == registry.SentAside && line.Result == station.TakenTold && i.heardBefore(i.station, item.Sent) {
				line.Result, line.Note = station.TakenKnown, scheme.Text{}
			}
			i.good++
			i.receipts = max(i.receipts, line.Through)
		}
		if line.Result == station.TakenKnown && i.quiet {
			known++
			continue
		}
		i.tell(line)
	}
	if known > 0 {
		i.printJSON(itemLine{File: filepath.Base(path), Taken: station.Taken{Result: station.TakenKnown, Count: known}})
	}
	if !i.stopped() {
		i.lookForLost(path, made, receipts)
	}
	return i.bad == bad && !i.stopped()
}

// lookForLost tells, once a parcel, from where on upstream has lost what it receipted.
func (i *intake) lookForLost(path string, made time.Time, receipts []registry.Sent) {
	lost, err := i.station.LostUpstream(i.ctx, made, receipts)
	if err != nil {
		i.failed(path, err)
		return
	}
	if lost == nil {
		return
	}
	line := itemLine{File: filepath.Base(path), Kind: string(lost.Kind)}
	if line.Taken, err = i.station.TakeSent(i.ctx, *lost); err != nil {
		i.failed(path, err)
		return
	}
	i.heardBefore(i.station, *lost)
	i.tell(line)
}

// mostDown is how much a parcel down may unpack to: it is held in memory until all of
// it was read twice.
const mostDown = 256 << 20

// read proves a parcel and answers when it was made, and everything in it.
func (i *intake) read(file io.ReadSeeker) (made time.Time, items []bundle.Item, err error) {
	inbox, err := i.station.Inbox()
	if err != nil {
		return made, nil, err
	}
	p, err := bundle.Check(file, inbox, i.trust, bundle.Limits{Content: mostDown, Frame: bundle.DefaultLimits.Frame})
	if err != nil {
		return made, nil, err
	}
	for item, err := range p.Items() {
		if err != nil {
			return made, nil, err
		}
		items = append(items, item)
	}
	return p.Manifest.Made, items, nil
}

// trust is the authority's key, for what is meant for this station.
func (i *intake) trust(m bundle.Manifest) (ed25519.PublicKey, error) {
	if m.Way != bundle.Down {
		return nil, &bundle.Refused{Why: bundle.NotOurs, What: "way"}
	}
	key, err := i.station.Authority(m.Scheme, m.Register, m.Authority)
	if errors.Is(err, station.ErrOtherRegister) {
		return nil, &bundle.Refused{Why: bundle.OtherRegister}
	}
	return key, err
}

// end is how it went: done, in part, or nothing of it.
func (i *intake) end() error {
	switch {
	case i.bad == 0 && i.station.Missing() > 0:
		return &partError{} // the line says from where everything is to be sent again
	case i.bad == 0:
		return nil
	case errors.Is(i.last, station.ErrReadOnly), errors.Is(i.last, station.ErrDamaged):
		return i.last
	case i.good > 0:
		return &partError{}
	}
	return fmt.Errorf("%w: %w", errNothing, i.last)
}
