// Package cloudkms stands in for Google's client of this name, of which Pulumi uses one constant.
package cloudkms

// CloudkmsScope is what a login would be asked for.
const CloudkmsScope = "https://www.googleapis.com/auth/cloudkms"
