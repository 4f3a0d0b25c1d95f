//go:build !linux && !windows && !darwin

package main

import (
	"context"

	"passdesk/tui"
)

// tellDisk does not know this system: the operator is asked.
func tellDisk(context.Context, string) tui.DiskState { return tui.DiskUnknown }
