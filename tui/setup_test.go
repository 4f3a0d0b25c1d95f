package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// fakeSetup makes a fake station out of the answers.
type fakeSetup struct {
	got      SetupAnswers
	phrase   string // as it was when Create got it
	failOnce error
	words    string
	disk     DiskState
}

func (s *fakeSetup) Schemes() []scheme.Scheme { return scheme.All() }

func (s *fakeSetup) Divisions(_, query string) []DivisionChoice {
	var out []DivisionChoice
	for _, c := range []DivisionChoice{{"330203", "浙江省宁波市海曙区"}, {"330212", "浙江省宁波市鄞州区"}} {
		if strings.Contains(c.Code+c.Path, query) {
			out = append(out, c)
		}
	}
	return out
}

func (s *fakeSetup) Disk(context.Context) DiskState { return s.disk }

func (s *fakeSetup) OfferStation() int { return 937 }

func (s *fakeSetup) CheckPassphrase(p string) error {
	if len(p) < 14 {
		return errors.New("short")
	}
	return nil
}

func (s *fakeSetup) CheckPaper(a SetupAnswers) error {
	if a.LastPaper != "" && !strings.HasPrefix(a.LastPaper, "12") {
		return &station.Fault{Field: "last_paper", Reason: scheme.Text{ZH: "这张纸是别的代码的", EN: "the paper is of another code"}}
	}
	return nil
}

func (s *fakeSetup) Create(_ context.Context, a SetupAnswers) (Made, error) {
	s.got, s.phrase = a, string(a.Passphrase)
	clear(a.Passphrase)
	if err := s.failOnce; err != nil {
		s.failOnce = nil
		return Made{}, err
	}
	return Made{RecoverySheet: "/tmp/recovery.pdf"}, nil
}

func (s *fakeSetup) CheckRecovery(_ context.Context, words string) error {
	if words != s.words {
		return &station.Fault{Field: "recovery", Reason: scheme.Text{ZH: "这不是本站的恢复单", EN: "this is not this station's recovery sheet"}}
	}
	return nil
}

func (s *fakeSetup) Open(context.Context) (Desk, error) { return peopled(), nil }

// The first run from beginning to end: wrong turns, a step back, a disk that is
// full at the first try.
func TestSetup(t *testing.T) {
	s := &fakeSetup{words: "abandon ability", failOnce: station.ErrDiskFull, disk: DiskOff}
	b := &bench{t: t, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Setup: s, Clock: b.clock.Now}, 80, 24)
	b.WaitFor("发哪一种通行证")
	b.hand("enter")
	b.types("鄞州")
	b.WaitFor("330212")
	b.hand("enter")
	b.WaitFor("937")
	b.WaitFor("自建根密钥")
	b.hand("enter", "2", "enter") // a village
	b.types("样例村")
	b.hand("enter")
	b.types("样例员")
	b.hand("enter")
	b.types("short")
	b.hand("enter") // stays: nobody types a refused one twice
	b.WaitFor("口令至少 14 个字符或五个词")
	b.types(" but longer now")
	b.hand("ctrl+u")
	b.types("correct horse battery")
	b.hand("enter")
	b.types("correct horse batterx")
	b.hand("enter")
	b.WaitFor("两遍不一样")
	b.types("correct horse battery")
	b.hand("enter")
	b.WaitFor("接着纸质登记簿编号吗")
	b.types("38")
	b.hand("enter", "esc") // one step back, and on again
	b.WaitFor("接着纸质登记簿编号吗")
	b.hand("enter")
	b.WaitFor("两格都空着，按两次回车")
	for _, says := range []string{"编号最大的那一张", "站点代码后面的那一位"} { // F1, field by field
		b.hand("f1")
		b.WaitFor(says)
		b.hand("esc")
		b.WaitFor("两格都空着")
		b.hand("tab")
	}
	b.hand("shift+tab", "shift+tab")
	b.types("990000000001")
	b.hand("enter", "enter")
	b.WaitFor("这张纸是别的代码的")
	b.hand("ctrl+u")
	b.types("120000000001")
	b.hand("enter")
	b.types("3")
	b.hand("enter")
	b.WaitFor("请核对以上各项")
	b.WaitFor("期号至少 3")
	b.WaitFor("磁盘没有加密：请打开系统的磁盘加密")
	b.hand("enter")
	b.WaitFor("磁盘满了")
	b.hand("enter")
	b.WaitFor("/tmp/recovery.pdf")
	want := SetupAnswers{Scheme: "ningbo", Division: "330212", Station: 937, Kind: "village", Point: "样例村", Operator: "样例员", StartAt: 38}
	got := s.got
	got.Passphrase = nil
	if got.Scheme != want.Scheme || got.Division != want.Division || got.Station != want.Station || got.Kind != want.Kind ||
		got.Point != want.Point || got.Operator != want.Operator || got.StartAt != want.StartAt || got.LastPaper != "120000000001" || got.LeastEpoch != 3 {
		t.Errorf("answers %+v, want %+v", got, want)
	}
	if s.phrase != "correct horse battery" {
		t.Error("the passphrase of the second try is another")
	}
	b.types("abandon")
	b.hand("enter")
	b.WaitFor("这不是本站的恢复单")
	b.hand("ctrl+u")
	b.types("abandon ability")
	b.hand("enter")
	b.WaitFor("扫描/输入")
	b.WaitFor("恢复页在 /tmp/recovery.pdf：打印一份")
}

// A card scanned while the desk asks where papers go is a card.
func TestCardAtTheQuestionAboutThePlace(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("打印到")
	b.scan(oldID)
	b.WaitFor("样例老")
	b.WaitFor("可以签发")
	if b.press.Place() != "" {
		t.Errorf("papers go to %q", b.press.place)
	}
}

// The facts of F2 arrive at the station under the names of the rules.
func TestFactsReachTheStation(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.WaitFor("可以签发")
	b.hand("f2")
	for range 7 { // 到过疫情重点地区
		b.hand("down")
	}
	b.hand("enter", "tab")
	b.types("36.4")
	b.hand("down")
	b.types("0306- 0309-")
	b.hand("esc")
	b.WaitFor("可以签发") // two negative tests within seven days
	b.WaitFor("有 到过疫情重点地区")
	b.WaitFor("体温 36.4 度")
	b.hand("enter")
	b.settled()
	facts := b.passes()[0].app.Facts
	for key, want := range map[string]string{"facts": `["been_to_key_area"]`, "temp": "36.4", "naat": `[["2020-03-06","neg"],["2020-03-09","neg"]]`} {
		if got := string(facts[key]); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}

// A document whose number alone says too little: the kind and the state are
// asked, and arrive at the station.
func TestForeignPassport(t *testing.T) {
	f := newFake()
	f.kind = "police" // foreigners are served there only
	b := open(t, f, 80, 24)
	b.types("X91234567")
	b.hand("enter")
	b.WaitFor("待填：证件种类")
	b.types("3")
	b.WaitFor("待填：签发国")
	b.types("usa")
	b.WaitFor("待填：姓名")
	b.types("SAMPLE TESTPERSON")
	b.hand("enter") // the next field on the way, not an issue
	b.WaitFor("待填：出生日期")
	b.types("19900203")
	b.WaitFor("待填：性别")
	b.hand("1")
	b.WaitFor("可以签发")
	if n := len(b.passes()) + len(f.refused); n != 0 {
		t.Fatalf("%d answers before every field was filled", n)
	}
	b.hand("enter")
	b.settled()
	doc := b.passes()[0].app.Document
	if doc.Declared() != "PASSPORT:USA" || doc.Number != "X91234567" {
		t.Errorf("document %s %s", doc.Declared(), doc.Number)
	}
}

// Ctrl+D repeats what the same field had in the last issue.
func TestRepeat(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("tab", "tab")
	b.types("样例路8号")
	b.hand("enter")
	b.settled()
	b.scan(oldID + "\r")
	b.WaitFor("可以签发")
	b.hand("tab", "tab", "ctrl+d", "enter")
	b.settled()
	if got := b.passes()[1].app.Address; got != "样例路8号" {
		t.Errorf("address %q", got)
	}
}

// A code that was typed is the station's code, whatever was offered; one that no
// station draws for itself is taken with a word about where it must be from.
func TestATypedStationCodeIsTaken(t *testing.T) {
	s := &fakeSetup{words: "abandon ability"}
	b := &bench{t: t, clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	b.start(Program{Setup: s, Clock: b.clock.Now}, 80, 24)
	b.WaitFor("发哪一种通行证")
	b.hand("enter")
	b.types("鄞州")
	b.hand("enter")
	b.WaitFor("937")
	b.types("131")
	b.WaitFor("须是上级给本站的")
	b.hand("enter")
	b.WaitFor("发放点是哪一类")
	if got := b.desk.stack[0].(*setupScreen).answers.Station; got != 131 {
		t.Errorf("station %d", got)
	}
}
