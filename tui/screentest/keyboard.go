package screentest

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

// keyboard is the program's input: writing never blocks, so that a terminal can answer while the
// program is busy writing to it.
type keyboard struct {
	mu    sync.Mutex
	more  *sync.Cond
	bytes []byte
	shut  bool
}

func newKeyboard() *keyboard {
	k := &keyboard{}
	k.more = sync.NewCond(&k.mu)
	return k
}

func (k *keyboard) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.bytes = append(k.bytes, p...)
	k.more.Broadcast()
	return len(p), nil
}

func (k *keyboard) Read(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.bytes) == 0 {
		if k.shut {
			return 0, io.EOF
		}
		k.more.Wait()
	}
	n := copy(p, k.bytes)
	k.bytes = k.bytes[n:]
	return n, nil
}

func (k *keyboard) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.shut = true
	k.more.Broadcast()
}

// named are the bytes that terminals send for keys. Esc is sent as the kitty protocol does, because a
// bare ESC is only told from the beginning of a sequence by a pause.
var named = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b[27u", "backspace": "\x7f", "space": " ",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
	"insert": "\x1b[2~", "delete": "\x1b[3~", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
	"f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}

// KeyBytes are the bytes that a terminal sends for a key: a name ("enter", "shift+tab", "f2"), "ctrl+p", or
// one character.
func KeyBytes(name string) (string, error) {
	if b, ok := named[name]; ok {
		return b, nil
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		if len(letter) == 1 && (letter[0] >= 'a' && letter[0] <= 'z' || strings.Contains("@[\\]^_", letter)) {
			return string([]byte{letter[0] & 0x1f}), nil
		}
		return "", fmt.Errorf("no key is called %q", name)
	}
	if len([]rune(name)) == 1 {
		return name, nil
	}
	return "", fmt.Errorf("no key is called %q", name)
}
