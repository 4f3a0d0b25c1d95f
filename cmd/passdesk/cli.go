package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"passdesk/registry/scheme"
)

// cli is the scripting contract: every verb, every flag. A verb is a struct with
// a Run method in a file of its own.
type cli struct {
	Dir            string `help:"站点文件夹 · the station's folder (default: the user's data folder)" env:"PASSDESK_DIR" placeholder:"DIR"`
	ConfigDir      string `help:"高水位文件所在文件夹 · where the high-water file lives (default: the user's config folder)" env:"PASSDESK_CONFIG_DIR" placeholder:"DIR"`
	Operator       string `help:"操作员 · who is at the desk (default: the only one)" placeholder:"NAME"`
	PassphraseFile string `help:"从文件读口令 · read the passphrase from a file (else the terminal asks)" placeholder:"FILE"`
	Lang           string `help:"屏幕语言 · language of the screen: zh or en" enum:"zh,en" default:"zh"`

	Desk    deskCmd    `cmd:"" default:"1" help:"打开发证台；没有站点时先做设置 · open the station; the first run sets it up"`
	Demo    demoCmd    `cmd:"" help:"打开一个演示站，退出即清除 · open a throw-away station with synthetic residents"`
	Init    initCmd    `cmd:"" help:"建立一个独立站点 · make a station that stands alone"`
	Issue   issueCmd   `cmd:"" help:"从标准输入逐行受理申请（JSON）· applications as JSON lines → one verdict a line"`
	Find    findCmd    `cmd:"" help:"查找持证人 · find by pass number, document, name, initials or last digits"`
	Show    showCmd    `cmd:"" help:"一张通行证及其全部事件 · one pass with its events"`
	Print   printCmd   `cmd:"" help:"打印通行证、签字册或告知书（PDF）· passes, the signature ledger or slips as PDF"`
	Sign    signCmd    `cmd:"" help:"登记已签字 · record that passes were signed for"`
	Cancel  cancelCmd  `cmd:"" help:"撤销未交付的纸证 · take back papers that were not handed over"`
	Reprint reprintCmd `cmd:"" help:"补打：编号不变，份数加一 · the next copy of a lost or damaged paper"`
	Recall  recallCmd  `cmd:"" help:"通知收回 · order a pass back"`

	Return    returnCmd    `cmd:"" help:"登记纸证交回、拒不交回或未找到 · what came of fetching a paper: returned, refused, not found"`
	Void      voidCmd      `cmd:"" help:"纸证作废，编号不变 · make a paper void, never a number"`
	Lost      lostCmd      `cmd:"" help:"登记纸证遗失 · record that a paper was lost"`
	Correct   correctCmd   `cmd:"" help:"变更持证人资料：编号不变，发下一份 · correct a holder's data: the number stays, the next copy"`
	Reinstate reinstateCmd `cmd:"" help:"撤销收回 · take a recall back"`

	Queue  queueCmd  `cmd:"" help:"待核定的申请 · parked applications that an officer settles"`
	Appeal appealCmd `cmd:"" help:"申诉：哪里申领哪里申诉 · appeals of refusals and of passes, heard where the person applied"`

	Residents residentsCmd `cmd:"" help:"居民名单 · the residents' list"`
	Watch     watchCmd     `cmd:"" help:"重点人员名单：密接、重点地区、症状、各地码色 · the watch list: contacts, areas, symptoms, the region's colours"`
	Areas     areasCmd     `cmd:"" help:"重点地区、特定地区、较高风险地区名单 · the dated lists of key, specified and higher-risk areas"`
	Settings  settingsCmd  `cmd:"" help:"方案的设置：天数、体温线、背面文字 · what may be set of the scheme: days, temperature, text on the back"`
	Directory directoryCmd `cmd:"" help:"站点通讯录：转办到哪里 · the station directory: where people are sent"`
	Day       dayCmd       `cmd:"" help:"开始一天 · the day: open"`
	Close     closeCmd     `cmd:"" help:"日结：计数并打印链头 · count the day and print the head of the chain"`
	Export    exportCmd    `cmd:"" help:"导出登记册 · export the register as csv, xlsx or jsonl"`
	Verify    verifyCmd    `cmd:"" help:"核验登记册 · prove chain, projections, sealing and numbers"`
	Head      headCmd      `cmd:"" help:"站点签过名的链头：事件数、Merkle 根 · the signed head of the log: events, Merkle root"`
	Backup    backupCmd    `cmd:"" help:"备份：密封的整份登记册，写完再打开核对 · a sealed copy of the whole register, opened again before it says done"`
	Restore   restoreCmd   `cmd:"" help:"用备份恢复，编号从新的一期继续 · put a backup in the register's place; the numbers go on in a new epoch"`
	Epoch     epochCmd     `cmd:"" help:"取新的期号 · take a new epoch after a copy or a rollback"`
	Enrol     enrolCmd     `cmd:"" help:"并入上级：申请、收下许可 · enrol with an authority: ask for a licence, take it"`
	Who       operatorCmd  `cmd:"" name:"operator" help:"操作员：添加、停用、换口令 · operators: add, disable, passphrases"`
	Doc       docCmd       `cmd:"" help:"逐行识别证件号码 · read document numbers, one a line"`
	Names     namesCmd     `cmd:"" help:"逐行识别姓名 · read names, one a line"`
	Rules     rulesCmd     `cmd:"" help:"逐行判断规则案例 · decide cases of the rules, JSON lines"`
	Licences  licencesCmd  `cmd:"" help:"程序里的数据和字体：来源与许可 · where the data and fonts inside come from, with their licences"`
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
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("passdesk"), kong.Description(description), kong.UsageOnError(),
		kong.Vars{"schemes": scheme.Codes()}, kong.Writers(w.stdout, w.stderr), kong.Exit(func(code int) { exited = code; panic(helpShown{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
	if err != nil {
		w.complain(err)
		return exitFailed
	}
	called, err := parse(parser, w.args)
	switch {
	case exited == 0:
		return exitDone
	case err != nil:
		what := hidden(err.Error(), w.args)
		fmt.Fprintf(w.stderr, "passdesk: 用法不对：%s；见 passdesk --help\npassdesk: usage: %s; see passdesk --help\n", what, what)
		return exitUsage
	}
	app := &app{ctx: ctx, world: w, cli: &c}
	defer app.close()
	err = called.Run(app)
	w.complain(err)
	return exitCode(err)
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
