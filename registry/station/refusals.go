package station

import (
	"errors"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// What is told to somebody whose step the life of a pass refuses: how the pass stands,
// and what is done instead.

// stands is how a pass stands, as the first half of a sentence.
var stands = map[registry.Status]scheme.Text{
	"":                        {ZH: "没有这张证", EN: "there is no such pass"},
	registry.StatusIssued:     {ZH: "这一份还没有打印出来", EN: "this copy is not printed yet"},
	registry.StatusPrinted:    {ZH: "这张证已经打印，还没有签字", EN: "the pass is printed and not signed for"},
	registry.StatusSigned:     {ZH: "这张证已经签字领取", EN: "the pass was signed for and is in hand"},
	registry.StatusCancelled:  {ZH: "这张证没有交付，已经取消", EN: "the pass was cancelled, not handed over"},
	registry.StatusVoided:     {ZH: "这张证的纸已经作废", EN: "the paper of the pass is void"},
	registry.StatusLost:       {ZH: "这张证的纸已经挂失", EN: "the paper of the pass is lost"},
	registry.StatusReturned:   {ZH: "这张证的纸已经交回", EN: "the paper of the pass came back"},
	registry.StatusExpired:    {ZH: "这张证的有效期已满", EN: "the term of the pass is over"},
	registry.StatusRecalled:   {ZH: "这张证正在收回，纸还没有交回", EN: "the pass is recalled and its paper is not back"},
	registry.StatusRefused:    {ZH: "这张证正在收回，持证人拒不交回", EN: "the pass is recalled and its paper was refused"},
	registry.StatusNotFound:   {ZH: "这张证正在收回，没有找到纸", EN: "the pass is recalled and its paper was not found"},
	registry.StatusHandedIn:   {ZH: "这张证已经收回，没有纸在外面", EN: "the pass is recalled and no paper is out"},
	registry.StatusReinstated: {ZH: "收回已经撤销，手里没有有效的纸", EN: "the recall was taken back and no good paper is out"},
}

// stage groups the statuses from which the same way leads on.
type stage int

const (
	unborn stage = iota
	toPrint
	inUse
	ended
	chased
	takenBack
)

func stageOf(s registry.Status) stage {
	switch {
	case s == "":
		return unborn
	case s == registry.StatusIssued:
		return toPrint
	case s.InHand():
		return inUse
	case s.Chased():
		return chased
	case s == registry.StatusHandedIn:
		return takenBack
	}
	return ended
}

// wayOn is what is done instead, whatever was asked for.
var wayOn = map[stage]scheme.Text{
	unborn:    {ZH: "先签发：在首页输入申领人（命令 issue）", EN: "issue it first: the applicant goes into the box of the home screen (command issue)"},
	toPrint:   {ZH: "先打印：F5（命令 print passes）；不发了就取消：Ctrl+X（命令 cancel）；其实打印出来了，先在打印队列里答打印结果（命令 print outcome）", EN: "print it: F5 (command print passes); where it is not handed over, cancel it: Ctrl+X (command cancel); where it did come out, say so first in the print queue (command print outcome)"},
	inUse:     {ZH: "这张纸有效，不另发；纸坏了补打下一份：F5（命令 reprint）；交回了登记交回：Ctrl+Y（命令 return）", EN: "this paper is good and stands; a damaged one gets its next copy: F5 (command reprint); one that came back is registered: Ctrl+Y (command return)"},
	ended:     {ZH: "现在没有有效的纸；要再给他一张，在首页再办一次申领，编号不变，发下一份（命令 issue）", EN: "no good paper is out; to give its holder another, take the application again on the home screen: the number stays, the next copy is issued (command issue)"},
	chased:    {ZH: "先登记收回的结果（命令 return）：交回 Ctrl+Y，拒不交回 Ctrl+N，没找到 Ctrl+F；查明不该收回的，撤销收回：Ctrl+B（命令 reinstate）", EN: "register first what came of the recall (command return): returned Ctrl+Y, refused Ctrl+N, not found Ctrl+F; where it should not have been recalled, take the recall back: Ctrl+B (command reinstate)"},
	takenBack: {ZH: "收回已经办完；查明可以恢复的，先撤销收回：Ctrl+B（命令 reinstate），再发下一份", EN: "the recall is done; where the person may hold a pass again, take the recall back first: Ctrl+B (command reinstate), then the next copy is issued"},
}

// Ways on that what was asked for knows better.
var (
	notRecalled = scheme.Text{ZH: "没有通知收回，就没有收回的结果，也没有可以撤销的；要收回先通知收回：Ctrl+B（命令 recall）",
		EN: "nobody recalled it, so there is no outcome of a recall and none to take back; to fetch the paper order the recall first: Ctrl+B (command recall)"}
	notYetOut = scheme.Text{ZH: "还没有纸，谈不上交回、挂失、作废、补打；不发了就取消：Ctrl+X（命令 cancel）；其实打印出来了，先在打印队列里答打印结果（命令 print outcome）",
		EN: "there is no paper that could come back, be lost, void or replaced; where it is not handed over, cancel it: Ctrl+X (command cancel); where it did come out, say so first in the print queue (command print outcome)"}
	handedOver = scheme.Text{ZH: "已经交到本人手里的不能取消；交回了登记交回：Ctrl+Y（命令 return）；纸不能用了作废：Ctrl+X（命令 void）",
		EN: "what was handed over cannot be cancelled; register that it came back: Ctrl+Y (command return), or make the paper void: Ctrl+X (command void)"}
	signedAlready = scheme.Text{ZH: "签字已经登记过，不用再登记；纸坏了补打下一份，再签：F5（命令 reprint）",
		EN: "the signature is recorded, and nothing is left to do; a damaged paper gets its next copy, which is signed for again: F5 (command reprint)"}
	mayReprint = scheme.Text{ZH: "现在没有有效的纸；要再给他一张，补打下一份：F5（命令 reprint）",
		EN: "no good paper is out; to give its holder another, print the next copy: F5 (command reprint)"}
)

// instead is what is done in place of a step that the pass's life does not know from
// the status.
func instead(k registry.Kind, s registry.Status) scheme.Text {
	at := stageOf(s)
	_, reprints := lifeNext(s, registry.Reprinted)
	switch {
	case at < chased && at != unborn && (k == registry.ReturnRefused || k == registry.NotFound || k == registry.Reinstated):
		return notRecalled
	case at == toPrint && k != registry.Signed && k != registry.Issued && k != registry.Reissued:
		return notYetOut
	case k == registry.Cancelled && s == registry.StatusSigned:
		return handedOver
	case k == registry.Signed && s == registry.StatusSigned:
		return signedAlready
	case k == registry.Signed && s == registry.StatusRecalled: // the signature of before the recall, a second time
		return scheme.Text{ZH: "签字已经登记过；" + wayOn[at].ZH, EN: "the signature is recorded; " + wayOn[at].EN}
	case at == ended && reprints:
		return mayReprint
	}
	return wayOn[at]
}

func lifeNext(s registry.Status, k registry.Kind) ([]registry.Status, bool) {
	next, err := registry.Next(s, k)
	return next, err == nil
}

// notFrom is *NotNow of a step that the life of the pass does not know from here.
func notFrom(k registry.Kind, p registry.PassState) *NotNow {
	is, do := stands[p.Status], instead(k, p.Stands())
	if p.Stands() != p.Status {
		is = both("这张证正在收回，第 %d 份还在外面", "the pass is recalled and copy %d is still out", p.Asked()[0])
	}
	return &NotNow{scheme.Text{ZH: is.ZH + "：" + do.ZH, EN: is.EN + ": " + do.EN}}
}

// refused tells in a sentence what the log refused of a pass; any other error stays.
func refused(p registry.PassState, e registry.Event, err error) error {
	if !errors.Is(err, registry.ErrIllegal) {
		return err
	}
	return fmt.Errorf("%w (%w)", whyRefused(p, e, err), err)
}

func whyRefused(p registry.PassState, e registry.Event, err error) *NotNow {
	copy := registry.NoteOf(e).Copy
	_, may := lifeNext(p.Status, e.Kind)
	switch {
	case errors.Is(err, registry.ErrCopies):
		return &NotNow{both("这张证在本期已经有 100 份，不能再多：请保管员取新的期号（epoch new --anyway），份号从下一期接着数",
			"the pass has a hundred copies in this epoch, and no more: the keeper takes a new one (epoch new --anyway), and copies go on in it")}
	case e.Kind.NextCopy() && may:
		return &NotNow{both("旧的一份（第 %d 份）没有纸在外面，不用写它的下落：去掉 --old 再来一次",
			"no paper of the copy before (copy %d) is out, so nothing can have become of it: leave --old out", p.Copy)}
	case e.Kind.NextCopy():
	case copy > p.Copy:
		return &NotNow{both("没有第 %d 份，现用的是第 %d 份：show 列出各份，写明是哪一份再来一次",
			"there is no copy %d, the one in use is copy %d: show lists them, say which is meant", copy, p.Copy)}
	case copy >= 1 && copy < p.Copy:
		ended, known := endedAs[p.Papers.Of(copy)]
		is := remark(ended)
		switch {
		case p.Papers.Of(copy) == registry.PaperOut: // asked for, and nobody has recalled it
			return notFrom(e.Kind, p)
		case !known:
			is = scheme.Text{ZH: "没有打印的记录", EN: "no print of it is known"}
		}
		return &NotNow{scheme.Text{
			ZH: fmt.Sprintf("第 %d 份不在外面（%s），不用再登记：show 列出各份的下落", copy, is.ZH),
			EN: fmt.Sprintf("copy %d is not out (%s), and nothing is left to register: show lists what became of each", copy, is.EN),
		}}
	}
	return notFrom(e.Kind, p)
}
