package registry

import (
	"encoding/binary"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// hashOf is the hash of a made-up event.
func hashOf(no int64) (h [32]byte) {
	binary.BigEndian.PutUint64(h[:], uint64(no)*2654435761)
	return h
}

func logOf(size int64) Hashes {
	return func(from, to int64, yield func([32]byte)) error {
		for no := from; no <= min(to, size); no++ {
			yield(hashOf(no))
		}
		return nil
	}
}

// TestTreeIsTheOneOfRFC6962: root and proofs are those of tlog, which keeps all of
// its hashes, at every size up to 130.
func TestTreeIsTheOneOfRFC6962(t *testing.T) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, i := range indexes {
			found = append(found, stored[i])
		}
		return found, nil
	})
	var tree Tree
	roots := [][32]byte{tree.Root()}
	for size := int64(1); size <= 130; size++ {
		h := hashOf(size)
		more, err := tlog.StoredHashes(size-1, h[:], reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
		tree.Add(h)
		want, err := tlog.TreeHash(size, reader)
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.Root(); got != want {
			t.Fatalf("root of %d events: %x, want %x", size, got, want)
		}
		again, err := TreeOf(size, tree.Edge())
		if err != nil || again.Root() != want {
			t.Fatalf("edge of %d events: %x, %v", size, again.Root(), err)
		}
		roots = append(roots, want)
	}
	if want, _ := tlog.TreeHash(0, reader); roots[0] != want {
		t.Errorf("empty tree: %x, want %x", roots[0], want)
	}
	proves(t, roots)
}

// proves: every event is proven in a few trees, and each of them extends each.
func proves(t *testing.T, roots [][32]byte) {
	for _, size := range []int64{1, 2, 7, 64, 65, 130} {
		for event := int64(1); event <= size; event++ {
			proof, err := ProveEvent(size, event, logOf(size))
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckEvent(proof, size, roots[size], event, hashOf(event)); err != nil {
				t.Errorf("event %d of %d: %v", event, size, err)
			}
			if CheckEvent(proof, size, roots[size], event, hashOf(event+1)) == nil {
				t.Errorf("event %d of %d: another event is proven too", event, size)
			}
			proof, err = ProveExtends(size, event, logOf(size))
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckExtends(proof, size, roots[size], event, roots[event]); err != nil {
				t.Errorf("%d extends %d: %v", size, event, err)
			}
			if event < size && CheckExtends(proof, size, roots[size], event, roots[event-1]) == nil {
				t.Errorf("%d extends another tree of %d", size, event)
			}
		}
	}
}

func TestTreeRefusesAnEdgeOfAnotherSize(t *testing.T) {
	var tree Tree
	for no := range int64(6) {
		tree.Add(hashOf(no + 1))
	}
	for _, c := range []struct {
		size int64
		edge []byte
	}{{7, tree.Edge()}, {6, tree.Edge()[1:]}, {-1, tree.Edge()}, {6, nil}} {
		if _, err := TreeOf(c.size, c.edge); err == nil {
			t.Errorf("size %d, %d bytes: taken", c.size, len(c.edge))
		}
	}
	if _, err := ProveEvent(6, 2, logOf(5)); err == nil {
		t.Error("proven in a log that is short")
	}
}
