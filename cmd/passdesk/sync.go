package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"passdesk/export/bundle"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type syncCmd struct {
	Target  string        `arg:"" help:"文件夹（U 盘），或汇总端网址 https://… · a folder, or the collector's address" placeholder:"DIR|URL"`
	Token   string        `help:"本站在汇总端的令牌所在的文件 · a file with this station's token there" placeholder:"FILE"`
	Cert    string        `help:"汇总端自造证书的指纹（SHA-256），先电话核对；没有就按系统信任的证书 · the fingerprint of a certificate that the collector made itself, compared by telephone" placeholder:"'ab12…'"`
	Timeout time.Duration `default:"10m" help:"一次传送最长多久 · how long one transfer may take"`
}

func (c *syncCmd) Help() string {
	return "先收下带回的，再把新的交上去；没有新的，就不再写包裹。几个站点可以共用一只 U 盘：各收各的；上级已有回执的旧包裹、本站全部收下了的包裹，从 U 盘上清掉，别的文件不动。上级从旧备份恢复、丢了有回执的事件，会写明，并从那里起重新交。中断了再来一次即可，不会重复，也不会少 · " +
		"What came back is taken in, then what is new goes up; with nothing new no parcel is written. Several stations may share one stick: each takes its own, and clears away those of its parcels that upstream has receipted and those for it that were taken in whole; no other file is touched. Where upstream was put back from an older copy and lost what it had receipted, that is said, and everything is sent again from there. After an interruption do it again: nothing doubles, nothing is missed."
}

func (c *syncCmd) Run(a *app) error {
	if strings.Contains(c.Target, "://") {
		return c.online(a)
	}
	if info, err := os.Stat(c.Target); err != nil || !info.IsDir() {
		return errNoFolder
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	taking, made, err := a.syncFolder(st, c.Target)
	switch {
	case err != nil && taking != nil && taking.good > 0:
		return &partError{err}
	case err != nil:
		return err
	case made.File != "":
		taking.good++
		a.printJSON(made)
	}
	if !made.News() {
		a.warn(nothingNew(made))
	}
	return taking.end()
}

// nothingNew says why no parcel was written.
func nothingNew(made parcelMade) scheme.Text {
	if made.Stands {
		return scheme.Text{ZH: "没有新的要交：上一个包裹（" + filepath.Base(made.File) + "）还在这里，读回核对过，没有再写；请把它带给上级。",
			EN: "There is nothing new to send: the parcel of before (" + filepath.Base(made.File) + ") lies here still and reads back whole, and no other was written; carry it to upstream."}
	}
	return scheme.Text{ZH: "上级都有了，没有新的要交，没有写包裹。", EN: "Upstream has everything: there is nothing new to send, and no parcel was written."}
}

// syncFolder takes in what lies there for this station, and then puts there what has
// no receipt: so the parcel is no larger than it must be. Where there is nothing new, or
// all that is new lies there already in a parcel that reads back whole, none is made.
func (a *app) syncFolder(st *station.Station, folder string) (*intake, parcelMade, error) {
	paths, err := parcelsDown(st, folder)
	if err != nil {
		return nil, parcelMade{}, err
	}
	if err := a.mayWriteIn(folder); err != nil {
		return nil, parcelMade{}, err
	}
	a.tellUnnamed(folder)
	taking := &intake{app: a, station: st, quiet: true}
	var taken []string
	for _, path := range paths {
		f, err := openFile(path)
		if err != nil {
			taking.failed(path, storage(err))
			continue
		}
		whole := taking.open(path, f)
		f.Close()
		if whole {
			taken = append(taken, path)
		}
	}
	if taking.stopped() {
		return taking, parcelMade{}, taking.last
	}
	if err := a.tidyFolder(st, folder, taken); err != nil {
		return taking, parcelMade{}, err
	}
	made, err := a.parcelOnce(st, folder)
	if errors.Is(err, station.ErrNothingNew) {
		return taking, parcelMade{}, nil
	}
	if err == nil {
		a.sentAgain()
	}
	return taking, made, err
}

// tidyFolder removes the parcels of this station that upstream has receipted, so that a
// stick does not grow with every exchange, and those for this station that were opened just
// now and of which every item is in the register. Everything in them is in the register
// still; what has no receipt, what another station or another history put there, and what
// is no sealed parcel stays.
func (a *app) tidyFolder(st *station.Station, folder string, taken []string) error {
	of, register := st.Register()
	files, err := os.ReadDir(folder)
	if err != nil {
		return storage(err)
	}
	removed := 0
	for _, f := range files {
		from, to, head, ours := bundle.UpNamed(f.Name(), of, register)
		if !ours || !f.Type().IsRegular() {
			continue
		}
		there, err := st.Receipted(a.ctx, from, to, head)
		if err != nil {
			return err
		}
		if path := filepath.Join(folder, f.Name()); there && isSealed(path) && os.Remove(path) == nil {
			removed++
		}
	}
	if removed > 0 {
		a.warn(scheme.Text{ZH: fmt.Sprintf("清掉了 %d 个上级已有回执的旧包裹。", removed), EN: cleared(removed, "old parcel that upstream has receipted", "old parcels that upstream has receipted")})
	}
	removed = 0
	for _, path := range taken {
		if os.Remove(path) == nil { // one that stays is taken in again, and changes nothing
			removed++
		}
	}
	if removed > 0 {
		a.warn(scheme.Text{ZH: fmt.Sprintf("清掉了 %d 个本站已全部收下的包裹。", removed), EN: cleared(removed, "parcel that was taken in whole", "parcels that were taken in whole")})
	}
	return nil
}

// cleared says in English what was removed.
func cleared(n int, one, more string) string {
	if n == 1 {
		return "1 " + one + " was cleared away."
	}
	return fmt.Sprintf("%d %s were cleared away.", n, more)
}

// parcelsDown are this station's parcels in a folder, in the order in which upstream
// made them.
func parcelsDown(st *station.Station, folder string) ([]string, error) {
	of, register := st.Register()
	paths, err := filepath.Glob(filepath.Join(escaped(folder), bundle.DownPattern(of, register)))
	if err != nil {
		return nil, storage(err)
	}
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(cmp.Compare(parcelNumber(a), parcelNumber(b)), strings.Compare(a, b))
	})
	return paths, nil
}

func parcelNumber(path string) int {
	name := strings.TrimSuffix(path, bundle.Suffix)
	n, _ := strconv.Atoi(name[strings.LastIndexByte(name, '-')+1:]) // a name of somebody else's goes first
	return n
}

// syncTimeout is how long one transfer may take.
const syncTimeout = 10 * time.Minute

// online exchanges parcels over a connection.
func (c *syncCmd) online(a *app) error {
	if _, err := c.address(); err != nil {
		return err
	}
	if _, err := c.token(); err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	l, err := c.wire(a, st)
	if err != nil {
		return err
	}
	taking, made, err := l.exchange()
	switch {
	case err != nil:
		return err
	case made.To > 0:
		taking.good++
	default:
		a.warn(nothingNew(made))
	}
	return taking.end()
}

// address is where the collector is. The station's token goes with every request, so
// nothing is sent in the clear, not even to this machine: another program may listen.
func (c *syncCmd) address() (*url.URL, error) {
	address, err := url.Parse(c.Target)
	switch {
	case err != nil || address.Host == "":
		return nil, &usageError{"网址要写成 https://…", "the address is written https://…"}
	case strings.EqualFold(address.Scheme, "http"):
		return nil, &usageError{"http:// 不加密：令牌会让别人看到，什么都没有发出。请用 https://…", "http:// is not encrypted: others could read the token, and nothing was sent. Write https://…"}
	case address.Scheme != "https":
		return nil, &usageError{"网址要写成 https://…", "the address is written https://…"}
	}
	return address, nil
}

// wire is a connection to the collector for an open station.
func (c *syncCmd) wire(a *app, st *station.Station) (*wire, error) {
	address, err := c.address()
	if err != nil {
		return nil, err
	}
	token, err := c.token()
	if err != nil {
		return nil, err
	}
	trusted, err := pinned(c.Cert)
	if err != nil {
		return nil, err
	}
	return &wire{app: a, station: st, token: token, address: strings.TrimSuffix(address.String(), "/") + bundle.WirePath,
		client: &http.Client{Timeout: c.Timeout, Transport: trusted, CheckRedirect: stayHere}}, nil
}

// stayHere follows no redirect: the token is for the address that was typed.
func stayHere(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// mayCome is how long an upload waits for the collector's word that it may come. One that is
// not let in is told so before it has begun: in the middle of it the answer would be lost
// with the connection. Where no such word comes it goes all the same.
const mayCome = 20 * time.Second

// pinned is how a connection is trusted: by the system's authorities, or by the one
// certificate whose SHA-256 was compared.
func pinned(fingerprint string) (http.RoundTripper, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ExpectContinueTimeout = mayCome
	if fingerprint == "" {
		return t, nil
	}
	want, err := hex.DecodeString(strings.NewReplacer(" ", "", ":", "").Replace(fingerprint))
	if err != nil || len(want) != sha256.Size {
		return nil, &usageError{"证书的指纹是 64 位十六进制数", "a certificate's fingerprint has 64 hexadecimal digits"}
	}
	t.TLSClientConfig = &tls.Config{
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // in the place of the authorities' word stands the comparison
		VerifyConnection: func(s tls.ConnectionState) error {
			if len(s.PeerCertificates) == 0 {
				return errors.New("no certificate")
			}
			if seen := sha256.Sum256(s.PeerCertificates[0].Raw); seen != [sha256.Size]byte(want) {
				return &otherCertificate{want, seen[:]}
			}
			return nil
		},
	}
	return t, nil
}

// otherCertificate is one whose SHA-256 is not the one that was given.
type otherCertificate struct{ given, seen []byte }

func (o *otherCertificate) Error() string { return "the certificate is another" }

func (o *otherCertificate) told() error {
	return &toldError{fmt.Sprintf("汇总端的证书不是写的那个，什么都没有交。写的是 %x，见到的是 %x。抄错了就改 --cert；没有抄错，先打电话问上级证书换了没有，没有换就是有人冒充。", o.given, o.seen),
		fmt.Sprintf("The collector's certificate is not the one that was given, and nothing was sent. Given: %x. Seen: %x. Where it was copied wrong, mend --cert; else ask the authority by telephone whether it was replaced, and if it was not, somebody stands in for the collector.", o.given, o.seen), errUnreached}
}

func (c *syncCmd) token() (string, error) {
	if c.Token == "" {
		return "", &usageError{"请用 --token 写明令牌文件", "name the file with this station's token: --token"}
	}
	b, err := os.ReadFile(c.Token)
	token := strings.TrimSpace(string(b))
	if err != nil || token == "" || strings.ContainsAny(token, " \r\n\t") {
		return "", &usageError{"令牌文件无法读取，或不是一个令牌", "the token's file cannot be read, or holds no token"}
	}
	return token, nil
}

// wire is a connection to the collector.
type wire struct {
	*app
	station *station.Station
	client  *http.Client
	address string
	token   string
}

// exchange sends what is new and takes in the answer; with nothing new it asks what
// there is.
func (l *wire) exchange() (*intake, parcelMade, error) {
	taking := &intake{app: l.app, station: l.station, quiet: true}
	answer, made, err := l.send()
	if err != nil {
		return nil, made, err
	}
	if made.To > 0 {
		if err := l.printJSON(made); err != nil {
			return nil, made, err
		}
	}
	if len(answer) > 0 {
		taking.open("answer", bytes.NewReader(answer))
	} else { // it knows nothing of this station
		taking.lookForLost("answer", time.Time{}, nil)
	}
	if l.station.Missing() == 0 {
		return taking, made, nil
	}
	answer, again, err := l.send() // upstream has lost what it had receipted
	if err != nil {
		return nil, made, err
	}
	if err := l.printJSON(again); err != nil {
		return nil, made, err
	}
	taking.open("answer", bytes.NewReader(answer))
	return taking, again, nil
}

// send sends what is new, or asks what there is; it answers with the parcel down.
func (l *wire) send() (answer []byte, made parcelMade, err error) {
	dir, err := l.dir()
	if err != nil {
		return nil, made, err
	}
	folder, err := os.MkdirTemp(dir, "parcel-*") // sealed for upstream: nobody here opens it
	if err != nil {
		return nil, made, storage(err)
	}
	defer os.RemoveAll(folder)
	made, err = l.makeParcel(l.station, folder)
	switch {
	case errors.Is(err, station.ErrNothingNew):
		_, register := l.station.Register()
		answer, err = l.ask(http.MethodGet, l.address+"?"+bundle.WireRegister+"="+hex.EncodeToString(register), nil, 0)
		return answer, parcelMade{}, err
	case err != nil:
		l.sendingEnded(made, err)
		return nil, made, err
	}
	f, err := os.Open(made.File)
	if err != nil {
		return nil, made, storage(err)
	}
	defer f.Close()
	defer func() { l.sendingEnded(made, err) }()
	if answer, err = l.ask(http.MethodPost, l.address, f, made.Bytes); err == nil {
		l.sentAgain()
	}
	made.File = ""
	return answer, made, err
}

// ask sends a request, and again when the connection failed: what came twice changes
// nothing upstream.
func (l *wire) ask(method, address string, body io.ReadSeeker, size int64) ([]byte, error) {
	const tries = 3
	var last error
	for try := range tries {
		if try > 0 {
			if _, err := body.Seek(0, io.SeekStart); err != nil {
				return nil, storage(err)
			}
		}
		answer, again, err := l.once(method, address, body, size)
		if err == nil || !again || body == nil {
			return answer, err
		}
		last = err
	}
	return nil, last
}

// once sends a request. again says that it may be sent again.
func (l *wire) once(method, address string, body io.Reader, size int64) (answer []byte, again bool, err error) {
	request, err := http.NewRequestWithContext(l.ctx, method, address, nil)
	if err != nil {
		return nil, false, err
	}
	if size > 0 {
		request.Body, request.ContentLength = io.NopCloser(body), size
		request.Header.Set("Content-Type", bundle.WireType)
		request.Header.Set("Expect", "100-continue")
	}
	request.Header.Set("Authorization", "Bearer "+l.token)
	response, err := l.client.Do(request)
	if err != nil {
		return nil, l.ctx.Err() == nil, l.unreached(err)
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, mostDown))
	if err != nil {
		return nil, l.ctx.Err() == nil, l.unreached(err)
	}
	switch response.StatusCode {
	case http.StatusOK:
		if response.Header.Get("Content-Type") != bundle.WireType && !bytes.HasPrefix(answer, []byte(bundle.Seal)) {
			return nil, false, somebodyElse
		}
		return answer, false, nil
	case http.StatusNoContent:
		return nil, false, nil
	}
	return nil, false, refusedBy(response.StatusCode, answer)
}

// unreached is a connection that failed. The address may hold what is nobody's
// business, so it is not repeated.
func (l *wire) unreached(err error) error {
	if cancelled := l.ctx.Err(); cancelled != nil {
		return cancelled
	}
	var other *otherCertificate
	if errors.As(err, &other) {
		return other.told()
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return &toldError{"那个端口不加密（http），不是汇总端收包裹的门；令牌和包裹都没有发出。请核对网址和端口：现状网页的端口不是它。",
			"That port does not encrypt (http), so it is not the collector's door for parcels; neither token nor parcel was sent. Look at the address and its port: that of the status page is another one.", errUnreached}
	}
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) && invalid.Reason == x509.Expired {
		from, until, now := invalid.Cert.NotBefore.Format(time.DateOnly), invalid.Cert.NotAfter.Format(time.DateOnly), l.now().Format(time.DateOnly)
		return &toldError{fmt.Sprintf("汇总端的证书有效期是 %s 到 %s，这台电脑的日期是 %s，什么都没有交。先看这台电脑的日期对不对；对的，请上级换证书，这期间用 U 盘。", from, until, now),
			fmt.Sprintf("The collector's certificate is good from %s until %s, and this machine's date is %s; nothing was sent. See first whether that date is right; if it is, the authority has to renew the certificate: take a stick until then.", from, until, now), errUnreached}
	}
	var unknown *tls.CertificateVerificationError
	if errors.As(err, &unknown) {
		return &toldError{"汇总端的证书不被信任，什么都没有交。若证书是汇总端自造的，先打电话核对它的指纹，再用 --cert 写上。",
			"The collector's certificate is not trusted, and nothing was sent. Where the collector made it itself, compare its fingerprint by telephone and give it with --cert.", errUnreached}
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return &toldError{"汇总端没有及时答复。没有少什么：有了网络再 sync 一次，或用 U 盘。",
			"The collector did not answer in time. Nothing is lost: sync again when there is a network, or take a stick.", errUnreached}
	}
	return &toldError{"连不上汇总端，或中途断了。没有少什么：有了网络再 sync 一次，或用 U 盘。",
		"The collector could not be reached, or the connection broke. Nothing is lost: sync again when there is a network, or take a stick.", errUnreached}
}

// somebodyElse is a page where a parcel should be.
var somebodyElse = &toldError{"答复的不是汇总端：多半是上网的登录页，或中间的代理、别的网站。没有少什么，没有算作已交。先在浏览器里登录这个网络，再核对网址；不行就用 U 盘。",
	"It was not the collector that answered: most likely the login page of the network, a proxy in between, or another site. Nothing is lost, and nothing counts as sent. Log in to the network with a browser, look at the address; else take a stick.", errUnreached}

var errUnreached = errors.New("the collector was not reached")

// refusedBy is what a collector says that did not take the parcel.
func refusedBy(status int, answer []byte) error {
	var said bundle.WireRefusal
	switch {
	case status >= 300 && status < 400:
		return &toldError{"这个网址要转到别处去；令牌只给写的网址，没有跟过去，汇总端什么都没有收。请核对网址，向上级要现在的。",
			"This address sends on to another one; the token is for the address that was typed, so nothing followed it and nothing was taken. Look at the address, and ask the authority for the one of today.", errUnreached}
	case status == http.StatusForbidden:
		return &toldError{"令牌是另一个站点的，汇总端什么都没有收。请用 --token 写明本站自己的令牌文件；没有就向上级要。",
			"The token is another station's, and the collector took nothing. Name this station's own with --token; without one ask the authority for it.", errUnreached}
	case status == http.StatusUnauthorized:
		return &toldError{"汇总端不认这个令牌。请向上级要一个新的。", "The collector does not know this token: ask the authority for another.", errUnreached}
	case status == http.StatusRequestEntityTooLarge:
		return &toldError{"包裹太大，汇总端不收。请改用 U 盘。", "The parcel is too large for the collector's line: take a stick.", errUnreached}
	case status == http.StatusInternalServerError:
		return &toldError{"汇总端自己出了问题（数据库没有应答），什么都没有收。请告诉上级；不等的话用 U 盘。", "Something is wrong with the collector itself (its database does not answer), and nothing was taken. Tell the authority; if it cannot wait, take a stick.", errUnreached}
	case status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests:
		return &toldError{"汇总端现在忙，请稍后再 sync。", "The collector is busy: sync again later.", errUnreached}
	case json.Unmarshal(answer, &said) == nil && said.Why != "":
		zh, en := (&bundle.Refused{Why: said.Why}).Sentences() // in this program's words, whatever the answer holds
		return &toldError{"汇总端没有收下：" + zh, "The collector did not take it: " + en, errUnreached}
	}
	return &toldError{fmt.Sprintf("汇总端答复了 %d，没有收下。请核对网址。", status), fmt.Sprintf("The collector answered %d and took nothing: look at the address.", status), errUnreached}
}
