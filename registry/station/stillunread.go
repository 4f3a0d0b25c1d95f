package station

import "passdesk/registry/scheme"

// StillUnread is a register in a folder that cannot be written, which cannot be read
// there either: something has to be written first.
type StillUnread struct{ Why scheme.Text }

func (u *StillUnread) Error() string              { return ErrReadOnlyFolder.Error() + ": " + u.Why.EN }
func (u *StillUnread) Unwrap() error              { return ErrReadOnlyFolder }
func (u *StillUnread) Sentences() (zh, en string) { return u.Why.ZH, u.Why.EN }
