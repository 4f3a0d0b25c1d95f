package main

import (
	"io"

	"github.com/google/uuid"
)

// newRef is the key under which an application without a ref of its own is
// looked up again, should its COMMIT be in doubt.
func newRef(r io.Reader) string {
	id, err := uuid.NewRandomFromReader(r)
	if err != nil {
		return ""
	}
	return id.String()
}
