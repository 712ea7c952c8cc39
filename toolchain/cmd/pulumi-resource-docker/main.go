// Command pulumi-resource-docker is the resource plugin behind the npm package @pulumi/docker: the Terraform provider
// kreuzwerker/docker through Pulumi's bridge, mapped as the official plugin maps it. It stands in where the official one
// cannot be downloaded. It lacks the hand-written `docker.Image`; `docker.RemoteImage` with `build` builds images.
package main

import (
	"fmt"
	"os"

	"gaara/toolchain/schema"
	"gaara/toolchain/versions"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-docker/shim"
)

func main() {
	info := provider()
	packageSchema, err := schema.Of(info)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-docker:", err)
		os.Exit(1)
	}
	tfbridge.Main("docker", versions.Docker, info, packageSchema)
}

func provider() tfbridge.ProviderInfo {
	resource := func(name, file string) *tfbridge.ResourceInfo {
		return &tfbridge.ResourceInfo{Tok: tokens.Type("docker:index/" + file + ":" + name)}
	}
	container := resource("Container", "container")
	// A container's published ports can be held by one container at a time.
	container.DeleteBeforeReplace = true
	container.Fields = map[string]*tfbridge.SchemaInfo{
		// Lists by type, but one command and one phrase by meaning: the npm package does not put them in the plural.
		"command":           {Name: "command"},
		"networks_advanced": {Name: "networksAdvanced"},
	}
	remoteImage := resource("RemoteImage", "remoteImage")
	// An image's name says what to pull or build: it is never made up.
	remoteImage.Fields = map[string]*tfbridge.SchemaInfo{"name": {Name: "name"}}

	info := tfbridge.ProviderInfo{
		P:       sdkv2.NewProvider(shim.NewProvider(versions.Docker)),
		Name:    "docker",
		Version: versions.Docker,
		Config: map[string]*tfbridge.SchemaInfo{
			"host": {Default: &tfbridge.DefaultInfo{
				EnvVars: []string{"DOCKER_HOST"},
				Value:   "unix:///var/run/docker.sock",
			}},
			"registry_auth": {Name: "registryAuth", MaxItemsOne: tfbridge.False()},
		},
		Resources: map[string]*tfbridge.ResourceInfo{
			"docker_buildx_builder": resource("BuildxBuilder", "buildxBuilder"),
			"docker_config":         resource("ServiceConfig", "serviceConfig"),
			"docker_container":      container,
			"docker_image":          remoteImage,
			"docker_network":        resource("Network", "network"),
			"docker_plugin":         resource("Plugin", "plugin"),
			"docker_registry_image": resource("RegistryImage", "registryImage"),
			"docker_secret":         resource("Secret", "secret"),
			"docker_service":        resource("Service", "service"),
			"docker_tag":            resource("Tag", "tag"),
			"docker_volume":         resource("Volume", "volume"),
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
	}
	for name, function := range map[string]string{
		"docker_image":                    "getRemoteImage",
		"docker_logs":                     "getLogs",
		"docker_network":                  "getNetwork",
		"docker_plugin":                   "getPlugin",
		"docker_registry_image":           "getRegistryImage",
		"docker_registry_image_manifests": "getRegistryImageManifests",
	} {
		token := tokens.ModuleMember("docker:index/" + function + ":" + function)
		info.DataSources[name] = &tfbridge.DataSourceInfo{Tok: token}
	}
	info.SetAutonaming(255, "-")
	return info
}
