// Package gcpkms stands in for gocloud.dev/secrets/gcpkms: it has the names that Pulumi uses, and refuses.
package gcpkms

import (
	"context"
	"net/url"

	"gaara/toolchain/lean/refuse"

	"gocloud.dev/secrets"
)

// Scheme is that of Google's secrets provider.
const Scheme = "gcpkms"

// TokenSource is what a login gives.
type TokenSource struct{}

// Client talks to nobody.
type Client struct{}

// Dial refuses. Pulumi comes no further than the login before it.
func Dial(context.Context, TokenSource) (*Client, func(), error) {
	return nil, nil, refuse.Keeper(Scheme)
}

// URLOpener refuses to open a secrets provider.
type URLOpener struct {
	Client *Client
}

// OpenKeeperURL says what to do instead.
func (*URLOpener) OpenKeeperURL(context.Context, *url.URL) (*secrets.Keeper, error) {
	return nil, refuse.Keeper(Scheme)
}
