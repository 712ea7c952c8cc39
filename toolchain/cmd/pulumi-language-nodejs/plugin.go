package main

import (
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// RunPlugin runs a plugin that is written for Node.js: a policy pack, or a provider.
func (h *languageHost) RunPlugin(
	request *pulumirpc.RunPluginRequest, stream grpc.ServerStreamingServer[pulumirpc.RunPluginResponse],
) error {
	// The two launchers take the engine's address and the program in opposite order, and a policy pack looks for its
	// package.json where it runs.
	module, directory := "cmd/run-plugin", request.Pwd
	program := append([]string{request.Info.ProgramDirectory}, request.Args...)
	if request.Kind == "analyzer" {
		module, directory = "cmd/run-policy-pack", request.Info.ProgramDirectory
		program = append(request.Args, request.Info.ProgramDirectory)
	}
	runner, err := findModule(request.Info.ProgramDirectory, module)
	if err != nil {
		return err
	}
	options := parseOptions(request.Info.Options)
	arguments := append(append(options.nodeArguments, runner), program...)

	output := &outputStream{stream: stream}
	code, err := h.runNode(stream.Context(), nodeProcess{
		arguments:   arguments,
		directory:   directory,
		environment: append(request.Env, options.environment()...),
		stdout:      writerFunc(output.stdout),
		stderr:      writerFunc(output.stderr),
	})
	if err != nil {
		return err
	}
	return stream.Send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(code)},
	})
}

// InstallDependencies runs `npm ci`, as `pulumi install` asks for it.
func (h *languageHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest,
	stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	return h.runNpm(stream.Context(), request.Info.ProgramDirectory, stream)
}

// outputStream sends both outputs over one stream, which takes one message at a time.
type outputStream struct {
	lock   sync.Mutex
	stream grpc.ServerStreamingServer[pulumirpc.RunPluginResponse]
}

func (output *outputStream) send(message *pulumirpc.RunPluginResponse) error {
	output.lock.Lock()
	defer output.lock.Unlock()
	return output.stream.Send(message)
}

func (output *outputStream) stdout(text []byte) error {
	return output.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: text}})
}

func (output *outputStream) stderr(text []byte) error {
	return output.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: text}})
}

type writerFunc func([]byte) error

func (write writerFunc) Write(text []byte) (int, error) {
	if err := write(text); err != nil {
		return 0, err
	}
	return len(text), nil
}
