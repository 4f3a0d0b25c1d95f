package main

import (
	"io"
	"strings"

	"passdesk/export/collector"
	"passdesk/registry"
)

type appealCmd struct {
	Forward appealForwardCmd `cmd:"" help:"把别处收到的申诉转给发证的站点 · send an appeal that came elsewhere on to the station that issued the pass"`
}

type appealForwardCmd struct {
	Number  string `arg:"" help:"证件编号 · the pass number" placeholder:"NUMBER"`
	Scheme  string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Reason  string `required:"" help:"申诉人怎么说、带来什么，密封保存；写 - 从标准输入读 · what the person says and brings; sealed; - reads it from stdin" placeholder:"TEXT"`
	From    string `help:"在哪里提出的 · where it was brought" placeholder:"TEXT"`
	Station int    `help:"同一个号几个站点都发过时，写明是哪一个 · which station, where several gave the number" placeholder:"N"`
}

func (c *appealForwardCmd) Help() string {
	return "哪里申领哪里申诉：申诉随下一个包裹到发证的站点，成为一件任务；站点受理以后（appeal lodge 任务编号），任务办结，见 tasks。申诉的话只有那个站点看得到 · " +
		"An appeal is heard where the pass was issued: it goes down with the station's next parcel as a task; once the desk has taken it down (appeal lodge and the task) the task is done, see tasks. Only that station reads the words."
}

func (c *appealForwardCmd) Run(a *app) error {
	number, err := registry.ParseNumber(c.Number)
	if err != nil {
		return &usageError{"这不是一个通行证编号，请核对号码", "this is no pass number: look at it again"}
	}
	text, err := c.text(a)
	if err != nil {
		return err
	}
	return a.with(func(city *collector.Collector) error {
		f, err := city.ForwardAppeal(a.ctx, c.Scheme, number, c.Station, text)
		if err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "number": f.Number, "station": f.Code, "task": f.Task})
	})
}

// mostWords is how much of an appeal's words a task carries.
const mostWords = 4000

// text is what the station reads.
func (c *appealForwardCmd) text(a *app) (string, error) {
	reason := c.Reason
	if reason == "-" {
		all, err := io.ReadAll(io.LimitReader(a.stdin, 4*mostWords+1))
		if err != nil {
			return "", err
		}
		reason = string(all)
	}
	text, from := strings.TrimSpace(reason), strings.TrimSpace(c.From)
	switch {
	case !registry.SaysWhy(text):
		return "", &usageError{"请写明申诉人怎么说（--reason），至少两个字", "say what the person says (--reason), in two letters or characters at least"}
	case len([]rune(text)) > mostWords:
		return "", &usageError{"写得太长：最多 4000 字", "that is too long: 4000 characters at most"}
	case from != "":
		return from + "：" + text, nil
	}
	return text, nil
}
