package station

import (
	"context"
	"iter"
)

// What the store keeps of the watch list: entries that only the vault can read,
// found by blind keys.

// WatchChange is what one command does to the watch list.
type WatchChange struct {
	Entries []SealedEntry // new ones
	Ended   []SealedEntry // no longer stand: ID, the event that ended them in Event, and their keys
	Answers []WatchAnswer // an answer about the same person and entry replaces the one before
	Files   []WatchFile
}

// SealedEntry is one entry of a list. Keys are given when it is written, and
// nowhere read back.
type SealedEntry struct {
	ID     int64 // counted on for the whole life of the register
	Event  int64 // the ListImported that brought it
	Ended  int64 // the event that ended it; 0 while it stands
	Whose  []byte
	Keys   [][]byte
	Sealed []byte
}

// WatchSize is how many entries there are, the highest number of any, how many stand,
// and how many a check can meet by their keys.
type WatchSize struct{ Entries, Last, Standing, Met int64 }

// WatchKey leads from a blind key to an entry that stands.
type WatchKey struct {
	Blind []byte
	Entry int64
}

// WatchAnswer is what somebody who looked at both said of a person (blind) and an
// entry.
type WatchAnswer struct {
	Entry  int64
	Person []byte
	Same   bool
	Event  int64
}

// WatchFile is the mark of a file that was loaded: the same file twice changes
// nothing.
type WatchFile struct {
	Blind []byte
	Event int64
}

// WatchList is the part of the store that keeps it.
type WatchList interface {
	Watched(ctx context.Context, keys [][]byte) ([]SealedEntry, error) // that stand, each once, in order
	WatchedAs(ctx context.Context, whose []byte) ([]SealedEntry, error)
	ListedAs(ctx context.Context, whose [][]byte) ([]bool, error) // of each, whether there is any entry
	WatchPage(ctx context.Context, from int64, n int, all bool) ([]SealedEntry, error)
	LastWatch(ctx context.Context) (int64, error)
	WatchSize(ctx context.Context) (WatchSize, error)
	WatchKeys(ctx context.Context) iter.Seq2[WatchKey, error]
	WatchAnswers(ctx context.Context, entry int64) ([]WatchAnswer, error) // 0: of all
	WatchFiles(ctx context.Context, file []byte) ([]WatchFile, error)     // nil: all
}
