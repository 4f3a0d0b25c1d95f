package station

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Setup is what the first run asks for.
type Setup struct {
	Scheme     string // a scheme's code: ningbo
	Division   string // six digits of the county
	Code       int    // station code; 900–999 for a station that stands alone
	Point      registry.Point
	Operator   string
	Passphrase []byte
	StartAt    int       // first serial; the paper book holds the ones before. 0 means 1
	Recipient  string    // an authority's age recipient; empty makes an own recovery key
	Cost       seal.Cost // of the passphrase
	LastPaper  string    // the newest paper that is known under the code: its epoch is used, whatever this machine knows; "" for none
	LeastEpoch int       // the first epoch is not under it; 0 for none
	Demo       bool      // a throw-away station: says so on every screen and paper
}

// Fault is an answer of the set-up that cannot stand, and which one.
type Fault struct {
	Field  string // scheme, division, station, kind, point, operator, passphrase, start_at, last_paper, epoch_at_least, recovery
	Reason scheme.Text
}

func (f *Fault) Error() string { return "set-up: " + f.Field + ": " + f.Reason.EN }
func (f *Fault) Unwrap() error { return ErrInvalid }

// longestPoint is the longest name of a point that can be read on a pass.
const longestPoint = 60

// Check answers the first Fault, or nil.
func (u Setup) Check() error {
	sc, err := scheme.ByCode(u.Scheme)
	if err != nil {
		return &Fault{"scheme", scheme.Text{ZH: "没有这种通行证方案，可选：" + scheme.Codes(), EN: "no such scheme; there are: " + scheme.Codes()}}
	}
	if err := checkDivision(sc, u.Division); err != nil {
		return err
	}
	switch {
	case u.Code < 1 || u.Code > 999:
		return &Fault{"station", scheme.Text{ZH: "站点代码为 1–999；独立站点用 900–999", EN: "a station code is 1–999; a station that stands alone takes 900–999"}}
	case !slices.Contains(registry.PointKinds, u.Point.Kind):
		kinds := strings.Join(registry.PointKinds, ", ")
		return &Fault{"kind", scheme.Text{ZH: "发放点类型不对，可选：" + kinds, EN: "no such kind of issuing point; there are: " + kinds}}
	case strings.TrimSpace(u.Point.Name) == "":
		return &Fault{"point", scheme.Text{ZH: "请填写发放点名称", EN: "give the issuing point a name"}}
	case utf8.RuneCountInString(strings.TrimSpace(u.Point.Name)) > longestPoint:
		return &Fault{"point", scheme.Text{ZH: fmt.Sprintf("发放点名称最多 %d 字，证上才印得下", longestPoint), EN: fmt.Sprintf("the name of an issuing point has %d characters at most, or no pass has room for it", longestPoint)}}
	case strings.TrimSpace(u.Operator) == "":
		return &Fault{"operator", scheme.Text{ZH: "请填写操作员", EN: "give the operator a name"}}
	case u.StartAt < 0 || u.StartAt > registry.LastSerial:
		return &Fault{"start_at", scheme.Text{ZH: "续号须在 1–99999 之间", EN: "the paper book continues at 1–99999"}}
	}
	if err := seal.CheckPassphrase(string(u.Passphrase)); err != nil && !u.Cost.Weak() {
		return &Fault{"passphrase", passphraseText(err)}
	}
	if u.Recipient != "" && seal.CheckRecipient(u.Recipient) != nil {
		return &Fault{"recovery", scheme.Text{ZH: "恢复收件人应为 age1 开头的公钥", EN: "the recovery recipient is a public key that begins with age1"}}
	}
	return u.checkPaper(sc)
}

// CheckPaper answers the Fault of the paper and the epoch that were named, or nil.
func (u Setup) CheckPaper() error {
	sc, err := scheme.ByCode(u.Scheme)
	if err != nil {
		return err
	}
	return u.checkPaper(sc)
}

// checkPaper: the paper that was named is of the code, and the epoch is one.
func (u Setup) checkPaper(sc scheme.Scheme) error {
	if u.LeastEpoch < 0 || u.LeastEpoch > registry.LastEpoch {
		return &Fault{"epoch_at_least", both("没有第 %d 期：期号为 1–%d", "there is no epoch %d: they are 1 to %d", u.LeastEpoch, registry.LastEpoch)}
	}
	if u.LastPaper == "" {
		return nil
	}
	n, err := registry.ParseNumber(u.LastPaper)
	if err != nil {
		return &Fault{"last_paper", scheme.Text{ZH: "编号不对，请照纸上再输入一次；纸不在手头写 none", EN: "that is no pass number: type it again as the paper has it, or none where it is not at hand"}}
	}
	district, err := sc.District(u.Division)
	if err != nil {
		return err
	}
	if n.District() != district || n.Station() != u.Code {
		return &Fault{"last_paper", both("这张纸是区县 %s、站点代码 %03d 的，本站是区县 %s、代码 %03d：代码不同不会重号。请核对代码，或改用本代码的纸",
			"the paper is of district %s and station code %03d, this station of district %s and code %03d, so that no number can come twice. Compare the code, or name a paper that bears it",
			n.District(), n.Station(), district, u.Code)}
	}
	return nil
}

// paperEpoch is the epoch of the paper that was named; 0 where none was.
func (u Setup) paperEpoch() int {
	n, err := registry.ParseNumber(u.LastPaper)
	if err != nil {
		return 0
	}
	return n.Epoch()
}

func checkDivision(sc scheme.Scheme, code string) error {
	if len(code) != 6 || strings.Trim(code, "0123456789") != "" { // what else was typed is not repeated: it may be a person's
		return &Fault{"division", scheme.Text{ZH: "行政区划代码是六位数字，如 330212", EN: "a division's code has six digits, as 330212"}}
	}
	region, err := iddoc.RegionOf(code)
	if err != nil || region.Last != 0 {
		return &Fault{"division", scheme.Text{ZH: "没有这个现行行政区划代码：" + code, EN: "no administrative division has the code " + code + " today"}}
	}
	if _, err := sc.District(code); err != nil {
		return &Fault{"division", scheme.Text{ZH: region.Path() + "不在“" + sc.Title.ZH + "”的适用范围内", EN: "division " + code + " is outside the area of scheme " + sc.Code}}
	}
	return nil
}

// Create makes the register: data key, station key, own root, licence, the first
// operator (officer and keeper), and the first event. The station comes back
// unlocked. The recovery is nil when an authority's recipient was given; else it
// must reach paper, for it is kept nowhere.
func Create(ctx context.Context, p Ports, u Setup) (*Station, *seal.Recovery, error) {
	if err := u.Check(); err != nil {
		return nil, nil, err
	}
	sc, err := scheme.ByCode(u.Scheme)
	if err != nil {
		return nil, nil, err
	}
	s := &Station{ports: p, scheme: sc, demo: u.Demo}
	if s.run, err = randomDigit(p.Rand); err != nil {
		return nil, nil, fmt.Errorf("make the station: %w", err)
	}
	d, recovery, err := s.found(u)
	if err != nil {
		return nil, nil, fmt.Errorf("make the station: %w", err)
	}
	// The mark comes first, at event 0: a set-up that dies between the two
	// places then heals, and does not look like a copied register.
	s.mark.Bound = s.here()
	if err := s.writeMark(); err != nil {
		return nil, nil, fmt.Errorf("make the station: %w", err)
	}
	if err := s.append(ctx, d); err != nil {
		return nil, nil, fmt.Errorf("make the station: %w", err)
	}
	s.index = newIndex(s.vault)
	return s, recovery, nil
}

// found draws the station's keys and drafts its first events.
func (s *Station) found(u Setup) (*draft, *seal.Recovery, error) {
	rand := s.ports.Rand
	key, err := seal.NewDataKey(rand)
	if err != nil {
		return nil, nil, err
	}
	defer key.Wipe()
	s.vault = seal.Open(key)
	wrap, err := key.WrapFor(u.Passphrase, u.Cost, rand)
	if err != nil {
		return nil, nil, err
	}
	recovery, recipient, err := recoveryFor(u, s)
	if err != nil {
		return nil, nil, err
	}
	rescue, err := key.WrapForRecovery(recipient)
	if err != nil {
		return nil, nil, err
	}
	meta, err := s.newKeys(u)
	if err != nil {
		return nil, nil, err
	}
	meta[metaRecovery], meta[metaRecipient] = rescue, []byte(recipient)
	if s.mark.Machine, err = newMachine(rand); err != nil {
		return nil, nil, err
	}
	machine := hex.EncodeToString(s.mark.Machine[:])
	meta[metaMachine] = []byte(machine)
	s.operator = Operator{Name: strings.TrimSpace(u.Operator), Roles: firstRoles(u.Point.Kind), Wrap: wrap}
	s.opened = registry.OpenedBody{
		Scheme: u.Scheme, Division: u.Division, Station: u.Code,
		Point:   registry.Point{Kind: u.Point.Kind, Name: strings.TrimSpace(u.Point.Name)},
		StartAt: max(u.StartAt, 1), Epoch: 1, OwnRoot: true,
		PublicKey: hex.EncodeToString(s.signing.Public()), Machine: machine,
		Root: string(meta[metaRoot]), Recovery: digest(meta[metaRecipient], meta[metaRecovery]),
	}
	if err := s.goOnBehind(u); err != nil {
		return nil, nil, err
	}
	d := &draft{
		events: []draftEvent{
			{kind: registry.Opened, body: registry.Body(s.opened)},
			{kind: registry.OperatorAdded, body: registry.Body(operatorBody(s.operator))},
		},
		change: Change{Meta: meta, Operators: []Operator{s.operator}},
	}
	if u.Recipient != "" { // an authority's: there is no sheet to be kept
		err = s.draftOwn(d, settingSheet, digest([]byte(recipient)))
	}
	return d, recovery, err
}

// goOnBehind: where this machine has given numbers under the same code before (a
// wiped register, a second one), or a paper says that any machine has, the new
// register begins with the next epoch.
func (s *Station) goOnBehind(u Setup) error {
	used, err := s.ports.HighWater.Highest(s.numbersOf(s.opened.Station), "")
	if err != nil {
		return fmt.Errorf("look for earlier numbers: %w", err)
	}
	if s.opened.Epoch = max(max(used, u.paperEpoch())+1, u.LeastEpoch); s.opened.Epoch > registry.LastEpoch {
		return &Fault{"station", scheme.Text{ZH: "这个站点代码的各期号都已用过，请换一个代码", EN: "every epoch of this station code was used: choose another code"}}
	}
	return nil
}

func recoveryFor(u Setup, s *Station) (*seal.Recovery, string, error) {
	if u.Recipient != "" {
		return nil, u.Recipient, nil
	}
	r, err := seal.NewRecovery(s.ports.Rand)
	if err != nil {
		return nil, "", err
	}
	return r, r.Recipient(), nil
}

// newKeys makes the station key and the own root, and licenses the one by the
// other: a station that stands alone vouches for itself until it is enrolled.
func (s *Station) newKeys(u Setup) (map[string][]byte, error) {
	rand := s.ports.Rand
	var err error
	if s.signing, err = seal.NewSigningKey(rand); err != nil {
		return nil, err
	}
	root, err := seal.NewSigningKey(rand)
	if err != nil {
		return nil, err
	}
	defer root.Wipe()
	text, key, err := s.license(u, root)
	if err != nil {
		return nil, err
	}
	station, err := s.vault.SealSigning(seal.AAD{Table: "meta", Version: 1, Name: metaSigningKey}, s.signing, rand)
	if err != nil {
		return nil, err
	}
	own, err := s.vault.SealSigning(seal.AAD{Table: "meta", Version: 1, Name: metaRootKey}, root, rand)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{metaSigningKey: station, metaRootKey: own, metaLicence: text, metaRoot: key}, nil
}

// operatorBody ties an operator's roles and wrap to the log.
func operatorBody(o Operator) registry.OperatorBody {
	return registry.OperatorBody{Name: o.Name, Roles: o.Roles, Wrap: digest(o.Wrap)}
}

// firstRoles: the first operator is officer and keeper; at a police point police.
func firstRoles(kind string) []registry.Role {
	if kind == "police" {
		return []registry.Role{registry.Police, registry.Keeper}
	}
	return []registry.Role{registry.Officer, registry.Keeper}
}
