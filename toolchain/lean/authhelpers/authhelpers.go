// Package authhelpers stands in for Pulumi's package of this name, which logs in to Google: it refuses.
package authhelpers

import (
	"context"

	"gaara/toolchain/lean/gcpkms"
	"gaara/toolchain/lean/gcsblob"
	"gaara/toolchain/lean/refuse"

	"gocloud.dev/blob"
)

// Credentials are those of Google, which nobody gets here.
type Credentials struct {
	TokenSource gcpkms.TokenSource
}

// GoogleCredentialsMux refuses Google's states.
func GoogleCredentialsMux(context.Context) (*blob.URLMux, error) {
	return nil, refuse.Storage(gcsblob.Scheme)
}

// ResolveGoogleCredentials refuses Google's secrets provider, the one other thing that asks for them.
func ResolveGoogleCredentials(context.Context, string) (*Credentials, error) {
	return nil, refuse.Keeper(gcpkms.Scheme)
}
