package tui

// What goes to upstream, and what comes back.
var (
	tExchange     = both("与上级交换", "exchange with upstream")
	tExchangeWhat = both("收下这个文件夹里上级给本站的包裹（回执、任务、名单），再把还没有回执的做成一个密封包裹放进去。包裹只有上级打得开；几个站点可以共用一只 U 盘。",
		"Takes in what upstream sent to this station in the folder (receipts, tasks, lists), and puts there what has no receipt yet as one sealed parcel. Only upstream opens it; several stations may share one stick.")
	tStickFolder    = both("文件夹", "Folder")
	tStickFolderHow = both("U 盘上的，如 E:\\ 或 /media/usb", "on the stick, as E:\\ or /media/usb")
	tOutbox         = both("发件箱和上级任务", "outbox and upstream's tasks")
	tOutboxWhat     = both("上级还没有回执的，等了多久，下一步做什么；上级交办的任务。", "What upstream has not receipted, since when, and what to do; and what upstream asks of this station.")

	tFinishTask     = both("办结上级任务", "settle a task of upstream's")
	tFinishTaskWhat = both("任务要做的（收回、登记申诉等）先在证上办好，再在这里办结；上级会收到。任务的编号见「发件箱和上级任务」。",
		"First do on the pass what the task asks (recall it, take an appeal down and so on), then settle it here; upstream is told. Its ID stands in the list of tasks.")
	tTaskID         = both("任务编号", "Task")
	tTaskIDHow      = both("如 t-0001", "as t-0001")
	tTaskOutcome    = both("结果", "Outcome")
	tTaskOutcomeHow = both("1已办 2办不到", "1 done 2 cannot")
	tTaskDone       = both("已办", "done")
	tTaskCannot     = both("办不到", "cannot be done")
)
