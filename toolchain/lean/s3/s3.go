// Package s3 stands in for Amazon's client: Pulumi corrects a request of it before it is sent, which never happens here.
package s3

// CopyObjectInput is a request to copy.
type CopyObjectInput struct {
	CopySource *string
}
