// Package registry knows what is true of passes everywhere: their numbers, the
// events that happen to them, the order in which those may happen, and who may
// do what. It is pure: no SQL, no files, no terminal, no clock, no chance.
//
// # The life of a pass
//
//	application ─ checked ─┬─ refused ─ appeal
//	                       ├─ parked ─ settled
//	                       └─ issued ─ printed ─ signed ─┬─ recalled ─ returned | refused | not found
//	                            │         │              ├─ appeal ─ upheld | corrected | reinstated
//	                            cancelled─┘              ├─ reprinted, corrected: the next copy
//	                                                     ├─ void, lost, returned
//	                                                     └─ expired
//
// A person has one number for life in a scheme. Issued gives it; Reissued, Reprinted
// and Corrected keep it and raise the copy. Cancelling, recalling, losing a paper or
// making it void never frees the number (《甬行证》证件编号必须一人一号). What is known
// of every copy that was made stays with the pass (papers.go): a correction is not
// done before the old paper is marked.
//
// # The transition table
//
// Drawn from the table in life.go; go test -run Drawn -update draws it anew.
//
//	(none)             Issued ─→ issued
//	issued             PrintIntended, Corrected, CopySkipped ─→ issued
//	                   PrintedOut ─→ printed | issued
//	                   Signed ─→ signed
//	                   Cancelled ─→ cancelled
//	                   Expired ─→ expired
//	                   RecallOrdered ─→ recalled | recalled_returned
//	printed            PrintIntended ─→ printed
//	                   PrintedOut ─→ printed | issued
//	                   Signed ─→ signed
//	                   Cancelled ─→ cancelled
//	                   Reprinted, Corrected ─→ issued
//	                   Voided ─→ voided
//	                   Lost ─→ lost
//	                   Returned ─→ returned
//	                   Expired ─→ expired
//	                   RecallOrdered ─→ recalled
//	signed             PrintIntended, PrintedOut ─→ signed
//	                   Reprinted, Corrected ─→ issued
//	                   Voided ─→ voided
//	                   Lost ─→ lost
//	                   Returned ─→ returned
//	                   Expired ─→ expired
//	                   RecallOrdered ─→ recalled
//	cancelled          PrintedOut ─→ cancelled
//	                   Corrected, Reissued ─→ issued
//	                   Returned ─→ returned
//	                   RecallOrdered ─→ recalled_returned
//	voided             PrintedOut ─→ voided
//	                   Reprinted, Corrected, Reissued ─→ issued
//	                   Returned ─→ returned
//	                   RecallOrdered ─→ recalled_returned
//	lost               PrintedOut ─→ lost
//	                   Reprinted, Corrected, Reissued ─→ issued
//	                   Returned ─→ returned
//	                   RecallOrdered ─→ not_found
//	returned           PrintedOut ─→ returned
//	                   Corrected, Reissued ─→ issued
//	                   RecallOrdered ─→ recalled_returned
//	expired            PrintedOut, CopySkipped ─→ expired
//	                   Corrected, Reissued ─→ issued
//	                   Voided ─→ voided
//	                   Lost ─→ lost
//	                   Returned ─→ returned
//	                   RecallOrdered ─→ recalled | recalled_returned
//	recalled           PrintedOut ─→ recalled | recalled_returned
//	                   Signed, CopySkipped ─→ recalled
//	                   Reissued ─→ issued
//	                   Returned ─→ recalled_returned
//	                   ReturnRefused ─→ refused
//	                   NotFound ─→ not_found
//	                   Reinstated ─→ signed | printed | issued
//	refused            PrintedOut, ReturnRefused ─→ refused
//	                   Returned ─→ recalled_returned
//	                   NotFound ─→ not_found
//	                   Reinstated ─→ signed | printed
//	not_found          PrintedOut ─→ not_found | recalled_returned
//	                   Reissued ─→ issued
//	                   Returned ─→ recalled_returned
//	                   ReturnRefused ─→ refused
//	                   NotFound ─→ not_found
//	                   Reinstated ─→ reinstated
//	recalled_returned  PrintedOut ─→ recalled_returned | recalled
//	                   Reissued ─→ issued
//	                   Reinstated ─→ reinstated | issued
//	                   CopySkipped ─→ recalled_returned
//	reinstated         PrintedOut ─→ reinstated
//	                   Reprinted, Corrected, Reissued ─→ issued
//	                   Returned ─→ returned
//	                   RecallOrdered ─→ recalled_returned | not_found
//
// # Beside it
//
// Amended leads from every status to itself: no paper says what it puts right.
//
// The life of a parked or refused application, and of an appeal, is in case.go (settled;
// appealed, upheld or changed, reopened); the layout of a number in number.go; the
// chain of events in event.go.
package registry
