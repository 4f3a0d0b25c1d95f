package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/printing/ipp/printertest"
)

// How a printer stands is said in words: also that it has another paper in than the sheets
// need, and what runs low while it prints on. A keyword without words is shown as it is.
func TestHowAPrinterStands(t *testing.T) {
	p, fake, _ := withPrinter(t)
	const letter, ready = "na_letter_8.5x11in", "可以打印"
	fake.Says["media-supported"] = []string{"iso_a4_210x297mm", "iso_a5_148x210mm", "iso_a6_105x148mm", letter}
	for name, c := range map[string]struct {
		loaded, reasons []string
		state           int32
		says            string
		notes           []string
	}{
		"A4":                    {[]string{"iso_a4_210x297mm", letter}, nil, 3, ready, nil},
		"it does not say":       {nil, nil, 3, ready, nil},
		"Letter":                {[]string{letter, letter}, nil, 3, "没有 A4 纸（装的是 Letter），请装入 A4", nil},
		"A6 and one of its own": {[]string{"iso_a6_105x148mm", "custom_x_80x120mm"}, nil, 3, ready, []string{"只有 A6 纸：打每张一证的通行证（--layout single），别的要 A4"}},
		"A6, and it jams":       {[]string{"iso_a6_105x148mm"}, []string{"media-jam-error"}, 5, "卡纸，请取出", []string{"只有 A6 纸：打每张一证的通行证（--layout single），别的要 A4"}},
		"A5":                    {[]string{"iso_a5_148x210mm"}, nil, 3, ready, []string{"只有 A5 纸：打告知书、收回单这些半张的，别的要 A4"}},
		"busy, with Letter":     {[]string{letter}, nil, 4, "正在打印", []string{"没有 A4 纸（装的是 Letter），请装入 A4"}},
		"toner low":             {nil, []string{"marker-supply-low-warning", "toner-low-warning"}, 3, ready, []string{"墨快用完了", "墨粉快用完了"}},
		"waste box nearly full": {nil, []string{"marker-waste-almost-full"}, 3, ready, []string{"废粉盒快满了"}},
		"drum nearly used up":   {nil, []string{"opc-near-eol-report"}, 3, ready, []string{"硒鼓快到期了"}},
		"jam and no toner":      {nil, []string{"media-jam-error", "toner-empty"}, 5, "卡纸，请取出", []string{"墨粉用完了"}},
		"something else":        {nil, []string{"other-warning"}, 3, ready, []string{"打印机有别的情况，请看它的面板"}},
		"of its maker":          {nil, []string{"com.sample.squeaks-error"}, 3, "打印机报告 com.sample.squeaks", nil},
		"of its maker, low":     {nil, []string{"com.sample.glue-low"}, 3, ready, []string{"打印机报告 com.sample.glue-low"}},
	} {
		fake.Change(func() {
			fake.State, fake.Says["media-ready"], fake.Says["printer-state-reasons"] = c.state, c.loaded, append([]string{}, c.reasons...)
		})
		l := p.expect(exitDone, "", "printer", "status", "sample").lines(t)[0]
		var notes []string
		all, _ := l["notes"].([]any)
		for _, n := range all {
			notes = append(notes, n.(map[string]any)["zh"].(string))
		}
		if said := l["state"].(map[string]any); said["zh"] != c.says || said["en"] == "" || fmt.Sprint(notes) != fmt.Sprint(c.notes) {
			t.Errorf("%s: it says %v, notes %q", name, said, notes)
		}
	}
}

// A queue behind lp that knows no A4 is judged by what it knows.
func TestAQueueBehindLPForA6Alone(t *testing.T) {
	p := newPlace(t)
	tools := p.folder("tools")
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	for said, want := range map[string]struct{ state, note string }{
		"PageSize/Media Size: *A4 A6\n":  {"可以打印", ""},
		"PageSize/Media Size: *A6\n":     {"可以打印", "只有 A6 纸"},
		"PageSize/Media Size: *Letter\n": {"不认得纸张 A4", ""},
	} {
		p.must(os.WriteFile(filepath.Join(tools, "lpstat"), []byte("#!/bin/sh\necho \"desk accepting requests since\"\n"), 0o755))
		p.must(os.WriteFile(filepath.Join(tools, "lpoptions"), []byte("#!/bin/sh\nprintf '"+strings.ReplaceAll(said, "\n", `\n`)+"'\n"), 0o755))
		paper, err := firstTaken(t.Context(), &lpDevice{queue: "desk", wait: usualWait})
		if got := stateOf(err).ZH; !strings.Contains(got, want.state) {
			t.Errorf("%q: it says %s", said, got)
		}
		if note := keptNote(paper); (len(note) > 0) != (want.note != "") || len(note) > 0 && !strings.Contains(note[0].ZH, want.note) {
			t.Errorf("%q: it notes %v", said, note)
		}
	}
}

// Every keyword of RFC 8011, 5.4.12, has words, in both languages.
func TestEveryKeywordOfAPrinterHasWords(t *testing.T) {
	for word := range strings.FieldsSeq(`connecting-to-device cover-open developer-empty developer-low door-open fuser-over-temp fuser-under-temp
		input-tray-missing interlock-open interpreter-resource-unavailable marker-supply-empty marker-supply-low marker-waste-almost-full
		marker-waste-full media-empty media-jam media-low media-needed moving-to-paused opc-life-over opc-near-eol other output-area-almost-full
		output-area-full output-tray-missing paused shutdown spool-area-full stopped-partly stopping timed-out toner-empty toner-low`) {
		r := reasonOf(word + "-error")
		if strings.Contains(r.text.ZH, word) || r.text.ZH == "" || r.text.EN == "" {
			t.Errorf("%s: %+v", word, r)
		}
		if mild := strings.Contains(word, "-low") || strings.Contains(word, "almost") || strings.Contains(word, "near"); r.goes != mild {
			t.Errorf("%s: the printer goes on: %v", word, r.goes)
		}
	}
}

// While it waits for paper it is told which, and what lies in the tray.
func TestAPrinterWaitsForThePaper(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Says["media-ready"] = []string{"na_letter_8.5x11in"}
	fake.Then = []printertest.Step{{State: 6, Printer: []string{"media-needed-error"}}, {State: 6, Printer: []string{"media-needed-error"}}, {State: 9}}
	s := p.expect(exitDone, "", "print", "passes", number, "--printer", "sample")
	if strings.Contains(s.err, wordsPaperAsked.ZH) || strings.Count(s.err, "没有 A4 纸（装的是 Letter），请装入 A4") == 0 {
		t.Errorf("it says\n%s", s.err)
	}
}
