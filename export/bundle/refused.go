package bundle

import "fmt"

// Why is the reason for which a parcel is not believed. The words are for scripts
// and for ever.
type Why string

const (
	NotAParcel    Why = "not_a_parcel"   // something else, or not in this form
	NewerParcel   Why = "newer"          // of a version that this build does not read
	NotOurs       Why = "not_ours"       // sealed for another recipient, or meant for one
	Changed       Why = "changed"        // a byte of the seal or of the packing
	CutOff        Why = "cut_off"        // it ends too early
	Extended      Why = "extended"       // something follows its end
	TooLarge      Why = "too_large"      // it unpacks to more than is allowed
	WrongCount    Why = "wrong_count"    // not as many items as the trailer or the manifest says
	WrongSum      Why = "wrong_sum"      // the content is not what was signed
	Stranger      Why = "stranger"       // nobody here knows who signed it
	Forged        Why = "forged"         // the signature is not the key's
	OutOfOrder    Why = "out_of_order"   // an event is missing, twice, or in another's place
	BrokenChain   Why = "broken_chain"   // an event does not follow the one before it
	NotTheRecord  Why = "not_the_record" // a record is not the one that its event commits to
	NotTheRoot    Why = "not_the_root"   // the Merkle root that was signed is of another log
	Misplaced     Why = "misplaced"      // something that does not stand in such a parcel
	ChangedSince  Why = "changed_since"  // the file is not the one that was checked
	OtherRegister Why = "other_register" // meant for another station
)

// Refused is why a parcel was not taken. It names nobody.
type Refused struct {
	Why  Why
	What string // which part, for those who look for the fault
	Err  error  // beneath it, when there is one
}

func (r *Refused) Error() string {
	s := "bundle: refused: " + string(r.Why)
	if r.What != "" {
		s += " (" + r.What + ")"
	}
	return s
}

func (r *Refused) Unwrap() error { return r.Err }

// Is compares the reasons, so that errors.Is(err, &Refused{Why: Forged}) asks one.
func (r *Refused) Is(target error) bool {
	t, ok := target.(*Refused)
	return ok && t.Why == r.Why
}

var sentences = map[Why][2]string{
	NotAParcel:    {"这不是发证台的包裹，或内容无法识别。请核对拿错了没有，或请对方重新制作。", "This is no parcel of passdesk, or it cannot be read. See whether it is the right file, or ask for it to be made again."},
	NewerParcel:   {"这个包裹由更新版本的程序制作。请先换用新版本。", "This parcel was made by a newer passdesk. Take that version first."},
	NotOurs:       {"这个包裹不是封给本处的（或开头已损坏）。请交给收件的那一方。", "This parcel is sealed for somebody else (or its first lines are damaged). Give it to the one it is for."},
	Changed:       {"包裹在路上被改动或损坏。请换一只 U 盘，或请对方重新制作。", "The parcel was changed or damaged on its way. Take another stick, or ask for it to be made again."},
	CutOff:        {"包裹不完整，后面缺了一段（拷贝没有完成就拔了盘？）。请重新拷贝。", "The parcel is cut off (was the stick pulled before it was copied?). Copy it again."},
	Extended:      {"包裹后面多出了内容。请对方重新制作。", "Something was added behind the parcel's end. Ask for it to be made again."},
	TooLarge:      {"包裹解开后大得不合理，没有解开。请核对来源。", "The parcel unpacks to more than is allowed, and was not unpacked. Look where it comes from."},
	WrongCount:    {"包裹里的条数与写明的不符。请对方重新制作。", "The parcel does not hold as many items as it says. Ask for it to be made again."},
	WrongSum:      {"包裹的内容与签名时的不同。请对方重新制作。", "What the parcel holds is not what was signed. Ask for it to be made again."},
	Stranger:      {"不认识这个包裹的签发方。请先登记许可（enrol），或核对来源。", "Nobody here knows who signed this parcel. Enrol first, or look where it comes from."},
	Forged:        {"包裹的签名是伪造的，或不是那一方签的。没有收下，请查明来源。", "The parcel's signature is forged or another's. It was not taken; find out where it comes from."},
	OutOfOrder:    {"包裹里的事件缺号、重号或次序不对。请对方重新制作。", "Events in the parcel are missing, there twice, or out of order. Ask for it to be made again."},
	BrokenChain:   {"包裹里的事件前后不相接：登记册被改过。请查明。", "An event in the parcel does not follow the one before it: the register was changed. Find out how."},
	NotTheRecord:  {"包裹里有一份资料不是当时登记的那一份。请查明。", "A record in the parcel is not the one that was registered. Find out how."},
	NotTheRoot:    {"包裹签名的树根与其中的事件不符。请查明。", "The tree that the station signed is not that of the events in the parcel. Find out how."},
	Misplaced:     {"包裹里有不该出现在这里的内容。请对方重新制作。", "The parcel holds something that does not belong there. Ask for it to be made again."},
	ChangedSince:  {"核对以后，文件又变了，没有收下。请重新拷贝再来一次。", "The file changed after it was checked, and was not taken. Copy it again."},
	OtherRegister: {"这个包裹是给另一个站点（另一台电脑）的。请交给那个站点。", "This parcel is for another station or laptop. Give it to that one."},
}

// Sentences tell a person what happened and what to do.
func (r *Refused) Sentences() (zh, en string) {
	s, ok := sentences[r.Why]
	if !ok {
		return fmt.Sprintf("包裹没有收下：%s。", r.Why), fmt.Sprintf("The parcel was not taken: %s.", r.Why)
	}
	return s[0], s[1]
}
