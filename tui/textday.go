package tui

// The words of the day's close.
var (
	tCloseDay     = both("日结", "close the day")
	tClosingTitle = both("日结：清点核对", "Close of the day")
	tCountingDay  = both("正在清点", "counting")
	tDayIs        = both("日期 %s", "Day %s")
	tDayCounts    = both("签发 %d  不予 %d  待核 %d  打印 %d  签字 %d  取消 %d  收回 %d", "issued %d  refused %d  open %d  printed %d  signed %d  cancelled %d  recalled %d")
	tDayPapers    = both("补打 %d  作废 %d  挂失 %d  交回 %d", "reprinted %d  void %d  lost %d  handed in %d")
	tDayCases     = both("核定 %d  申诉 %d  申诉决定 %d  特别通行 %d  转办 %d", "settled %d  appeals %d  appeals decided %d  special passes %d  sent elsewhere %d")
	tNumberSum    = both("编号 %d = 已发 %d + 未用 %d + 本册之前 %d + 分叉停用 %d；缺号 %d", "Numbers %d = given %d + free %d + before our book %d + lost in a fork %d; gaps %d")
	tSheetSum     = both("证纸 %d 份 = 打出 %d + 打坏 %d + 不明 %d + 未回答 %d", "Papers %d = out %d + spoiled %d + unknown %d + unanswered %d")
	tSheetDay     = both("今日送打印 %d 份：打出 %d，打坏 %d，不明 %d；同一份重复打印共 %d", "Today %d sent: %d out, %d spoiled, %d unknown; second papers of a copy in all %d")
	tSpoiledPaper = both("  打坏 %s 第%d份 %d 次", "  spoiled %s copy %d: %d")
	tSpoiledMore  = both("  还有 %d 份打坏过，日结单上全部列出", "  %d more were spoiled: the closing slip lists them all")
	tOpenEnds     = both("未打印 %d  未签字 %d  纸未回答 %d  待核定 %d  申诉 %d  待收回 %d", "not printed %d  not signed %d  papers unanswered %d  to settle %d  appeals %d  to take back %d")
	tOldPapersOut = both("旧纸还在外面的证 %d 张：新的一份已发，旧的没有交回、作废或挂失", "Passes whose earlier paper is still out, though another replaced it: %d")
	tUnlistedOpen = both("名单里谁也没有列入的行还有 %d 行：Ctrl+P 输 mylr，问清后写明结果", "Rows of lists that list nobody still wait: %d (Ctrl+P, \"list nobody\")")
	tDayClosed    = both("已日结。第 %d 号事件，链头 %s；F5 打印日结单，请签字", "Closed. Event %d, head %s: F5 prints the closing slip, to be signed")
)
