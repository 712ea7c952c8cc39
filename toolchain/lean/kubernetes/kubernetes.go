// Package kubernetes stands in for buildx's driver of this name: builders of the Docker plugin that would run in
// Kubernetes are refused, as their driver is not found.
package kubernetes
