// Package versions holds what the build sets with -ldflags: each plugin has the version of its npm package.
package versions

var (
	// Docker is the version of @pulumi/docker.
	Docker string
	// Random is the version of @pulumi/random.
	Random string
)
