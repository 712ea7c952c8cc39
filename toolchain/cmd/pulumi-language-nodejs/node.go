package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// stopGrace is what a program gets between SIGTERM and SIGKILL.
const stopGrace = 3 * time.Second

var errNoNode = errors.New("node is not on PATH: install Node.js 24, or run `npm run setup` and set the variables that it prints")

type nodeProcess struct {
	arguments      []string
	directory      string
	environment    []string
	stdout, stderr io.Writer
}

// runNode runs node until it ends, the call is cancelled or the host stops; no process outlives any of these.
func (h *languageHost) runNode(call context.Context, process nodeProcess) (exitCode int, err error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return 0, errNoNode
	}
	ctx, cancel := context.WithCancel(call)
	defer cancel()
	stop := context.AfterFunc(h.lifetime, cancel)
	defer stop()

	command := exec.CommandContext(ctx, node, process.arguments...)
	command.Dir = process.directory
	command.Env = process.environment
	command.Stdout = process.stdout
	command.Stderr = process.stderr
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = stopGrace

	err = command.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case ctx.Err() != nil:
		return 0, fmt.Errorf("the program was stopped: %w", context.Cause(ctx))
	case errors.As(err, &exit) && exit.Exited():
		return exit.ExitCode(), nil
	default:
		return 0, fmt.Errorf("running %s: %w", node, err)
	}
}

// findModule returns the path of a module of @pulumi/pulumi, looked up from the program's directory as Node does it.
func findModule(directory, module string) (string, error) {
	for current := directory; ; current = filepath.Dir(current) {
		candidate := filepath.Join(current, "node_modules", "@pulumi", "pulumi", module)
		if _, err := os.Stat(candidate); err == nil {
			return candidate, nil
		}
		if current == filepath.Dir(current) {
			return "", fmt.Errorf("%s: found no node_modules/@pulumi/pulumi: run `npm ci` there", directory)
		}
	}
}
