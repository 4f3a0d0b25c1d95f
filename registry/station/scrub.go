package station

import (
	"runtime"
	"runtime/debug"
)

// Go frees memory without clearing it: names and keys of a desk that is locked would
// lie in it until something else comes to lie there. scrub lets something: what is
// free is given back to the system, and the free places between what is in use are
// taken once with zeros. What it cannot reach are stacks, registers, and the places
// that other goroutines hold in reserve.
func scrub() {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	free := min(m.HeapInuse-min(m.HeapAlloc, m.HeapInuse), mostScrubbed)
	for _, size := range places {
		fill(size, int(free)/size+1)
	}
	debug.FreeOSMemory()
}

// mostScrubbed bounds the time that a lock takes: some tens of milliseconds.
const mostScrubbed = 8 << 20

// places are the sizes in which Go lays small things down (runtime, sizeclasses.go).
var places = []int{8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512,
	576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 8192}

// fill takes so many places at once; they are zeros when they come.
func fill(size, n int) {
	taken := make([][]byte, 0, n)
	for range n {
		taken = append(taken, make([]byte, size))
	}
	runtime.KeepAlive(taken)
}
