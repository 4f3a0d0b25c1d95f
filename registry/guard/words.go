package guard

import (
	"maps"

	"passdesk/registry/scheme"
)

// Told is what is so, and what to do next.
type Told struct {
	Reason scheme.Text `json:"reason"`
	Next   scheme.Text `json:"next"`
}

var compare = scheme.Text{
	ZH: "请核对：纸上的编号、姓名、证件号后四位与这里一样，再核对本人。其余按本检查点的规定办理。",
	EN: "Compare: number, name and last four on the paper are those shown here; then look at the person. For the rest follow the rules of this checkpoint.",
}

var doNotAccept = scheme.Text{
	ZH: "不能凭这张纸通行。请按本检查点的规定处理；持证人可到发证处查问、申诉。",
	EN: "This paper lets nobody through. Follow the rules of this checkpoint; the holder may ask and appeal at the desk that issued it.",
}

// sentences are what the guard reads.
var sentences = map[Outcome]Told{
	Valid:    {scheme.Text{ZH: "签名真实，名单里没有说它失效", EN: "Genuine: the station signed it, and no list speaks against it"}, compare},
	Recalled: {scheme.Text{ZH: "此证已收回、挂失、作废、取消或交回，没有一份还有效", EN: "Recalled, lost, void, cancelled or handed in: no paper of this number is good"}, doNotAccept},
	OldCopy: {scheme.Text{ZH: "这是旧的一份，已补发新的，旧证不能再用", EN: "An old copy: another one took its place"},
		scheme.Text{ZH: "请持证人出示新的那一份；旧的不能通行。", EN: "Ask for the newer paper; the old one lets nobody through."}},
	Expired: {scheme.Text{ZH: "真证，但有效期已过", EN: "Genuine, but its term is over"},
		scheme.Text{ZH: "不能凭它通行；请持证人到发证处重新申领。", EN: "It lets nobody through; the holder applies again at the desk that issued it."}},
	NotYet: {scheme.Text{ZH: "签证日期还没有到", EN: "It bears a day of issue that has not come"},
		scheme.Text{ZH: "先看这台设备的日期对不对；对的话，请到发证处查问。", EN: "Look whether the date of this device is right; if it is, ask the desk that issued it."}},
	Forged: {scheme.Text{ZH: "签名不对：不是这个站点签发的，或被改过", EN: "The signature does not fit: not this station's, or changed"},
		scheme.Text{ZH: "再扫一次。仍然这样，就不是真证：不能通行，请按本检查点的规定报告。", EN: "Scan it once more. If it stays so the paper is not genuine: it lets nobody through; report it as this checkpoint's rules say."}},
	UnknownStation: {scheme.Text{ZH: "名单里没有这个站点：可能是外地的证、新站点的证，或假证", EN: "No key is known of this station: another city's pass, a new station's, or no pass"},
		scheme.Text{ZH: "这里证明不了真假。请换一份新的钥匙名单，或打电话问发证处。", EN: "Nothing is proven here either way. Get a newer key list, or telephone the desk that issued it."}},
	RevokedKey: {scheme.Text{ZH: "这个站点的钥匙已吊销（或不许可发这一期），此证在吊销以后", EN: "The station's key was revoked, or never licensed for this epoch: the number comes after its last good one"}, doNotAccept},
	NotKnownYet: {scheme.Text{ZH: "这是站点独立时自取的代码，名单只知道已经报上来的编号，这一个还不在里面：不等于失效", EN: "A code that the station drew while it stood alone: the list knows the numbers that came up, and this one is not among them yet, which does not make it bad"},
		scheme.Text{ZH: "这里证明不了真假。请换一份新的钥匙名单，或打电话问发证处。", EN: "Nothing is proven here either way. Get a newer key list, or telephone the desk that issued it."}},
	NotAPass: {scheme.Text{ZH: "不是通行证的二维码，或没有扫全；编号的校验位也不符", EN: "Not the QR code of a pass, or not all of it; nor a pass number whose check digits fit"},
		scheme.Text{ZH: "再扫一次；扫不出就输入证件编号。", EN: "Scan it once more; if it cannot be read, type the pass number."}},
	Newer: {scheme.Text{ZH: "二维码由更新版本的程序写成", EN: "The QR code was written by a newer program"},
		scheme.Text{ZH: "请换用新版本核对；在此之前按编号查。", EN: "Check it with that version; until then look the number up."}},
	NumberOnly: {scheme.Text{ZH: "名单里没有说这个编号失效；只凭编号证明不了真假，也看不出是不是旧的一份", EN: "No list speaks against this number; a number alone proves nothing, nor which copy it is"},
		scheme.Text{ZH: "有二维码的请扫码；扫不了的，核对纸面和本人。", EN: "Scan the QR code if there is one; if not, compare the paper and the person."}},
}

// Sentences are what the guard reads, by outcome, for a page that answers by itself.
func Sentences() map[Outcome]Told { return maps.Clone(sentences) }

// Warning is what the lists cannot tell.
type Warning string

const (
	NoRecalls  Warning = "no_recalls"
	NotCovered Warning = "not_covered"
	RecallsOld Warning = "recalls_old"
	WrongClock Warning = "wrong_clock"
)

// Warnings are the sentences of all.
func Warnings() map[Warning]scheme.Text { return maps.Clone(warnings) }

var warnings = map[Warning]scheme.Text{
	NoRecalls:  {ZH: "没有收回名单：收回、挂失、作废的查不出来", EN: "There is no recall list: what was recalled, lost or made void is not found"},
	NotCovered: {ZH: "收回名单里没有这个站点的情况：它收回的查不出来", EN: "The recall list does not speak for this station: what it recalled is not found"},
	RecallsOld: {ZH: "收回名单已过期：此后收回的查不出来，请换一份新的", EN: "The recall list is past its end: later recalls are not found; get a newer one"},
	WrongClock: {ZH: "收回名单的时间比这台设备的还晚：请看设备的日期", EN: "The recall list is of a later time than this device's: look at the device's date"},
}
