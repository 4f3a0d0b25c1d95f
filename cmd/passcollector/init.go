package main

import (
	"errors"
	"os"

	"passdesk/export/collector"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
)

type initCmd struct {
	Scheme    string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Authority string `required:"" help:"发许可的机关，小写字母 · the authority that licenses, in small letters: health-bureau" placeholder:"NAME"`
}

func (c *initCmd) Help() string {
	return "同一个数据库可以有几个方案，各建一次。钥匙文件（--key）不在时造一个：没有它，登记册谁也打不开，请另存一份。给了 --passphrase-file，钥匙文件就用口令封着 · " +
		"One database may hold several schemes, each made once. The key's file is made where there is none: without it nobody opens the register, so keep a copy elsewhere. With --passphrase-file it is sealed under that."
}

// made is what init answers: all of it may be told to anybody.
type made struct {
	Scheme      string `json:"scheme"`
	Root        string `json:"root"`
	Fingerprint string `json:"fingerprint"` // stations compare it before they believe a licence
	Recipient   string `json:"recipient"`
	Key         string `json:"key_file"`
}

func (c *initCmd) Run(a *app) error {
	if err := a.wantsDB(); err != nil {
		return err
	}
	if _, err := scheme.ByCode(c.Scheme); err != nil {
		return &usageError{"没有这个通行证方案：--scheme，可写 " + scheme.Codes(), "there is no such scheme: --scheme is one of " + scheme.Codes()}
	}
	if !licence.IsAuthority(c.Authority) {
		return &usageError{"--authority 要以小写字母开头，只用小写字母、数字和短横，最多 48 个，例如 health-bureau；什么都没有建立",
			"--authority begins with a small letter and has small letters, digits and dashes only, 48 at most, as health-bureau; nothing was made"}
	}
	_, none := os.Stat(a.cli.Key)
	key, err := a.makeKey()
	if err != nil {
		return err
	}
	defer key.Wipe()
	city, authority, err := collector.Found(a.ctx, a.cli.DB, c.Scheme, c.Authority, a.ports(key))
	if errors.Is(err, collector.ErrWrongKey) && none != nil {
		os.Remove(a.cli.Key) // made just now, and good for nothing
	}
	if err != nil {
		return err
	}
	city.Close()
	if root := authority.Root.Name(); root != c.Scheme+"/"+c.Authority {
		return &toldError{"方案 " + c.Scheme + " 已经建立，机关是 " + root + "，没有改：--authority 写这一个，或换一个数据库", "The scheme " + c.Scheme + " is made already, of " + root + ", and nothing was changed: give that --authority, or another database", collector.ErrRefused}
	}
	return a.printJSON(made{authority.Scheme, authority.Root.String(), authority.Root.Fingerprint(), authority.Recipient, a.cli.Key})
}
