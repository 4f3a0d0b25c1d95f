package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// Exchange takes in what upstream sent to this station, in a folder or over a
// connection, and sends what has no receipt. Where it went well it is offered again.
func (e errands) Exchange(ctx context.Context, with tui.ExchangeWith, told func(station.Progress)) ([]scheme.Text, error) {
	a := e.at(ctx, told)
	taking, made, err := a.exchange(with, e.typed)
	if err != nil {
		return nil, err
	}
	a.keepExchange(with)
	zh, en := "没有新的要交。", "There is nothing new to send."
	switch {
	case made.Stands:
		n := nothingNew(made)
		zh, en = n.ZH, n.EN
	case made.File != "":
		zh = fmt.Sprintf("包裹已写好、读回核对过：%s（第 %d 到 %d 号事件）。", made.File, made.From, made.To)
		en = fmt.Sprintf("The parcel is written and read back: %s (events %d to %d).", made.File, made.From, made.To)
	case made.To > 0:
		zh = fmt.Sprintf("汇总端收下了第 %d 到 %d 号事件。", made.From, made.To)
		en = fmt.Sprintf("The collector took events %d to %d.", made.From, made.To)
	}
	if taking.receipts > 0 {
		zh, en = zh+fmt.Sprintf("上级的回执到第 %d 号事件。", taking.receipts), en+fmt.Sprintf(" Upstream has the events up to %d.", taking.receipts)
	}
	if taking.good+taking.bad > 0 {
		zh, en = zh+fmt.Sprintf("收下或看过 %d 项，%d 项不能收。", taking.good, taking.bad), en+fmt.Sprintf(" Taken in or known: %s; refused: %d.", scheme.Counted(taking.good, "item"), taking.bad)
	}
	return a.answer(zh, en), nil
}

// exchange does it where it is asked for.
func (a *app) exchange(with tui.ExchangeWith, typed func(path, errand string) string) (*intake, parcelMade, error) {
	if !strings.Contains(with.Target, "://") {
		return a.syncFolder(a.station, typed(with.Target, ""))
	}
	c := &syncCmd{Target: with.Target, Token: typed(with.Token, ""), Cert: with.Cert, Timeout: syncTimeout}
	l, err := c.wire(a, a.station)
	if err != nil {
		return nil, parcelMade{}, err
	}
	return l.exchange()
}

// exchangeFile keeps where parcels were exchanged last. Whoever reads it learns an
// address and where the token lies.
const exchangeFile = "exchange.json"

// keepExchange remembers it; what cannot be kept is asked again.
func (a *app) keepExchange(with tui.ExchangeWith) {
	dir, err := a.dir()
	line, bad := json.Marshal(with)
	if err == nil && bad == nil {
		_ = writeWhole(filepath.Join(dir, exchangeFile), func(f *os.File) error {
			_, err := f.Write(line)
			return err
		})
	}
}

// LastExchange is what went well last; none where that cannot be read.
func (e errands) LastExchange() (with tui.ExchangeWith) {
	dir, err := e.app.dir()
	if err != nil {
		return with
	}
	line, err := os.ReadFile(filepath.Join(dir, exchangeFile))
	if err != nil || json.Unmarshal(line, &with) != nil {
		return tui.ExchangeWith{}
	}
	return with
}

// FinishTask says what came of a task.
func (e errands) FinishTask(ctx context.Context, id string, done bool, reason string) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	outcome := registry.OutcomeCannot
	if done {
		outcome = registry.OutcomeDone
	}
	lodged, err := a.station.FinishTask(ctx, id, outcome, reason)
	switch {
	case err != nil:
		return nil, err
	case lodged != 0:
		k, err := a.station.Case(ctx, lodged)
		if err != nil {
			return nil, err
		}
		if k.State != registry.CaseAppealed {
			return a.answer(fmt.Sprintf("案件 %s 照公安的决定办结，决定书可以打印。任务办结，下一个包裹告诉上级。", k.No),
				fmt.Sprintf("Case %s ended as the police decided; the decision can be printed. The task is settled; the next parcel tells upstream.", k.No)), nil
		}
		return a.answer(fmt.Sprintf("申诉已受理：案件 %s，在「申诉案件」里决定。任务办结，下一个包裹告诉上级。", k.No),
			fmt.Sprintf("The appeal is taken down as case %s: decide it among the appeals. The task is settled; the next parcel tells upstream.", k.No)), nil
	}
	return a.answer("任务已办结，下一个包裹告诉上级。", "The task is settled; the next parcel tells upstream."), nil
}

// ReadHearing reads the papers of an appeal that came to be heard.
func (e errands) ReadHearing(ctx context.Context, id string) ([]scheme.Text, error) {
	h, err := e.app.station.ViewHearing(ctx, id, station.AtDesk)
	if err != nil {
		return nil, err
	}
	return tui.HearingSays(h), nil
}

// Hear decides an appeal of another station's.
func (e errands) Hear(ctx context.Context, id string, r station.Ruling) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	own, _, err := a.station.DecideTask(ctx, id, r)
	switch {
	case err != nil:
		return nil, err
	case own != 0:
		k, err := a.station.Case(ctx, own)
		if err != nil {
			return nil, err
		}
		return a.answer(fmt.Sprintf("案件 %s 照公安的决定办结。", k.No), fmt.Sprintf("Case %s ended as the police decided.", k.No)), nil
	}
	return a.answer("已决定。下一个包裹带给发证的站点，由它照办。", "Decided. The next parcel takes it to the point that issued, which carries it out."), nil
}
