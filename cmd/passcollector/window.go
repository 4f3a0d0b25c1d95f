package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"passdesk/export/collector"
)

//go:embed window.html
var windowText string

var windowPage = template.Must(template.New("window").Funcs(template.FuncMap{
	"at":     func(t time.Time) string { return shown(t, "2006-01-02 15:04") },
	"second": func(f collector.ForkStat) string { return cmp.Or(secondWords[f.What+" "+f.Kind], f.Kind) },
	"add":    func(a, b int64) int64 { return a + b },
	"kind": func(kind string) template.HTML {
		return template.HTML(kindWords[kind]) // ours, no page's
	},
}).Parse(windowText))

func shown(t time.Time, form string) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(china).Format(form)
}

// kindWords are the kinds of tasks.
var kindWords = map[string]string{
	"recall": "收回 · recall", "duplicate": "一人两号 · one person, two numbers", "reissue": "一号两人 · one number, two persons",
	"appeal":  "转来的申诉 · appeals that came elsewhere",
	"compare": "疑似同一人，待对照 · perhaps one person",
}

// secondWords are what the second thing in a place is.
var secondWords = map[string]string{
	"event Restored": "放回了备份 · a backup was put back", "event EpochTaken": "拷贝取了新的期号 · a copy took an epoch",
	"event Issued": "另一份发了证 · the other history issued a pass", "number Issued": "同一个编号又发了一次 · the number was given again",
}

// window is the read-only page for whoever looks after the register. It names nobody.
func (h *handler) window() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		stats, err := h.city.Stats(r.Context())
		var page bytes.Buffer
		if err == nil {
			err = windowPage.Execute(&page, stats)
		}
		if err != nil {
			zh, en := explain(err)
			http.Error(w, fmt.Sprintf("%s\n%s", zh, en), http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(page.Bytes()) // whoever asked has gone
	})
	return mux
}
