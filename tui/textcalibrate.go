package tui

import "passdesk/tui/widget"

// The words of the screen that calibrates a printer.
var (
	tCalibrateAction  = both("校准打印机：输入校准页上量得的数", "calibrate a printer: type in what was measured")
	tCalibrateTitle   = both("校准打印机", "Calibrate a printer")
	tPrinterName      = both("打印机", "Printer")
	tFrontSide        = both("正面", "Front")
	tBackSide         = both("背面", "Back")
	tFourNumbersHow   = both("左,右,上,下 如 20.5,190.5,19.5,276.5", "left,right,top,bottom as 20.5,190.5,19.5,276.5")
	tPrinterNameFirst = both("先写打印机的名称", "first the printer's name")
	tOddPrinter       = both("没有记住叫这个名字的打印机，还没有保存。名字写错了就改；打成文件时要用的，再按一次", "No printer of this name is remembered; nothing is kept yet. Put the name right; to use it for files, press the key again")
	tNameOnPage       = both("。打成文件：名称照写的印在页上，没有核对是不是记住的打印机", ". Into a file: the name is printed as typed, and was not looked for among the printers that are remembered")
	tCalibrateKeep    = both("按 Ctrl+Y 保存", "Ctrl+Y keeps them")
	tCalibrated       = both("已保存，以后在这台打印机上都这样打印。按 F3 打印核对页再量一次", "kept: every print on this printer is drawn so. F3 prints the proof; measure it once more")
	tCalibrationReset = both("已取消校正", "the correction is taken back")
	tResetSure        = both("取消这台打印机的校正和纸张设置：再按一次 Ctrl+X", "take back the correction and the paper of this printer: Ctrl+X again")
	tStockPreprinted  = both("纸：预印好的证（联卡只打内容和二维码）", "Paper: pre-printed passes (card sheets get what is variable, and the QR code)")
	tStockPlain       = both("纸：白纸", "Paper: plain")
	tKeptNow          = both("现在保存的校正", "The correction that is kept")
	tNoCorrection     = both("没有", "none")
	tKeepNumbers      = both("保存", "keep")
	tPrintSheet       = both("打印校准页", "print the sheet")
	tPrintProof       = both("核对页", "proof")
	tTurnStock        = both("白纸/预印", "plain/pre-printed")
	tTakeBack         = both("取消校正", "take back")
	tKeysCalibrate    = both("校准打印机的屏幕上", "On the screen that calibrates a printer")
)

var calibrateTexts = []widget.T{
	both("F5 打印校准页（实际大小，双面）。用直尺从纸的左边量到左上、右上两个十字，从上边量到左上、左下两个十字，两面各四个数（毫米）。没有双面的，背面不填。", "F5 prints the calibration sheet (actual size, both sides). Measure from the left edge to the two upper crosses, and from the top edge to the two left ones: four numbers of each side, in mm. Leave the back empty where nothing is printed on it."),
}
