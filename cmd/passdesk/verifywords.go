package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// faultParts are the parts of a register as verify's faults begin, in the order in which
// they are told, each with what is wrong with it where it has faults.
var faultParts = []struct {
	begins     string
	name, what scheme.Text
}{
	{"file", scheme.Text{ZH: "登记册的文件", EN: "the register's file"}, scheme.Text{ZH: "磁盘上有读不出或对不上的地方", EN: "the disk does not give it back as it was written"}},
	{"event", scheme.Text{ZH: "事件日志", EN: "the log of events"}, scheme.Text{ZH: "有事件读不出、被改动过，或前后接不上", EN: "events cannot be read, were changed, or do not follow each other"}},
	{"log", scheme.Text{ZH: "日志的前后", EN: "the order of the log"}, scheme.Text{ZH: "有事件缺失，或与前面的事件矛盾", EN: "events are missing, or contradict those before"}},
	{"signed head", scheme.Text{ZH: "签过名的链头", EN: "the signed heads"}, scheme.Text{ZH: "日志与签名时不一样，或链头不见了", EN: "the log is not the one that was signed, or a head is gone"}},
	{"record", scheme.Text{ZH: "密封的登记内容", EN: "the sealed records"}, scheme.Text{ZH: "缺失、打不开，或不是当时写入的", EN: "they are missing, do not open, or are not what was written"}},
	{"pass", scheme.Text{ZH: "通行证", EN: "the passes"}, scheme.Text{ZH: "缺失或与日志不符，或持证人查不到，会再发一个编号", EN: "they are missing or stand otherwise than the log says, or their holder is not found again and would be given a second number"}},
	{"case", scheme.Text{ZH: "案件", EN: "the cases"}, scheme.Text{ZH: "缺失，或与日志不符", EN: "they are missing, or stand otherwise than the log says"}},
	{"keys", scheme.Text{ZH: "防重号的检索键", EN: "the keys by which a holder is found again"}, scheme.Text{ZH: "读不出，或多出不属于任何人的键，会误拦别人", EN: "they cannot be read, or some are nobody's and would stop somebody else"}},
	{"answers", scheme.Text{ZH: "已给出的答复", EN: "the answers that were given"}, scheme.Text{ZH: "缺失或不是当时的答复，同一申请再交一次会当成新的", EN: "they are missing or not as given, and an application handed in again would count as a new one"}},
	{"numbers", scheme.Text{ZH: "编号", EN: "the numbers"}, scheme.Text{ZH: "有编号发了两次，或总数不平", EN: "one was given twice, or their sum does not add up"}},
	{"sheets", scheme.Text{ZH: "证纸", EN: "the papers"}, scheme.Text{ZH: "总数不平", EN: "their sum does not add up"}},
	{"accounting", scheme.Text{ZH: "编号和证纸的总账", EN: "the account of numbers and papers"}, scheme.Text{ZH: "与日志不符", EN: "it is not what the log comes to"}},
	{"ledger", scheme.Text{ZH: "签字册", EN: "the signature ledger"}, scheme.Text{ZH: "有页或行缺失，或与日志不符", EN: "pages or rows are missing, or stand otherwise than the log says"}},
	{"watch list", scheme.Text{ZH: "重点人员名单", EN: "the watch list"}, scheme.Text{ZH: "有人缺失、被改动或查不到，名单上的人可能会拿到证", EN: "people on it are missing, changed or not met: one of them might be given a pass"}},
	{"lists that were loaded", scheme.Text{ZH: "载入过的名单文件", EN: "the files of lists that were loaded"}, scheme.Text{ZH: "与日志不符", EN: "they are not what the log says"}},
	{"resident", scheme.Text{ZH: "居民名单", EN: "the residents' list"}, scheme.Text{ZH: "有人读不出，或不是载入的那一份", EN: "people on it cannot be read, or it is not the one that was loaded"}},
	{"areas", scheme.Text{ZH: "地区名单", EN: "the lists of areas"}, scheme.Text{ZH: "不是载入的那一份", EN: "they are not the ones that were loaded"}},
	{"directory", scheme.Text{ZH: "站点通讯录", EN: "the station directory"}, scheme.Text{ZH: "不是载入的那一份", EN: "it is not the one that was loaded"}},
	{"station_keys", scheme.Text{ZH: "公钥名录", EN: "the list of station keys"}, scheme.Text{ZH: "不是上级给的那一份", EN: "it is not the one that upstream gave"}},
	{"gate_lists", scheme.Text{ZH: "失效编号名单", EN: "the list of recalled numbers"}, scheme.Text{ZH: "不是发布过的那一份", EN: "it is not the one that was given out"}},
	{"receipt", scheme.Text{ZH: "上级的回执", EN: "upstream's receipts"}, scheme.Text{ZH: "缺失，或不是上级签的", EN: "they are missing, or not what upstream signed"}},
	{"tasks", scheme.Text{ZH: "上级的任务", EN: "upstream's tasks"}, scheme.Text{ZH: "缺失，或与日志不符", EN: "they are missing, or stand otherwise than the log says"}},
	{"settings", scheme.Text{ZH: "方案的设置", EN: "the settings of the scheme"}, scheme.Text{ZH: "不是最后一次设的", EN: "they are not as they were set last"}},
	{"meta", scheme.Text{ZH: "本站自己的值", EN: "the station's own values"}, scheme.Text{ZH: "缺失、多出，或与日志不符", EN: "some are missing, too many, or not what the log says"}},
	{"founding", scheme.Text{ZH: "站点的密钥和许可", EN: "the station's keys and licence"}, scheme.Text{ZH: "缺失，或不是建站以来的那些", EN: "they are missing, or not those that it was made with"}},
	{"operators", scheme.Text{ZH: "操作员", EN: "the operators"}, scheme.Text{ZH: "有人的角色或口令与日志不符，或读不出", EN: "the roles or the passphrase of one are not as the log says, or cannot be read"}},
	{"high-water", scheme.Text{ZH: "高水位文件", EN: "the high-water file"}, scheme.Text{ZH: "与日志的末尾不符", EN: "it does not stand where the log ends"}},
}

// equipmentPart is what a fault begins with the name of, where it is none of those.
var equipmentPart = scheme.Text{ZH: "打印机和其他设备的设置", EN: "the settings of printers and other equipment"}

// places are what a fault says of where it is.
var places = []struct {
	in     *regexp.Regexp
	zh, en string
}{
	{regexp.MustCompile(`events (\d+ to \d+)`), "事件 %s", "events %s"},
	{regexp.MustCompile(`event (\d+)`), "事件 %s", "event %s"},
	{regexp.MustCompile(`pass (\d+)`), "编号 %s", "number %s"},
	{regexp.MustCompile(`serial (\d+-\d+)`), "流水号 %s", "serial %s"},
	{regexp.MustCompile(`case (\d+)`), "%s 号案件", "case %s"},
	{regexp.MustCompile(`page (\d+)`), "第 %s 页", "page %s"},
	{regexp.MustCompile(`entry (\d+)`), "第 %s 条", "entry %s"},
	{regexp.MustCompile(`resident (\d+)`), "第 %s 行", "row %s"},
	{regexp.MustCompile(`operators: (.+) is not as`), "%s", "%s"},
}

// foundFaults is how much verify found of one part.
type foundFaults struct {
	n      int
	zh, en []string // where
}

const mostPlaces = 5

func (f *foundFaults) add(fault string) {
	f.n++
	if tables, lost := brokenTables(fault); lost {
		parts := sqlite.PartsOf(tables...)
		f.zh, f.en = append(f.zh, parts.ZH), append(f.en, parts.EN)
		return
	}
	if zh, en, ok := placeIn(fault); ok && !strings.HasPrefix(fault, "file") && len(f.en) < mostPlaces && !slices.Contains(f.en, en) {
		f.zh, f.en = append(f.zh, zh), append(f.en, en)
	}
}

// placeIn is the place that a text names first.
func placeIn(text string) (zh, en string, ok bool) {
	for _, p := range places {
		if m := p.in.FindStringSubmatch(text); m != nil {
			return fmt.Sprintf(p.zh, strings.Replace(m[1], " to ", " 至 ", 1)), fmt.Sprintf(p.en, m[1]), true
		}
	}
	return "", "", false
}

// brokenTables are the tables that SQLite's own check names.
func brokenTables(fault string) ([]string, bool) {
	_, tables, ok := strings.Cut(fault, "tables that do not hold together: ")
	return strings.Split(tables, ", "), ok
}

// said is the part with what is wrong with it, and where.
func (f foundFaults) said(name, what scheme.Text) (zh, en string) {
	zh, en = fmt.Sprintf("%s有 %d 处毛病：%s", name.ZH, f.n, what.ZH), fmt.Sprintf("%s (%d): %s", name.EN, f.n, what.EN)
	if len(f.en) > 0 {
		more := ""
		if f.n > len(f.en) && len(f.en) == mostPlaces {
			more = " ~"
		}
		zh, en = zh+"（"+strings.Join(f.zh, "、")+more+"）", en+" ("+strings.Join(f.en, ", ")+more+")"
	}
	return zh, en
}

// damageFound says in both languages what verify found, part by part, what that means,
// and what can still be had of the register.
func damageFound(p station.Proof) error {
	found, records := map[int]*foundFaults{}, p.Records
	for _, f := range p.Faults {
		part := partOf(f)
		if found[part] == nil {
			found[part] = &foundFaults{}
		}
		found[part].add(f)
		if strings.HasPrefix(f, "record") && !strings.HasSuffix(f, "does not give it back") && !strings.HasSuffix(f, "it is missing") {
			records = max(0, records-1) // it is there, and counted, and nothing of it can be relied on
		}
	}
	var zh, en []string
	for i, f := range inOrderOf(found) {
		name, what := equipmentPart, scheme.Text{ZH: "与日志不符", EN: "they are not as the log says"}
		if i < len(faultParts) {
			name, what = faultParts[i].name, faultParts[i].what
		}
		z, e := f.said(name, what)
		zh, en = append(zh, z), append(en, e)
	}
	if p.More > 0 {
		zh, en = append(zh, fmt.Sprintf("另有 %d 处没有列出", p.More)), append(en, fmt.Sprintf("%d more are not listed", p.More))
	}
	hand := scheme.Text{}
	if found[0] == nil { // SQLite sees nothing in the pages, and what they say does not agree
		hand = scheme.Text{ZH: "文件的结构没有坏：不是磁盘上有个别地方变了，就是有人绕过程序改过。请保管员查明，原件留着。", EN: " The file holds together, so that either single bits went bad on the disk or somebody changed the register behind the program: its keeper finds out which, and keeps it as it is."}
	}
	return &toldError{
		fmt.Sprintf("登记册有损坏，没有写入任何内容。%s。%s读得到 %d 张通行证、%d 条登记内容：find、show 可查，export 会导出读得出的并注明缺失。请勿再发证，用最近的备份恢复（restore 备份文件 --replace）。", strings.Join(zh, "；"), hand.ZH, p.Passes, records),
		fmt.Sprintf("The register is damaged; nothing was written. What is wrong: %s.%s %s and %s can be read: find and show give them, export brings them out and marks what is missing. Stop issuing and restore the newest backup (restore FILE --replace).", strings.Join(en, "; "), hand.EN, scheme.Counted(p.Passes, "pass"), scheme.Counted(records, "record")),
		fmt.Errorf("verify: %w: %d faults", station.ErrDamaged, len(p.Faults)+p.More),
	}
}

// partOf is the part that a fault is of; behind the last of them is the equipment.
func partOf(fault string) int {
	for i, p := range faultParts {
		if strings.HasPrefix(fault, p.begins) {
			return i
		}
	}
	return len(faultParts)
}

// inOrderOf are the parts in the order in which they are told.
func inOrderOf(found map[int]*foundFaults) func(yield func(int, *foundFaults) bool) {
	return func(yield func(int, *foundFaults) bool) {
		for i := range len(faultParts) + 1 {
			if f := found[i]; f != nil && !yield(i, f) {
				return
			}
		}
	}
}
