package scheme

import (
	"encoding/json"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
)

// Stay is a place in which a person has been: ["420100","2020-02-20"], with the
// last day there, or ["武汉","2020-02-20","from"] for somebody who came from there.
// The place is a division code or a name of the region table.
type Stay struct {
	Division string     // six digits
	Day      civil.Date // the last day there; zero: not said
	From     bool       // came from there, and has not only been there
}

// UnmarshalJSON reads a stay. The day may be null or left out.
func (y *Stay) UnmarshalJSON(b []byte) error {
	var parts []*string
	if err := json.Unmarshal(b, &parts); err != nil || len(parts) < 1 || len(parts) > 3 || parts[0] == nil {
		return badInput("到过的地方写成 [[\"地区\",\"最后一天\"]]", "been is a list of [place, last day there]")
	}
	division, err := DivisionOf(*parts[0])
	if err != nil {
		return err
	}
	y.Division = division
	if len(parts) > 1 && parts[1] != nil {
		if y.Day, err = civil.Parse(strings.TrimSpace(*parts[1])); err != nil {
			return badInput("离开的日期写成 YYYY-MM-DD，且确有此日", "the last day of a stay is written YYYY-MM-DD, and is a real day")
		}
	}
	if len(parts) > 2 && parts[2] != nil {
		switch plainWord(*parts[2]) {
		case "from":
			y.From = true
		case "been", "":
		default:
			return badInput("第三项只写 been 或 from", "a stay is been or from")
		}
	}
	return nil
}

// MarshalJSON writes ["420100","2020-02-20"], and "from" behind it.
func (y Stay) MarshalJSON() ([]byte, error) {
	parts := []string{y.Division, y.Day.String()}
	if y.From {
		parts = append(parts, "from")
	}
	return json.Marshal(parts)
}

// left is the end of the stay, for people.
func (y Stay) left() Text {
	name := Stay{Division: y.Division}.where()
	return Text{"离开" + name.ZH, "left " + name.EN}
}

// DivisionOf reads a place: a division code of two, four or six digits, or the
// name of a division in use, alone (武汉, 温州市) or behind those it lies in (浙江
// 温州). A name that several bear is an error: the code tells them apart.
func DivisionOf(place string) (string, error) {
	place = strings.TrimSpace(place)
	if place != "" && strings.Trim(place, "0123456789") == "" {
		code := place + strings.Repeat("0", max(6-len(place), 0))
		if _, err := iddoc.RegionOf(code); err != nil || len(place)%2 != 0 {
			return "", badInput("没有这个行政区划代码", "no division has the code")
		}
		return code, nil
	}
	words := strings.Fields(place)
	if len(words) == 0 {
		return "", badInput("没有写地方", "no place is named")
	}
	found := ""
	for _, r := range iddoc.FindRegions(place, 0) {
		if !r.Current() || !named(r.Name, words[len(words)-1]) {
			continue
		}
		if found != "" {
			return "", badInput("几个地方同名，请写行政区划代码", "several divisions bear the name: write the code")
		}
		found = r.Code
	}
	if found == "" {
		return "", badInput("没有这个地名，请写行政区划代码", "no division bears the name: write the code")
	}
	return found, nil
}

// named reports a division's name with or without what it is: 武汉 and 武汉市.
func named(name, typed string) bool {
	rest, begins := strings.CutPrefix(name, typed)
	return begins && (rest == "" || len([]rune(typed)) > 1 && strings.Contains(" 省 市 区 县 州 盟 旗 ", " "+rest+" ")) ||
		begins && strings.HasSuffix(rest, "自治区") && len([]rune(typed)) > 1
}
