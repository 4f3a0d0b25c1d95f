package station

import "passdesk/registry/scheme"

// The parts of a register as a damage names them: what could not be read, or cannot be
// relied upon.
var (
	partReturned      = scheme.Text{ZH: "上级交回的内容", EN: "what came back from upstream"}
	partRecord        = scheme.Text{ZH: "事件 %d 的登记内容", EN: "the record of event %d"}
	partPassesOf      = scheme.Text{ZH: "事件 %d 至 %d 的通行证", EN: "the passes of events %d to %d"}
	partPass          = scheme.Text{ZH: "通行证 %s", EN: "pass %s"}
	partCases         = scheme.Text{ZH: "案件", EN: "the cases"}
	partPasses        = scheme.Text{ZH: "通行证", EN: "the passes"}
	partHistory       = scheme.Text{ZH: "通行证 %s 的经过", EN: "the history of pass %s"}
	partLedger        = scheme.Text{ZH: "签字册", EN: "the signature ledger"}
	partHolder        = scheme.Text{ZH: "通行证 %s 的持证人", EN: "the holder of pass %s"}
	partImport        = scheme.Text{ZH: "事件 %d 载入的名单", EN: "the list of event %d"}
	partSchema        = scheme.Text{ZH: "登记册的表格", EN: "the register's tables"}
	partEnd           = scheme.Text{ZH: "日志的末尾", EN: "the end of the log"}
	partPassOf        = scheme.Text{ZH: "事件 %d 的通行证", EN: "the pass of event %d"}
	partOperators     = scheme.Text{ZH: "操作员", EN: "the operators"}
	partOperatorTable = scheme.Text{ZH: "操作员表", EN: "the table of the operators"}
	partOperatorRow   = scheme.Text{ZH: "操作员 %s 的行（与日志不符）", EN: "the row of operator %s (not as the log says)"}
	partCase          = scheme.Text{ZH: "%d 号案件", EN: "case %d"}
	partLicence       = scheme.Text{ZH: "许可", EN: "the licence"}
	partTimes         = scheme.Text{ZH: "备份的时间", EN: "the times of the backups"}
	partKeyList       = scheme.Text{ZH: "公钥名录", EN: "the list of station keys"}
	partWatch         = scheme.Text{ZH: "重点人员名单", EN: "the watch list"}
	partEpochs        = scheme.Text{ZH: "用过的期号", EN: "the epochs that were used"}
	partMark          = scheme.Text{ZH: "本机标记", EN: "this machine's mark"}
	partDays          = scheme.Text{ZH: "日结", EN: "the closes of the days"}
	partFirst         = scheme.Text{ZH: "第一个事件", EN: "the first event"}
	partTask          = scheme.Text{ZH: "上级任务 %s", EN: "task %s"}
	partKey           = scheme.Text{ZH: "站点密钥", EN: "the station's key"}
	partRules         = scheme.Text{ZH: "方案设置", EN: "the settings of the scheme"}
	partKeys          = scheme.Text{ZH: "防重号的检索键", EN: "the keys by which a holder is found again"}
	partResident      = scheme.Text{ZH: "居民名单第 %d 行", EN: "resident %d of the list"}
	partTail          = scheme.Text{ZH: "文件末尾", EN: "the end of the file"}
)
