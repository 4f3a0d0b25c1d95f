package registry

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is the Merkle tree of RFC 6962 over the hashes of the log's events, one
// leaf an event, in their order. It is known by its right edge: the roots of the
// complete subtrees that it is made of, the largest first, at most 22 of them at four
// million events. That is all the next event needs, so a signed head keeps it
// and the one after costs only the events between. The zero Tree is empty.
type Tree struct {
	size int64
	edge []tlog.Hash
}

// Size is how many events are in the tree.
func (t *Tree) Size() int64 { return t.size }

// Add takes the next event's hash.
func (t *Tree) Add(event [32]byte) {
	h := leaf(event)
	for i := t.size; i&1 == 1; i >>= 1 {
		last := len(t.edge) - 1
		h, t.edge = tlog.NodeHash(t.edge[last], h), t.edge[:last]
	}
	t.edge, t.size = append(t.edge, h), t.size+1
}

// leaf is tlog.RecordHash without its allocations.
func leaf(event [32]byte) tlog.Hash {
	var b [33]byte
	copy(b[1:], event[:])
	return sha256.Sum256(b[:])
}

// Root is the tree's hash; the empty tree has SHA-256 of nothing.
func (t *Tree) Root() [32]byte {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	h := t.edge[len(t.edge)-1]
	for i := len(t.edge) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.edge[i], h)
	}
	return h
}

// Edge is the right edge, 32 bytes a hash.
func (t *Tree) Edge() []byte {
	b := make([]byte, 0, len(t.edge)*tlog.HashSize)
	for _, h := range t.edge {
		b = append(b, h[:]...)
	}
	return b
}

// TreeOf is the tree of a size with an edge that was kept. Whether it is the
// log's tells its root.
func TreeOf(size int64, edge []byte) (Tree, error) {
	n := bits.OnesCount64(uint64(size))
	if size < 0 || len(edge) != n*tlog.HashSize {
		return Tree{}, fmt.Errorf("registry: the edge of a tree of %d has %d hashes, not %d bytes", size, n, len(edge))
	}
	t := Tree{size: size}
	for i := range n {
		t.edge = append(t.edge, tlog.Hash(edge[i*tlog.HashSize:]))
	}
	return t, nil
}

// Hashes gives the hashes of the events from (1 is the first) to, both included.
type Hashes func(from, to int64, yield func([32]byte)) error

// ProveEvent is the proof that an event stands in the tree of the first size
// events, for whoever has its root: the hashes beside the way up (RFC 6962,
// 2.1.1).
func ProveEvent(size, event int64, log Hashes) ([][32]byte, error) {
	p, err := tlog.ProveRecord(size, event-1, nodes(log))
	return plain(p), err
}

// ProveExtends is the proof that the tree of size events extends the older one:
// nothing in it was changed (RFC 6962, 2.1.2).
func ProveExtends(size, older int64, log Hashes) ([][32]byte, error) {
	p, err := tlog.ProveTree(size, older, nodes(log))
	return plain(p), err
}

// CheckEvent answers nil when the proof shows that the event with the hash stands
// in the tree with the root.
func CheckEvent(proof [][32]byte, size int64, root [32]byte, event int64, hash [32]byte) error {
	return tlog.CheckRecord(hashes(proof), size, root, event-1, leaf(hash))
}

// CheckExtends answers nil when the proof shows that the tree with the root
// extends the older one.
func CheckExtends(proof [][32]byte, size int64, root [32]byte, older int64, oldRoot [32]byte) error {
	return tlog.CheckTree(tlog.TreeProof(hashes(proof)), size, root, older, oldRoot)
}

// nodes reads nodes of the tree out of the log: none of them is stored.
func nodes(log Hashes) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			var t Tree
			if err := log(n<<level+1, (n+1)<<level, t.Add); err != nil {
				return nil, err
			}
			if t.size != 1<<level {
				return nil, fmt.Errorf("%w: events %d to %d are not all there", ErrChain, n<<level+1, (n+1)<<level)
			}
			found[i] = t.Root()
		}
		return found, nil
	})
}

func plain[P ~[]tlog.Hash](p P) [][32]byte {
	out := make([][32]byte, len(p))
	for i, h := range p {
		out[i] = h
	}
	return out
}

func hashes(p [][32]byte) tlog.RecordProof {
	out := make(tlog.RecordProof, len(p))
	for i, h := range p {
		out[i] = h
	}
	return out
}
