package main

import (
	"errors"
	"fmt"

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
		return scheme.Text{ZH: fmt.Sprintf("正在打印，已出 %d 张，等它打完", j.Sheets), EN: fmt.Sprintf("printing; %s so far; waiting for the rest", scheme.Counted(int(j.Sheets), "sheet"))}
	case j.State == ipp.Printing:
		return scheme.Text{ZH: "正在打印，等它打完", EN: "printing; waiting for it to be done"}
	}
	return wordsQueued
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

// because is a sentence with the reasons that have words.
func because(what scheme.Text, reasons []string) scheme.Text {
	if len(reasons) > 0 {
		why := reasonOf(reasons[0]).text
		what = scheme.Text{ZH: what.ZH + "：" + why.ZH, EN: what.EN + ": " + why.EN}
	}
	return scheme.Text{ZH: what.ZH + "。", EN: what.EN + "."}
}
