// Package gatepage knows the web page that checks passes at a gate: one file, which
// needs no server, no network and nothing beside itself. The lists stand in it, the
// rules are those of registry/guard in page.js, signatures are verified by the
// browser (WebCrypto, Ed25519). A browser that lacks that says so and looks numbers
// up, which proves nothing, and says that too.
//
// The page's own policy (Content-Security-Policy) lets nothing but its one script and
// one style run, by their hashes, and forbids every connection.
package gatepage

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"time"

	"passdesk/registry/guard"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
)

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	style string
	//go:embed page.js
	script string

	page = template.Must(template.New("page").Parse(pageText))
)

// lacking is said where the browser cannot verify.
var lacking = scheme.Text{
	ZH: "这个浏览器验不了签名（要较新的 Chrome、Edge、Firefox 或 Safari，并从本机文件或 https 打开此页）：只能按编号查名单，证明不了真假。",
	EN: "This browser cannot verify signatures (it takes a recent Chrome, Edge, Firefox or Safari, and this page opened as a file or over https): numbers are looked up in the lists, which proves nothing.",
}

// Write writes the page. Zone is where days are counted, for the lists' dates.
func Write(w io.Writer, l guard.Lists, title scheme.Text, zone *time.Location) error {
	lists, err := json.Marshal(embedded(l, zone))
	if err != nil {
		return fmt.Errorf("gatepage: %w", err)
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{
		"Policy": "default-src 'none'; script-src " + hashed(script) + "; style-src " + hashed(style) + "; img-src data:; base-uri 'none'; form-action 'none'",
		"Title":  title.ZH + " " + title.EN, "Maker": l.KeysBy.Name(), "Fingerprint": l.KeysBy.Fingerprint(),
		"Style": template.CSS(style), "Script": template.JS(script), "Lists": template.JS(lists),
	})
	if err != nil {
		return fmt.Errorf("gatepage: %w", err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// hashed allows a text by its hash.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// inPage is what the script reads.
type inPage struct {
	Keys      keysInPage                    `json:"keys"`
	Recalls   *recallsInPage                `json:"recalls,omitempty"`
	Sentences map[guard.Outcome]guard.Told  `json:"sentences"`
	Warnings  map[guard.Warning]scheme.Text `json:"warnings"`
	Lacking   scheme.Text                   `json:"lacking"`
}

type keysInPage struct {
	Scheme string      `json:"scheme"`
	Number int64       `json:"number"`
	Day    string      `json:"day"`
	Made   int64       `json:"made"` // milliseconds, as browsers count
	List   []keyInPage `json:"list"`
}

type keyInPage struct {
	Code       string `json:"code"`
	Key        []byte `json:"key"`
	First      int    `json:"first"`
	Last       int    `json:"last"`
	Revoked    bool   `json:"revoked,omitempty"`
	GoodEpoch  int    `json:"goodEpoch,omitempty"`
	GoodSerial int    `json:"goodSerial,omitempty"`
}

type recallsInPage struct {
	Number  int64    `json:"number"`
	Day     string   `json:"day"`
	Made    int64    `json:"made"`
	Until   int64    `json:"until,omitempty"`
	Covers  []string `json:"covers"`
	Entries []int64  `json:"entries"` // in pairs: step to the number without its check digits, lowest good copy
}

func embedded(l guard.Lists, zone *time.Location) inPage {
	made := l.Keys.Made
	keys := keysInPage{Scheme: l.Keys.Scheme, Number: l.Keys.Number, Day: made.String(), Made: time.Date(made.Year(), time.Month(made.Month()), made.Day(), 0, 0, 0, 0, zone).UnixMilli()}
	for _, k := range l.Keys.Keys {
		keys.List = append(keys.List, keyInPage{licence.Code(k.District, k.Station), k.Key, k.FirstEpoch, k.LastEpoch, k.Revoked, k.GoodEpoch, k.GoodSerial})
	}
	p := inPage{Keys: keys, Sentences: guard.Sentences(), Warnings: guard.Warnings(), Lacking: lacking}
	if l.Recalls != nil {
		p.Recalls = recallsOf(*l.Recalls, zone)
	}
	return p
}

func recallsOf(l licence.RecallList, zone *time.Location) *recallsInPage {
	r := &recallsInPage{Number: l.Number, Day: l.Made.In(zone).Format("2006-01-02 15:04"), Made: l.Made.UnixMilli(), Covers: l.Covers, Entries: []int64{}}
	if !l.Until.IsZero() {
		r.Until = l.Until.UnixMilli()
	}
	before := int64(0)
	for _, e := range l.Entries {
		body, _ := strconv.ParseInt(e.Number[:len(e.Number)-2], 10, 64) // digits, as the list was read
		r.Entries = append(r.Entries, body-before, int64(e.Good))
		before = body
	}
	return r
}
