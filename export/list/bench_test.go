package list

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkPeople reads a list of 100,000 people.
func BenchmarkPeople(b *testing.B) {
	var csv bytes.Buffer
	csv.WriteString("姓名,身份证号,原因\n")
	for i := range 100_000 {
		fmt.Fprintf(&csv, "样例,3302121985%08d,密接\n", i)
	}
	b.SetBytes(int64(csv.Len()))
	for b.Loop() {
		l, err := ReadPeople(bytes.NewReader(csv.Bytes()), people, Choice{})
		if err != nil || len(l.Rows) < 100_000 {
			b.Fatal(len(l.Rows), err)
		}
	}
}
