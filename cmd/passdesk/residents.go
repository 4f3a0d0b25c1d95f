package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"passdesk/registry"
)

type residentsCmd struct {
	Import residentsImportCmd `cmd:"" help:"载入居民名单（JSON 行，同申请）· load the residents: JSON lines, as applications"`
}

type residentsImportCmd struct {
	File string `arg:"" help:"名单文件 · the list"`
}

// Run replaces the residents' list. Rows that cannot be an application are
// answered one by one and left out.
func (c *residentsImportCmd) Run(a *app) error {
	list, err := readResidents(c.File)
	if err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	left, err := st.LoadResidents(a.ctx, list)
	if err != nil {
		return err
	}
	t := tally{done: len(list) - len(left), failed: len(left)}
	for _, l := range left {
		if err := a.printJSON(map[string]any{"row": l.Row, "result": "invalid", "note": l.Reason}); err != nil {
			return err
		}
	}
	if err := a.printJSON(map[string]any{"residents": t.done, "left_out": t.failed}); err != nil {
		return err
	}
	return t.result()
}

func readResidents(path string) ([]registry.Application, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	defer f.Close()
	var list []registry.Application
	r := bufio.NewReader(f)
	for row := 1; ; row++ {
		line, readErr := readLine(r)
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if len(line) > 0 {
			var app registry.Application
			if err := json.Unmarshal(line, &app); err != nil {
				return nil, &usageError{fmt.Sprintf("名单第 %d 行不是 JSON；表格请先另存为 JSON 行", row), fmt.Sprintf("row %d of the list is no JSON; the list is JSON lines, one application a line", row)}
			}
			list = append(list, app)
		}
		if errors.Is(readErr, io.EOF) {
			return list, nil
		}
		if readErr != nil {
			return nil, storage(readErr)
		}
	}
}
