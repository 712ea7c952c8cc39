// Package keepers stands in for the drivers that register themselves for a secrets provider's URL: it registers a refusal.
package keepers

import (
	"context"
	"net/url"

	"gaara/toolchain/lean/refuse"

	"gocloud.dev/secrets"
)

func init() {
	for _, scheme := range []string{"awskms", "azurekeyvault", "hashivault"} {
		secrets.DefaultURLMux().RegisterKeeper(scheme, refusal{})
	}
}

type refusal struct{}

// OpenKeeperURL says what to do instead.
func (refusal) OpenKeeperURL(_ context.Context, address *url.URL) (*secrets.Keeper, error) {
	return nil, refuse.Keeper(address.Scheme)
}
