package station

import (
	"context"
	"iter"
	"slices"

	"passdesk/registry"
)

// KeptReceipt is upstream's signed word that it has the events up to one.
type KeptReceipt struct {
	Event   int64 // that brought it
	Through int64
	Note    []byte // licence.Receipt, signed
}

// UpstreamChange is what a command does to what upstream has said.
type UpstreamChange struct {
	Receipts []KeptReceipt
	Tasks    []registry.TaskState // the states after the events
}

// step takes the next event of a command; d knows the tasks before it.
func (u *UpstreamChange) step(d *draft, e registry.Event) error {
	if through, note, is := receiptOf(e); is {
		u.Receipts = append(u.Receipts, KeptReceipt{Event: e.No, Through: through, Note: note})
	}
	id := registry.TaskOf(e)
	if id == "" {
		return nil
	}
	i := slices.IndexFunc(u.Tasks, func(t registry.TaskState) bool { return t.ID == id })
	if i < 0 {
		i, u.Tasks = len(u.Tasks), append(u.Tasks, d.tasks[id])
	}
	var err error
	u.Tasks[i], err = u.Tasks[i].After(e)
	return err
}

// Upstream is what upstream has said to this station.
type Upstream interface {
	// LastReceipt is the one that reaches farthest; ErrNotFound.
	LastReceipt(ctx context.Context) (KeptReceipt, error)
	Receipts(ctx context.Context) iter.Seq2[KeptReceipt, error]               // in order
	Task(ctx context.Context, id string) (registry.TaskState, error)          // ErrNotFound
	Tasks(ctx context.Context, all bool) iter.Seq2[registry.TaskState, error] // those that are open, or all of them, in order
}
