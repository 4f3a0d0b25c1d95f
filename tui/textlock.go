package tui

// The lock's words.
var (
	tChangeOperator = both("换操作员", "change operator")
	tPIN            = both("PIN", "PIN")
	tPINHow         = both("六位数字", "six digits")
	tPINToday       = both("今日 PIN", "PIN for today")
	tPINTodayHow    = both("可不填；六位数字，今天锁定后凭它解锁", "optional: six digits lift a lock today")
	tOrPassphrase   = both("或口令", "or passphrase")
	tWrongPIN       = both("PIN 不对，还可以试 %d 次", "Wrong PIN, %d more")
	tPINSpent       = both("PIN 不能再用，请输入口令", "The PIN no longer opens: type the passphrase")
	tOtherOperator  = both("换操作员", "another operator")
)

// The operators' words.
var (
	tOperators        = both("操作员", "operators")
	tOwnPassphrase    = both("换自己的口令", "change your passphrase")
	tOperatorsTitle   = both("操作员：谁可以打开登记册", "Operators: who may open the register")
	tAddOperator      = both("添加", "add")
	tDisableOperator  = both("停用", "disable")
	tChangePassphrase = both("换口令", "new passphrase")
	tRoles            = both("角色", "Roles")
	tRolesHow         = both("1志愿者 2负责人 3民警 4保管员，可多选", "1 volunteer 2 officer 3 police 4 keeper")
	tVolunteer        = both("志愿者", "volunteer")
	tOfficer          = both("负责人", "officer")
	tPolice           = both("民警", "police")
	tKeeper           = both("保管员", "keeper")
	tDisabled         = both("已停用", "disabled")
	tTheirPassphrase  = both("他的口令", "Their passphrase")
	tNewPassphrase    = both("新口令", "New passphrase")
	tYourPassphrase   = both("您的口令", "Your passphrase")
	tPassphraseOf     = both("给 %s 换口令", "A new passphrase for %s")
	tDisableSure      = both("再按一次 Ctrl+X 停用 %s：此后不能解锁，已办的事仍记在名下", "Ctrl+X again disables %s: no more unlocking; what was done stays under the name")
	tOperatorAdded    = both("已添加，现在就可以解锁", "Added, and may unlock from now on")
	tOperatorDisabled = both("已停用", "Disabled")
	tPassphraseSet    = both("新口令已设，旧口令不再有效", "The new passphrase is set; the old one no longer opens")
)
