package printing

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// shelf keeps the volumes of a ledger.
type shelf struct {
	volumes []Volume
	files   []*bytes.Buffer
	open    int
}

func (s *shelf) add(v Volume) (io.WriteCloser, error) {
	s.volumes, s.files = append(s.volumes, v), append(s.files, &bytes.Buffer{})
	s.open++
	return s, nil
}

func (s *shelf) Write(p []byte) (int, error) { return s.files[len(s.files)-1].Write(p) }

func (s *shelf) Close() error {
	s.open--
	return nil
}

const rowsPerVolume = RowsPerPage * PagesPerVolume

func TestVolumes(t *testing.T) {
	for _, c := range []struct {
		pages []int
		want  []Volume
	}{
		{[]int{1}, []Volume{{1, 1, 1}}},
		{[]int{7, 12}, []Volume{{1, 7, 12}}},
		{[]int{199, 200, 201}, []Volume{{1, 199, 200}, {2, 201, 201}}},
		{[]int{3, 401, 402, 1000}, []Volume{{1, 3, 3}, {3, 401, 402}, {5, 1000, 1000}}},
	} {
		s := &shelf{}
		err := Ledger(s.add, sampleHead(), func(yield func(LedgerPage) bool) {
			for _, n := range c.pages {
				if !yield(LedgerPage{Number: n, Of: 1000, Rows: sampleRows(1)}) {
					return
				}
			}
		}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.volumes, c.want) || s.open != 0 {
			t.Errorf("pages %v: volumes %v, want %v; %d left open", c.pages, s.volumes, c.want, s.open)
		}
	}
}

// said is what a volume says to a reader.
func (s *shelf) said(t *testing.T, i int) string {
	path := onDisk(t, func(w io.Writer) error { _, err := w.Write(s.files[i].Bytes()); return err })
	return strings.ReplaceAll(string(outside(t, "pdftotext", "-raw", path, "-")), "\u3000", " ")
}

// A page is counted by itself: whoever prints it again prints the same.
func TestPagesCountThemselves(t *testing.T) {
	rows := slices.Repeat(sampleRows(1), rowsPerVolume+4)
	for i := range rows {
		rows[i].Guardian = map[bool]string{true: "样例母"}[i%1000 == 0]
		rows[i].Copy = 1 + i%1500/1499
		rows[i].Building = map[bool]string{true: "3幢", false: "4幢"}[i < rowsPerVolume]
	}
	rows[1].Issued = rows[1].Issued.AddDays(1)
	s := &shelf{}
	if err := Ledger(s.add, sampleHead(), paged(len(rows), slices.Values(rows)), Options{}); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct{ has, hasNot []string }{
		{[]string{"第 1 册 第 1 页 共 201 页", "第 1 册 第 200 页 共 201 页", "\n15 ", "本页 15 行，1 人，其中监护人代签 1 行，补打 0 张", "补打 1 张",
			"2020年2月18日至2020年2月19日", "楼幢：3幢", "本页校验码 3f2a 91bc 04de 77a0"}, []string{"以下空白", "\n16 ", "4幢", "次打印"}},
		{[]string{"第 2 册 第 201 页 共 201 页", "\n1 ", "本页 4 行，1 人", "以下空白", "楼幢：4幢"}, []string{"\n5", "3幢"}},
	} {
		said := s.said(t, i)
		for _, want := range c.has {
			if !strings.Contains(said, want) {
				t.Errorf("volume %d: no %q in\n%.1500s", i+1, want, said)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(said, not) {
				t.Errorf("volume %d: has %q", i+1, not)
			}
		}
	}
}

// Pages printed before the people come: numbered rows and nothing else; printed
// again they show who was written in.
func TestFreeRows(t *testing.T) {
	s, rows := &shelf{}, make([]LedgerRow, RowsPerPage)
	entered := slices.Clone(rows)
	copy(entered, sampleRows(1))
	pages := []LedgerPage{{Number: 3, Of: 4, Free: true, Rows: rows}, {Number: 4, Of: 4, Print: 2, Free: true, Rows: entered}}
	if err := Ledger(s.add, sampleHead(), slices.Values(pages), Options{}); err != nil {
		t.Fatal(err)
	}
	said := s.said(t, 0)
	for _, want := range []string{"第 3 页 共 4 页", "第 4 页 共 4 页", "\n15\n", "本页＿＿＿行", "本页第 2 次打印", entered[0].Name} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "以下空白") || strings.Count(said, entered[0].Name) != 1 {
		t.Errorf("free rows:\n%s", said)
	}
}

// Names of up to 50 characters stand in their row in 7 points at least, whole, and
// are broken at a dot where they have one.
func TestLongNamesOfTheLedger(t *testing.T) {
	width, height := ledgerColumns[2].width-2.4, ledgerRowHigh-0.8
	for name, lines := range map[string]int{
		"样例": 1, strings.Repeat("例", 20): 2, strings.Repeat("例", 50): 3, strings.Repeat("样例丽·", 12) + "样例": 3,
		"阿不都热合曼·样例江·买买提艾力·吾布力卡斯木·托合提": 2, strings.Repeat("例", 9) + "·" + strings.Repeat("例", 15): 2, strings.Repeat("Yangli ", 7): 2,
	} {
		f := ledgerName.fit(name, width, height, ledgerName.size*ledgerShrink)
		if f.size < 7 || len(f.lines) != lines || f.widest() > width+1e-6 || f.high(len(f.lines)) > height+1e-6 {
			t.Errorf("%s: %.2f pt in %d lines of %.1f mm", name, f.size, len(f.lines), f.widest())
		}
		for _, l := range f.lines[:len(f.lines)-1] {
			if strings.Contains(name, "·") && !strings.HasSuffix(l, "·") {
				t.Errorf("%s: broken inside a part, behind %s", name, l)
			}
		}
	}
}

func TestVolumeThatCannotBeOpened(t *testing.T) {
	err := Ledger(func(Volume) (io.WriteCloser, error) { return nil, errDisk }, sampleHead(), paged(1, slices.Values(sampleRows(1))), Options{})
	if err == nil || !strings.Contains(fmt.Sprint(err), "volume 1") {
		t.Errorf("%v", err)
	}
}

// Where the ledger begins anew, a page says from where its pages are counted, also
// where the number is the longest.
func TestPagesCountedFromAnother(t *testing.T) {
	s := &shelf{}
	pages := []LedgerPage{{Number: 20_003, Of: 20_012, First: 20_001, Rows: sampleRows(2)}, {Number: 990_001, Of: 1_000_000, First: 990_001, Rows: sampleRows(15)}}
	if err := Ledger(s.add, sampleHead(), slices.Values(pages), Options{}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"第 101 册 第 20003 页（20001 起 共 12 页）", "第 4951 册 第 990001 页（990001 起 共 10000 页）"} {
		if said := s.said(t, i); !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}
