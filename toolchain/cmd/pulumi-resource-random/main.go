// Command pulumi-resource-random is the resource plugin behind the npm package @pulumi/random: the Terraform provider
// hashicorp/random through Pulumi's bridge. It stands in where the official one cannot be downloaded.
package main

import (
	"context"
	"fmt"
	"os"

	"gaara/toolchain/schema"
	"gaara/toolchain/versions"

	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

func main() {
	info := provider()
	packageSchema, err := schema.Of(info)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-random:", err)
		os.Exit(1)
	}
	pfbridge.Main(context.Background(), "random", info, pfbridge.ProviderMetadata{PackageSchema: packageSchema})
}

func provider() tfbridge.ProviderInfo {
	resource := func(name, file string) *tfbridge.ResourceInfo {
		return &tfbridge.ResourceInfo{Tok: tokens.Type("random:index/" + file + ":" + name)}
	}
	bytes := resource("RandomBytes", "randomBytes")
	// It alone has no id of its own; what it made stands for it.
	bytes.ComputeID = tfbridge.DelegateIDField("base64", "random", "https://github.com/pulumi/pulumi-random")
	return tfbridge.ProviderInfo{
		P:       pfbridge.ShimProvider(shim.NewProvider()),
		Name:    "random",
		Version: versions.Random,
		// The official plugin has both: previews computed by the provider's own plan, and exact state between versions.
		EnableAccurateBridgePreview: true,
		EnableRawStateDelta:         true,
		// The bridge insists on a record of earlier versions; there are none to be compatible with.
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Resources: map[string]*tfbridge.ResourceInfo{
			"random_bytes":    bytes,
			"random_id":       resource("RandomId", "randomId"),
			"random_integer":  resource("RandomInteger", "randomInteger"),
			"random_password": resource("RandomPassword", "randomPassword"),
			"random_pet":      resource("RandomPet", "randomPet"),
			"random_shuffle":  resource("RandomShuffle", "randomShuffle"),
			"random_string":   resource("RandomString", "randomString"),
			"random_uuid":     resource("RandomUuid", "randomUuid"),
			"random_uuid4":    resource("RandomUuid4", "randomUuid4"),
			"random_uuid7":    resource("RandomUuid7", "randomUuid7"),
		},
	}
}
