package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
	"passdesk/registry/unique"
)

// A copy of this register gave passes that this one does not have, and that will not come
// back: another has their numbers here. What upstream asks about them, this laptop is asked,
// because it is the one in use; the task brings the holder's data, and is about no pass of
// this register.

// aboutPasses are the tasks that may be about such a pass.
var aboutPasses = []registry.TaskKind{registry.TaskRecall, registry.TaskDuplicate, registry.TaskReissue}

// mayBeCopied: the number is one, and the holder can be read.
func mayBeCopied(t registry.Task) error {
	if _, err := registry.ParseNumber(t.Number); err != nil || t.Done {
		return badSent("任务说的证不是一个编号。", "the task is about no pass number.")
	}
	if a, err := registry.ReadStored(t.Copied); err != nil || a.Name == "" {
		return badSent("任务说的是本登记册的拷贝发的证，持证人读不出来。", "the task is about a pass that a copy of this register gave, and its holder cannot be read.")
	}
	return nil
}

// askedOfCopy is what such a task asks, and whom it is about: masked. How to find the person
// is read with the papers, and reading them is an event (ViewHearing).
func (s *Station) askedOfCopy(t registry.Task) (scheme.Text, error) {
	a, err := registry.ReadStored(t.Copied)
	if err != nil {
		return scheme.Text{}, fmt.Errorf("read a task: %w", ErrDamaged)
	}
	who := strings.TrimSpace(token.Mask(a.Name) + " " + printedNumber(a).Masked())
	ask := both("%s 是本登记册的一份拷贝发出的，本册没有这张证。持证人：%s（电话、住址用 queue show %s 看）。", "%s was given by a copy of this register, which has no such pass. Its holder: %s (queue show %s tells all, with telephone and address).", t.Number, who, t.ID)
	switch t.Kind {
	case registry.TaskReissue:
		return inARow(ask, both("这个号在先是另一人的：请把那张纸收回，为持证人重新登记一次，会得到新号，新证上印原编号，再把任务办结。", "Another person had this number first: fetch that paper back and enter the holder once more, who gets a new number and a paper that names the former; then settle the task.")), nil
	case registry.TaskDuplicate:
		return inARow(ask, both("此人先有另一个号 %s，以那个号为准：请把那张纸收回，再把任务办结。", "The person has the earlier number %s and keeps that one: fetch that paper back, then settle the task.", t.Other)), nil
	}
	return inARow(ask, both("上级要求收回：请把那张纸收回，再把任务办结。", "Upstream wants it back: fetch that paper, then settle the task.")), nil
}

// GivenByCopy is a number that a copy of this register gave, as upstream told with a task:
// the paper is no forgery, and its holder is not whoever has the serial here.
type GivenByCopy struct {
	number registry.Number
	task   string
}

func (g *GivenByCopy) Error() string { return "station: no such pass; a copy of this register gave it" }
func (g *GivenByCopy) Unwrap() error { return ErrNotFound }

// Sentences is what the person at the desk is told.
func (g *GivenByCopy) Sentences() (zh, en string) {
	t := both("%s 是本登记册的一份拷贝发出的，本册没有这张证；持证人和该办的事见任务：queue show %s（待办案件里打开它）。", "%s was given by a copy of this register, which has no such pass. Whose it is and what to do tells the task: queue show %s (open it among the cases).", g.number.Grouped(), g.task)
	return t.ZH, t.EN
}

// askedOfCopied is *GivenByCopy where upstream asked about the number: of several tasks the
// one that is open.
func (s *Station) askedOfCopied(ctx context.Context, n registry.Number) error {
	states, err := collectRows(s.ports.Store.Tasks(ctx, true))
	if err != nil {
		return fmt.Errorf("look for a task: %w", err)
	}
	var told *GivenByCopy
	for _, state := range states {
		if state.Number != "" || !slices.Contains(aboutPasses, state.Kind) || told != nil && state.Status != registry.TaskOpen {
			continue
		}
		t, err := s.upstreamTask(ctx, state)
		if err != nil {
			return err
		}
		if t.Number == n.String() {
			told = &GivenByCopy{n, state.ID}
		}
	}
	if told == nil {
		return nil
	}
	return told
}

// endsCopied says with the task which number ends. Where another person had it first, its
// holder has another by then.
func (s *Station) endsCopied(ctx context.Context, state registry.TaskState, body *registry.TaskBody) error {
	t, err := s.upstreamTask(ctx, state)
	if err != nil {
		return fmt.Errorf("settle a task: %w", err)
	}
	body.Ended = t.Number
	if t.Kind != registry.TaskReissue {
		return nil
	}
	a, err := registry.ReadStored(t.Copied)
	if err != nil {
		return fmt.Errorf("read a task: %w", ErrDamaged)
	}
	keys := slices.DeleteFunc(s.blindKeys(unique.Keys(s.personOf(a, "active")), 0), func(k BlindKey) bool { return !k.Hard })
	switch holders, err := s.ports.Store.Holders(ctx, keys); {
	case err != nil:
		return fmt.Errorf("settle a task: %w", err)
	case len(holders) == 0:
		return badSent("持证人在本册还没有新号：先重新登记一次（issue），再办结；办不到的，用 cannot 写明原因。", "its holder has no other number in this register yet: enter the holder once more (issue) first; if that cannot be done, say cannot and why.")
	}
	return nil
}

// endedCopies are the numbers that copies gave and that ended with a task, but those that
// somebody has in this register. They can be read while the station is locked.
func (s *Station) endedCopies(ctx context.Context) (numbers []string, err error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.TaskDone, registry.EventReturned) {
		if err == nil && e.Returned() {
			e, err = e.Again()
		}
		if err != nil {
			return nil, fmt.Errorf("look for a task: %w", err)
		}
		var b registry.TaskBody
		if e.Kind != registry.TaskDone || json.Unmarshal(e.Body, &b) != nil || b.Ended == "" || slices.Contains(numbers, b.Ended) {
			continue
		}
		switch _, err := s.ports.Store.Pass(ctx, b.Ended); {
		case isNotFound(err):
			numbers = append(numbers, b.Ended)
		case err != nil:
			return nil, fmt.Errorf("look for a task: %w", err)
		}
	}
	return numbers, nil
}

// copiedNumber is the number that a copy gave to the person, and that ended since; "" none.
func (s *Station) copiedNumber(ctx context.Context, keys unique.KeySet) (string, error) {
	if s.copied == nil {
		if err := s.readCopied(ctx); err != nil {
			return "", err
		}
	}
	for _, k := range s.blindKeys(keys, 0) {
		if n := s.copied[string(k.Blind)]; k.Hard && n != "" {
			return n, nil
		}
	}
	return "", nil
}

// readCopied keeps the numbers that copies gave and that ended, by the holders' keys.
func (s *Station) readCopied(ctx context.Context) error {
	states, err := collectRows(s.ports.Store.Tasks(ctx, true))
	if err != nil {
		return fmt.Errorf("look for a task: %w", err)
	}
	copied := map[string]string{}
	for _, state := range states {
		if state.Kind != registry.TaskReissue || state.Number != "" || state.Status == registry.TaskDropped {
			continue
		}
		t, err := s.upstreamTask(ctx, state)
		if err != nil {
			return err
		}
		a, err := registry.ReadStored(t.Copied)
		if err != nil {
			return fmt.Errorf("read a task: %w", ErrDamaged)
		}
		for _, k := range s.blindKeys(unique.Keys(s.personOf(a, "active")), 0) {
			if k.Hard {
				copied[string(k.Blind)] = t.Number
			}
		}
	}
	s.copied = copied
	return nil
}
