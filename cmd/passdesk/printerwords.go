package main

import (
	"errors"
	"fmt"
	"strings"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
)

// What a printer says, in a person's words.

var (
	wordsUnreached = scheme.Text{ZH: "连不上打印机。", EN: "The printer is not reached."}
	wordsSilent    = scheme.Text{ZH: "打印机没有回答。", EN: "The printer does not answer."}
	wordsGarbled   = scheme.Text{ZH: "打印机的答复看不懂。", EN: "The printer's answer cannot be understood."}
	wordsLost      = scheme.Text{ZH: "打到一半，打印机断了。", EN: "The printer was lost in the middle."}
	wordsVanished  = scheme.Text{ZH: "任务已交给打印机，之后打印机不见了。", EN: "The printer took the job and has vanished since."}
	wordsNoWord    = scheme.Text{ZH: "任务已交给打印机，等了很久还没有打完。", EN: "The printer took the job and has not finished it for a long time."}
	wordsNoTicket  = scheme.Text{ZH: "打印命令 lp 结束了，却没有给出任务号：任务有没有交给打印机，不知道。", EN: "The command lp ended and gave no job number: whether the printer has the job is not known."}
	wordsForgotten = scheme.Text{ZH: "打印机已经不记得这个任务。", EN: "The printer no longer knows the job."}
	wordsAborted   = scheme.Text{ZH: "打印机中止了这个任务", EN: "The printer gave the job up"}
	wordsCancelled = scheme.Text{ZH: "任务在打印机上被取消了。", EN: "The job was cancelled at the printer."}
	wordsHandedOn  = scheme.Text{ZH: "已交给系统打印，打出来没有，程序看不到。", EN: "Handed to the system's printing; what comes out the program cannot see."}
	wordsOpened    = scheme.Text{ZH: "已打开文件，请在看图的窗口里打印（实际大小，A4）。", EN: "The file is open: print it from that window (actual size, A4)."}

	wordsRejecting = scheme.Text{ZH: "打印机现在不收任务。", EN: "The printer takes no jobs now."}
	wordsNoPDF     = scheme.Text{ZH: "这台打印机自己不认 PDF。", EN: "This printer does not take PDF by itself."}
	wordsOneSided  = scheme.Text{ZH: "这台打印机不能双面打印，而这些纸有背面。", EN: "This printer prints one side only, and these papers have a back."}
	wordsLocked    = scheme.Text{ZH: "打印机要口令才收任务。", EN: "The printer wants a password."}
	wordsNoQueue   = scheme.Text{ZH: "那里没有这台打印机。", EN: "There is no such printer there."}
	wordsTicket    = scheme.Text{ZH: "打印机不收这样的任务。", EN: "The printer does not take such a job."}
	wordsAddress   = scheme.Text{ZH: "打印机的地址不对，应是 ipp://地址/ipp/print 这样。", EN: "This is no printer's address; one is like ipp://host/ipp/print."}

	wordsElsewhere  = scheme.Text{ZH: "请换一台打印机，或存成文件再打印。", EN: "Take another printer, or a file."}
	wordsNoPDFDo    = scheme.Text{ZH: "请在系统里装好它的驱动，再用系统的打印队列（printer list）；或存成文件再打印。", EN: "Set it up in the system with its driver and take the system's queue (printer list), or print to a file."}
	wordsOneSidedDo = scheme.Text{ZH: "请换能双面的打印机；或只打正面（--sides front），或用现场单（walkin）。", EN: "Take one that prints both sides; or print fronts only (--sides front), or the walk-in layout."}
	wordsUnreachDo  = scheme.Text{ZH: "请看电源和网线；或换一台打印机，或存成文件。", EN: "Look at its power and cable; or take another printer, or a file."}
	wordsLook       = scheme.Text{ZH: "请看看打出来了什么。", EN: "Look at what came out."}
	wordsStill      = scheme.Text{ZH: "任务还在打印机里，排除以后会接着打；请先看打出来了什么，不要马上重打。", EN: "The job is still in the printer and goes on once that is put right: look at what comes out; do not print again at once."}
)

// How far a document is on its way to paper.
var (
	wordsAsking  = scheme.Text{ZH: "正在问它收不收", EN: "being asked whether it takes the papers"}
	wordsSending = scheme.Text{ZH: "正在把纸发给它", EN: "the papers are being sent"}
	wordsQueued  = scheme.Text{ZH: "已收下，排着队，等它开始打", EN: "it has taken the papers; they wait for their turn"}
	wordsHeld    = scheme.Text{ZH: "任务被按住了，请在打印机上放行", EN: "the job is held: release it at the printer"}
	wordsStopped = scheme.Text{ZH: "打到中途停住了", EN: "it has stopped in the middle"}
	wordsSystem  = scheme.Text{ZH: "已交给系统的打印队列，等它打完", EN: "handed to the system's queue; waiting for it to be done"}
)

// jobText is how far a job is.
func jobText(j ipp.Job) scheme.Text {
	switch {
	case j.State == ipp.Held:
		return wordsHeld
	case j.State == ipp.Waiting:
		return wordsStopped
	case j.State == ipp.Printing && j.Sheets > 0:
		return scheme.Text{ZH: fmt.Sprintf("正在打印，已出 %d 张，等它打完", j.Sheets), EN: fmt.Sprintf("printing; %d sheets are out; waiting for the rest", j.Sheets)}
	case j.State == ipp.Printing:
		return scheme.Text{ZH: "正在打印，等它打完", EN: "printing; waiting for it to be done"}
	}
	return wordsQueued
}

// notLoaded is no refusal: a tray that is fed by hand may not be told of.
func notLoaded(paper string) scheme.Text {
	w := paperWord(paper)
	return scheme.Text{ZH: "它说纸盒里没有 " + w + " 纸，请放入", EN: "it says that no " + w + " paper is loaded: load some"}
}

func notKnown(paper string) scheme.Text {
	w := paperWord(paper)
	return scheme.Text{ZH: "这台打印机不认得纸张 " + w + "。", EN: "This printer does not know the paper " + w + "."}
}

// printerFault turns a failure of the protocol into words.
func printerFault(err error) error {
	var no *ipp.Refusal
	var unvouched *ipp.Unvouched
	switch {
	case errors.As(err, &no):
		return &printerError{what: refusalWords(no.Code), do: wordsElsewhere}
	case errors.As(err, &unvouched):
		return untrusted(unvouched)
	case errors.Is(err, ipp.ErrUnreached):
		return &printerError{what: wordsUnreached, do: wordsUnreachDo}
	case errors.Is(err, ipp.ErrAddress):
		return &printerError{what: wordsAddress}
	case errors.Is(err, ipp.ErrGarbled):
		return &printerError{what: wordsGarbled, do: wordsLook, asked: true}
	}
	return &printerError{what: wordsLost, do: wordsLook, asked: true}
}

func refusalWords(code uint16) scheme.Text {
	switch code {
	case ipp.NotAuthorised, ipp.Forbidden, ipp.NotAuthenticated:
		return wordsLocked
	case ipp.NotFound:
		return wordsNoQueue
	case ipp.FormatUnsupported:
		return wordsNoPDF
	case ipp.NotAccepting, ipp.Busy:
		return wordsRejecting
	}
	return wordsTicket
}

// reasonWords are the keywords of printer-state-reasons and job-state-reasons
// (RFC 8011, 5.4.12 and 5.3.8; PWG 5100.9), by their beginning: the more special
// before the more general.
var reasonWords = []struct {
	begin string
	text  scheme.Text
}{
	{"media-empty", scheme.Text{ZH: "缺纸，请加纸", EN: "out of paper: load some"}},
	{"media-needed", scheme.Text{ZH: "请放入所要的纸", EN: "load the paper that it asks for"}},
	{"media-low", scheme.Text{ZH: "纸快用完了", EN: "paper is running low"}},
	{"media-jam", scheme.Text{ZH: "卡纸，请取出", EN: "paper jam: take it out"}},
	{"input-tray-missing", scheme.Text{ZH: "纸盒没有装好", EN: "the paper tray is missing"}},
	{"output-area-full", scheme.Text{ZH: "出纸盘满了，请取走", EN: "the output tray is full: take the sheets"}},
	{"output-area-almost-full", scheme.Text{ZH: "出纸盘快满了", EN: "the output tray is nearly full"}},
	{"output-tray-missing", scheme.Text{ZH: "出纸盘没有装好", EN: "the output tray is missing"}},
	{"door-open", scheme.Text{ZH: "门开着，请关上", EN: "a door is open: close it"}},
	{"cover-open", scheme.Text{ZH: "盖板开着，请关上", EN: "a cover is open: close it"}},
	{"interlock-open", scheme.Text{ZH: "盖板没有关严", EN: "a cover is not closed"}},
	{"toner-empty", scheme.Text{ZH: "墨粉用完了", EN: "out of toner"}},
	{"toner-low", scheme.Text{ZH: "墨粉快用完了", EN: "toner is running low"}},
	{"marker-supply-empty", scheme.Text{ZH: "墨用完了", EN: "out of ink or toner"}},
	{"marker-supply-low", scheme.Text{ZH: "墨快用完了", EN: "ink or toner is running low"}},
	{"marker-waste", scheme.Text{ZH: "废粉盒满了", EN: "the waste box is full"}},
	{"developer", scheme.Text{ZH: "显影剂用完了", EN: "the developer is used up"}},
	{"opc", scheme.Text{ZH: "硒鼓到期了", EN: "the drum is used up"}},
	{"fuser", scheme.Text{ZH: "定影器温度不对，请等一会儿", EN: "the fuser has the wrong temperature: wait a little"}},
	{"paused", scheme.Text{ZH: "已暂停，请在打印机上恢复", EN: "paused: resume it at the printer"}},
	{"moving-to-paused", scheme.Text{ZH: "正在暂停", EN: "being paused"}},
	{"hold-new-jobs", scheme.Text{ZH: "暂不打印新任务", EN: "new jobs are held"}},
	{"offline", scheme.Text{ZH: "脱机，请看电源和网线", EN: "offline: look at its power and cable"}},
	{"connecting-to-device", scheme.Text{ZH: "正在连接打印机，请看电源和网线", EN: "connecting to the printer: look at its power and cable"}},
	{"timed-out", scheme.Text{ZH: "打印机没有应答", EN: "the printer does not answer"}},
	{"shutdown", scheme.Text{ZH: "正在关机", EN: "shutting down"}},
	{"power-down", scheme.Text{ZH: "已关机", EN: "switched off"}},
	{"spool-area-full", scheme.Text{ZH: "打印机的存储满了", EN: "the printer's memory is full"}},
	{"stopp", scheme.Text{ZH: "已停止", EN: "stopped"}},
	{"cups-missing-filter", scheme.Text{ZH: "系统里缺这台打印机的驱动", EN: "the printer's driver is missing in the system"}},
	{"document-format-error", scheme.Text{ZH: "它没有看懂文件", EN: "it could not read the document"}},
	{"unsupported-document-format", scheme.Text{ZH: "它不认这种文件", EN: "it does not take this kind of document"}},
	{"aborted-by-system", scheme.Text{ZH: "打印机自己中止", EN: "aborted by the printer itself"}},
	{"job-completed-with-errors", scheme.Text{ZH: "打完了，但有错误", EN: "finished, with errors"}},
}

// reasonText is a reason in words; a keyword that has none is shown as it is.
func reasonText(keyword string) scheme.Text {
	for _, r := range reasonWords {
		if strings.HasPrefix(keyword, r.begin) {
			return r.text
		}
	}
	word := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(keyword, "-report"), "-warning"), "-error")
	return scheme.Text{ZH: "打印机报告 " + word, EN: "the printer reports " + word}
}

// hinders: it keeps a printer from printing. What only runs low, or is told for
// the record, does not.
func hinders(keyword string) bool {
	return !strings.HasSuffix(keyword, "-report") && !strings.HasSuffix(keyword, "-warning") && !strings.Contains(keyword, "-low")
}

// hindrance is what keeps a printer from printing, none where nothing does.
func hindrance(p ipp.Printer) scheme.Text {
	for _, r := range p.Reasons {
		if hinders(r) {
			return reasonText(r)
		}
	}
	if p.State == ipp.Stopped {
		return scheme.Text{ZH: "已停止", EN: "stopped"}
	}
	return scheme.Text{}
}

// because is a sentence with the reasons that have words.
func because(what scheme.Text, reasons []string) scheme.Text {
	if len(reasons) > 0 {
		why := reasonText(reasons[0])
		what = scheme.Text{ZH: what.ZH + "：" + why.ZH, EN: what.EN + ": " + why.EN}
	}
	return scheme.Text{ZH: what.ZH + "。", EN: what.EN + "."}
}

// stateText is how a printer stands.
func stateText(p ipp.Printer) scheme.Text {
	switch why := hindrance(p); {
	case why.EN != "":
		return why
	case !p.Accepting:
		return scheme.Text{ZH: "不收任务", EN: "takes no jobs"}
	case p.State == ipp.Processing:
		return scheme.Text{ZH: "正在打印", EN: "printing"}
	}
	return scheme.Text{ZH: "可以打印", EN: "ready"}
}
