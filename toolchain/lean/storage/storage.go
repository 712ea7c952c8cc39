// Package storage stands in for the drivers of states that are no folder. Pulumi takes the scheme of a state's URL for
// one of its service unless a driver is registered for it: a refusal is.
package storage

import (
	"context"
	"net/url"

	"gaara/toolchain/lean/refuse"

	"gocloud.dev/blob"
)

func init() {
	for _, scheme := range []string{"azblob", "gs", "postgres", "s3"} {
		blob.DefaultURLMux().RegisterBucket(scheme, Refusal{})
	}
}

// Refusal opens no bucket, whatever its URL.
type Refusal struct{}

// OpenBucketURL says what to do instead.
func (Refusal) OpenBucketURL(_ context.Context, address *url.URL) (*blob.Bucket, error) {
	return nil, refuse.Storage(address.Scheme)
}
