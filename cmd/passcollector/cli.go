package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"passdesk/export/collector"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// cli is every verb and flag. A verb is a struct with a Run method in a file of its
// own.
type cli struct {
	DB             string `help:"PostgreSQL 的地址 · the database, postgres://…; a password is better in ~/.pgpass or PGPASSWORD" env:"PASSCOLLECTOR_DB" placeholder:"URL"`
	Key            string `help:"登记册的钥匙文件 · the file with the register's key" env:"PASSCOLLECTOR_KEY" default:"passcollector.key" placeholder:"FILE"`
	PassphraseFile string `help:"钥匙文件的口令在此文件里 · the passphrase of the key's file" env:"PASSCOLLECTOR_PASSPHRASE_FILE" placeholder:"FILE"`
	Who            string `help:"谁在操作，记在查阅日志里 · who is at work, for the log of reads" env:"PASSCOLLECTOR_WHO" default:"collector" placeholder:"NAME"`

	Init      initCmd      `cmd:"" help:"在数据库里建立登记册；造根密钥和钥匙文件 · make the register, its root and its key"`
	License   licenseCmd   `cmd:"" help:"给站点签发许可；吊销；列出；敲门令牌 · license stations, revoke, list; tokens for the door"`
	Ingest    ingestCmd    `cmd:"" help:"收下站点交来的包裹 · take stations' parcels in"`
	Receipts  receiptsCmd  `cmd:"" help:"给每个站点做回执包裹 · make each station's parcel: receipts, tasks, lists, licence"`
	Recalls   recallsCmd   `cmd:"" help:"每日分析的名单：列入并派给发证的站点 · the daily list, and tasks of it"`
	Directory directoryCmd `cmd:"" help:"站点通讯录：“请到……办理” · the stations' directory"`
	Areas     areasCmd     `cmd:"" help:"重点、特定、较高风险地区的名单 · the dated list of areas"`
	Appeal    appealCmd    `cmd:"" help:"别处收到的申诉，转给发证的站点 · appeals that came elsewhere, for the station that issued"`
	Tasks     tasksCmd     `cmd:"" help:"交给各站点办的事 · what stations are asked to do"`
	Gate      gateCmd      `cmd:"" help:"给门卫的名单：全市站点公钥、失效的编号 · lists for gates: the stations' keys, the numbers good no longer"`
	Stats     statsCmd     `cmd:"" help:"登记册现状 · how the register stands"`
	Verify    verifyCmd    `cmd:"" help:"从头核验整个登记册 · prove the whole register"`
	Serve     serveCmd     `cmd:"" help:"开门收发包裹，并给一页现状 · serve parcels over HTTPS, and a status page"`
}

const description = `发证台汇总端 passcollector: 全市登记册，放在 PostgreSQL 里 · the city's register on PostgreSQL.

退出码 · exit codes:
  0 完成 · done
  1 失败，什么都没有做 · something failed and nothing of it was done
  2 用法不对 · usage
  3 部分完成，各行自有说明 · done in part: the lines say which
  4 口令或钥匙不对 · wrong passphrase or key
  5 登记册损坏，或版本更新 · the register is damaged, or of a newer program`

// app is the program with its world, while a verb runs.
type app struct {
	ctx context.Context
	world
	cli *cli
}

// run is the whole program with its world given.
func run(ctx context.Context, w world) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("passcollector"), kong.Description(description), kong.UsageOnError(),
		kong.Vars{"schemes": scheme.Codes()}, kong.Writers(w.stdout, w.stderr), kong.Exit(func(code int) { exited = code; panic(helpShown{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
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
		fmt.Fprintf(w.stderr, "passcollector: 用法不对：%s；见 passcollector --help\npasscollector: usage: %s; see passcollector --help\n", what, what)
		return exitUsage
	}
	err = called.Run(&app{ctx: ctx, world: w, cli: &c})
	w.complain(err)
	return exitCode(err)
}

// hidden takes out of a complaint what may be a person's, or a database's password: what was
// typed with a digit, or with anything that is not plain ASCII. Complaints are kept in logs.
func hidden(complaint string, args []string) string {
	for _, arg := range args {
		_, value, found := strings.Cut(arg, "=")
		if !found || !strings.HasPrefix(arg, "-") {
			value = arg
		}
		if value != "" && strings.ContainsFunc(value, func(r rune) bool { return r > 126 || r >= '0' && r <= '9' || r == ':' }) {
			complaint = strings.ReplaceAll(complaint, value, "…")
		}
	}
	return complaint
}

type helpShown struct{}

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

// ports are what the collector is given.
func (a *app) ports(key *seal.DataKey) collector.Ports {
	return collector.Ports{Vault: seal.Open(key), Rand: a.rand, Now: a.now, Who: a.cli.Who}
}

// open opens the register.
func (a *app) open() (*collector.Collector, error) {
	if err := a.wantsDB(); err != nil {
		return nil, err
	}
	key, err := a.readKey()
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	return collector.Open(a.ctx, a.cli.DB, a.ports(key))
}

func (a *app) wantsDB() error {
	if a.cli.DB == "" {
		return &usageError{"请用 --db 或 PASSCOLLECTOR_DB 写明数据库", "name the database with --db or PASSCOLLECTOR_DB"}
	}
	return nil
}

func (a *app) printJSON(v any) error {
	line := json.NewEncoder(a.stdout)
	line.SetEscapeHTML(false)
	return line.Encode(v)
}
