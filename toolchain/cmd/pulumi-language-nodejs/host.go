package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// alreadyReported is the exit code of a program that has shown its error to the user (`nodeJSProcessExited…` of the SDK).
const alreadyReported = 32

type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	// lifetime ends when the engine is gone or the host is told to stop.
	lifetime context.Context
	engine   string
}

func (h *languageHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: strings.TrimPrefix(version.Version, "v")}, nil
}

func (h *languageHost) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.engine = request.EngineAddress
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (h *languageHost) About(
	ctx context.Context, request *pulumirpc.AboutRequest,
) (*pulumirpc.AboutResponse, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errNoNode
	}
	output, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("%s --version: %w", node, err)
	}
	return &pulumirpc.AboutResponse{Executable: node, Version: strings.TrimSpace(string(output))}, nil
}

func (h *languageHost) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	// A cancelled update still lets running operations finish, and the program with them: the engine ends it by
	// cancelling the Run call.
	return &emptypb.Empty{}, nil
}

func (h *languageHost) Run(
	ctx context.Context, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	runner, err := findModule(request.Info.ProgramDirectory, "cmd/run")
	if err != nil {
		return nil, err
	}
	environment, err := programEnvironment(request)
	if err != nil {
		return nil, err
	}
	options := parseOptions(request.Info.Options)
	arguments := append(options.nodeArguments, runner,
		"--monitor="+request.MonitorAddress,
		"--engine="+h.engine,
		"--project="+request.Project,
		"--stack="+request.Stack,
		"--root-directory="+request.Info.RootDirectory,
		"--pwd="+request.Pwd,
		"--parallel="+strconv.Itoa(int(request.Parallel)),
	)
	if request.Organization != "" {
		arguments = append(arguments, "--organization="+request.Organization)
	}
	if request.DryRun {
		arguments = append(arguments, "--dry-run")
	}
	// "." lets the SDK look the entry point up in package.json.
	entry := request.Info.EntryPoint
	if entry != "." {
		entry = filepath.Join(request.Info.ProgramDirectory, entry)
	}
	arguments = append(arguments, entry)
	arguments = append(arguments, request.Args...)

	code, err := h.runNode(ctx, nodeProcess{
		arguments:   arguments,
		directory:   request.Pwd,
		environment: append(environment, options.environment()...),
		stdout:      os.Stdout,
		stderr:      os.Stderr,
	})
	switch {
	case err != nil:
		return nil, err
	case code == 0:
		return &pulumirpc.RunResponse{}, nil
	case code == alreadyReported:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program ended with exit code %d", code)}, nil
	}
}

// programEnvironment is the engine's environment with the stack's configuration as the SDK expects it.
func programEnvironment(request *pulumirpc.RunRequest) ([]string, error) {
	config, err := json.Marshal(request.Config)
	if err != nil {
		return nil, fmt.Errorf("encoding the configuration: %w", err)
	}
	secretKeys, err := json.Marshal(request.ConfigSecretKeys)
	if err != nil {
		return nil, fmt.Errorf("encoding the secret keys: %w", err)
	}
	return append(os.Environ(),
		"PULUMI_CONFIG="+string(config),
		"PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys),
	), nil
}
