package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"time"
)

//go:embed window.html
var windowText string

var windowPage = template.Must(template.New("window").Funcs(template.FuncMap{
	"at":  func(t time.Time) string { return shown(t, "2006-01-02 15:04") },
	"add": func(a, b int64) int64 { return a + b },
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
