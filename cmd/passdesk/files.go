package main

import (
	"os"
	"path/filepath"
)

// writeWhole writes a file beside its name, makes it durable and only then puts
// it in its place: a reader never finds half a file, and an earlier file of the
// name stays until the new one is whole.
func writeWhole(path string, write func(*os.File) error) error {
	f, err := openWhole(path)
	if err != nil {
		return err
	}
	defer f.discard()
	return f.write(write)
}

// wholeFile is a file on its way: its part lies beside its name.
type wholeFile struct {
	part   *os.File
	path   string
	placed bool // it stands under its name
}

// openWhole makes the part: a name that cannot be written is found out here.
func openWhole(path string) (*wholeFile, error) {
	path, err := plainTarget(path)
	if err != nil {
		return nil, err
	}
	part, err := newPart(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return &wholeFile{part: part, path: path}, nil
}

func (f *wholeFile) write(write func(*os.File) error) error {
	if err := write(f.part); err != nil {
		return refused("write the file", err)
	}
	if err := f.part.Sync(); err != nil {
		return storage(err)
	}
	if err := f.part.Close(); err != nil {
		return storage(err)
	}
	if err := os.Rename(f.part.Name(), f.path); err != nil {
		return storage(err)
	}
	f.placed = true
	return syncFolder(filepath.Dir(f.path))
}

// discard leaves nothing half behind.
func (f *wholeFile) discard() {
	f.part.Close() // it is closed already, or what it holds is not wanted
	erase(f.part.Name())
}

// plainTarget is the file that a name leads to, through links; what stands there
// and is no plain file (a device, a folder) is never replaced.
func plainTarget(path string) (string, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		return "", &usageError{"这个名字不是普通文件，请换一个文件名", "the name is no plain file: choose another"}
	}
	return path, nil
}

// stands: the name has a file.
func stands(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// takesFile answers nil when a file can be made in the folder. Asking is surer
// than reading permissions.
func takesFile(folder string) error {
	f, err := os.CreateTemp(folder, ".passdesk-*")
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}
