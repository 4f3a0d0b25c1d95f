package main

import (
	"fmt"
	"strings"

	"passdesk/registry/station"
)

// faultTables are the parts of a register as verify's faults begin, in the order
// in which they are told.
var faultTables = []struct{ begins, zh, en string }{
	{"medium", "介质", "medium"}, {"event", "事件", "events"}, {"log", "日志", "log"}, {"signed head", "签名链头", "signed heads"},
	{"record", "记录", "records"}, {"pass", "通行证", "passes"}, {"case", "案件", "cases"}, {"keys", "检索键", "keys"}, {"answers", "答复", "answers"},
	{"numbers", "编号", "numbers"}, {"sheets", "证纸", "papers"}, {"accounting", "账目", "accounting"}, {"ledger", "签字册", "ledger"},
	{"watch list", "重点人员名单", "watch list"}, {"resident", "居民名单", "residents"}, {"areas", "地区名单", "areas"}, {"directory", "通讯录", "directory"}, {"station_keys", "公钥名录", "key list"}, {"gate_lists", "失效编号名单", "recall list"},
	{"settings", "设置", "settings"}, {"meta", "自用的值", "own values"}, {"founding", "密钥和许可", "keys and licence"},
	{"operators", "操作员", "operators"}, {"high-water", "高水位", "high-water mark"},
}

// brokenTables are the tables that SQLite's own check names.
func brokenTables(faults []string) string {
	for _, f := range faults {
		if _, tables, ok := strings.Cut(f, "integrity_check: "); ok {
			return tables
		}
	}
	return ""
}

// damageFound says in both languages what verify found, by its part of the
// register, and what can still be had of it.
func damageFound(p station.Proof) error {
	var zh, en []string
	rest, records := len(p.Faults), p.Records
	for _, t := range faultTables {
		n := 0
		for _, f := range p.Faults {
			if !strings.HasPrefix(f, t.begins) {
				continue
			}
			n++
			if t.begins == "record" && !strings.HasSuffix(f, "does not give it back") && !strings.HasSuffix(f, "it is missing") {
				records = max(0, records-1) // it is there, and counted, and nothing of it can be relied on
			}
		}
		if rest -= n; n > 0 {
			zh, en = append(zh, fmt.Sprintf("%s %d", t.zh, n)), append(en, fmt.Sprintf("%s %d", t.en, n))
		}
		if tables := brokenTables(p.Faults); n > 0 && t.begins == "medium" && tables != "" {
			zh[len(zh)-1], en[len(en)-1] = zh[len(zh)-1]+"：坏在表 "+tables, en[len(en)-1]+": tables "+tables
		}
	}
	if rest += p.More; rest > 0 {
		zh, en = append(zh, fmt.Sprintf("其他 %d", rest)), append(en, fmt.Sprintf("others %d", rest))
	}
	return &toldError{
		fmt.Sprintf("登记册有损坏（%s），逐项见 faults；没有写入任何内容。读得到 %d 张通行证、%d 条记录：find、show 可查，export 会导出读得出的并注明缺失。请勿再发证，用最近的备份恢复（restore 备份文件 --replace）。", strings.Join(zh, "，"), p.Passes, records),
		fmt.Sprintf("The register is damaged (%s); faults lists each, and nothing was written. %d passes and %d records can be read: find and show give them, export brings them out and marks what is missing. Stop issuing and restore the newest backup (restore FILE --replace).", strings.Join(en, ", "), p.Passes, records),
		fmt.Errorf("verify: %w: %d faults", station.ErrDamaged, len(p.Faults)+p.More),
	}
}
