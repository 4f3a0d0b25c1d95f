package printing

import (
	"fmt"
	"io"
)

// Sheet is a walk-in sheet among others.
type Sheet struct {
	Pass Pass
	Stub Stub
}

// WalkIns writes walk-in sheets one after the other.
func WalkIns(w io.Writer, sheets []Sheet, o Options) error {
	if len(sheets) == 0 {
		return fmt.Errorf("%w: no passes", ErrValue)
	}
	for _, s := range sheets {
		if err := s.Pass.check(); err != nil {
			return err
		}
	}
	return render(w, about{title: sheets[0].Pass.Title.ZH, opts: o}, func(c *canvas) {
		for _, s := range sheets {
			c.walkIn(s.Pass, s.Stub)
		}
	})
}
