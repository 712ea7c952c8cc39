// Package shim hands the provider on that the module keeps in an internal package: only a module below its path may import it.
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// NewProvider returns the Terraform docker provider.
func NewProvider(version string) *schema.Provider {
	return provider.New(version)()
}
