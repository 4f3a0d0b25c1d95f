package main

import (
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// watchAffectedCmd is the daily dynamic (每日动态) for a script: whose pass would not be
// issued today. It recalls nobody.
type watchAffectedCmd struct{}

// affectedLine is a pass in hand whose holder is not as they were when it was issued.
type affectedLine struct {
	Number registry.Number `json:"number"`
	Name   string          `json:"name"`
	Copy   int             `json:"copy"`
	Since  civil.Date      `json:"since"` // when they were listed, or the rules turned
	Why    scheme.Text     `json:"why"`
	List   string          `json:"list,omitempty"` // whose; left out where the days alone say so
	Asks   bool            `json:"asks,omitempty"` // a list may mean the holder: somebody has to look
}

// Run prints one line for each pass, the latest first; none is an answer.
func (c *watchAffectedCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	bar := a.bar()
	all, err := st.Affected(a.ctx, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := a.printJSON(affectedLine{p.Number, p.Name, p.Copy, p.Since, p.Why, p.List, p.Asks}); err != nil {
			return err
		}
	}
	return nil
}
