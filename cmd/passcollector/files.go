package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// writeDurably writes a file under a name beside its own, makes it durable, puts it
// in its place and reads it back: a reader never finds half a file. A file of the name
// stays as it is.
func writeDurably(path string, content []byte, mode os.FileMode) error {
	if err := free(path); err != nil {
		return err
	}
	return writeOver(path, content, mode)
}

// free reports a file that has the name already. What changes the register and then writes
// a file asks first: a refusal changes nothing.
func free(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &toldError{"文件已经在了，没有动它：" + filepath.Base(path), "The file is there already and was not touched: " + filepath.Base(path), os.ErrExist}
	}
	return nil
}

// writeNewer is writeDurably of a list for gates, which takes the place of an older one, as
// passdesk gate lists does. A file of the name that is no such list stays as it is.
func writeNewer(path string, content []byte, mode os.FileMode) error {
	switch old, err := os.ReadFile(path); {
	case errors.Is(err, os.ErrNotExist) || err == nil && len(old) == 0:
	case err != nil:
		return err
	case listKind(old) != listKind(content):
		return &toldError{"这个名字已有一个别的文件，没有动它：" + filepath.Base(path), "Another file stands under this name and was not touched: " + filepath.Base(path), os.ErrExist}
	}
	return writeOver(path, content, mode)
}

// listKind is the line under a list's maker, which says what list it is; "" of no list.
func listKind(file []byte) string {
	maker, rest, _ := bytes.Cut(file, []byte("\n"))
	kind, _, _ := bytes.Cut(rest, []byte("\n"))
	if !bytes.HasPrefix(maker, []byte("maker ")) {
		return ""
	}
	return string(kind)
}

func writeOver(path string, content []byte, mode os.FileMode) error {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	return putThere(f, content, path, os.Rename)
}

// writeOnce is writeOver of what several processes may write at once: the first one's file
// stays, and the others leave it.
func writeOnce(path string, content []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil && runtime.GOOS != "windows" {
		f.Close()
		os.Remove(f.Name())
		return err
	}
	err = putThere(f, content, path, func(part, path string) error {
		err := os.Link(part, path) // fails where there is one, as a rename does not
		if err == nil || errors.Is(err, os.ErrExist) {
			os.Remove(part)
			return err
		}
		if there(path) { // a stick's file system has no links
			return os.ErrExist
		}
		return os.Rename(part, path)
	})
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// putThere fills a new file, puts it where it belongs and reads it back.
func putThere(f *os.File, content []byte, path string, put func(part, path string) error) error {
	_, err := f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = put(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // Windows cannot
		dir.Close()
	}
	back, err := os.ReadFile(path)
	if err == nil && !bytes.Equal(back, content) {
		err = &toldError{"写完再读，内容不同：请换一只盘。", "What was written reads back differently: take another disk.", nil}
	}
	return err
}
