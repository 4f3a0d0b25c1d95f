package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// What the program writes at a name that the operator gave goes through writeOut. It
// lies outside the station's own folders, and takes the place only of a file of its
// own kind: a slip of the hand must cost no register and no passphrase file.

// How a file of a kind begins. One that stands and does not begin so is none of ours.
const (
	beginsPDF   = "%PDF-"
	beginsPage  = "<!doctype html>"
	beginsLines = "{"
	beginsXLSX  = "PK\x03\x04"
	beginsCSV   = "\uFEFF序号" // with the first column's title
)

// writeOut writes a whole file of the kind at the operator's name.
func (a *app) writeOut(path, begins string, write func(*os.File) error) error {
	f, err := a.openOut(path, begins)
	if err != nil {
		return err
	}
	defer f.discard()
	return f.write(write)
}

// writeOutText is writeOut of what is in hand: its own first bytes are its kind.
func (a *app) writeOutText(path string, content []byte) error {
	return a.writeOut(path, string(content[:min(len(content), 8)]), func(f *os.File) error {
		_, err := f.Write(content)
		return err
	})
}

func (a *app) openOut(path, begins string) (*wholeFile, error) {
	if err := a.mayWrite(path, begins); err != nil {
		return nil, err
	}
	return openWhole(path)
}

// mayWrite refuses a name that must not be written at, before anything is done for it.
func (a *app) mayWrite(path, begins string) error {
	path, err := plainTarget(path)
	if err != nil {
		return err
	}
	if a.isOwn(path) {
		return errOwnFolder
	}
	return ofKind(path, begins)
}

// mayWriteIn is mayWrite of a folder in which files get names that nothing has.
func (a *app) mayWriteIn(folder string) error {
	if a.isOwn(filepath.Join(folder, "new")) {
		return errOwnFolder
	}
	return nil
}

var errOwnFolder = &usageError{"这个名字在站点自己的文件夹里，那里放着登记册和高水位文件，不能写别的。什么都没有写，请换一个文件夹。",
	"the name lies inside the station's own folders, where the register and the high-water file are: nothing was written, choose another folder"}

// isOwn: the file would lie in the station's folder or in the config folder, by
// whatever way it is named.
func (a *app) isOwn(path string) bool {
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	for _, of := range []func() (string, error){a.dir, a.configDir} {
		own, err := of()
		if err != nil {
			continue // there is none
		}
		if st, err := os.Stat(own); err == nil && liesIn(filepath.Dir(path), st) {
			return true
		}
	}
	return false
}

// liesIn: the folder is that one, or lies in it.
func liesIn(folder string, own os.FileInfo) bool {
	for {
		if st, err := os.Stat(folder); err == nil && os.SameFile(st, own) {
			return true
		}
		up := filepath.Dir(folder)
		if up == folder {
			return false
		}
		folder = up
	}
}

// ofKind: nothing stands there, or nothing is in it, or it begins as the new one will.
func ofKind(path, begins string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return storage(err)
	}
	defer f.Close()
	first := make([]byte, len(begins))
	n, err := io.ReadFull(f, first)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return storage(err)
	}
	if n > 0 && !bytes.Equal(bytes.ToLower(first[:n]), []byte(strings.ToLower(begins))) {
		return &usageError{"这个名字已有一个别的文件，不是这种文件，没有动它。请换一个文件名。",
			"a file of another kind stands under this name and was not touched: choose another name"}
	}
	return nil
}
