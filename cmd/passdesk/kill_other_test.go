//go:build !unix

package main

import "testing"

func TestKilledWhileIssuing(t *testing.T) {
	t.Skip("the crash harness needs SIGKILL; this system has none")
}
