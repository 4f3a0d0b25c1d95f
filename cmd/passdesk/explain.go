package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// explanations turn a kind of failure into one sentence what happened and one
// what to do. The first that fits wins.
var explanations = []struct {
	kind error
	text scheme.Text
}{
	{tui.ErrBroken, scheme.Text{ZH: "发证台内部出错，停了下来。写进登记册的都在；打到一半的纸请看一下打印机，重新打开时会问。上面几行不含任何人的资料，请交给维护的人。", EN: "The desk broke and stopped. What was written is in the register; look at the printer for papers that were on their way, the desk asks when it is opened again. The lines above tell of nobody: give them to whoever maintains it."}},
	{context.Canceled, scheme.Text{ZH: "已中断。已答复的都在册；没有答复的，用同一个 ref 再交一次，不会重发。", EN: "Stopped. What was answered is in the register; hand the rest in again under the same ref, nothing is issued twice."}},
	{station.ErrWrongPassphrase, scheme.Text{ZH: "口令不对，或没有这个操作员。请重新输入；忘记口令时用恢复页。", EN: "Wrong passphrase, or no such operator. Type it again; if it is forgotten, use the recovery sheet."}},
	{registry.ErrNotThisRole, scheme.Text{ZH: "这一步不归您的角色办理。请交给有权限的同事。", EN: "Your role may not do this. Hand it to a colleague whose role may."}},
	{station.ErrNewerSchema, scheme.Text{ZH: "登记册由更新版本的程序写成。请换用新版本打开，原件未动。", EN: "The register was written by a newer passdesk. Open it with that version; nothing was touched."}},
	{station.ErrNoEpochLeft, scheme.Text{ZH: "登记册现在只能读，许可的期号也已经用完，取新的期号（epoch new）没有用；查找、导出、核验照常。要继续发证，只能换站点代码：独立站点用 enrol alone；有上级的用 enrol request 申请，再用 enrol accept 收下许可。", EN: "The register is read-only, and the epochs of its licence are used up, so that epoch new does not help; finding, exporting and verifying go on. Only another station code lets it issue again: a station that stands alone takes one with enrol alone; any other asks for one with enrol request and takes it with enrol accept."}},
	{station.ErrReadOnly, scheme.Text{ZH: "登记册现在只能读，写不进去；查找、导出、核验照常。请保管员查明原因，确认别处没有人用同一登记册发证，再执行 epoch new --reason …，编号从新的一期继续，不会重号。", EN: "The register is read-only for now: nothing is written; finding, exporting and verifying go on. Its keeper finds out why, makes sure that nobody issues from the same register elsewhere, and runs epoch new --reason …; the numbers go on in a new epoch and none comes twice."}},
	{station.ErrDamaged, scheme.Text{ZH: "登记册损坏或不完整，没有写入任何内容。请勿再用，用备份恢复，并运行 verify 查看。", EN: "The register is damaged or cut off; nothing was written. Stop using it, restore a backup, and run verify."}},
	{station.ErrBackup, scheme.Text{ZH: "这份备份不完整，或不是发证台的备份，没有恢复任何内容，现有的登记册没有动。请换另一份备份。", EN: "The backup is not whole, or no backup of passdesk; nothing was restored and the register that stands here was not touched. Take another one."}},
	{station.ErrNoRegister, scheme.Text{ZH: "这里还没有登记册。请先运行 passdesk（向导）或 passdesk init；若本应有，请检查 --dir。", EN: "There is no register here. Run passdesk (the set-up) or passdesk init first; if there should be one, look at --dir."}},
	{station.ErrRegisterExists, scheme.Text{ZH: "这里已有登记册，没有动它。若是上次建站中断留下的，它是完整的：用当时的口令照常使用；恢复页没有写出来的，用 operator recovery --out 重做。打不开、又从没发过证的，把 register.db 移走再建。不然请换一个 --dir。", EN: "There is a register here already; it was not touched. If a set-up that was cut short left it, it is whole: use it with the passphrase of then, and make its recovery sheet with operator recovery --out. If it does not open and never gave a number, move register.db away and try again. Else choose another --dir."}},
	{station.ErrBusy, scheme.Text{ZH: "登记册正被另一个 passdesk 使用。请先关闭它。", EN: "Another passdesk has the register open. Close it first."}},
	{station.ErrDiskFull, scheme.Text{ZH: "磁盘已满，这一笔没有写入，已发的都在。请腾出空间再试。", EN: "The disk is full. This one was not written; everything issued before is safe. Free some space and try again."}},
	{station.ErrReadOnlyFolder, scheme.Text{ZH: "文件夹不能写入，这一笔没有写入。请检查权限，或换一个 --dir。", EN: "The folder cannot be written; nothing was done. Check its permissions, or choose another --dir."}},
	{station.ErrNoCase, scheme.Text{ZH: "本站没有这个案件。请用 queue list --state all 核对案件号；哪里申领哪里申诉，别站的案件请到原申领处。", EN: "This station has no such case. Compare its number with queue list --state all; an appeal is heard at the desk where the person applied."}},
	{station.ErrNothingNew, scheme.Text{ZH: "上级都有了，没有新的要交。", EN: "Upstream has everything: there is nothing new to send."}},
	{station.ErrOtherStation, scheme.Text{ZH: "这个编号是别的站点的，不是本站打印的纸。请找本站最后打印出来的那张。", EN: "This number is another station's: the paper was not printed here. Find the last one that this station printed."}},
	{station.ErrNotFound, scheme.Text{ZH: "没有这个编号的通行证。请核对编号。", EN: "No such pass. Look at the number again."}},
	{station.ErrLocked, scheme.Text{ZH: "站点已锁定，请先输入口令。", EN: "The station is locked: give the passphrase first."}},
	{registry.ErrIllegalCase, scheme.Text{ZH: "这个案件现在不能这样办理。用 queue show 查看它的状态和经过。", EN: "Not possible in the case's present state. queue show tells its state and history."}},
	{registry.ErrIllegal, scheme.Text{ZH: "这张通行证现在不能这样办理。用 show 查看它的状态和历史。", EN: "Not possible in the pass's present state. show tells its state and history."}},
	{registry.ErrNumberCheck, scheme.Text{ZH: "证件编号的校验位不符，请逐位核对。", EN: "The check digits of the pass number do not fit: compare it digit by digit."}},
	{registry.ErrNumberLength, scheme.Text{ZH: "证件编号应为 14 至 16 位数字。", EN: "A pass number has 14 to 16 digits."}},
	{scheme.ErrUnknownScheme, scheme.Text{ZH: "本程序没有这本登记册所用的通行证方案。请换用带有该方案的程序打开，原件未动。", EN: "This program does not have the register's scheme. Open it with one that has; nothing was touched."}},
	{station.ErrStorage, scheme.Text{ZH: "磁盘拒绝了这次读写，这一笔没有完成，已发的都在。请检查磁盘后再试。", EN: "The disk refused; this one was not done, everything issued before is safe. Check the disk and try again."}},
}

// roleNames are the roles in a sentence.
var roleNames = map[registry.Role]scheme.Text{
	registry.Volunteer: {ZH: "志愿者", EN: "volunteer"}, registry.Officer: {ZH: "负责人", EN: "officer"},
	registry.Police: {ZH: "民警", EN: "police"}, registry.Keeper: {ZH: "保管员", EN: "keeper"},
}

func explain(err error) (zh, en string) {
	var own interface{ Sentences() (zh, en string) }
	if errors.As(err, &own) {
		return own.Sentences()
	}
	var fault *station.Fault
	if errors.As(err, &fault) {
		return "设置“" + fault.Field + "”：" + fault.Reason.ZH, "Set-up, " + fault.Field + ": " + fault.Reason.EN
	}
	var role *registry.NotThisRole
	if errors.As(err, &role) {
		who := roleNames[role.Who]
		return "这一步不归您的角色办理，由" + who.ZH + "办理。请交给有权限的同事。", "Your role may not do this: it is the " + who.EN + "'s. Hand it to a colleague whose role may."
	}
	var wrong *station.WrongRun
	if errors.As(err, &wrong) {
		return fmt.Sprintf("没有这个编号；相近的是 %s，请核对纸上的编号。", wrong.Right.Grouped()),
			fmt.Sprintf("No such pass; the one that fits is %s: compare it with the paper.", wrong.Right.Grouped())
	}
	for _, e := range explanations {
		if errors.Is(err, e.kind) {
			zh, en := detail(err, e.kind)
			return e.text.ZH + zh, e.text.EN + en
		}
	}
	return "没有完成：" + err.Error(), "Not done: " + err.Error()
}

// detail is what the error adds to its kind, such as the process that has the
// register. Errors carry no personal data.
func detail(err, kind error) (zh, en string) {
	for _, interesting := range []error{station.ErrBusy, station.ErrNoEpochLeft, station.ErrReadOnly, station.ErrDamaged} {
		if kind == interesting {
			_, rest, ok := strings.Cut(err.Error(), kind.Error()+": ")
			if kind == station.ErrDamaged && ok {
				return damagedWhere(rest), " (" + rest + ")"
			}
			if ok {
				return "（" + detailWords.Replace(rest) + "）", " (" + detailPlain.Replace(rest) + ")"
			}
		}
	}
	return "", ""
}

// damagedWhere is what an error about a damage says in Chinese of where it is.
func damagedWhere(rest string) string {
	for _, known := range []struct{ en, zh string }{
		{"is cut off", "文件不完整"}, {"has 0 bytes", "文件是空的"}, {"is no passdesk register", "不是发证台的登记册"}, {"is no register", "不是登记册"},
		{"schema", "登记册的表格被改动过"}, {"key", "站点密钥或检索键"}, {"licence", "许可"}, {"watch list", "重点人员名单"},
	} {
		if strings.Contains(rest, known.en) {
			return "（" + known.zh + "）"
		}
	}
	if zh, _, ok := placeIn(rest); ok {
		return "（" + zh + "）"
	}
	return ""
}

// detailWords are the station's words for why a register is not written.
var detailWords = strings.NewReplacer("process ", "进程 ", "rolled back", "登记册比高水位旧：恢复了旧备份或磁盘映像",
	"other machine", "不是本机的登记册：文件夹是拷贝来的，换了电脑，或高水位文件不见了", "restored last", "从备份恢复时已没有期号可用", "reinstalled", "系统重装过，登记册和高水位文件是拷回来的",
	"copied mark", "高水位文件是拷贝或恢复来的：配置文件夹也拷贝、搬动或恢复过", "old mark", "高水位文件比登记册旧了不止一步：配置文件夹被恢复过",
	"paper ahead", "最后打印的那张纸，编号比登记册发到的还大：登记册退回到了旧状态", "receipt ahead", "上级已有本册后来的事件：登记册退回到了旧状态，或同一登记册在别处也续写过", "paper of a copy", "同一登记册的另一份拷贝用本站的编号打印过纸",
	"damaged mark", "高水位文件损坏，不知发到了几号", "forked", "同一登记册在别处也续写过", "unsettled write", "上一笔是否写入尚不清楚，请重新打开程序")

// detailPlain says the same words in whole English.
var detailPlain = strings.NewReplacer("rolled back", "it is older than its high-water mark: an old backup or a disk image was put back",
	"other machine", "it was not written on this machine: a copied folder, another computer, or the high-water file is gone",
	"restored last", "it was restored from a backup, and no epoch was left for it",
	"reinstalled", "the system was installed again; register and mark are copies", "copied mark", "its high-water file is a copy: the config folder was copied, moved or put back too",
	"old mark", "its high-water file is older than the register by more than one step: the config folder was put back",
	"damaged mark", "its high-water file is damaged: nobody knows how far the numbers had come", "forked", "a copy of it went on elsewhere",
	"paper ahead", "the last paper printed has a higher number than this register has given: it went back to an older state",
	"receipt ahead", "upstream has later events of it: it went back to an older state, or a copy of it went on elsewhere",
	"paper of a copy", "another copy of this register printed a paper under a number of ours",
	"unsettled write", "whether the last write happened is not known: restart the program")
