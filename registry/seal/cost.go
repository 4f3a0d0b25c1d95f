package seal

import (
	"fmt"
	"time"
)

// Cost is what one guess of a passphrase costs: argon2id passes, memory in KiB
// and lanes. The zero Cost is none and seals nothing.
type Cost struct {
	Time, MemoryKiB uint32
	Threads         uint8
}

// Floor is the least that protects a register: the second recommended option
// of RFC 9106 section 4 (t=3, p=4, 64 MiB).
var Floor = Cost{Time: 3, MemoryKiB: 64 * 1024, Threads: 4}

// TestCost protects nothing. It is for tests, simulations and the throw-away
// demo, whose data are synthetic and erased at exit. It is the only cost under
// the floor that seals; see [Cost.Weak].
var TestCost = Cost{Time: 1, MemoryKiB: 64, Threads: 1}

// What a wrap may ask for. A station must not be stalled, nor run out of
// memory, by a file that claims a higher cost; 4 GiB of passes take 2 to 4 s
// on a slow laptop. Calibrate stays under both.
const (
	MostMemoryKiB = 1 << 20 // 1 GiB
	MostWork      = 4 << 20 // passes × KiB: 4 GiB
	mostThreads   = 64

	ceilingMemoryKiB = 256 * 1024 // what Calibrate takes: the oldest laptops have 4 GiB
)

// Weak reports that the cost is under the floor, as TestCost is.
func (c Cost) Weak() bool { return c.Time < Floor.Time || c.MemoryKiB < Floor.MemoryKiB }

// String is "3 × 64 MiB × 4".
func (c Cost) String() string {
	if c.MemoryKiB%1024 != 0 {
		return fmt.Sprintf("%d × %d KiB × %d", c.Time, c.MemoryKiB, c.Threads)
	}
	return fmt.Sprintf("%d × %d MiB × %d", c.Time, c.MemoryKiB/1024, c.Threads)
}

// acceptable reports whether a wrap may ask for the cost. RFC 9106 section 3.1
// demands 8 KiB of memory for each lane.
func (c Cost) acceptable() bool {
	switch {
	case c.Time == 0 || c.Threads == 0 || c.Threads > mostThreads:
		return false
	case c.MemoryKiB < 8*uint32(c.Threads) || c.MemoryKiB > MostMemoryKiB:
		return false
	}
	return uint64(c.Time)*uint64(c.MemoryKiB) <= MostWork
}

// Calibrate returns the cost that takes about target on this machine, never
// less than the floor. measure runs one derivation at the cost and says how
// long it took; the clock is the caller's (see [Cost.Derive]). Memory grows
// first, because it is what hurts a guesser's hardware, then passes.
func Calibrate(target time.Duration, measure func(Cost) time.Duration) Cost {
	c := Floor
	took := measure(c)
	for took > 0 && 2*took <= target && 2*c.MemoryKiB <= ceilingMemoryKiB {
		c.MemoryKiB *= 2
		took = measure(c)
	}
	if took <= 0 || took >= target {
		return c
	}
	most := uint32(MostWork) / c.MemoryKiB
	passes := float64(c.Time) * float64(target) / float64(took)
	if passes >= float64(most) {
		c.Time = most
	} else {
		c.Time = uint32(passes)
	}
	return c
}
