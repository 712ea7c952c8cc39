// Package tfgen stands in for the bridge's generator of schemas and SDKs. The bridge calls it for plugins that bring no
// schema; those that are built here do.
package tfgen

import (
	"errors"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/info"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
)

// GenerateSchema refuses.
func GenerateSchema(info.Provider, diag.Sink) (schema.PackageSpec, error) {
	return schema.PackageSpec{}, errors.New("this plugin was built without the generator of schemas")
}
