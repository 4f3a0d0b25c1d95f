package tui

// What may become of a paper, as the screen of a pass says it.
var (
	tStillOut = both("第 %d 份旧证还在外：收回后登记交回，作废或挂失（脚本：return、void、lost）", "copy %d is still out: register its return, make it void, or report it lost (scripts: return, void, lost)")

	tActReturned     = both("交回", "Returned")
	tActReturnedWhat = both("登记纸证已经交回；有旧证在外的，先登记旧证。", "The paper came back; an older one that is still out is meant first.")
	tActReturnedDone = both("已登记交回", "Registered as returned")
	tActVoid         = both("作废", "Void")
	tActVoidWhat     = both("这张纸证作废，编号不变，补打是下一份。", "This paper becomes void, not the number: a reprint is the next copy.")
	tActVoidDone     = both("已作废", "The paper is void")
	tActLost         = both("挂失", "Lost")
	tActLostWhat     = both("这张纸证不再有效，编号不变，补打是下一份。", "This paper is good no longer; the number stays, a reprint is the next copy.")
	tActLostDone     = both("已挂失", "Recorded as lost")
	tActNotFound     = both("未找到", "Not found")
	tActNotFoundWhat = both("要收回的纸证没有找到；以后找到的再登记交回。", "The recalled paper was not found; if it turns up it is registered then.")
	tActNotFoundDone = both("已登记未找到", "Recorded as not found")
	tActRefused      = both("拒交", "Refused")
	tActRefusedWhat  = both("持证人不交回要收回的纸证。", "The holder does not give the recalled paper back.")
	tActRefusedDone  = both("已登记拒不交回", "Recorded as refused")

	tActReinstate     = both("恢复", "Reinstate")
	tActReinstateWhat = both("撤销收回：纸证还在本人手里的继续有效，不在的可补打下一份。", "The recall is taken back: a paper in hand is good again, else the next copy may be made.")
	tActReinstateDone = both("已恢复", "Reinstated")

	tWhyHolderBrought = both("本人交来", "brought by the holder")
	tWhyFetched       = both("上门收回", "fetched")
	tWhyNotHome       = both("人不在住处", "not at home")
	tWhyWouldNot      = both("本人不同意交回", "the holder would not")
	tWhyCleared       = both("核实后排除", "verified and cleared")
)
