package main

import (
	"fmt"
	"slices"
	"strings"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
)

// What a printer says of how it stands, in a person's words, and which of it keeps it
// from printing.

// reason is a keyword of printer-state-reasons or job-state-reasons in words.
type reason struct {
	begin string
	text  scheme.Text
	goes  bool // the printer prints on
}

var wordsPaperAsked = scheme.Text{ZH: "请放入所要的纸", EN: "load the paper that it asks for"}

func says(begin, zh, en string) reason { return reason{begin, scheme.Text{ZH: zh, EN: en}, false} }
func mere(begin, zh, en string) reason { return reason{begin, scheme.Text{ZH: zh, EN: en}, true} }

// reasonWords are the keywords (RFC 8011, 5.4.12 and 5.3.8; PWG 5100.9; CUPS), by their
// beginning: the more special before the more general.
var reasonWords = []reason{
	says("media-empty", "缺纸，请加纸", "out of paper: load some"),
	{begin: "media-needed", text: wordsPaperAsked},
	mere("media-low", "纸快用完了", "paper is running low"),
	says("media-jam", "卡纸，请取出", "paper jam: take it out"),
	says("media-path", "走纸的地方有问题，请打开看看", "something is wrong in the paper's path: open it and look"),
	says("input-manual-input-request", "请从手送口放纸", "feed the paper by hand"),
	says("input-tray-missing", "纸盒没有装好", "the paper tray is missing"),
	mere("input-media", "纸盒里换了纸", "the paper in the tray was changed"),
	says("output-area-full", "出纸盘满了，请取走", "the output tray is full: take the sheets"),
	mere("output-area-almost-full", "出纸盘快满了", "the output tray is nearly full"),
	says("output-tray-missing", "出纸盘没有装好", "the output tray is missing"),
	says("door-open", "门开着，请关上", "a door is open: close it"),
	says("cover-open", "盖板开着，请关上", "a cover is open: close it"),
	says("interlock-open", "盖板没有关严", "a cover is not closed"),
	says("toner-empty", "墨粉用完了", "out of toner"),
	mere("toner-low", "墨粉快用完了", "toner is running low"),
	says("marker-supply-empty", "墨用完了", "out of ink or toner"),
	says("marker-supply-missing", "墨盒没有装好", "the ink or toner is missing"),
	mere("marker-supply-low", "墨快用完了", "ink or toner is running low"),
	mere("marker-waste-almost-full", "废粉盒快满了", "the waste box is nearly full"),
	says("marker-waste", "废粉盒满了", "the waste box is full"),
	mere("developer-low", "显影剂快用完了", "the developer is running low"),
	says("developer", "显影剂用完了", "the developer is used up"),
	mere("opc-near-eol", "硒鼓快到期了", "the drum is nearly used up"),
	says("opc", "硒鼓到期了", "the drum is used up"),
	says("fuser", "定影器温度不对，请等一会儿", "the fuser has the wrong temperature: wait a little"),
	says("interpreter-resource-unavailable", "打印机内存不够，请少打几张再试", "the printer's memory is too small: print fewer sheets at a time"),
	says("paused", "已暂停，请在打印机上恢复", "paused: resume it at the printer"),
	says("moving-to-paused", "正在暂停", "being paused"),
	says("hold-new-jobs", "暂不打印新任务", "new jobs are held"),
	says("offline", "脱机，请看电源和网线", "offline: look at its power and cable"),
	says("connecting-to-device", "正在连接打印机，请看电源和网线", "connecting to the printer: look at its power and cable"),
	says("timed-out", "打印机没有应答", "the printer does not answer"),
	says("shutdown", "正在关机", "shutting down"),
	says("power-down", "已关机", "switched off"),
	says("deactivated", "已停用", "out of use"),
	says("testing", "正在自检，请等一会儿", "testing itself: wait a little"),
	mere("standby", "待机", "on standby"),
	mere("hibernate", "休眠", "asleep"),
	mere("resuming", "正在恢复", "resuming"),
	mere("configuration-change", "打印机的设置变了", "its settings were changed"),
	mere("identify-printer-requested", "正在示意是哪一台", "showing which printer it is"),
	says("spool-area-full", "打印机的存储满了", "the printer's memory is full"),
	says("stopp", "已停止", "stopped"),
	says("cups-missing-filter", "系统里缺这台打印机的驱动", "the printer's driver is missing in the system"),
	mere("cups-waiting-for-job-completed", "正在等它打完", "waiting for it to finish"),
	says("other", "打印机有别的情况，请看它的面板", "something else: look at the printer's panel"),

	says("document-format-error", "它没有看懂文件", "it could not read the document"),
	says("document-unprintable-error", "它打不了这个文件", "it cannot print the document"),
	says("document-access-error", "它读不到文件", "it cannot reach the document"),
	says("unsupported-document-format", "它不认这种文件", "it does not take this kind of document"),
	says("unsupported-attributes-or-values", "它不收这样的任务", "it does not take such a job"),
	{begin: "resources-are-not-ready", text: wordsPaperAsked},
	says("printer-stopped", "打印机停着", "the printer is stopped"),
	says("service-off-line", "脱机，请看电源和网线", "offline: look at its power and cable"),
	says("submission-interrupted", "任务没有传完", "the job did not arrive whole"),
	says("aborted-by-system", "打印机自己中止", "aborted by the printer itself"),
	says("job-completed-with-errors", "打完了，但有错误", "finished, with errors"),
}

// reasonOf is a keyword in words. One that has none is shown as it is, and is taken
// to hinder unless it says itself that it does not.
func reasonOf(keyword string) reason {
	word := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(keyword, "-report"), "-warning"), "-error")
	r := says(word, "打印机报告 "+word, "the printer reports "+word)
	r.goes = strings.HasSuffix(word, "-low")
	for _, known := range reasonWords {
		if strings.HasPrefix(keyword, known.begin) {
			r = known
			break
		}
	}
	r.goes = r.goes || strings.HasSuffix(keyword, "-report") || strings.HasSuffix(keyword, "-warning")
	return r
}

// hindrance is what keeps a printer from printing, none where nothing does.
func hindrance(p ipp.Printer) scheme.Text {
	for _, keyword := range p.Reasons {
		if r := reasonOf(keyword); !r.goes {
			return r.text
		}
	}
	if p.State == ipp.Stopped {
		return scheme.Text{ZH: "已停止", EN: "stopped"}
	}
	return scheme.Text{}
}

// unloaded says that a paper is not loaded, what is, and what to do; none where it is, or
// where the printer does not say. It is no refusal: a tray that is fed by hand may not be
// told of.
func unloaded(p ipp.Printer, paper string) scheme.Text {
	if !lacks(p.Ready, paper) {
		return scheme.Text{}
	}
	has, want := paperNames(p.Ready), paperWord(paper)
	return scheme.Text{
		ZH: fmt.Sprintf("没有 %s 纸（装的是 %s），请装入 %s", want, strings.Join(has, "、"), want),
		EN: fmt.Sprintf("no %s paper is loaded (%s is): load %s", want, strings.Join(has, ", "), want),
	}
}

// paperNames are papers as people call them, each once: two trays may hold the same.
func paperNames(papers []string) []string {
	const most = 4 // that are named
	var names []string
	for _, p := range papers {
		if w := paperWord(p); !slices.Contains(names, w) && len(names) < most {
			names = append(names, w)
		}
	}
	return names
}

// stateText is how a printer stands for what goes on a paper.
func stateText(p ipp.Printer, paper string) scheme.Text {
	empty := unloaded(p, paper)
	switch why := hindrance(p); {
	case why.EN != "":
		return why
	case !p.Accepting:
		return scheme.Text{ZH: "不收任务", EN: "takes no jobs"}
	case p.State == ipp.Processing:
		return scheme.Text{ZH: "正在打印", EN: "printing"}
	case empty.EN != "":
		return empty
	}
	return scheme.Text{ZH: "可以打印", EN: "ready"}
}

// stateNotes are the other things that it says of itself, each once.
func stateNotes(p ipp.Printer, paper string) (notes []scheme.Text) {
	said := []scheme.Text{stateText(p, paper)}
	for _, keyword := range p.Reasons {
		said = append(said, reasonOf(keyword).text)
	}
	if empty := unloaded(p, paper); empty.EN != "" {
		said = append(said, empty)
	}
	for _, t := range said[1:] {
		if t != said[0] && !slices.Contains(notes, t) {
			notes = append(notes, t)
		}
	}
	return notes
}
