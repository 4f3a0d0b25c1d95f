package storetest

// fault is what the store was asked to get wrong.
type fault struct {
	in      int // the in-th append from now fails; 0 none
	happens bool
	shut    bool
}

// strikes counts an append, and answers whether it is the one that fails and
// whether it happens all the same.
func (f *fault) strikes() (failed, happens bool) {
	if f.in == 0 {
		return false, false
	}
	f.in--
	return f.in == 0, f.happens
}

// Fail lets the n-th append from now (1: the next) report ErrStorage: after it
// happened, or instead of it. Nothing is answered then until Reopen.
func (m *Memory) Fail(n int, happens bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault.in, m.fault.happens = n, happens
}

// Shut lets Reopen fail too, or no longer.
func (m *Memory) Shut(shut bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault.shut = shut
}
