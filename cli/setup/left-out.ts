/** A Go module of the tool chain, and the parts of it that are not compiled. */
export interface LeanModule {
  /** Its path, as `toolchain/go.mod` has it. */
  readonly module: string;
  /** The packages of `toolchain/lean` that stand in, by the package that the module imports. */
  readonly standIns: Readonly<Record<string, string>>;
  /** Source files that nothing here needs. @default none */
  readonly files?: readonly string[];
}

const pulumi = "github.com/pulumi/pulumi/pkg/v3";
const bridge = "github.com/pulumi/pulumi-terraform-bridge/v3";

/** Left out of every build, as the plugins never use it. */
export const leanPlugins: readonly LeanModule[] = [
  {
    module: bridge,
    // Generates schemas and SDKs, with a compiler for each language; the plugins bring their schemas.
    standIns: { [`${bridge}/pkg/tfgen`]: "tfgen" },
  },
  {
    module: "github.com/terraform-providers/terraform-provider-docker",
    standIns: { "github.com/docker/buildx/driver/kubernetes": "kubernetes" },
  },
  {
    module: "github.com/pulumi/pulumi/sdk/v3",
    standIns: {},
    // For components that are written in Go. The SDK for Go programs alone takes as long as a plugin.
    files: ["go/pulumi/provider/provider.go", "go/pulumi/provider/component_provider.go"],
  },
];

/** Left out of the Pulumi command where no state and no secret is in a cloud. */
export const leanCommand: readonly LeanModule[] = [
  {
    module: pulumi,
    standIns: {
      "gocloud.dev/blob/azureblob": "azureblob",
      "gocloud.dev/blob/gcsblob": "gcsblob",
      "gocloud.dev/blob/s3blob": "storage",
      [`${pulumi}/backend/diy/postgres`]: "storage",
      "github.com/aws/aws-sdk-go-v2/service/s3": "s3",
      [`${pulumi}/authhelpers`]: "authhelpers",
      "gocloud.dev/secrets/awskms": "keepers",
      "gocloud.dev/secrets/azurekeyvault": "keepers",
      "gocloud.dev/secrets/hashivault": "keepers",
      "gocloud.dev/secrets/gcpkms": "gcpkms",
      "google.golang.org/api/cloudkms/v1": "cloudkms",
      [`${pulumi}/operations`]: "operations",
      [`${pulumi}/cmd/pulumi/cloud`]: "cloud",
    },
  },
];
