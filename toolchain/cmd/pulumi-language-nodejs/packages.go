package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// manifest is what a package.json says about Pulumi: `pulumi.resource` marks an SDK whose plugin has the same version.
type manifest struct {
	Version      string            `json:"version"`
	Dependencies map[string]string `json:"dependencies"`
	Pulumi       struct {
		Resource bool   `json:"resource"`
		Name     string `json:"name"`
		Version  string `json:"version"`
		Server   string `json:"server"`
	} `json:"pulumi"`
}

func (h *languageHost) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	program, err := readManifest(request.Info.ProgramDirectory)
	if err != nil {
		return nil, err
	}
	var packages []*pulumirpc.PackageDependency
	for dependency := range program.Dependencies {
		sdk, err := readManifest(filepath.Join(request.Info.ProgramDirectory, "node_modules", dependency))
		if err != nil {
			return nil, err
		}
		if !sdk.Pulumi.Resource {
			continue
		}
		packages = append(packages, &pulumirpc.PackageDependency{
			Kind:    "resource",
			Name:    orElse(sdk.Pulumi.Name, strings.TrimPrefix(dependency, "@pulumi/")),
			Version: orElse(sdk.Pulumi.Version, sdk.Version),
			Server:  sdk.Pulumi.Server,
		})
	}
	// Maps have no order; the engine's messages should.
	slices.SortFunc(packages, func(a, b *pulumirpc.PackageDependency) int { return strings.Compare(a.Name, b.Name) })
	return &pulumirpc.GetRequiredPackagesResponse{Packages: packages}, nil
}

func (h *languageHost) GetProgramDependencies(
	_ context.Context, request *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	program, err := readManifest(request.Info.ProgramDirectory)
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetProgramDependenciesResponse{}
	for name, version := range program.Dependencies {
		response.Dependencies = append(response.Dependencies, &pulumirpc.DependencyInfo{Name: name, Version: version})
	}
	slices.SortFunc(response.Dependencies, func(a, b *pulumirpc.DependencyInfo) int {
		return strings.Compare(a.Name, b.Name)
	})
	return response, nil
}

// readManifest reads a folder's package.json; one that is not there says nothing.
func readManifest(directory string) (manifest, error) {
	path := filepath.Join(directory, "package.json")
	var parsed manifest
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return parsed, nil
	}
	if err != nil {
		return parsed, err
	}
	if err := json.Unmarshal(text, &parsed); err != nil {
		return parsed, fmt.Errorf("%s: %w", path, err)
	}
	return parsed, nil
}

func orElse(value, fallback string) string {
	if value != "" {
		return value
	}
	return fallback
}
