package main

import (
	"context"
	"fmt"
	"os/exec"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

func (h *languageHost) runNpm(
	ctx context.Context, directory string,
	stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	var lock sync.Mutex
	command := exec.CommandContext(ctx, "npm", "ci")
	command.Dir = directory
	command.Stdout = writerFunc(func(text []byte) error {
		lock.Lock()
		defer lock.Unlock()
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stdout: text})
	})
	command.Stderr = writerFunc(func(text []byte) error {
		lock.Lock()
		defer lock.Unlock()
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stderr: text})
	})
	if err := command.Run(); err != nil {
		return fmt.Errorf("npm ci in %s: %w", directory, err)
	}
	return nil
}
