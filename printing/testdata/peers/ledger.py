"""The signature ledger with reportlab's canvas, as somebody writes it who minds
the time: ledger.py FONTS ROWS.tsv OUT.pdf"""
import sys

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

fonts, rows, out = sys.argv[1:]
pdfmetrics.registerFont(TTFont("R", fonts + "/StationSans-Regular.std.ttf"))
pdfmetrics.registerFont(TTFont("B", fonts + "/StationSans-Bold.min.ttf"))
width, height = landscape(A4)
columns = [("序号", 13), ("证件编号", 43), ("姓名", 40), ("证件号码", 45), ("监护人", 30), ("发证日期", 26), ("签字", 46), ("备注", 34)]
left = [10 * mm]
for _, w in columns:
    left.append(left[-1] + w * mm)
entries = [line.rstrip("\n").split("\t") for line in open(rows, encoding="utf-8")]
title, head = entries[0][0], entries[0][1]
entries = entries[1:]
per, top, high = 15, height - 38 * mm, 10 * mm
pages = (len(entries) + per - 1) // per
c = Canvas(out, pagesize=(width, height))
for page in range(pages):
    c.setFont("B", 17)
    c.drawString(left[0], height - 19 * mm, title)
    c.setFont("R", 9.5)
    c.drawString(left[0], height - 25.2 * mm, head)
    c.drawRightString(left[-1], height - 25.2 * mm, "第 %d 页 共 %d 页" % (page + 1, pages))
    c.grid(left, [top + 9 * mm] + [top - i * high for i in range(per + 1)])
    c.setFont("B", 9.5)
    for i, (name, w) in enumerate(columns):
        c.drawCentredString(left[i] + w * mm / 2, top + 3 * mm, name)
    for k, row in enumerate(entries[page * per:(page + 1) * per]):
        y = top - (k + 1) * high + 3.5 * mm
        for i, cell in enumerate(row):
            if cell:
                c.setFont("B" if i in (1, 2) else "R", 10)
                c.drawString(left[i] + 1.5 * mm, y, cell)
    c.setFont("R", 9)
    of = entries[page * per:(page + 1) * per]
    c.drawString(left[0], top - per * high - 8 * mm, "本页 %d 人　首号 %s　末号 %s" % (len(of), of[0][1], of[-1][1]))
    c.showPage()
c.save()
