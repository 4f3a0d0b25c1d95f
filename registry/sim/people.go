package sim

import (
	"fmt"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// applicant is synthetic person i, at one visit. Nobody shares a name and a day of
// birth with anybody else, nor a number.
func applicant(i, visit int) registry.Application {
	surnames, names := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"), []rune("安澜知远书瑶明沐辰若溪景行思齐念慈怀瑾清越望舒乐修云")
	born := civil.New(1935, 1, 1).AddDays(i * 7 % 24000)
	again := i / 24000 // so often the days of birth have all been had
	body := fmt.Sprintf("330212%s%d%02d", born.Compact(), 9-again/50%10, 2*((i+again)%50)+1)
	return registry.Application{
		Ref:      fmt.Sprintf("visit %d", visit),
		Name:     "样例" + string([]rune{surnames[i%20], names[i/20%26], names[i/520%26]}),
		Document: &registry.Document{Type: "RIC18", Number: body + string(iso7064.Mod11_2(body))},
		Declared: true,
	}
}
