package main

// askWidth has nothing to ask: the Windows console draws signs of ambiguous
// width as the width table has them.
func (a *app) askWidth() {}
