package main

import (
	"passdesk/registry"
	"passdesk/registry/station"
)

// demoPlaces are where the demo sends people: nobody answers these telephones.
var demoPlaces = []station.Place{
	{Kind: "police", Name: "样例派出所", Division: demoDistrict, Address: "样例街道样例路 1 号", Phone: "0574-00000000", Hours: "8:30-17:00"},
	{Kind: "health", Name: "样例区卫生健康局", Division: demoDistrict, Address: "样例街道样例路 2 号", Phone: "0574-00000001", Hours: "8:30-17:00"},
}

// fillQueue gives the desk's demo a queue: a child whose guardian is no parent
// waits to be settled, and the demo's foreigner was sent on; her slip can be
// printed.
func (a *app) fillQueue(people []registry.Application) error {
	waiting := []registry.Application{declared(people[0])}
	for _, p := range people {
		if p.Document == nil {
			waiting = append(waiting, grandchild(declared(p)))
			break
		}
	}
	for _, p := range waiting {
		if _, err := a.station.Issue(a.ctx, p, false); err != nil {
			return err
		}
	}
	return nil
}

// slipsOfToday writes the slips of everybody who went away without a pass.
func (a *app) slipsOfToday(path string) (printed bool, err error) {
	ids, err := a.station.DeniedToday(a.ctx)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	return true, a.slipsTo(a.station, ids, path)
}
