package main

import (
	"fmt"
	"math/rand/v2"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// The residents of the demo: nobody real. Names are put together from common
// syllables; every number's serial lies in the 900s, which paper-era offices did
// not give out in these districts' order, and its check digit is computed.

const (
	demoResidents = 200
	demoDistrict  = "330212"
)

var (
	demoSurnames = []string{"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林", "郭", "何", "高", "罗", "欧阳", "单", "曾", "吕", "闫"}
	demoGiven    = []string{"一样", "小例", "安澜", "知远", "书瑶", "明例", "子样", "沐辰", "若溪", "景行", "思齐", "念慈", "可样", "怀瑾", "清越", "望舒", "㛃", "乐样", "修远", "云例"}
)

// village draws people from a seed: the same seed is the same village.
type village struct {
	rng    *rand.Rand
	serial int
	today  civil.Date
}

func newVillage(seed uint64, today civil.Date) *village {
	return &village{rng: rand.New(rand.NewPCG(seed, 2020)), today: today}
}

// residents are singles, parents with children, and one foreigner whom the
// police desk serves.
func (v *village) residents() []registry.Application {
	list := []registry.Application{v.foreigner()}
	for home := 1; len(list) < demoResidents; home++ {
		building := fmt.Sprintf("%d幢", (home-1)/8+1)
		household := fmt.Sprintf("%s-%d%02d", building, (home-1)%8/2+1, (home-1)%2+1)
		family := v.household(home)
		for _, p := range family {
			if len(list) == demoResidents {
				break
			}
			p.Building, p.Household = building, household
			list = append(list, p)
		}
	}
	return list
}

// household is a single person, or a parent with one to three children who have
// no card.
func (v *village) household(home int) []registry.Application {
	if home%3 == 0 {
		return []registry.Application{v.adult(60, 85)}
	}
	if home%3 == 1 {
		return []registry.Application{v.adult(20, 60)}
	}
	parent := v.adult(28, 45)
	family := []registry.Application{parent}
	for n := v.rng.IntN(3) + 1; n > 0; n-- {
		family = append(family, v.child(parent))
	}
	return family
}

func (v *village) adult(from, to int) registry.Application {
	birth := v.birth(from, to)
	return registry.Application{
		Name:     demoSurnames[v.rng.IntN(len(demoSurnames))] + demoGiven[v.rng.IntN(len(demoGiven))],
		Document: &registry.Document{Type: "RIC18", Number: v.number(birth)},
	}
}

func (v *village) child(parent registry.Application) registry.Application {
	surname := []rune(parent.Name)[:1]
	number := parent.Document.Number
	relation := "mother"
	if (number[16]-'0')%2 == 1 {
		relation = "father"
	}
	return registry.Application{
		Name:     string(surname) + demoGiven[v.rng.IntN(len(demoGiven))],
		Guardian: &registry.Guardian{Relation: relation, Name: parent.Name, Document: parent.Document},
		Birth:    v.birth(1, 14).String(), Sex: []string{"M", "F"}[v.rng.IntN(2)],
	}
}

func (v *village) foreigner() registry.Application {
	return registry.Application{
		Name: "SAMPLE TESTPERSON", Birth: "1980-02-03", Sex: "F",
		Document: &registry.Document{Type: "PASSPORT_FOREIGN", Number: "X91234567", State: "USA"},
	}
}

func (v *village) birth(from, to int) civil.Date {
	return v.today.AddDays(-365*from - v.rng.IntN(365*(to-from)))
}

// number is an RIC18 of the demo's district.
func (v *village) number(birth civil.Date) string {
	v.serial++
	body := fmt.Sprintf("%s%s9%02d", demoDistrict, birth.Compact(), v.serial%96)
	return body + string(iso7064.Mod11_2(body))
}
