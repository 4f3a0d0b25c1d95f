package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// longestLine bounds what a script may send at once: an application has no
// reason to be longer.
const longestLine = 1 << 20

// eachLine calls do for every line of stdin, counted from 1, without its line
// ending. A line that is too long is cut, so that it fails as what it is.
func (a *app) eachLine(do func(no int, line []byte) error) error {
	r := bufio.NewReaderSize(a.stdin, 64<<10)
	for no := 1; ; no++ {
		line, err := readLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read the input: %w", err)
		}
		if err != nil && len(line) == 0 {
			return nil
		}
		if err := do(no, line); err != nil {
			return err
		}
		if err != nil {
			return nil
		}
	}
}

// eachJSON is eachLine without blank lines and without a byte order mark.
func (a *app) eachJSON(do func(no int, line []byte) error) error {
	return a.eachLine(func(no int, line []byte) error {
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if len(line) == 0 {
			return nil
		}
		return do(no, line)
	})
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if room := longestLine - len(line); len(part) > room {
			part = part[:room]
		}
		line = append(line, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), err
	}
}
