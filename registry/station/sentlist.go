package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// takeList puts a list of upstream's in the place of the one before. An older one than
// upstream sent before changes nothing; one in which a line is wrong is left whole.
func (s *Station) takeList(ctx context.Context, sent registry.Sent) (Taken, error) {
	var list registry.SentList
	if err := readSent(sent, &list); err != nil {
		return Taken{}, err
	}
	name := string(sent.Kind) // the words are the lists'
	newest, err := s.newestSent(ctx, name)
	switch {
	case err != nil:
		return Taken{}, fmt.Errorf("take a list: %w", err)
	case list.Number < 1:
		return Taken{}, badSent("名单没有编号。", "the list bears no number.")
	case list.Number <= newest:
		return Taken{Result: TakenKnown}, nil
	}
	count := 0
	if sent.Kind == registry.SentAreas {
		count, err = s.takeAreas(ctx, list)
	} else {
		count, err = s.takePlaces(ctx, list)
	}
	if err != nil {
		return Taken{}, err
	}
	return Taken{Result: TakenNow, Event: s.head.Event, Count: count}, nil
}

// newestSent is the number of the newest list of a name that upstream sent.
func (s *Station) newestSent(ctx context.Context, name string) (newest int64, err error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ListImported) {
		var b registry.ListBody
		if err != nil {
			return 0, err
		}
		if json.Unmarshal(e.Body, &b) == nil && b.List == name {
			newest = max(newest, b.Sent)
		}
	}
	return newest, nil
}

func (s *Station) takePlaces(ctx context.Context, list registry.SentList) (int, error) {
	var places []Place
	if err := json.Unmarshal(list.List, &places); err != nil {
		return 0, badSent("站点通讯录读不出来，旧的照用。", "the station directory cannot be read; the one before stays.")
	}
	for i, p := range places {
		read, err := ParsePlace(p)
		if err != nil {
			return 0, badLine(i, err)
		}
		places[i] = read
	}
	if err := s.keepSentList(ctx, listDirectory, places, len(places), list.Number); err != nil {
		return 0, err
	}
	s.directory = places
	return len(places), nil
}

func (s *Station) takeAreas(ctx context.Context, list registry.SentList) (int, error) {
	var areas []scheme.Area
	if err := json.Unmarshal(list.List, &areas); err != nil {
		return 0, badSent("地区名单读不出来，旧的照用。", "the list of areas cannot be read; the one before stays.")
	}
	for i, a := range areas {
		if read, err := scheme.ParseArea(string(a.Kind), a.Division, a.From.String(), a.Until.String(), a.Source); err != nil || read != a {
			return 0, badLine(i, err)
		}
	}
	if err := s.keepSentList(ctx, listAreas, areas, len(areas), list.Number); err != nil {
		return 0, err
	}
	s.scheme.Areas = s.ownAreas()
	s.loaded = slices.Clone(areas)
	s.scheme = s.scheme.WithAreas(s.loaded)
	return len(areas), nil
}

func badLine(i int, err error) error {
	why := scheme.Text{}
	var place *NotPlace
	var fault *scheme.Fault
	switch {
	case errors.As(err, &place):
		why = place.Why
	case errors.As(err, &fault):
		why = fault.Why
	}
	return &NotTaken{scheme.Text{
		ZH: fmt.Sprintf("名单第 %d 行不能用：%s。整份没有收下，旧的照用。", i+1, why.ZH),
		EN: fmt.Sprintf("line %d of the list cannot be used: %s. Nothing of it was taken; the one before stays.", i+1, why.EN)}}
}
