package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// Outside programs, passdesk as a child, and the synthetic people of the tests
// of the whole program.

// tool is an outside program that the test reads paper or spreadsheets with. The
// test skips where it is missing, and fails there when PASSDESK_TOOLS=required.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	missing(t, name+" is not installed")
	return ""
}

// missing skips a test for what the machine has not, and fails it where everything
// has to be there.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("PASSDESK_TOOLS") == "required" {
		t.Fatalf("%s, and PASSDESK_TOOLS=required", what)
	}
	t.Skip(what)
}

// call runs an outside program and answers its stdout.
func call(t *testing.T, path string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(path), strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

// child is this test binary as passdesk in a process of its own, with a cheap
// passphrase and an environment that knows no other station.
func (p *place) child(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], append(args, p.flags()...)...)
	cmd.Env = append(bareEnv(p.home), childEnv+"=1")
	return cmd
}

// bareEnv is the environment of a machine whose user owns the folder.
func bareEnv(home string) []string {
	return []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), "TERM=xterm-256color", "LANG=C.UTF-8"}
}

// begun is a child that was started between two pipes.
type begun struct {
	cmd    *exec.Cmd
	stdin  *os.File
	stdout *os.File
	stderr *bytes.Buffer
}

// start starts a child; its stdin stays open until the test closes it.
func (p *place) start(args ...string) *begun {
	p.t.Helper()
	cmd := p.child(args...)
	inR, inW, err := os.Pipe()
	p.must(err)
	outR, outW, err := os.Pipe()
	p.must(err)
	b := &begun{cmd: cmd, stdin: inW, stdout: outR, stderr: &bytes.Buffer{}}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = inR, outW, b.stderr
	p.must(cmd.Start())
	inR.Close()
	outW.Close()
	p.t.Cleanup(func() { b.cmd.Process.Kill(); b.stdin.Close(); b.stdout.Close() })
	return b
}

// exit waits for the child's end and answers its code, -1 for a signal.
func (b *begun) exit(t *testing.T) int {
	t.Helper()
	err := b.cmd.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return b.cmd.ProcessState.ExitCode()
}

// synthetic is a person who does not exist: the n-th has a name of common
// syllables and a number whose check digit is computed, no two alike.
type synthetic struct{ name, number, birth string }

var (
	syntheticFamily = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗")
	syntheticGiven  = []rune("样例安澜知远书瑶明沐辰若溪景行思齐念慈清越望舒")
)

func person(n int) synthetic {
	birth := civil.New(1935, 1, 1).AddDays(n * 7 % 24000)
	body := fmt.Sprintf("330212%s%03d", birth.Compact(), 900+n/24000)
	g := syntheticGiven
	return synthetic{
		name:   string(syntheticFamily[n%20]) + string(g[n/20%len(g)]) + string(g[n/20/len(g)%len(g)]) + "例",
		number: body + string(iso7064.Mod11_2(body)), birth: birth.String(),
	}
}

// line is the person's application, with a ref.
func (s synthetic) line(ref string) string {
	return fmt.Sprintf(`{"ref":%q,"name":%q,"document":{"number":%q},"declared":true}`+"\n", ref, s.name, s.number)
}

// twoLanguages demands a sentence in Chinese and one in English.
func twoLanguages(t *testing.T, said string) {
	t.Helper()
	zh, en := false, false
	for l := range strings.Lines(said) {
		han, words := 0, 0
		for _, w := range strings.Fields(strings.TrimPrefix(l, "passdesk:")) {
			if strings.ContainsFunc(w, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
				han += utf8.RuneCountInString(w)
			} else {
				words++
			}
		}
		zh = zh || han > 3
		en = en || words > 2 && words > han
	}
	if !zh || !en {
		t.Errorf("want a Chinese and an English sentence: %q", said)
	}
}

// output is call for a program whose exit code says something.
func output(path string, args ...string) (string, error) {
	out, err := exec.Command(path, args...).Output()
	return string(out), err
}

// folder is a folder of the place that is there.
func (p *place) folder(name string) string {
	p.t.Helper()
	p.must(os.MkdirAll(p.file(name), 0o700))
	return p.file(name)
}

// doneElsewhere leaves a long test whose work is done by other processes out of
// short runs: the race detector would slow it and see nothing.
func doneElsewhere(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("long, and its work is done by other processes")
	}
}
