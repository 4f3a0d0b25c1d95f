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
		rows, first int
		want        []Volume
	}{
		{0, 0, []Volume{{1, 1, 1, 1}}},
		{1, 0, []Volume{{1, 1, 1, 1}}},
		{16, 7, []Volume{{1, 1, 7, 8}}},
		{rowsPerVolume, 0, []Volume{{1, 1, 1, 200}}},
		{rowsPerVolume + 1, 0, []Volume{{1, 2, 1, 200}, {2, 2, 201, 201}}},
		{2*rowsPerVolume + 31, 3, []Volume{{1, 3, 3, 202}, {2, 3, 203, 402}, {3, 3, 403, 405}}},
	} {
		s := &shelf{}
		h := sampleHead()
		h.FirstPage = c.first
		if err := Ledger(s.add, h, c.rows, slices.Values(slices.Repeat(sampleRows(1), c.rows)), Options{}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.volumes, c.want) || s.open != 0 {
			t.Errorf("%d rows: volumes %v, want %v; %d left open", c.rows, s.volumes, c.want, s.open)
		}
		if LedgerVolumes(c.rows) != len(c.want) {
			t.Errorf("LedgerVolumes(%d) = %d", c.rows, LedgerVolumes(c.rows))
		}
	}
}

// Rows, pages and totals go on across volumes, and blank rows count as nobody.
func TestNumbersRunAcrossVolumes(t *testing.T) {
	rows := slices.Repeat(sampleRows(1), rowsPerVolume+4)
	for i := range rows {
		rows[i].Guardian = map[bool]string{true: "样例母"}[i%1000 == 0]
		rows[i].Copy = 1 + i%1500/1499
	}
	rows[len(rows)-1] = LedgerRow{}
	s, h := &shelf{}, sampleHead()
	h.FirstPage, h.FirstRow = 11, 501
	if err := Ledger(s.add, h, len(rows), slices.Values(rows), Options{}); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct{ has, hasNot []string }{
		{[]string{"第 1 册 第 11 页 共 211 页", "\n501 ", "\n3500 ", "本页 15 人"}, []string{"合计"}},
		{[]string{"第 2 册 第 211 页 共 211 页", "\n3501 ", "\n3504\n", "本页 3 人", "合计 3003 人，其中监护人代签 4 人，补打 2 张"}, []string{"3505"}},
	} {
		path := onDisk(t, func(w io.Writer) error { _, err := w.Write(s.files[i].Bytes()); return err })
		said := strings.ReplaceAll(string(outside(t, "pdftotext", "-raw", path, "-")), "\u3000", " ")
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

// Pages printed before the people come: numbered rows and nothing else.
func TestBlankPages(t *testing.T) {
	path := onDisk(t, func(w io.Writer) error { return oneVolume(w, sampleHead(), make([]LedgerRow, 2*RowsPerPage)) })
	said := string(outside(t, "pdftotext", "-raw", path, "-"))
	if strings.Count(said, "本页 0 人 ") != 2 || !strings.Contains(said, "\n30\n") || !strings.Contains(said, "合计 0 人") {
		t.Errorf("blank pages:\n%s", said)
	}
}

func TestVolumeThatCannotBeOpened(t *testing.T) {
	err := Ledger(func(Volume) (io.WriteCloser, error) { return nil, errDisk }, sampleHead(), 1, slices.Values(sampleRows(1)), Options{})
	if err == nil || !strings.Contains(fmt.Sprint(err), "volume 1") {
		t.Errorf("%v", err)
	}
}
