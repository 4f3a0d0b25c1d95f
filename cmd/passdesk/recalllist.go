package main

import (
	"time"

	"passdesk/export/list"
	"passdesk/registry"
	"passdesk/registry/station"
)

// The daily list of those whose passes are to be fetched.

type recallImportCmd struct {
	File   string `arg:"" help:"名单文件 · the list"`
	DryRun bool   `help:"只核对，什么也不做 · look only: nothing is done"`
	Sheet  string `help:"只读这一张工作表；不写就读所有没有隐藏的 · only this sheet of a workbook; without it all that are not hidden" placeholder:"NAME"`
	Reason string `help:"依据，名单里没有这一列时用；不写就是 other · the ground, where the list has no such column (default: other)" enum:"close_contact,severe_area,symptoms,other,," default:"" placeholder:"WORD"`
	Source string `help:"来源：哪个部门的名单 · whose list it is" placeholder:"TEXT"`
	Date   string `help:"列入日期，名单里没有时用；不写就是今天 · since when they are listed, where the list does not say (default: today)" placeholder:"YYYY-MM-DD"`
	Masked bool   `help:"请人看过才收的也收回：号码遮盖而姓名相符的（match_masked）、改正过的（ask），且只有一张证的；名单自己说不是、存疑或前后矛盾的不收；请先用 --dry-run 看过 · also the passes that wait for somebody to look: of a masked number with the name (match_masked), of a row that was put right (ask), one pass each, and none that the list itself denies, doubts or contradicts; look first, with --dry-run"`
	Again  bool   `help:"这个文件以别的来源、依据或日期载入过，仍照这次写的再载入 · load it as it is called now, although this very file was loaded in other words"`
}

// Help tells how a list is answered, and what is never done by itself.
func (c *recallImportCmd) Help() string {
	return "名单上的人都列入名单（watch list），不论有没有证，明天来也不予发证；没有号码或号码坏了的，按姓名列入，来时由负责人核对；号码确指的（match）通知收回。有冲突、不止一人、只有姓名的不收；孩子证上写着父母号码的，列在 related 里供核查，不收。名单自己说不是或存疑的（误报、请勿收回、待核实、是否…填否、核酸阴性）、前后矛盾的、原因读不懂的，是 ask：列入名单，不自动收回。同一文件载入两次不变，换一个来源写也一样（--again 除外）。该列入而谁也没有列入的行带 left:true，留在 watch unlisted：有这样的行、或只列了姓名的行，退出码 3；什么都没有载入，1。 · " +
		"Everybody on the list goes on the watch list, with or without a pass, and is not issued one tomorrow; without a number of use the name is listed, and an officer is asked when it comes; whom a number means beyond doubt (match) is ordered back. Never on a conflict, an ambiguity or a name alone; a child under the same number is named in related, for somebody to look at. What the list itself denies or doubts (误报, 请勿收回, 待核实, a no to 是否…, a negative test), contradicts elsewhere, or gives a reason for that no rule knows, is ask: listed, and nobody is ordered back by that alone. The same file twice changes nothing, nor under another source (but with --again). A row that should list somebody and lists nobody has left:true and is kept for watch unlisted: exit 3 where there are such rows, or rows that list a name alone; 1 where nothing was loaded.\n\n" + listHelp
}

// Run answers every row when all of them are read and, but for a dry run, what they
// come to is durable.
func (c *recallImportCmd) Run(a *app) error {
	read, err := a.readPeople(c.File, list.ListedColumns, c.Sheet)
	if err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	l := read.recallList()
	l.Orders, l.Reason, l.Source, l.Date, l.Again = true, c.Reason, c.Source, c.Date, c.Again
	return a.answerRecalls(st, l, c.DryRun, c.Masked)
}

type recallListCmd struct{}

// recallLine is a recalled pass of which a paper is still to be fetched, or one that nobody
// recalled, of which a copy is out that another one replaced or whose number ended.
type recallLine struct {
	Number   string          `json:"number"`
	Name     string          `json:"name"`
	Status   registry.Status `json:"status"` // recalled; refused or not_found where somebody asked
	Building string          `json:"building,omitempty"`
	Copies   []int           `json:"copies"`
	Replaced bool            `json:"replaced,omitempty"` // by a reprint or a correction: nobody recalled the pass
	Ended    bool            `json:"ended,omitempty"`    // the number, with a revoked key: the holder comes for another
	Ground   string          `json:"ground,omitempty"`
	Since    time.Time       `json:"since"`
	By       string          `json:"by"`
	Tried    time.Time       `json:"tried,omitzero"`
	Children []string        `json:"children,omitempty"` // passes under the holder's number: not recalled by that
}

// Help tells what stands on the list.
func (c *recallListCmd) Help() string {
	return "先是收回的，再是补打、变更以后还在外面的旧证（replaced:true，没有收回这个人的证）：用 return、void 或 lost 加 --copy 登记。最后是编号随吊销的钥匙失效、人还没来换新号的（ended:true）：请他带旧证来重新登记一次（issue）。各按楼栋排。 · " +
		"First what was recalled, then the old papers that a reprint or a correction replaced and that are still out (replaced:true; nobody recalled the pass): return, void or lost with --copy takes down what came of them. Last those whose number ended with a revoked key and who have no other yet (ended:true): they come with the old paper and are entered once more (issue). Each in the order of the buildings."
}

// Run prints one line for each pass, in the order in which somebody walks.
func (c *recallListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	bar := a.bar()
	out, err := papersOut(a, st, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	for _, r := range out {
		line := recallLine{
			Number: r.Number.String(), Name: r.Name, Status: r.Status, Building: r.Building, Copies: r.Copies, Replaced: r.Old && !r.Ended, Ended: r.Ended,
			Ground: r.Ground, Since: r.Since, By: r.By, Tried: r.Tried,
		}
		for _, child := range r.Children {
			line.Children = append(line.Children, child.Number.String())
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	return nil
}

// papersOut are the passes of which a paper is to be fetched: the recalled ones, then those
// whose earlier copy another one replaced.
func papersOut(a *app, st *station.Station, told func(station.Progress)) ([]station.OpenRecall, error) {
	recalled, err := st.OpenRecalls(a.ctx, told)
	if err != nil {
		return nil, err
	}
	old, err := st.OldPapers(a.ctx, told)
	return append(recalled, old...), err
}
