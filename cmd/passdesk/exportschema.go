package main

import (
	"encoding/json"

	"passdesk/export"
	"passdesk/registry/scheme"
)

type exportSchemaCmd struct {
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
}

func (c *exportSchemaCmd) Help() string {
	return "每一行是一张证，最后一行是合计；所有的值都是文本，没有的是空文本。列随方案的申请表而定 · " +
		"A line is a pass, the last one the totals; every value is a string, an empty one where there is none. The columns follow the scheme's form."
}

// Run prints the schema that every line of export jsonl keeps to.
func (c *exportSchemaCmd) Run(a *app) error {
	s, err := scheme.ByCode(c.Scheme)
	if err != nil {
		return &usageError{"没有这个方案", "there is no such scheme"}
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(export.Schema(registerTable(columnsOf(s)), "passdesk register, "+s.Code))
}
