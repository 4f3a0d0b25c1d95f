package sqlite

import (
	"cmp"
	"slices"
	"strings"

	"passdesk/registry/scheme"
)

// tableWords say what stands in a table to people who never saw one.
var tableWords = map[string]scheme.Text{
	schemaTable:     {ZH: "各部分的目录", EN: "the list of its parts"},
	"events":        {ZH: "事件日志", EN: "the log of events"},
	"records":       {ZH: "密封的登记内容", EN: "the sealed records"},
	"passes":        {ZH: "通行证", EN: "the passes"},
	"keys":          {ZH: "防重号的检索键", EN: "the keys by which a holder is found again"},
	"refs":          {ZH: "已给出的答复", EN: "the answers that were given"},
	"residents":     {ZH: "居民名单", EN: "the residents' list"},
	"operators":     {ZH: "操作员", EN: "the operators"},
	"meta":          {ZH: "密钥、许可和设置", EN: "keys, licence and settings"},
	"cases":         {ZH: "案件", EN: "the cases"},
	"heads":         {ZH: "签过名的链头", EN: "the signed heads"},
	"imports":       {ZH: "载入过的名单文件", EN: "the lists that were loaded"},
	"ledger_pages":  {ZH: "签字册", EN: "the signature ledger"},
	"ledger_rows":   {ZH: "签字册", EN: "the signature ledger"},
	"receipts":      {ZH: "上级的回执", EN: "upstream's receipts"},
	"tasks":         {ZH: "上级的任务", EN: "upstream's tasks"},
	"watch":         {ZH: "重点人员名单", EN: "the watch list"},
	"watch_keys":    {ZH: "重点人员名单", EN: "the watch list"},
	"watch_answers": {ZH: "重点人员名单", EN: "the watch list"},
	"watch_files":   {ZH: "重点人员名单", EN: "the watch list"},
}

var otherTable = scheme.Text{ZH: "其他内容", EN: "other contents"}

// PartsOf are the parts of a register that tables hold, each once; the zero Text of none.
func PartsOf(tables ...string) scheme.Text {
	var zh, en []string
	for _, name := range tables {
		part := cmp.Or(tableWords[name], otherTable)
		if !slices.Contains(en, part.EN) {
			zh, en = append(zh, part.ZH), append(en, part.EN)
		}
	}
	return scheme.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}
