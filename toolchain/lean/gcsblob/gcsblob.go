// Package gcsblob stands in for gocloud.dev/blob/gcsblob; package authhelpers refuses what has its scheme.
package gcsblob

// Scheme is that of Google's states.
const Scheme = "gs"
