// Package cloud stands in for the commands of Pulumi's service, `pulumi api`: it refuses. Their parser of API
// descriptions takes a quarter of the time that all else here takes to compile.
package cloud

import (
	"context"

	"gaara/toolchain/lean/refuse"

	"github.com/pulumi/pulumi/pkg/v3/backend/httpstate/client"
	"github.com/spf13/cobra"
)

// ResolvedContext is a login to the service, which nobody gets here.
type ResolvedContext struct {
	Client   *client.Client
	OrgName  string
	LoggedIn bool
}

// ResolveContext refuses.
func ResolveContext(context.Context) (*ResolvedContext, error) { return nil, refuse.Service() }

// APIError is never returned. Pulumi looks for it to choose an exit code.
type APIError struct {
	ExitCode int
	Silent   bool
}

func (*APIError) Error() string { return refuse.Service().Error() }

// NewAPICmd returns `pulumi api`, which refuses.
func NewAPICmd() *cobra.Command {
	return &cobra.Command{
		Use:                "api",
		Short:              "Call the API of Pulumi Cloud (not in this build)",
		DisableFlagParsing: true,
		RunE:               func(*cobra.Command, []string) error { return refuse.Service() },
	}
}
