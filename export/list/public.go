package list

// DirectoryColumns are what a line of a directory holds, and what people call it.
var DirectoryColumns = []Column{
	{Key: "kind", Names: []string{"类型", "类别", "种类"}, Must: true},
	{Key: "name", Names: []string{"名称", "单位名称", "站点"}, Must: true},
	{Key: "division", Names: []string{"行政区划", "区划", "区县", "地区"}, Must: true},
	{Key: "address", Names: []string{"地址"}},
	{Key: "phone", Names: []string{"电话", "联系电话"}},
	{Key: "hours", Names: []string{"时间", "办公时间", "受理时间"}},
	{Key: "station", Names: []string{"站点代码", "站号", "station code"}},
}

// AreaColumns are what a line of a list of areas holds, and what people call it.
var AreaColumns = []Column{
	{Key: "kind", Names: []string{"类别", "类型"}, Must: true}, {Key: "division", Names: []string{"地区", "代码"}, Must: true},
	{Key: "from", Names: []string{"起"}}, {Key: "until", Names: []string{"止"}}, {Key: "source", Names: []string{"来源"}, Must: true},
}
