package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Disks that refuse: mounted read-only, and full. Mounting needs root and a
// sandbox that lets it; where it is not to be had the tests skip, whatever
// PASSDESK_TOOLS says: a privilege is no tool.

// mount puts a file system at the folder until the test ends.
func (p *place) mount(source, folder, kind string, flags uintptr, options string) {
	p.t.Helper()
	err := unix.Mount(source, folder, kind, flags, options)
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) || errors.Is(err, unix.ENODEV) || errors.Is(err, unix.ENOSYS) {
		p.t.Skipf("this machine lets nobody mount a file system here: %v", err)
	}
	p.must(err)
	p.t.Cleanup(func() {
		if err := unix.Unmount(folder, unix.MNT_DETACH); err != nil {
			p.t.Errorf("unmount: %v", err)
		}
	})
}

func (p *place) readOnly(folder string) {
	p.t.Helper()
	p.mount(p.file(folder), p.file(folder), "", unix.MS_BIND, "")
	p.must(unix.Mount("", p.file(folder), "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""))
}

func TestReadOnlyFolders(t *testing.T) {
	initIn := []string{"init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "p", "--operator", "op"}
	for _, c := range []struct {
		what, folder string
		make         bool // a station, before the folder is read-only
		args         []string
	}{
		{"no station can be made", "data", false, initIn},
		{"no mark can be made", "config", false, initIn},
		{"the register", "data", true, []string{"issue"}},
		{"the mark", "config", true, []string{"issue"}},
		{"a paper", "here", true, []string{"print", "passes", "--unprinted", "--out", "here/p.pdf"}},
		{"an export", "here", true, []string{"export", "xlsx", "--out", "here/p.xlsx"}},
		{"a ledger", "here", true, []string{"print", "ledger", "--out", "here/p.pdf"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := newPlace(t)
			if c.make {
				p.init()
				p.expect(exitDone, lineFather, "issue")
			}
			p.folder(c.folder)
			before := p.picture(c.folder)
			p.readOnly(c.folder)
			for i, a := range c.args {
				if strings.HasPrefix(a, "here/") {
					c.args[i] = p.file(a)
				}
			}
			s := p.run(lineMother, c.args...)
			if s.code != exitFailed || strings.Contains(s.out, "ISSUE") {
				t.Errorf("exit %d, want 1; %s", s.code, s.out)
			}
			twoLanguages(t, s.err)
			if c.folder == "data" && c.make {
				p.readsThere()
			}
			if !strings.Contains(s.err, "文件夹") || !strings.Contains(s.err, "folder") {
				t.Errorf("it does not speak of the folder: %s", s.err)
			}
			p.must(unix.Mount("", p.file(c.folder), "", unix.MS_BIND|unix.MS_REMOUNT, "")) // writable again
			if !c.make {
				if _, err := os.Stat(filepath.Join(p.file("data"), registerFile)); err == nil {
					t.Error("a register was left that cannot be used")
				}
				p.init()
				return
			}
			p.sameAs(before, c.folder)
			if n := p.holding(); n < 1 || c.folder == "data" && n != 1 {
				t.Errorf("%v passes", n)
			}
			p.expect(exitDone, lineFather, "issue")
			if l := p.expect(exitDone, lineMother, "issue").lines(t)[0]; l["outcome"] != "ISSUE" {
				t.Errorf("writable again: %v", l)
			}
			p.expect(exitDone, "", "verify")
		})
	}
}

// What a crash left in the log is not read around, and the folder is not blamed for it.
func TestALogInAReadOnlyFolder(t *testing.T) {
	p, _ := issuedPlace(t)
	p.must(os.WriteFile(p.file("data/"+registerFile+"-wal"), make([]byte, 32), 0o600))
	p.folder("data")
	p.readOnly("data")
	for _, args := range [][]string{{"verify"}, {"find", "样例父"}, {"export", "csv", "--out", p.file("there.csv")}} {
		s := p.expect(exitFailed, "", args...)
		twoLanguages(t, s.err)
		if !strings.Contains(s.err, "register.db-wal") || strings.Contains(s.err, "这一笔") {
			t.Errorf("%v: %s", args, s.err)
		}
	}
}

// readsThere: a folder that cannot be written is good enough to read and to verify.
func (p *place) readsThere() {
	p.t.Helper()
	backup := p.file("there.backup")
	for _, args := range [][]string{{"verify"}, {"find", "样例父"}, {"export", "csv", "--out", p.file("there.csv")}, {"backup", backup}} {
		s := p.expect(exitDone, "", args...)
		twoLanguages(p.t, s.err)
		if len(s.lines(p.t)) != 1 {
			p.t.Errorf("%v: %s", args, s.out)
		}
	}
}

// fill takes the rest of the disk but for some bytes.
func (p *place) fill(folder string, room int64) (empty func()) {
	p.t.Helper()
	path := filepath.Join(p.file(folder), "filler")
	f, err := os.Create(path)
	p.must(err)
	defer f.Close()
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	at, err := f.Seek(0, io.SeekCurrent)
	p.must(err)
	p.must(f.Truncate(at - room))
	return func() { p.must(os.Remove(path)) }
}

// A disk that fills up during issue: the line that could not be written says so,
// what was answered before is there, and when there is room again the same refs
// go on.
func TestFullDisk(t *testing.T) {
	doneElsewhere(t)
	for _, c := range []struct {
		folder string
		room   int64 // bytes left when it is filled up: the disk ends in the log, or in the register
	}{{"data", 0}, {"data", 50_000}, {"data", 300_000}, {"config", 0}, {"both", 0}, {"both", 150_000}} {
		t.Run(fmt.Sprint(c.folder, " ", c.room), func(t *testing.T) {
			folder := c.folder
			p := newPlace(t)
			p.now = time.Now()
			at := folder
			if folder == "both" {
				at = "."
			}
			p.mount("tmpfs", p.folder(at), "tmpfs", 0, "size=4m")
			p.must(os.WriteFile(p.file("passphrase"), []byte(testPassphrase+"\n"), 0o600))
			p.init()
			b := p.start("issue")
			answers := json.NewDecoder(b.stdout)
			given := map[string]string{}
			ask := func(n int) error {
				ref := fmt.Sprintf("ref-%d", n)
				if _, err := b.stdin.WriteString(person(n).line(ref)); err != nil {
					return err
				}
				var v struct{ Ref, Outcome, Number, Field string }
				if err := answers.Decode(&v); err != nil {
					return err
				}
				if (v.Outcome == "ERROR") != (v.Field == "register") || v.Outcome == "INVALID" {
					t.Errorf("%s was answered %s about %q: it is to be sent again", v.Ref, v.Outcome, v.Field)
				}
				if v.Number != "" {
					given[v.Ref] = v.Number
				}
				return nil
			}
			for n := range 5 {
				p.must(ask(n))
			}
			empty := p.fill(at, c.room)
			n := 5
			for ; n < 1000 && ask(n) == nil; n++ {
			}
			if n < 1000 {
				t.Errorf("line %d has no verdict of its own", n)
			}
			b.stdin.Close()
			code := b.exit(t)
			t.Logf("%d answered; exit %d; %s", len(given), code, b.stderr)
			if folder != "config" { // the mark was made at its full size: it needs no room
				if code != exitPart {
					t.Errorf("exit %d, want 3", code)
				}
				twoLanguages(t, b.stderr.String())
				if !strings.Contains(b.stderr.String(), "磁盘已满") {
					t.Errorf("it does not say that the disk is full: %s", b.stderr)
				}
			}
			// Another passdesk, while the disk is still full: it reads, or says why not.
			if s := p.run("", "show", given["ref-0"]); s.code != exitDone {
				twoLanguages(t, s.err)
				if s.code != exitFailed || !strings.Contains(s.err, "留下记录") {
					t.Errorf("show on a full disk: exit %d\n%s", s.code, s.err)
				}
			}
			empty()
			if p.holding() < float64(len(given)) {
				t.Errorf("%v passes, %d were answered", p.holding(), len(given))
			}
			for ref, number := range given {
				var i int
				fmt.Sscanf(ref, "ref-%d", &i)
				if v := p.expect(exitDone, person(i).line(ref), "issue").lines(t)[0]; v["number"] != number {
					t.Errorf("%s was answered %s, now %v", ref, number, v["number"])
				}
				if i > 20 {
					break
				}
			}
			p.expect(exitDone, person(n).line(fmt.Sprintf("ref-%d", n))+person(n+1).line(""), "issue")
			p.expect(exitDone, "", "verify")
		})
	}
}

// Papers and exports onto a full disk: nothing half is left behind.
func TestFullDiskUnderAPaper(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.mount("tmpfs", p.folder("here"), "tmpfs", 0, "size=64k")
	p.expect(exitDone, lineFather+lineMother, "issue")
	p.fill("here", 0)
	for _, verb := range [][]string{{"print", "passes", "--unprinted", "--out", p.file("here/x.pdf")}, {"print", "ledger", "--out", p.file("here/x.pdf")},
		{"export", "csv", "--out", p.file("here/x.csv")}, {"export", "xlsx", "--out", p.file("here/x.xlsx")}, {"export", "jsonl", "--out", p.file("here/x.jsonl")}} {
		s := p.run("", verb...)
		if s.code != exitFailed || !strings.Contains(s.err, "磁盘已满") {
			t.Errorf("%v: exit %d, want 1 and a full disk; %s", verb, s.code, s.err)
		}
		twoLanguages(t, s.err)
		files, err := os.ReadDir(p.file("here"))
		p.must(err)
		if len(files) != 1 {
			t.Errorf("%v left %v behind", verb, files)
		}
	}
	if t := p.expect(exitDone, "", "close").lines(t)[0]; t["unprinted"] != 2.0 {
		p.t.Errorf("papers that did not come out count as printed: %v", t)
	}
}

// A backup onto a disk that is full, or that fills up while it is written: no half
// file and no part is left behind, and the register does not count it as made.
func TestFullDiskUnderABackup(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother, "issue")
	p.mount("tmpfs", p.folder("stick"), "tmpfs", 0, "size=256k")
	whole := p.file("stick/whole.bak")
	p.expect(exitDone, "", "backup", whole)
	size, err := os.Stat(whole)
	p.must(err)
	p.must(os.Remove(whole))
	for _, room := range []int64{0, 4096, size.Size() / 2} {
		empty := p.fill("stick", room)
		events := p.expect(exitDone, "", "verify").lines(t)[0]["events"]
		s := p.run("", "backup", p.file("stick/x.bak"))
		if s.code != exitFailed || s.out != "" || !strings.Contains(s.err, "磁盘已满") {
			t.Errorf("room for %d of %d: exit %d, want 1 and a full disk; %s%s", room, size.Size(), s.code, s.out, s.err)
		}
		twoLanguages(t, s.err)
		files, err := os.ReadDir(p.file("stick"))
		p.must(err)
		if len(files) != 1 {
			t.Errorf("room for %d: %v are left behind", room, files)
		}
		if now := p.expect(exitDone, "", "verify").lines(t)[0]["events"]; now != events || now == nil {
			t.Errorf("a backup that was not made is an event: %v, then %v", events, now)
		}
		empty()
	}
	p.expect(exitDone, "", "backup", p.file("stick/x.bak"))
}
