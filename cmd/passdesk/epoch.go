package main

type epochCmd struct {
	New epochNewCmd `cmd:"" help:"取新的期号，原因记入登记册 · take a new epoch; the reason stays in the log"`
}

type epochNewCmd struct {
	Reason string `required:"" help:"为什么 · why"`
}

// Run makes a copied or rolled-back register writable again, in an epoch that no
// other copy has used.
func (c *epochNewCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	h, err := st.TakeEpoch(a.ctx, c.Reason)
	if err != nil {
		return err
	}
	return a.printJSON(map[string]any{"epoch": h.Epoch, "event": h.Event, "head": h.Short()})
}
