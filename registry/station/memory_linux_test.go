package station_test

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// What is looked for in memory must not itself lie there, nor the parts that it is
// made of: needles are kept with every bit turned over.
type needle []byte

func hide(b []byte) needle {
	n := make(needle, len(b))
	for i, c := range b {
		n[i] = ^c
	}
	return n
}

// backwards makes a needle of a text that stands backwards in this file: the program
// itself does not hold it either.
func backwards(text string) needle {
	n := make(needle, len(text))
	for i := range len(text) {
		n[len(text)-1-i] = ^text[i]
	}
	return n
}

// in counts the places where it stands.
func (n needle) in(memory []byte) (found int) {
	for i := 0; i+len(n) <= len(memory); i++ {
		at := 0
		for at < len(n) && memory[i+at] == ^n[at] {
			at++
		}
		if at == len(n) {
			found++
		}
	}
	return found
}

// keyChance hands out chance, and keeps the first key that was drawn, turned over.
type keyChance struct {
	io.Reader
	key needle
}

func (k *keyChance) Read(b []byte) (int, error) {
	n, err := k.Reader.Read(b)
	if k.key == nil && len(b) == seal.KeySize {
		k.key = hide(b)
	}
	return n, err
}

// everywhere counts a needle in all memory that this process can write.
func everywhere(t *testing.T, n needle) (found int) {
	t.Helper()
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		t.Skipf("no memory to look into: %v", err)
	}
	defer maps.Close()
	mem, err := os.Open("/proc/self/mem")
	if err != nil {
		t.Skipf("no memory to look into: %v", err)
	}
	defer mem.Close()
	block := make([]byte, 1<<20)
	defer clear(block)
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasPrefix(mode, "rw") {
			continue
		}
		for ; from < to; from += int64(len(block) - len(n) + 1) {
			part := block[:min(to-from, int64(len(block)))]
			got, err := mem.ReadAt(part, from)
			if err != nil {
				break // a page that is not there
			}
			found += n.in(part[:got])
		}
		clear(block)
	}
	return found
}

const memoryChild = "PASSDESK_MEMORY_CHILD"

// After Lock neither the data key nor the passphrase is found in the memory of the
// process; while it is open, names are (the control), and what is left of them is
// counted. A process of its own: what other tests left must not be found. Of the passphrase the library of
// argon2 leaves a copy, and where Go makes a stack of that very page before anything
// else, nobody can clear it: one run in a hundred on a busy machine. So one clean
// process of a few is asked for; a copy that we keep ourselves is in every one.
func TestNothingIsLeftInMemoryAfterLock(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and its work is done by another process")
	}
	if os.Getenv(memoryChild) != "" {
		lookIntoMemory(t)
		return
	}
	const tries = 4
	for n := 1; ; n++ {
		cmd := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeftInMemoryAfterLock$", "-test.v")
		cmd.Env = append(os.Environ(), memoryChild+"=1")
		out, err := cmd.CombinedOutput()
		for l := range strings.Lines(string(out)) {
			if strings.Contains(l, "memory: ") || strings.Contains(l, "SKIP") {
				t.Log(strings.TrimSpace(l))
			}
		}
		if err == nil {
			return
		}
		if n == tries || !strings.Contains(string(out), onlyPassphrase) {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

// onlyPassphrase is what a run says whose one find may be by chance.
const onlyPassphrase = "only the passphrase lies in memory"

// lookIntoMemory locks an open station and looks.
func lookIntoMemory(t *testing.T) {
	b := newBench(t)
	drawn := &keyChance{Reader: rand.Reader} // the other tests' chance keeps what it gave
	b.rand = drawn
	secret, person := backwards("ksed eht ta depyt si taht esarhpssap a"), backwards("elpmaS nosrepemos")
	u := b.setup()
	u.Passphrase = typed(secret)
	db, err := sqlite.Create(ctx, b.path)
	b.must(err)
	st, _, err := station.Create(ctx, b.ports(db), u)
	b.must(err)
	clear(u.Passphrase)
	b.issue(st, fmt.Sprintf(`{"name":%q,"document":{"number":"330212198505059315"},"declared":true}`, typed(person)), "ISSUE")
	st.Lock()
	pass := typed(secret)
	b.must(st.UnlockForDay(ctx, "op", pass, "258013"))
	clear(pass)
	_, err = st.Find(ctx, "330212198505059315", 5)
	b.must(err)
	open := everywhere(t, person)
	from := time.Now()
	st.Lock()
	took := time.Since(from)
	key, phrase, name := everywhere(t, drawn.key), everywhere(t, secret), everywhere(t, person)
	t.Logf("memory: open: the name %d times; locked (in %v): the data key %d, the passphrase %d, the name %d", open, took.Round(time.Millisecond), key, phrase, name)
	if drawn.key == nil || open == 0 {
		t.Fatal("the control finds nothing: the test is broken")
	}
	if key > 0 {
		t.Fatalf("the data key lies in memory %d times", key)
	}
	if phrase > 0 {
		t.Errorf("%s, %d times", onlyPassphrase, phrase)
	}
	b.must(st.Resume(ctx, "op", "258013"))
}

// typed is the text again, in bytes that can be cleared.
func typed(n needle) []byte { return hide(n) }
