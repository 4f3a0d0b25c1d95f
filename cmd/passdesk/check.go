package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/guard"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type checkCmd struct {
	Text    []string `arg:"" optional:"" help:"二维码的文字，或证件编号；不写就从标准输入逐行读（扫码枪打字即可）· the text of the QR code, or a pass number; without it one a line on stdin, as a scanner types" placeholder:"TEXT"`
	Keys    string   `help:"站点钥匙名单（gate lists 写出的）· the stations' keys, as gate lists writes them" placeholder:"FILE"`
	Recalls string   `help:"收回名单 · the recall list" placeholder:"FILE"`
	Maker   string   `help:"只信这个指纹签的名单 · believe lists of this fingerprint only" placeholder:"FINGERPRINT"`
	Plain   bool     `help:"写成给人看的两行，不写 JSON（终端上就是这样）· words for people, not JSON; so it is on a terminal"`
}

func (c *checkCmd) Help() string {
	return "不用登记册，也不用网络：凭二维码、钥匙名单、收回名单核对一张证。不写 --keys 就用本站的登记册，并入了上级的还用上级带下来的全市公钥和失效编号。" +
		"结果：valid 真实有效，recalled 已收回、挂失或作废，old_copy 旧的一份，expired 过期，not_yet 日期未到，forged 签名不对，unknown_station 站点不在名单里，revoked_key 钥匙已吊销，not_known_yet 独立时自取的代码、还没有报上来，not_a_pass 不是证，newer 版本更新，number_only 只有编号。退出码：都有效 0，都无效 1，有的有效 3。先核对名单的指纹 · " +
		"With neither register nor network: a pass held against the key list and the recall list; without --keys the station's own register, and of the other stations what upstream sent down. " +
		"Results are the words above. Exit 0 when all are valid, 1 when none is, 3 when some are. Compare the lists' fingerprint once."
}

// checked is an answer in a line. The pass is shown once its signature was found good:
// masked, as it stands on the paper.
type checked struct {
	Line     int           `json:"line"`
	Outcome  guard.Outcome `json:"outcome"`
	Proven   bool          `json:"proven"` // the station's signature is good
	Number   string        `json:"number,omitempty"`
	Scheme   string        `json:"scheme,omitempty"`
	Station  string        `json:"station,omitempty"`
	Copy     int           `json:"copy,omitempty"`
	Name     string        `json:"name,omitempty"`
	LastFour string        `json:"last_four,omitempty"`
	Issued   civil.Date    `json:"issued,omitzero"`
	Expires  civil.Date    `json:"expires,omitzero"`
	Reason   scheme.Text   `json:"reason"`
	Next     scheme.Text   `json:"next"`
	Warnings []scheme.Text `json:"warnings,omitempty"`
	Keys     dayAge        `json:"keys"`
	Recalls  *listAge      `json:"recalls,omitempty"`
}

// listAge is which list was used, and how old it is.
type listAge struct {
	Number int64  `json:"number"`
	Made   string `json:"made"`
	By     string `json:"by,omitempty"` // who signed it
	Hours  int    `json:"hours_old"`
}

// dayAge is a list's that bears the day on which it was made, and no hour.
type dayAge struct {
	Number int64  `json:"number"`
	Made   string `json:"made"`
	By     string `json:"by,omitempty"`
	Days   int    `json:"days_old"`
}

// Run answers each text. It opens the register only where no key list is named.
func (c *checkCmd) Run(a *app) error {
	lists, err := c.lists(a)
	if err != nil {
		return err
	}
	plain := c.Plain || a.terminal()
	a.tellLists(lists)
	asked, good := 0, 0
	one := func(line int, text string) error {
		now := a.now()
		answer := lists.Check(text, now, civil.On(now, zone))
		asked++
		if answer.Outcome == guard.Valid {
			good++
		}
		if plain {
			return a.tellAnswer(answer)
		}
		return a.printJSON(checkedLine(line, answer, lists, now))
	}
	if err := c.each(a, one); err != nil {
		return err
	}
	switch {
	case good == asked:
		return nil
	case good == 0:
		return errNothing
	}
	return &partError{}
}

// isText stands before an argument that the flag library would take for a flag: the QR texts of
// some passes begin with "-7", by how long the scheme's and the holder's names are, and no
// flag begins with a digit.
const isText = "\x00"

// textsBeside marks the QR texts among the arguments of check.
func textsBeside(args []string) []string {
	if !slices.Contains(args, "check") {
		return args
	}
	args = slices.Clone(args)
	for i, arg := range args {
		if len(arg) > 1 && arg[0] == '-' && arg[1] >= '0' && arg[1] <= '9' {
			args[i] = isText + arg
		}
	}
	return args
}

func (c *checkCmd) each(a *app, one func(int, string) error) error {
	for i, text := range c.Text {
		if err := one(i+1, strings.TrimPrefix(text, isText)); err != nil {
			return err
		}
	}
	if len(c.Text) > 0 {
		return nil
	}
	if a.terminal() {
		fmt.Fprintln(a.stderr, "请扫码，或输入二维码文字、证件编号；Ctrl+D 结束。 Scan, or type a QR text or a pass number; Ctrl+D ends.")
	}
	return a.eachLine(func(no int, line []byte) error {
		if len(line) == 0 {
			return nil
		}
		return one(no, string(line))
	})
}

// lists are those of the files, or the register's own.
func (c *checkCmd) lists(a *app) (guard.Lists, error) {
	if c.Keys == "" && c.Recalls != "" {
		return guard.Lists{}, &usageError{"有收回名单还要有钥匙名单：请写 --keys", "a recall list needs the key list beside it: name it with --keys"}
	}
	if c.Keys == "" {
		return ownLists(a)
	}
	return readGateLists(c.Keys, c.Recalls, c.Maker)
}

// ownLists are read from the register of this station, with what the authority sent it of
// all others, without a passphrase.
func ownLists(a *app) (guard.Lists, error) {
	a.onlyReads = true
	st, err := a.openLocked()
	if errors.Is(err, station.ErrNoRegister) {
		return guard.Lists{}, &usageError{"这里没有登记册，请用 --keys 写明站点钥匙名单", "there is no register here: name the stations' key list with --keys"}
	}
	if err != nil {
		return guard.Lists{}, err
	}
	own, err := st.CheckLists(a.ctx)
	return guard.Lists{Keys: own.Keys, KeysBy: own.KeysBy, Recalls: &own.Recalls, RecallsBy: own.By}, err
}

// readGateLists reads the files and says in people's words what is wrong with them.
func readGateLists(keys, recalls, maker string) (guard.Lists, error) {
	var files [2][]byte
	for i, path := range []string{keys, recalls} {
		if path == "" {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return guard.Lists{}, &usageError{"名单文件无法打开", "a list cannot be opened"}
		}
		files[i] = b
	}
	l, err := guard.Read(files[0], files[1])
	switch {
	case errors.Is(err, guard.ErrOtherMaker):
		return l, &toldError{"收回名单不是这份钥匙名单的签名人签的，也不是其中哪个站点签的，不能用。请拿同一来源的两份名单。",
			"The recall list was signed neither by the maker of the key list nor by a station of it, and is not used. Get both from one source.", err}
	case err != nil:
		return l, &toldError{"名单被改过、没有传全，或不是名单，不能用。请重新拿一份。", "A list was changed, is not whole, or is no such list, and is not used. Get it again.", err}
	case maker != "" && !l.KeysBy.SameFingerprint(maker):
		return l, &toldError{"钥匙名单不是这个指纹签的，不能用。它的指纹是 " + l.KeysBy.Fingerprint(), "The key list was not signed by this fingerprint, and is not used. Its own is " + l.KeysBy.Fingerprint(), licence.ErrGuardFile}
	}
	return l, nil
}

// tellLists says on stderr which lists are used, how old they are and who signed them.
func (a *app) tellLists(l guard.Lists) {
	by := "本站登记册 this station's register"
	if l.KeysBy.Name() != "" {
		by = fmt.Sprintf("%s，指纹 fingerprint %s", l.KeysBy.Name(), l.KeysBy.Fingerprint())
	}
	fmt.Fprintf(a.stderr, "passdesk: 钥匙名单 key list: 第 %d 号 no. %d，%s（%s），%d 个站点代码 station codes；%s\n", l.Keys.Number, l.Keys.Number, l.Keys.Made,
		daysAgo(l.Keys.Made.DaysUntil(civil.On(a.now(), zone))), l.Keys.Codes(), by)
	if l.Recalls == nil {
		return
	}
	made := l.Recalls.Made.In(zone).Format("2006-01-02 15:04")
	old := int(math.Floor(a.now().Sub(l.Recalls.Made).Hours()))
	if name := l.RecallsBy.Name(); name != "" {
		by = name
	}
	fmt.Fprintf(a.stderr, "passdesk: 收回名单 recall list: 第 %d 号 no. %d，%s（%d 小时前 hours ago），%d 个编号 numbers；%s\n", l.Recalls.Number, l.Recalls.Number, made, old, len(l.Recalls.Entries), by)
}

// daysAgo is a day as somebody says it.
func daysAgo(days int) string {
	if days == 0 {
		return "今天 today"
	}
	return fmt.Sprintf("%d 天前 days ago", days)
}

func checkedLine(line int, x guard.Answer, l guard.Lists, now time.Time) checked {
	c := checked{Line: line, Outcome: x.Outcome, Proven: x.Proven(), Number: x.Number, Station: x.Station, Reason: x.Reason, Next: x.Next, Warnings: x.Warnings,
		Scheme: x.Pass.Scheme, Copy: x.Pass.Copy, Name: x.Pass.Name, LastFour: x.Pass.LastFour, Issued: x.Pass.Issued, Expires: x.Pass.Expires}
	since := func(t time.Time) int { return int(math.Floor(now.Sub(t).Hours())) }
	c.Keys = dayAge{l.Keys.Number, l.Keys.Made.String(), l.KeysBy.Name(), l.Keys.Made.DaysUntil(civil.On(now, zone))}
	if r := l.Recalls; r != nil {
		c.Recalls = &listAge{r.Number, r.Made.Format(time.RFC3339), l.RecallsBy.Name(), since(r.Made)}
	}
	return c
}

// tellAnswer is an answer for a guard's eyes.
func (a *app) tellAnswer(x guard.Answer) error {
	sign := "✗"
	switch x.Outcome {
	case guard.Valid:
		sign = "✓"
	case guard.NumberOnly, guard.UnknownStation, guard.NotKnownYet, guard.NotAPass, guard.Newer:
		sign = "?"
	}
	fmt.Fprintf(a.stdout, "%s %s\n  %s\n", sign, x.Reason.ZH, x.Reason.EN)
	if p := x.Pass; x.Proven() {
		until := ""
		if !p.Expires.IsZero() {
			until = "–" + p.Expires.String()
		}
		fmt.Fprintf(a.stdout, "  %s  第 %d 份 copy %d  %s  证件后四位 last four %s  %s%s\n", registry.GroupDigits(p.Number), p.Copy, p.Copy, p.Name, p.LastFour, p.Issued, until)
	} else if x.Number != "" {
		fmt.Fprintf(a.stdout, "  %s\n", registry.GroupDigits(x.Number))
	}
	fmt.Fprintf(a.stdout, "  → %s\n    %s\n", x.Next.ZH, x.Next.EN)
	for _, w := range x.Warnings {
		fmt.Fprintf(a.stdout, "  ! %s\n    %s\n", w.ZH, w.EN)
	}
	_, err := fmt.Fprintln(a.stdout)
	return err
}
