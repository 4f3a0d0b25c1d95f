package tui

// What F1 says of a field: what goes in, why it is asked, and what happens when it is
// wrong. Each stands in the spec of its field; a test presses F1 in every one of them.
var (
	// Applicants.
	tWhyDocument = both("申领人出示的证件上的号码。居民身份证 18 位；旧 15 位号码会自动换算。港澳台居民、外国人的证件在公安发放点办理。没有身份证的孩子按 F3，写父母一方的号码。",
		"The number on the document shown. An ID card has 18 characters; an old number of 15 is converted. Documents from Hong Kong, Macau, Taiwan and abroad are served at police points. For a child without a card press F3 and give one parent's number.")
	tWhyKind  = both("号码本身看不出是哪种证件，请看着原件选一个数字。", "The number alone does not say which document it is: look at it and type a digit.")
	tWhyState = both("外国护照的签发国，三个字母，印在护照资料页上（如 USA、JPN）。同一串号码在两个国家是两本护照。",
		"The state that issued a foreign passport, three letters as on its page (USA, JPN). One number in two states is two passports.")
	tWhyName = both("照证件原样写，一个字都不改：生僻字、间隔号、繁体字都照写。印不出来的字留空手写，会在这里提示。",
		"As on the document, unchanged: rare characters, dots and traditional forms too. A character that no font has is written by hand, and this line says so.")
	tWhyBirth = both("出生日期，20140401 或 140401。没有身份证的孩子必须填：同一父母名下的孩子靠它分清。",
		"Birth date, 20140401 or 140401. A child without a card needs it: it tells the children of one parent apart.")
	tWhySex      = both("1 男，2 女。身份证号里已有性别；没有身份证的孩子必须填。", "1 male, 2 female. An ID number says it already; a child without a card needs it.")
	tWhyGuardian = both("父母一方的身份证号码，印在孩子的证上。文件写的是父母一方；其他监护人由负责人核定。",
		"One parent's ID number; it is printed on the child's pass. The papers say one parent; for any other guardian an officer decides.")
	tWhyGuardianName = both("可以不填：读了卡、在册或在名单上的自动填入；没有填的，存根联和签字册上留线手写。孩子的证由监护人签字。",
		"May be left out: it comes from the card, the register or the list; else the stub and the ledger leave a line to write it on. The guardian signs for the child.")
	tWhyRelation = both("这个号码是孩子的谁的：1 父亲，2 母亲，3 祖父母、外祖父母，4 其他亲属，5 监护机构；也可以直接写（如 祖母、养父、其他监护人）。父母以外的须负责人核定。",
		"Whose number this is: 1 father, 2 mother, 3 grandparent, 4 another relative, 5 an institution; or in words (祖母, 养父, other). An officer decides about anybody but a parent.")
	tWhyOther = both("父母另一方的号码，有就填：不印在证上，父母分别来领时靠它认出是同一户的孩子。",
		"The other parent's number, if it is known: it is not printed; by it a child is known again when the other parent comes.")
	tWhyOwn = both("户口簿上孩子本人的号码，有就填：不印在证上，但从此按它认人，换谁的号码来领都不会重复。",
		"The child's own number in the household book, if there is one: it is not printed, but from now on it tells the child apart, whichever parent comes.")
	tWhyProxy = both("原则上由本人申领。本人不能来的，写明来领的人、与本人的关系和原因，三项一起填；印在存根和签字册上，由代领人签字；孩子的证由监护人签字。",
		"In principle the person comes. For somebody who cannot, name who came, the relation and the reason, all three; they are printed on stub and ledger, and the proxy signs; for a child the guardian does.")
	tWhyProxyRelation = both("代领人是本人的什么人：选一个数字，或直接写。", "Who the proxy is to the person: 1 child, 2 spouse, 3 parent, 4 relative, 5 neighbour, 6 community worker; or in words.")
	tWhyProxyReason   = both("本人为什么不能来：选一个数字，或直接写。没有原因的，这里不发；成批录入的，由负责人核定。", "Why the person cannot come: a digit, or in words. Nothing is issued here without it; in a batch an officer settles it.")
	tWhyPhone         = both("可以不填。通知收回、补办、答复时用。", "May be left out. For calling about a recall, a reprint or an answer.")
	tWhyAddress       = both("可以不填。入户送证、核对同名时用。", "May be left out. For delivery at the door and for telling namesakes apart.")

	// The box at home; while the day opens it takes the last paper's number, too.
	tWhyBox = both("什么都能输：读卡、身份证号、姓名、拼音首字母、末四位、通行证编号；36.5 这样的数是体温。回车做这一行说的事。",
		"It takes everything: a card, an ID number, a name, initials, the last four, a pass number; 36.5 is a temperature. Enter does what the line says.")
	tWhyOpening = both("开机的问题：这里写最后打出来的那张证的编号，照纸上写；和登记册对得上，就知道册子没有退回旧状态。纸不在手头按 Ctrl+X。卡、姓名、身份证号照样收，谁先来就先办。",
		"The opening question: the number on the last pass that was printed, as on the paper; where it fits the register has not gone back. Ctrl+X: it is not at hand. Cards, names and ID numbers are taken as ever.")

	tWhyCorrectKind = both("哪种证件登记错了就改这里：0 居民身份证，1 到 5 港澳台居民、外国人等的证件，6 没有证件的孩子（印父母一方的号码）。改了种类，下面的栏跟着变；已填的留着，改回来还在。",
		"The kind of document, where that was entered wrongly: 0 an ID card, 1 to 5 the documents of others, 6 a child without one (a parent's number is printed). The fields below follow it; what stood in them is kept, should you change back.")

	// F2.
	tWhyTemp = both("体温，摄氏度，一位小数，如 36.5。重新量了就直接打新的数，代替旧的。到了本方案的发热线就不签发；34 到 43 以外的不是体温，填不进去。",
		"The temperature in degrees Celsius with one decimal: 36.5. Measured again, type the new one: it takes the old one's place. From the scheme's fever line on nothing is issued; below 34 or above 43 is no temperature and is refused.")
	tWhyCount = both("天数，写整数；没有就写 0。空着是没有说：要用到它的规则按没有说判，不当作 0。",
		"A whole number of days; 0 where there were none. Empty says nothing: a rule that needs it does not take that for 0.")
	tWhyDay = both("哪一天：0201 或 20200201。四位数是最近的那一天；将来的日子不收。空着是没有说，不当作没有。",
		"Which day: 0201 or 20200201. Four digits are the latest such day; one in the future is refused. Empty says nothing.")
	tWhyDays = both("哪几天，中间空一格；连续的写 0301~0314。将来的日子不收，看不懂的一段会指出来，改好才能签发。",
		"Which days, with blanks between; a run as 0301~0314. A day in the future is refused, and so is what cannot be read: it is put right before the pass.")
	tWhyTests = both("核酸检测：日期后面 - 是阴性，+ 是阳性，? 是结果没出，如 0220-；几次的中间空一格。照检测单写，不听口说。",
		"Tests: the day, then - for negative, + for positive, ? for no result yet, as 0220-; blanks between several. As on the paper that is shown.")
	tWhyStays = both("去过哪里、哪天离开：地方写名称或行政区划代码，如 武汉 0220；几处的用逗号隔开。地区名单按离开的日子判，还没离开的写今天。",
		"Where the person was and left when: a name or a division code, and the last day: 420100 0220; commas between several. The lists of areas are asked by that day; who has not left writes today.")
	tWhyWords = both("照证明上的原话写；可以不填。签发时记入登记册。", "In the words of the paper that is shown; it may stay empty. It is kept with the pass.")

	// Files and lists.
	tWhyFileOut = both("写到哪个文件：写全路径，如 E:\\备份 或 /media/usb/x。给出的名字可以直接用。已有的文件不覆盖；文件夹不在、盘满了，什么都不写，说明原因。",
		"The file to write, with its whole path: E:\\backup or /media/usb/x. The name that is offered will do. No file is written over; where the folder is missing or the disk full, nothing is written and it says why.")
	tWhyFileSheet = both("新的恢复页写到哪个文件：写全路径，打印后删掉。已有的文件不覆盖。", "The file for the new sheet, with its whole path: print it, then delete it. No file is written over.")
	tWhyFileList  = both("名单文件的全路径：xlsx、CSV 或 JSON 行；.xls 先另存为 .xlsx。读了只给您看，按 Ctrl+Y 才执行。同一个文件再来一次不会再列一遍。",
		"The list's file with its whole path: xlsx, CSV or JSON lines; save an .xls as .xlsx first. It is read and shown, and Ctrl+Y then does it. The same file again lists nobody twice.")
	tWhyFileDirectory = both("通讯录文件的全路径：CSV 或 JSON 行。有一行不能用就一行也不载入，并说是哪一行。", "The directory's file with its whole path: CSV or JSON lines. Where one line cannot be used none is loaded, and it says which.")
	tWhyFormat        = both("给谁用就选哪种：1 csv，2 xlsx 用表格软件看（号码按文本写，不会变成科学计数），3 jsonl 给别的程序读。", "By who reads it: 1 csv, 2 xlsx for a spreadsheet (numbers are written as text and stay whole), 3 jsonl for another program.")
	tWhySourceRecall  = both("依据谁的名单收回：部门和日期，如 区疾控 3月9日，至少两个字。它就是收回的原因，印在通知上、记在每个人的经过里；同一来源的新名单代替旧的。",
		"On whose list papers are fetched: the office and the day, two characters at least. It is the reason of each recall and stands on the notice; a newer list of the same source replaces the older.")
	tWhySource = both("是谁的名单：写部门，如 区疾控。文件里有这一列的可以不填。每一条都记着来源；同一来源的新名单代替旧的，所以每次写法要一样。",
		"Whose list it is: the office. It may stay empty where the file has a column of it. Every entry keeps it; a source's newer list replaces its older one, so write it the same each time.")
	tWhyGround = both("名单没有原因一列时，全部按这个原因：1 密切接触，2 疫情严重地区，3 症状，4 其他。原因决定颜色和天数；名单里逐行写了原因的，以名单为准。",
		"For all rows where the list has no column of reasons: 1 contact, 2 hard-hit area, 3 symptoms, 4 other. It decides the colour and the days; what a row says itself counts more.")
	tWhyEntry  = both("要移出的是哪一条：写它的条目号，上面列着，一次一条。移出以后，审核不再查它；别的名单上另有的，还在。", "Which entry is lifted: its number, as it stands above, one at a time. No check asks it any more; what another list says of the person stays.")
	tWhyReason = both("为什么：谁说的、凭什么，至少两个字。密封存入登记册，经过里看得到；说不出的不办。", "Why: who says so and on what, two characters at least. It is sealed in the register and shows in the history; without it nothing is done.")

	// Upstream.
	tWhyTask        = both("任务写的证件编号；没有证的写案件号；同一张证有几件的，写任务编号（如 t-0001），见「与上级交换」。", "The pass number of the task; the case where there is no pass; of several about one pass the task's own number (t-0001), as the exchange screen shows it.")
	tWhyTaskOutcome = both("1 已办，2 办不到。先在证上把事情办完，再填 1；办不到的要写明原因，上级会收到。", "1 done, 2 cannot be done. First do it on the pass itself, then 1; where it cannot be done say why: upstream gets it.")
	tWhyHearingTask = both("别的发放点转来公安决定的申诉：写它的案件号，或任务编号（如 t-0001），见「与上级交换」。", "An appeal of another point's that the police decide: its case there, or the task's number (t-0001), as the exchange screen shows it.")
	tWhyHearing     = both("1 维持：原来的决定不变；2 变更：原来的决定错了。决定经上级回到发证的站点，由它照办。", "1 uphold: the decision stays; 2 change: it was wrong. Through upstream it goes back to the desk that issued, which does it.")
	tWhyEvidence    = both("材料：申诉人带来的、或据以决定的材料，写名称和日期；决定时什么也没有的，写无。", "What the person brought, or on what it is decided, with its date; where there is none at the decision, write none.")
	tWhyTarget      = both("写 U 盘上的文件夹，包裹写在那里；有网络的写上级给的 https:// 网址。换成网址时下面多出令牌和指纹两栏。没有交换成的，登记册一件不少，再做一次就行。",
		"A folder on a stick, where parcels are left; or the https:// address from upstream, which asks for a token and a fingerprint below. Where it fails nothing is lost: do it again.")
	tWhyToken = both("上级发给本站的令牌所在文件的全路径。令牌说明是哪个站点来交，不要给别人；不对的上级不收，会说明。", "The whole path of the file with this station's token. It says which station brings the parcel: give it to nobody. A wrong one is refused and told.")
	tWhyCert  = both("上级用自造证书时才填：64 位的指纹，先打电话一位一位核对。填了就只认这一张；不知道的空着。", "Only where upstream made its own certificate: the fingerprint of 64 digits, compared by telephone. Then no other is trusted; leave it empty if you have none.")

	// Epochs, sheets, papers.
	tWhyLastPaper = both("这台电脑最后打印的那张证上的编号，照纸上写。它比登记册新，就知道缺了哪一段；纸不在手头写 none，跳过的就多一些。", "The number on the last pass that this laptop printed, as on the paper. Where it is newer than the register it shows what is missing; none where it is not at hand.")
	tWhyWords24   = both("恢复页上的词，按顺序写，中间空一格。核对过才知道恢复页真的能用；错了会说，可以再输。", "The words on the recovery sheet, in order, with a blank between them: only so is it known that the sheet helps. A wrong one is told; type them again.")
	tWhyCardPlace = both("从一张联卡纸的第几位印起：从左到右、从上到下数。新的一张写 1；接着用半张的写第一个空位。超出这张纸的不收，图上标着这次印哪几位。", "The place of the card sheet where printing begins, counted row by row: 1 for a new sheet, else its first free place. One that the sheet has not is refused; the sketch marks those printed now.")
	tWhyLastGood  = both("看着纸写：最后打好的是第几张。它前面的算打出，后一张算打坏，再后面的算没有打。一张也没有写 0；零散的写 1-3,5，其余算打坏；没有打的加叹号 4-9!；说不清的加问号 4?。打坏的、没有打的按 F5 重打，份数不变。",
		"Look at the paper: the last good sheet. Those before it came out, the next is spoiled, those behind were never printed. None: 0; single ones: 1-3,5; never printed: 4-9!; where nobody can say: 4?. F5 prints what is missing as the same copy.")
	tWhyPlace = both("纸送到哪里：打印机的地址 ipp://，或一个文件夹，或一个 .pdf 文件；上面列着的打印机按数字选。按回车记住，以后都送这里；地址不通会说明，证照样发出，等着打印。",
		"Where papers go: a printer's address ipp://, a folder or a .pdf file; of the printers that are listed press the digit. Enter keeps it from now on. One that does not answer is told; the pass stands and waits for its paper.")
	tWhyPrinterName = both("校正给哪台打印机：名称照记住的写。名字记错了就没有用，所以没有记住的名字要按两次才保存。", "For which printer: its name as it is remembered. A name with a slip would serve nobody, so one that is not remembered takes the key twice.")
	tWhyFrontSide   = both("按 F5 打出校准页，用尺量正面四条线到纸边的毫米数：左,右,上,下，如 20.5,190.5,19.5,276.5，用逗号隔开。量得不像话的不收，会说是哪一个；空着是不改。", "F5 prints the sheet; measure its four lines on the front in millimetres: left,right,top,bottom as 20.5,190.5,19.5,276.5. What cannot be is refused and told; empty leaves it as it is.")
	tWhyBackSide    = both("把校准页翻过来，照样量背面的四个数：左,右,上,下。只印一面的空着。", "Turn the sheet and measure the back in the same way: left,right,top,bottom. Empty where only one side is printed.")

	// Operators, the lock and the settings.
	tWhyOperator = both("操作员的姓名：签字册和每件事都记着是谁办的，添加以后不能改。最多 50 个字，不能和在用的重名。", "The operator's name: the ledger and every entry say who did it, and it cannot be changed. 50 characters at most, and nobody else's.")
	tWhyRoles    = both("能办什么：1 志愿者（核对、签发、打印、签字），2 负责人（加上核定、收回、申诉、日结），3 民警（公安发放点的负责人，另办港澳台居民和外国人），4 保管员（操作员、设置、恢复）。可以多选，如 24。",
		"What they may do: 1 volunteer (check, issue, print, sign), 2 officer (also settle, recall, appeals, the day), 3 police (an officer at a police point, for all documents), 4 keeper (operators, settings, restore). Several: 24.")
	tWhyFresh      = both("新的口令：至少 14 个字符，或五个词；太短的当场说明，不能保存。登记册用它加密，忘了只有恢复页能救。", "The new passphrase: 14 characters or five words at least; a shorter one is refused at once. The register is sealed with it; who forgets it needs the recovery sheet.")
	tWhyAgain      = both("同一个口令再输一遍，两遍一样才算：手滑设错的口令谁也打不开。", "Once more, the same: so that a slip of the finger locks nobody out.")
	tWhyOwnPass    = both("您自己现在的口令，证明是您在改；不对就什么都不改。", "Your own passphrase of now: it shows that it is you. Where it is wrong nothing is changed.")
	tWhyWho        = both("谁来用：上下键换操作员，也可以直接写。以后办的事都记在这个名下。", "Who sits down: Up and Down walk through the operators, or type the name. What is done from now on stands under it.")
	tWhyPassphrase = both("登记册的口令：照设的时候输，看不见字，只有星号。不对就不开，可以再试；忘了用恢复页，在命令行恢复。", "The register's passphrase, shown as stars. A wrong one opens nothing; try again. Whoever forgot it needs the recovery sheet.")
	tWhyPIN        = both("您今天设的六位数字，输满就解锁。连错三次、过了今天或电脑睡过，就要输口令。", "The six digits that you set today; the sixth opens the desk. After three wrong ones, the next day, or a sleep of the laptop the passphrase is asked.")
	tWhyPINToday   = both("可以不填。六位数字，今天锁定以后凭它解锁，不用再输口令；123456、111111 这样的不收。只在今天、这台电脑上有效。", "May be left out: six digits that lift a lock today in the passphrase's place; no 123456 and no 111111. Good today and on this laptop only.")
	tWhyNewValue   = both("%s：填 %s。别的不收。改了马上生效，以后的审核都用它；已发的证不变。", "%s: %s. Nothing else is taken. It is in force at once, for every check from now on; passes that were issued stay.")
	tWhyOrder      = both("依据：哪个部门、哪一号文件让改的，至少两个字。审核的说明和 F1 里都印着它；没有依据不改。", "On whose order: the office and the paper's number, two characters at least. It stands beside every verdict that uses the number; nothing is changed without it.")

	// The first run.
	tWhyDivision  = both("本站所在的县（市、区）：写名称、拼音或六位代码，在下面的列表里用上下键选，回车定。它印在编号里，以后不能改；别的市的不列出。", "The county of this station: its name, pinyin or six digits, then choose below with Up and Down; Enter takes it. It is a part of every number and cannot be changed later.")
	tWhyStation   = both("站点代码：三位，印在每个编号里。上级给了就写上级给的；没有上级的，用给出的 900 到 999 里的一个，两台电脑不要同一个。", "The station code: three digits, printed in every number. Where the authority gave one, take that; else one of 900 to 999 as it is offered, and never the same on two laptops.")
	tWhyPoint     = both("发放点名称印在证上：写群众看得懂的全名，不写简称。", "The point's name is printed on the pass: write it in full, as people call it.")
	tWhyFirstName = both("操作员：您自己的姓名，签字册和登记都记着是谁办的。第一个操作员是负责人，也管设置。", "The operator: your own name. The ledger and every entry say who did it. The first operator is officer and keeper.")
	tWhyStart     = both("接续编号：以前在纸本上发过证的，写下一个要用的序号；没有发过就是 1。前面的序号算作本册以前的。", "Where a paper book was kept, the next serial to use; else 1. The serials before it count as before our book.")
	tWhyNewest    = both("最后一张证：用同一个站点代码打出来的证里，编号最大的那一张，照纸上写 14 位或 16 位编号。旧电脑上发到哪里，新电脑就从下一期接着发，不会重号。", "The newest paper: of those printed under this very code the one with the highest number; type the 14 or 16 digits as they stand on it. This laptop goes on in the next epoch, so that no number comes twice.")
	tWhyEpoch     = both("期号至少：编号里站点代码后面的那一位。只有上级告诉过您从第几期开始，才写；不知道就空着。", "The least epoch: the digit behind the station code in a number. Only where the authority has told you with which one to begin; else leave it empty.")

	// Searching.
	tSearchField     = both("查找", "Search")
	tWhyFindCase     = both("直接打字就查：姓名、拼音首字母、证件末几位、案件号，列表跟着变少；Esc 清掉。读卡也行。一件也没有就换一个视图（Tab）再看。", "Just type: a name, initials, the last digits of a document, a case; the list shrinks as you type, Esc clears it. A card does as well. Nothing found: look in another view (Tab).")
	tWhyFindAppeal   = both("直接打字就查：姓名、拼音首字母、案件号。写全证件编号或身份证号再按回车，到整本登记册里找这个人能申诉的证和不予签发。别的发放点发的证，这里不受理，会写出该去哪里。", "Just type: a name, initials, a case. A whole pass or ID number and Enter asks the register what the person may appeal about. A pass of another point's is not taken here; it says where to go.")
	tWhyFindRecall   = both("直接打字就查：楼栋、姓名、拼音首字母、证件编号；Esc 清掉。本人拿纸来的，打他的姓名或读卡，再按 Ctrl+Y 交回。", "Just type: a building, a name, initials, a pass number; Esc clears it. Who brings the paper: type the name or read the card, then Ctrl+Y.")
	tWhyFindBuilding = both("直接打字就查：楼栋的名字或号数；Esc 清掉，回车进这一栋。", "Just type: the building's name or number; Esc clears it, Enter goes in.")
	tWhyFindDoor     = both("直接打字就查：门牌或姓名；Esc 清掉。走到哪一户就打哪一户的门牌，再按一个键登记。", "Just type: the flat or the name; Esc clears it. Type the flat at whose door you stand, then one key enters what came of it.")
)
