package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/alecthomas/kong"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// cli is the scripting contract: every verb, every flag. A verb is a struct with
// a Run method in a file of its own.
type cli struct {
	Dir            string `help:"站点文件夹 · the station's folder (default: the user's data folder)" env:"PASSDESK_DIR" placeholder:"DIR"`
	ConfigDir      string `help:"高水位文件所在文件夹 · where the high-water file lives (default: the user's config folder)" env:"PASSDESK_CONFIG_DIR" placeholder:"DIR"`
	Operator       string `help:"操作员 · who is at the desk (default: the only one)" placeholder:"NAME"`
	PassphraseFile string `help:"从文件读口令；登记台总在屏幕上问 · read the passphrase from a file (else the terminal asks; the desk always asks on its screen)" placeholder:"FILE"`
	Lang           string `help:"屏幕语言 · language of the screen: zh or en" enum:"zh,en" default:"zh"`

	Desk deskCmd `cmd:"" group:"台面 · the desk:" default:"1" help:"打开发证台；没有站点时先做设置 · open the station; the first run sets it up"`
	Demo demoCmd `cmd:"" group:"台面 · the desk:" help:"打开一个演示站，退出即清除 · open a throw-away station with synthetic residents"`
	Init initCmd `cmd:"" group:"台面 · the desk:" help:"建立一个独立站点 · make a station that stands alone"`

	Issue   issueCmd   `cmd:"" group:"发证 · issuing:" help:"从标准输入逐行受理申请（JSON）· applications as JSON lines → one verdict a line"`
	Find    findCmd    `cmd:"" group:"发证 · issuing:" help:"查找持证人 · find by pass number, document, name, initials or last digits"`
	Show    showCmd    `cmd:"" group:"发证 · issuing:" help:"一张通行证及其全部事件 · one pass with its events"`
	Print   printCmd   `cmd:"" group:"发证 · issuing:" help:"打印通行证、签字册、告知书、收回和申诉的文书、日结单，登记打出来没有 · passes, the signature ledger, slips, notices, the closing slip; what came out"`
	Sign    signCmd    `cmd:"" group:"发证 · issuing:" help:"登记已签字，一张或整页；没有打印的不登记 · record that passes were signed for, one by one or a page of the ledger; what was not printed is refused"`
	Ledger  ledgerCmd  `cmd:"" group:"发证 · issuing:" help:"签字册的页和行：谁在哪一行，谁没签字 · pages and rows of the signature ledger: who stands where, who has not signed"`
	Cancel  cancelCmd  `cmd:"" group:"发证 · issuing:" help:"取消还没有交出去的纸证 · cancel papers that were not handed over"`
	Reprint reprintCmd `cmd:"" group:"发证 · issuing:" help:"补打：编号不变，份数加一 · print again: the same number, the next copy"`

	Recall    recallCmd    `cmd:"" group:"发出以后 · after the issue:" help:"收回：列入收回清单 · order a pass back"`
	Return    returnCmd    `cmd:"" group:"发出以后 · after the issue:" help:"登记纸证交回、拒不交回、未找到 · what came of a paper: returned, refused, not found"`
	Reinstate reinstateCmd `cmd:"" group:"发出以后 · after the issue:" help:"恢复：撤销收回 · reinstate: take a recall back"`
	Void      voidCmd      `cmd:"" group:"发出以后 · after the issue:" help:"作废一张纸证，编号不变 · make a paper void, never a number"`
	Lost      lostCmd      `cmd:"" group:"发出以后 · after the issue:" help:"挂失一张纸证，编号不变 · record that a paper is lost; the number stays"`
	Correct   correctCmd   `cmd:"" group:"发出以后 · after the issue:" help:"变更写错的内容：编号不变，打印下一份 · correct what a pass says: the number stays, the next copy"`

	Queue  queueCmd  `cmd:"" group:"案件和申诉 · cases and appeals:" help:"待核定的申请 · parked applications that an officer settles"`
	Appeal appealCmd `cmd:"" group:"案件和申诉 · cases and appeals:" help:"申诉：哪里申领哪里申诉 · appeals of refusals and of passes, heard where the person applied"`

	Day    dayCmd    `cmd:"" group:"日结和核验 · the day, and proof:" help:"开始一天；核对最后一张纸的编号 · open the day, and compare the last paper"`
	Close  closeCmd  `cmd:"" group:"日结和核验 · the day, and proof:" help:"日结：清点编号和证纸，给出链头 · close the day: its figures, numbers, papers, and the head of the log"`
	Export exportCmd `cmd:"" group:"日结和核验 · the day, and proof:" help:"导出登记册（csv、xlsx、jsonl），带核对总数 · the register as csv, xlsx or jsonl, with control totals"`
	Gate   gateCmd   `cmd:"" group:"日结和核验 · the day, and proof:" help:"门卫用的：站点钥匙和收回的编号，不含姓名 · for a gate: station keys and recalled numbers, nobody's name"`
	Verify verifyCmd `cmd:"" group:"日结和核验 · the day, and proof:" help:"核验：整册从头算一遍 · prove log, seals, passes, cases, numbers and papers"`
	Head   headCmd   `cmd:"" group:"日结和核验 · the day, and proof:" help:"签过名的链头，交上级存着 · the signed head of the log, for others to keep"`

	Bundle bundleCmd `cmd:"" group:"上级 · upstream:" help:"密封包裹：交给上级，收下上级带回的 · sealed parcels: to upstream, and back"`
	Sync   syncCmd   `cmd:"" group:"上级 · upstream:" help:"与 U 盘文件夹或汇总端网址互换包裹 · exchange parcels with a folder, a stick say, or the collector's address"`

	Residents residentsCmd `cmd:"" group:"名单和设置 · lists and settings:" help:"居民名单 · the residents' list"`
	Watch     watchCmd     `cmd:"" group:"名单和设置 · lists and settings:" help:"重点人员名单：密接、重点地区、症状、各地码色 · the watch list: contacts, areas, symptoms, the region's colours"`
	Areas     areasCmd     `cmd:"" group:"名单和设置 · lists and settings:" help:"重点地区、特定地区、较高风险地区名单 · the dated lists of key, specified and higher-risk areas"`
	Directory directoryCmd `cmd:"" group:"名单和设置 · lists and settings:" help:"站点通讯录：转办到哪里 · the station directory: where people are sent"`
	Printers  printerCmd   `cmd:"" group:"名单和设置 · lists and settings:" name:"printer" help:"打印机：找到的、记住的、现在怎样 · printers: found, remembered, how they stand"`
	Settings  settingsCmd  `cmd:"" group:"名单和设置 · lists and settings:" help:"方案的设置：天数、体温线、背面文字 · what may be set of the scheme: days, temperature, text on the back"`

	Backup  backupCmd   `cmd:"" group:"保管 · keeping the register:" help:"备份：密封的整份登记册，写完再打开核对 · a sealed copy of the whole register, opened again before it says done"`
	Restore restoreCmd  `cmd:"" group:"保管 · keeping the register:" help:"用备份恢复，编号从新的一期继续 · put a backup in place; the numbers go on in a new epoch"`
	Epoch   epochCmd    `cmd:"" group:"保管 · keeping the register:" help:"拷贝或回退以后取新的期号 · take a new epoch after a copy or a rollback"`
	Enrol   enrolCmd    `cmd:"" group:"保管 · keeping the register:" help:"并入上级：写申请，收下许可 · enrol with an authority: ask for a licence, take it"`
	Who     operatorCmd `cmd:"" group:"保管 · keeping the register:" name:"operator" help:"操作员：添加、停用、换口令 · operators: add, disable, passphrases"`

	Check    checkCmd    `cmd:"" group:"不用站点 · without a station:" help:"核对一张证：二维码文字或编号，凭两份名单，不用网络 · check a pass from its QR text or number and two lists, with no network"`
	Guide    guideCmd    `cmd:"" group:"不用站点 · without a station:" help:"操作员指南，可写成 PDF 打印 · the operator's guide, as text or as a PDF to print"`
	Doc      docCmd      `cmd:"" group:"不用站点 · without a station:" help:"逐行识别证件号码 · read document numbers, one a line"`
	Names    namesCmd    `cmd:"" group:"不用站点 · without a station:" help:"逐行识别姓名 · read names, one a line"`
	Rules    rulesCmd    `cmd:"" group:"不用站点 · without a station:" help:"逐行判断规则案例 · decide cases of the rules, JSON lines"`
	Fonts    fontsCmd    `cmd:"" group:"不用站点 · without a station:" help:"程序旁 fonts 文件夹里的字体：能不能用，多出多少字 · the fonts beside the program: which can be used, and what they add"`
	Licences licencesCmd `cmd:"" group:"不用站点 · without a station:" help:"程序里的数据和字体：来源与许可 · where the data and fonts inside come from, with their licences"`
}

const description = `发证台 passdesk: 离线签发纸质通行证的台面程序 · the paper-pass issuance station.

退出码 · exit codes:
  0 完成 · done
  1 失败，什么都没有做 · something failed and nothing of it was done
  2 用法不对 · usage
  3 部分完成，各行自有说明 · done in part: the lines say which
  4 口令不对，或不归此角色 · wrong passphrase, or not this role's to do
  5 登记册损坏、版本更新，或因拷贝、回退而只读 · the register is damaged, of a newer schema, or read-only`

// run is the whole program with its world given: what main does, and what the
// tests of the verbs do.
func run(ctx context.Context, w world) int {
	exited := -1
	g, err := newGrammar(w, func(code int) { exited = code; panic(helpShown{}) })
	if err != nil {
		w.complain(err)
		return exitFailed
	}
	defer grammars.Put(g)
	called, err := parse(g.parser, textsBeside(w.args))
	switch {
	case exited == 0:
		return exitDone
	case err != nil:
		zh, en := misused(hidden(err.Error(), w.args))
		fmt.Fprintf(w.stderr, "passdesk: 用法不对：%s；见 passdesk --help\npassdesk: usage: %s; see passdesk --help\n", zh, en)
		return exitUsage
	}
	app := &app{ctx: ctx, world: w, cli: &g.cli}
	defer app.close()
	w.useFonts()
	defer w.sayFonts()
	err = called.Run(app)
	if !app.toldWhy || !errors.Is(err, station.ErrReadOnly) { // not twice
		w.complain(err)
	}
	return exitCode(err)
}

// grammar is the command line as the flag library knows it. Building it costs more than
// many a verb: whoever calls verb after verb, as the tests do, uses one again.
type grammar struct {
	cli    cli
	parser *kong.Kong
}

var grammars sync.Pool

// newGrammar is one in which nothing was said yet.
func newGrammar(w world, exit func(int)) (*grammar, error) {
	g, built := grammars.Get().(*grammar)
	if !built {
		g = &grammar{}
		var err error
		g.parser, err = kong.New(&g.cli, kong.Name("passdesk"), kong.Description(description), kong.UsageOnError(),
			kong.Vars{"schemes": scheme.Codes()}, kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
		if err != nil {
			return nil, err
		}
	}
	g.cli = cli{}
	g.parser.Stdout, g.parser.Stderr, g.parser.Exit = w.stdout, w.stderr, exit
	return g, kong.Visit(g.parser.Model.Node, unsaid)
}

// unsaid takes from a part of the grammar that somebody has said it.
func unsaid(part kong.Visitable, next kong.Next) error {
	switch p := part.(type) {
	case *kong.Node:
		p.Active = false
	case *kong.Value:
		p.Set, p.Active = false, false
	}
	return next(nil)
}

type helpShown struct{}

// decimal is a number as people write it: 031 is thirty-one. The flag library
// would read it as octal.
type decimal int

func (d *decimal) UnmarshalText(b []byte) error {
	n, err := strconv.Atoi(string(b))
	if err != nil || n < 0 {
		return errors.New("a whole number is wanted")
	}
	*d = decimal(n)
	return nil
}

// misused puts into words what the flag library says of a value that begins with a
// dash, and of a word that is none of those there are; what else it says stays. That a
// flag may be left out is no word that anybody types.
func misused(what string) (zh, en string) {
	if flag, _, ok := strings.Cut(what, ": expected "); ok && strings.HasSuffix(what, `"?`) {
		return flag + " 后面要写它的值；以 - 开头的值（如负数）要写成 " + flag + "=值", flag + " wants a value; one that begins with - (as a number below nought) is written " + flag + "=VALUE"
	}
	flag, rest, ok := strings.Cut(what, " must be one of ")
	words, got, told := strings.Cut(rest, " but got ")
	if ok && told {
		words = strings.Join(slices.DeleteFunc(strings.Split(words, ","), func(w string) bool { return w == `""` }), ", ")
		return flag + " 只能是 " + words + "，写的是 " + got, flag + " must be one of " + words + " but got " + got
	}
	return what, what
}

// hidden takes out of a complaint what may be a person's: a number, or anything
// that is not plain ASCII. Complaints are kept in logs.
func hidden(complaint string, args []string) string {
	for _, arg := range args {
		_, value, found := strings.Cut(arg, "=")
		if !found || !strings.HasPrefix(arg, "-") {
			value = arg
		}
		if value != "" && strings.ContainsFunc(value, func(r rune) bool { return r > 126 || r >= '0' && r <= '9' }) {
			complaint = strings.ReplaceAll(complaint, value, "…")
		}
	}
	return complaint
}

// parse lets kong's exit after --help come back as a return.
func parse(k *kong.Kong, args []string) (called *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(helpShown); !ok {
				panic(r)
			}
			err = errors.New("help")
		}
	}()
	return k.Parse(args)
}
