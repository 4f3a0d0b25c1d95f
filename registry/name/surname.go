package name

// surnames are readings that the dictionary does not give first, or not at all, when
// the character is a surname: the folded surname and its reading without tone. After
// 现代汉语词典 (7th edition, the entries marked 姓) and 中国人名大词典. Where two
// readings are alive as surnames (盖 gě gài, 乐 yuè lè, 隗 wěi kuí) the commoner one
// stands here; the others stay among the readings, and one that the dictionary lacks
// altogether stands behind a stroke.
var surnames = map[string]string{
	// Compound surnames.
	"欧阳": "ou yang", "尉迟": "yu chi", "万俟": "mo qi", "令狐": "ling hu", "长孙": "zhang sun",
	"单于": "chan yu", "鲜于": "xian yu", "澹台": "tan tai", "皇甫": "huang fu", "宰父": "zai fu",
	"夏侯": "xia hou", "亓官": "qi guan", "乐正": "yue zheng", "谷梁": "gu liang", "子车": "zi ju",
	"拓跋": "tuo ba", "夹谷": "jia gu", "宗政": "zong zheng", "濮阳": "pu yang", "淳于": "chun yu",
	"申屠": "shen tu", "闻人": "wen ren", "呼延": "hu yan", "慕容": "mu rong", "诸葛": "zhu ge",
	"司马": "si ma", "司徒": "si tu", "司空": "si kong", "上官": "shang guan", "东方": "dong fang",
	"端木": "duan mu", "公孙": "gong sun", "仲孙": "zhong sun", "宇文": "yu wen", "轩辕": "xuan yuan",
	"钟离": "zhong li", "太叔": "tai shu", "公冶": "gong ye", "赫连": "he lian", "百里": "bai li",
	"南宫": "nan gong", "东郭": "dong guo", "西门": "xi men", "第五": "di wu", "漆雕": "qi diao",
	"壤驷": "rang si", "颛孙": "zhuan sun", "羊舌": "yang she", "巫马": "wu ma", "独孤": "du gu",
	"纳兰": "na lan", "哥舒": "ge shu", "叱干": "chi gan", "贺兰": "he lan",
	// Surnames of one character.
	"单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "区": "ou", "查": "zha", "盖": "ge",
	"朴": "piao", "翟": "zhai", "缪": "miao", "冼": "xian", "逄": "pang", "佘": "she", "昝": "zan",
	"折": "she", "任": "ren", "华": "hua", "覃": "qin", "瞿": "qu", "乐": "yue", "员": "yun",
	"召": "shao", "葛": "ge", "句": "gou", "种": "chong", "黑": "he", "燕": "yan", "祭": "zhai",
	"幺": "yao", "么": "yao", "隗": "wei", "郇": "xun", "郗": "xi", "郄": "qie", "贾": "jia",
	"沈": "shen", "石": "shi", "钭": "tou", "宓": "mi", "过": "guo", "车": "che", "谌": "chen/shen",
	"繁": "po", "阚": "kan", "粘": "nian", "颉": "xie", "那": "na", "秘": "bi", "纪": "ji",
	"应": "ying", "费": "fei", "薄": "bo", "卜": "bu", "都": "du", "重": "chong", "能": "nai",
	"角": "jue", "藏": "zang", "尉": "wei", "相": "xiang", "宿": "su", "盛": "sheng", "强": "qiang",
	"冯": "feng", "俞": "yu", "晁": "chao", "晟": "cheng", "叶": "ye", "柏": "bai", "洗": "xian",
	"乜": "nie", "亓": "qi", "谷": "gu", "夏": "xia", "訾": "zi", "呙": "guo", "佴": "nai",
	"阙": "que", "莘": "shen", "隽": "juan", "撖": "han", "敫": "jiao", "揭": "jie", "阿": "a",
	"贠": "yun", "可": "ke", "合": "he", "占": "zhan", "镡": "tan", "仝": "tong", "炅": "gui",
	"俱": "ju", "蔚": "yu", "宁": "ning", "牟": "mu", "万": "wan", "逯": "lu", "会": "gui",
	"长": "zhang", "褚": "chu", "哈": "ha", "芮": "rui", "涂": "tu", "殷": "yin",
	"洪": "hong", "红": "hong", "尹": "yin", "祝": "zhu", "余": "yu", "景": "jing", "柳": "liu",
	"丁": "ding", "伯": "bo", "浑": "hun", "遆": "ti/di",
}
