package station

import (
	"context"
	"fmt"
	"strconv"
)

// A sheet that holds several passes is often used up only in part. Its next free place
// is remembered for each size of pass, and offered when the next batch is printed.

func freePlace(size string) string { return "card_place." + size }

// FreePlace is the next free place of the partly used sheet for passes of the size,
// from 1; 1 is a new sheet.
func (s *Station) FreePlace(ctx context.Context, size string) (int, error) {
	kept, err := s.Setting(ctx, freePlace(size))
	if err != nil || kept == "" {
		return 1, err
	}
	place, err := strconv.Atoi(kept)
	if err != nil || place < 1 {
		return 1, fmt.Errorf("%w: the setting %s", ErrDamaged, freePlace(size))
	}
	return place, nil
}

// SetFreePlace puts it right: somebody has looked at the sheet.
func (s *Station) SetFreePlace(ctx context.Context, size string, place int) error {
	if place < 1 {
		return notSo("place", "位置从 1 算起", "places count from 1")
	}
	return s.SetSetting(ctx, freePlace(size), strconv.Itoa(place))
}
