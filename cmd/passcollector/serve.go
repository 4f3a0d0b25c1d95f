package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"passdesk/export/collector"
)

type serveCmd struct {
	Listen  string        `default:":8443" help:"在哪里听 · where to listen" placeholder:"ADDR"`
	Cert    string        `help:"证书文件（PEM）；没有就自己造一张放在那里，并写出指纹 · the certificate; where there is none one is made, and its fingerprint told" default:"passcollector.crt" placeholder:"FILE"`
	CertKey string        `help:"证书的私钥文件（PEM）· the certificate's key" default:"passcollector.crt.key" placeholder:"FILE"`
	Host    []string      `help:"自造的证书写给哪些主机名 · the names that a made certificate is for" default:"localhost,127.0.0.1" placeholder:"NAME"`
	Status  string        `help:"现状页在哪里听（HTTP，只读）；默认只给本机 · where the read-only status page listens, over HTTP; this machine only by default" default:"127.0.0.1:8444" placeholder:"ADDR"`
	Most    int64         `default:"1073741824" help:"一个包裹最多多少字节 · the longest parcel, in bytes"`
	Wait    time.Duration `default:"30s" help:"停的时候等正在收的多久 · how long a stop waits for what is under way"`
}

func (c *serveCmd) Help() string {
	return "站点用 sync https://… --token FILE 交换包裹。几个进程可以同时对着一个数据库开门。停止时先办完手上的 · " +
		"Stations exchange parcels with sync https://… --token FILE. Several processes may serve one database side by side. A stop finishes what is under way."
}

func (c *serveCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		certificate, err := c.certificate(a)
		if err != nil {
			return err
		}
		door, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return cannotListen(c.Listen, err)
		}
		window, err := net.Listen("tcp", c.Status)
		if err != nil {
			door.Close()
			return cannotListen(c.Status, err)
		}
		secure := tls.NewListener(door, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}})
		h := &handler{app: a, city: city, most: c.Most, work: make(chan struct{}, atOnce)}
		fmt.Fprintf(a.stderr, "passcollector: 开门 https://%s，现状 http://%s/\npasscollector: serving https://%s, status http://%s/\n", door.Addr(), window.Addr(), door.Addr(), window.Addr())
		if a.told != nil {
			a.told(door.Addr().String(), window.Addr().String())
		}
		return c.serve(a, h, secure, window)
	})
}

func cannotListen(address string, err error) error {
	return &toldError{"不能在 " + address + " 听：地址被占用，或没有权限。", "Cannot listen on " + address + ": it is taken, or not allowed.", err}
}

// serve runs until somebody wants it to stop, and then finishes what is under way.
func (c *serveCmd) serve(a *app, h *handler, secure, window net.Listener) error {
	quiet := log.New(io.Discard, "", 0) // a broken handshake is nobody's news
	door := &http.Server{Handler: h.door(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 15 * time.Minute, WriteTimeout: 20 * time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: quiet}
	status := &http.Server{Handler: h.window(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: quiet}
	failed := make(chan error, 2)
	go func() { failed <- door.Serve(secure) }()
	go func() { failed <- status.Serve(window) }()
	var err error
	select {
	case err = <-failed:
	case <-a.ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), c.Wait)
	defer cancel()
	stopped := errors.Join(door.Shutdown(ending), status.Shutdown(ending))
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	if stopped != nil {
		return &toldError{"有的包裹还没收完就停了；站点会再交一次。", "Stopped before every parcel was taken in; the stations will send them again.", stopped}
	}
	return nil
}
