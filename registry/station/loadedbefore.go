package station

import (
	"context"
	"encoding/hex"
	"fmt"

	"passdesk/registry/scheme"
)

// The very same file changes nothing, whatever it is called: not under another
// source's name either, which would list everybody twice, and not as another kind of
// list, for a roster that is taken for a recall list would recall a whole factory. The
// digest of every file is kept in the record of its import; whoever really means it
// says so (Again).

// sameFile is the newest load of this part of the very same file that is one of those
// meant; nil for none.
func (s *Station) sameFile(ctx context.Context, file [32]byte, part string, meant func(Imported, importRecord) bool) (*LoadedList, error) {
	if file == ([32]byte{}) {
		return nil, nil
	}
	kept, err := s.ports.Store.Imports(ctx)
	if err != nil {
		return nil, err
	}
	digest := hex.EncodeToString(file[:])
	for _, k := range kept {
		r, err := s.importRecord(ctx, k.Event)
		switch {
		case isNotFound(err): // its people stood in no file
		case s.harmed(err, partImport, k.Event):
		case err != nil:
			return nil, err
		case r.File == digest && r.Part == part && meant(k, r):
			l, err := s.loadedList(ctx, k)
			return &l, err
		}
	}
	return nil, nil
}

// seenBefore finds out whether this very list, or this very file, was loaded.
func (i *importing) seenBefore(ctx context.Context) error {
	marks, err := i.s.ports.Store.WatchFiles(ctx, i.file())
	if err != nil {
		return err
	}
	if len(marks) > 0 {
		i.sum.Before = marks[0].Event
		return nil
	}
	if i.Again || i.upstream {
		return nil
	}
	if i.before, err = i.s.sameFile(ctx, i.File, i.Part, i.didSo); i.before != nil {
		i.sum.Before = i.before.Event
	}
	return err
}

// didSo reports an import after which this one has nothing to do that its file does not
// say a second time. Only what a source has listed may be ordered back later, by its
// own word.
func (i *importing) didSo(k Imported, r importRecord) bool {
	ordersNow := i.Orders && k.List == listWatch
	return !ordersNow || r.Source != i.Source || r.Reason != i.Reason || r.Date != i.Date
}

// listNames are what the kinds of lists are called.
var listNames = map[string]scheme.Text{
	listResidents: {ZH: "居民名单或花名册", EN: "a list of residents or a roster"},
	listWatch:     {ZH: "重点人员名单", EN: "a watch list"},
	listRecall:    {ZH: "收回名单", EN: "a recall list"},
}

// Says is when, as what and in whose name a file was loaded.
func (l *LoadedList) Says() scheme.Text {
	name, at := listNames[l.List], l.At.Format("2006-01-02 15:04")
	t := scheme.Text{
		ZH: fmt.Sprintf("这个文件 %s 载入过：%s", at, name.ZH),
		EN: fmt.Sprintf("this very file was loaded on %s: %s", at, name.EN),
	}
	if l.Source != "" {
		t.ZH, t.EN = t.ZH+"，来源“"+l.Source+"”", t.EN+", source "+l.Source
	}
	return scheme.Text{
		ZH: fmt.Sprintf("%s（事件 %d），没有再做什么", t.ZH, l.Event),
		EN: fmt.Sprintf("%s (event %d); nothing is done", t.EN, l.Event),
	}
}
