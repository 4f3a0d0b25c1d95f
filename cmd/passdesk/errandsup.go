package main

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// Exchange takes in what upstream sent to this station in a folder, and puts there
// what has no receipt.
func (e errands) Exchange(ctx context.Context, folder string, told func(station.Progress)) ([]scheme.Text, error) {
	a := e.at(ctx, told)
	taking, made, err := a.syncFolder(a.station, e.typed(folder, ""))
	if err != nil {
		return nil, err
	}
	zh, en := "没有新的要交。", "There is nothing new to send."
	if made.File != "" {
		zh = fmt.Sprintf("包裹已写好、读回核对过：%s（第 %d 到 %d 号事件）。", made.File, made.From, made.To)
		en = fmt.Sprintf("The parcel is written and read back: %s (events %d to %d).", made.File, made.From, made.To)
	}
	if taking.receipts > 0 {
		zh, en = zh+fmt.Sprintf("上级的回执到第 %d 号事件。", taking.receipts), en+fmt.Sprintf(" Upstream has the events up to %d.", taking.receipts)
	}
	if taking.good+taking.bad > 0 {
		zh, en = zh+fmt.Sprintf("收下或看过 %d 项，%d 项不能收。", taking.good, taking.bad), en+fmt.Sprintf(" %d items were taken in or known, %d refused.", taking.good, taking.bad)
	}
	return a.answer(zh, en), nil
}

// mostTasks is how many tasks the screen names.
const mostTasks = 8

// Outbox says what upstream has not receipted, and what it asks of this station.
func (e errands) Outbox(ctx context.Context) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	out, err := a.station.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range out.Items {
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("%d 件，最早的等了 %d 小时：%s%s", u.Count, u.Age, u.Why.ZH, u.Next.ZH),
			EN: fmt.Sprintf("%d events, the first of them %d hours old: %s %s", u.Count, u.Age, u.Why.EN, u.Next.EN)})
	}
	tasks, err := a.station.UpstreamTasks(ctx, false)
	if err != nil {
		return nil, err
	}
	for i, t := range tasks {
		if i == mostTasks {
			a.warn(scheme.Text{ZH: fmt.Sprintf("还有 %d 件任务，见 queue list。", len(tasks)-i), EN: fmt.Sprintf("%d tasks more: see queue list.", len(tasks)-i)})
			break
		}
		a.warn(scheme.Text{ZH: t.ID + "：" + t.Ask.ZH, EN: t.ID + ": " + t.Ask.EN})
	}
	return a.answer(fmt.Sprintf("上级有到第 %d 号事件（共 %d 号）；等回执的 %d 件；任务 %d 件。", out.Through, out.Events, out.Waiting, out.Tasks),
		fmt.Sprintf("Upstream has the events up to %d of %d; %d wait for a receipt; %d tasks are open.", out.Through, out.Events, out.Waiting, out.Tasks)), nil
}

// FinishTask says what came of a task.
func (e errands) FinishTask(ctx context.Context, id string, done bool, reason string) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	outcome := registry.OutcomeCannot
	if done {
		outcome = registry.OutcomeDone
	}
	if err := a.station.FinishTask(ctx, id, outcome, reason); err != nil {
		return nil, err
	}
	return a.answer("任务已办结，下一个包裹告诉上级。", "The task is settled; the next parcel tells upstream."), nil
}
