//go:build unix && !linux

package main

import "golang.org/x/sys/unix"

// leaveNoCore keeps keys and people out of core files.
func leaveNoCore() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
