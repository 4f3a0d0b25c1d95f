package tui

import (
	"regexp"
	"strings"
)

// What the rules and the station say is read by scripts and at the desk alike, and names a
// command where a script has one. At the desk it is said with the screen and the key.

// atDesk puts the ends of such sentences into the desk's words.
var atDesk = strings.NewReplacer(
	"要收回的用 recall 编号，或载入时加 --recall", "要收回的，在登记册打开它按 Ctrl+B；整份要收回的，改用载入收回名单",
	"recall NUMBER orders it back, or --recall with the import", "open it in the register and press Ctrl+B, or load the file as a recall list",
	"要收回的用 recall 编号", "要收回的，在登记册打开它按 Ctrl+B", "recall NUMBER orders it back", "open it in the register and press Ctrl+B to order it back",
	"是的用 recall 编号收回", "是的，在登记册打开那张证按 Ctrl+B 收回",
	"，脚本用 --facts", "", ", a script has --facts", "", "（--facts，名称与 correct 相同）", "（按 F2 更正申报）", " (--facts, with the names of correct)", " (F2 corrects them)",
	"（脚本加 --by police）", "", " (in a script with --by police)", "",
	"见 queue list", "见「与上级交换」（Ctrl+P 输 ysjjh）", "see queue list", "see the exchange screen (Ctrl+P, exchange)",
	"（命令加 --note）", "", " (--note)", "",
	"（命令 print outcome 编号 --outcome out）", "（Ctrl+P 打印队列）", " (command print outcome NUMBER --outcome out)", " (Ctrl+P, print queue)",
	"（print outcome）", "（Ctrl+P 打印队列）", " (print outcome)", " (Ctrl+P, print queue)",
	"（epoch new --anyway）", "（Ctrl+P 输 xqh）", " (epoch new --anyway)", " (Ctrl+P, new epoch)", "（epoch new）", "（Ctrl+P 输 xqh）", " (epoch new)", " (Ctrl+P, new epoch)",
	"命令加 --anyway，桌面上再按一次 Ctrl+Y", "再按一次 Ctrl+Y", "add --anyway, at the desk press Ctrl+Y once more", "press Ctrl+Y once more",
	"用 print ledger --blank N 预印空白页", "在签字册按 Ctrl+N 预印空白页", "print ledger --blank N", "Ctrl+N in the ledger",
	"；用 print queue 查看", "；打印队列里有全部", "; print queue lists them", "; the print queue lists them",
	"用 --proxy 写明", "写明", " with --proxy", "",
	"；要用请写 --sheet", "；要用的，先在表格软件里取消隐藏再存一次", "; name it with --sheet to use it", "; to use it, unhide it in the spreadsheet and save",
	"先用 enrol request 写申请，交上级签发许可，再用 enrol accept 收下", "请保管员照操作员指南（F1）并入上级", "Write an enrol request, let the authority license the station, and take its answer with enrol accept", "The keeper enrols it as the operator's guide says (F1)",
	"，用 enrol accept 收下", "，由保管员照操作员指南（F1）收下", ", with it, and take that with enrol accept", ", with it; the keeper takes it as the operator's guide says (F1)",
)

// byCommand is where a sentence names the command beside the key.
var byCommand = regexp.MustCompile(`（命令：? ?[a-z ]+）|[，；]命令：? ?[a-z ]+[a-z]| \(command:? [a-z ]+\)|[,;] command:? [a-z ]+[a-z]`)

// deskWords is a sentence as the desk says it.
func deskWords(s string) string { return byCommand.ReplaceAllString(atDesk.Replace(s), "") }
