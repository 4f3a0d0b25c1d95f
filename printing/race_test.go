//go:build race

package printing

func init() { raceDetector = true }
