// Package azureblob stands in for gocloud.dev/blob/azureblob: it has the names that Pulumi uses and refuses every state.
package azureblob

import "gaara/toolchain/lean/storage"

// Scheme is that of Azure's states.
const Scheme = "azblob"

// ServiceURLOptions has nothing to choose.
type ServiceURLOptions struct{}

// NewDefaultServiceURLOptions returns options, as the package that this one stands in for does.
func NewDefaultServiceURLOptions() *ServiceURLOptions { return &ServiceURLOptions{} }

// NewDefaultClient is never called, as nothing is opened.
func NewDefaultClient() {}

// URLOpener refuses to open a state.
type URLOpener struct {
	storage.Refusal
	MakeClient        func()
	ServiceURLOptions ServiceURLOptions
}
