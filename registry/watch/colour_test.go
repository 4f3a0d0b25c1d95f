package watch

import "testing"

func TestTheColourAfterTheTurn(t *testing.T) {
	for said, want := range map[string]string{
		"绿转红": "red", "绿码转黄码": "yellow", "红转绿": Green, "绿转黄": "yellow", "黄码转为红码": "red", "红码,14天": "red", "红码（集中隔离）": "red", "绿转": "", "武汉转红": "", "14天": "",
	} {
		if got, ok := colourNow(said); got != want && ok || ok != (want != "") {
			t.Errorf("%s: %q %t, want %q", said, got, ok, want)
		}
	}
}

func TestAReasonThatDenies(t *testing.T) {
	for said, want := range map[string]bool{"已解除": true, "不是密接": true, "非密接": true, "排除": true, "密接（已解封）": true, "非": true, "未解除": false, "密接": false, "非洲返甬": false, "发热": false, "": false} {
		if Denies(said) != want {
			t.Errorf("%s: %t", said, !want)
		}
	}
}
