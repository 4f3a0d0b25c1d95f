package main

import (
	"time"

	"passdesk/export/collector"
)

// china is where days are counted.
var china = time.FixedZone("CST", 8*3600)

// with does something with the open register.
func (a *app) with(do func(*collector.Collector) error) error {
	city, err := a.open()
	if err != nil {
		return err
	}
	defer city.Close()
	return do(city)
}

type statsCmd struct{}

func (c *statsCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		s, err := city.Stats(a.ctx)
		if err != nil {
			return err
		}
		return a.printJSON(s)
	})
}

type verifyCmd struct{}

func (c *verifyCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		p, err := city.Verify(a.ctx)
		if err != nil {
			return err
		}
		if err := a.printJSON(p); err != nil {
			return err
		}
		if len(p.Faults) > 0 {
			return errFaults
		}
		return nil
	})
}
