package hanzi

import "testing"

func TestWordLen(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "样例": "", "Ana Li": "Ana", "Δοκιμή·Α": "Δοκιμή", "བསྟན་འཛིན": "བསྟན་འཛིན", "محمد٣ علي": "محمد٣",
		"אA": "א", "Aא": "A", "สมชาย样": "สมชาย", "12": "", "かな": "", "한글": "", "ꀀ": "", "\uE000a": "", "\u0301e": "\u0301e",
	} {
		if got := text[:WordLen(text)]; got != want {
			t.Errorf("the word at the front of %q is %q, want %q", text, got, want)
		}
	}
	if n := LettersIn("བསྟན་འཛིན"); n != 6 {
		t.Errorf("%d letters take room of their own, want 6", n)
	}
}
