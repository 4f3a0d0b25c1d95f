// Package registry knows what is true of passes everywhere: their numbers, the
// events that happen to them, the order in which those may happen, and who may
// do what. It is pure: no SQL, no files, no terminal, no clock, no chance.
//
// # The life of a pass
//
//	application ─ checked ─┬─ refused
//	                       ├─ parked
//	                       └─ issued ─ printed ─ signed
//	                            │         │        │
//	                            cancelled─┘        ├─ recalled ─ returned
//	                                               ├─ lost
//	                                               └─ reprinted: issued again, next copy
//
// A person has one number for life in a scheme. Issued gives it; Reissued keeps
// it and raises the copy. Cancelling, recalling or losing a paper never frees
// the number (《甬行证》证件编号必须一人一号). The table that says which event may
// follow which state is in life.go, that of a parked or refused application
// (settled; appealed, upheld or changed, reopened) in case.go; the layout of a
// number in number.go; the chain of events in event.go.
package registry
