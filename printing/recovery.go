package printing

import (
	"fmt"
	"io"
	"log/slog"

	"passdesk/registry/civil"
)

// RecoverySheet is the paper that opens a register whose passphrases are lost.
type RecoverySheet struct {
	Station string     // name and code
	Point   string     // the issuing point
	Made    civil.Date // when the key was made
	Words   []string   // the key in words, in order
	Key     string     // the same key for the QR code: AGE-SECRET-KEY-1…; "" prints none
	Check   string     // fingerprint of the public half, to tell sheets apart; may be empty
	Sample  bool
}

// String says nothing: the sheet is a key.
func (r RecoverySheet) String() string { return "recovery sheet" }

// GoString is String.
func (r RecoverySheet) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r RecoverySheet) LogValue() slog.Value { return slog.StringValue(r.String()) }

// recoveryAdvice is what whoever finds the sheet must know.
var recoveryAdvice = []Text{
	{"这是什么：本页的词语能打开本站登记册中的全部姓名和证件号码。所有口令都忘记时，只有它能恢复。",
		"What it is: these words open every name and document number of this station's register. When all passphrases are forgotten, nothing else does."},
	{"放在哪里：装入信封，封口签字，放进单位保险柜。不要放在电脑包里，不要拍照，不要存成文件，不要发给任何人。",
		"Where to keep it: in a sealed, signed envelope in the office safe. Not in the laptop's bag; no photograph, no file, no message."},
	{"怎样使用：把词语按顺序（或二维码的内容）写进一个文件，运行 passdesk operator passphrase --recovery 文件，设一个新口令，然后删除文件。",
		"How to use it: put the words in order, or what the code says, into a file; run passdesk operator passphrase --recovery FILE; choose a new passphrase; delete the file."},
	{"丢失或被人看到：立即告知保管员，运行 passdesk operator recovery --out 文件 换发新页，再另做备份；旧页作废销毁。",
		"Lost, or seen by somebody: tell the keeper at once, who runs passdesk operator recovery --out FILE for a new sheet and makes a new backup; destroy the old sheet."},
}

// Recovery writes the sheet: one A4 page with the words in numbered groups of
// four, the QR code of the same key, and what to do with it.
func Recovery(w io.Writer, r RecoverySheet, o Options) error {
	if len(r.Words) == 0 || len(r.Words) > 48 {
		return fmt.Errorf("%w: %d recovery words", ErrValue, len(r.Words))
	}
	return render(w, about{title: "恢复页 Recovery sheet", opts: o}, func(c *canvas) {
		c.page(a4Width, a4Height, false)
		y := c.recoveryHead(r)
		y = c.recoveryWords(y, r.Words)
		c.recoveryAdvice(y+8, r.Key)
	})
}

const recoveryLeft, recoveryWidth = 20.0, a4Width - 40

func (c *canvas) recoveryHead(r RecoverySheet) float64 {
	c.text(recoveryLeft, 32, bold(26, inkBlack), "恢复页")
	c.text(recoveryLeft+bold(26, inkBlack).width("恢复页")+3, 32, regular(13, inkLabel), "Recovery sheet")
	if r.Sample {
		c.textRight(a4Width-recoveryLeft, 32, bold(13, inkRed), "样本 SAMPLE")
	}
	c.panel(recoveryLeft, 37, recoveryWidth, 9, inkRed)
	c.text(recoveryLeft+3, 43.2, bold(12, inkWhite), "绝密：锁入保险柜")
	c.textRight(recoveryLeft+recoveryWidth-3, 43.2, regular(10, inkWhite), "Secret: lock it in the safe")
	return c.table(recoveryLeft, 50, recoveryWidth, filled([]row{
		{Text{"站", "Station"}, r.Station},
		{Text{"发放点", "Issuing point"}, r.Point},
		{Text{"制作日期", "Made on"}, dayText(r.Made)},
		{Text{"指纹", "Fingerprint"}, r.Check},
	}))
}

func filled(rows []row) []row {
	var out []row
	for _, r := range rows {
		if r.value != "" {
			out = append(out, r)
		}
	}
	return out
}

// recoveryWords sets four words to a line, each with its number.
func (c *canvas) recoveryWords(y float64, words []string) float64 {
	const across, high = 4, 11.0
	const wide = recoveryWidth / across
	y += 8
	for i, word := range words {
		x, top := recoveryLeft+wide*float64(i%across), y+high*float64(i/across)
		c.frame(x, top, wide, high, 0.12, inkFine)
		c.text(x+1.6, top+4, regular(7, inkLabel), fmt.Sprint(i+1))
		c.fit(place{x + 7, top + high/2, wide - 8.5, high - 1}, bold(14, inkBlack), 8, word)
	}
	return y + high*float64((len(words)+across-1)/across)
}

// recoveryAdvice sets the sentences, beside the QR code when there is one.
func (c *canvas) recoveryAdvice(y float64, key string) {
	const side = 52.0
	width := recoveryWidth
	if key != "" {
		c.qrCode(a4Width-recoveryLeft-side, y-4, side, key)
		c.textCentre(a4Width-recoveryLeft-side/2, y+side-1, regular(8, inkLabel), "与词语相同的密钥 The same key")
		width -= side + 6
	}
	zh, en := regular(10, inkBlack), regular(7.5, inkLabel)
	for _, t := range recoveryAdvice {
		y = c.lines(recoveryLeft, y, zh.leading()*1.1, zh, zh.breakLines(t.ZH, width))
		y = c.lines(recoveryLeft, y-0.4, en.leading(), en, en.breakLines(t.EN, width)) + 3
	}
}
