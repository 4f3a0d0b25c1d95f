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
	r := bufio.NewReaderSize(a.input(), 64<<10)
	for no := 1; ; no++ {
		if err := a.ctx.Err(); err != nil {
			return err
		}
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

// isCut reports that a line was longer than may be. What was cut off may have
// been anything, so that what is left must not be believed.
func isCut(line []byte) bool { return len(line) >= longestLine }

// eachJSON is eachLine without blank lines and without a byte order mark.
func (a *app) eachJSON(do func(no int, line []byte) error) error {
	return a.eachLine(func(no int, line []byte) error {
		if isCut(line) {
			return do(no, line)
		}
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
