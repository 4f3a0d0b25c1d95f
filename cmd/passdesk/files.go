package main

import (
	"os"
	"path/filepath"
)

// writeWhole writes a file beside its name, makes it durable and only then puts
// it in its place: a reader never finds half a file, and an earlier file of the
// name stays until the new one is whole.
func writeWhole(path string, write func(*os.File) error) error {
	path, err := plainTarget(path)
	if err != nil {
		return err
	}
	f, err := newPart(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer erase(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return refused("write the file", err)
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return storage(err)
	}
	if err := f.Close(); err != nil {
		return storage(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return storage(err)
	}
	return syncFolder(filepath.Dir(path))
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
