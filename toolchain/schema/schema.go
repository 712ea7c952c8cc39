// Package schema describes a bridged provider as a Pulumi package schema: what a plugin answers to GetSchema, and what
// the tests compare with the npm packages. It says which properties there are and what they are; it has no prose.
package schema

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	pulumischema "github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// Of returns the schema of a provider's configuration and resources as JSON.
func Of(info tfbridge.ProviderInfo) ([]byte, error) {
	w := &walker{pkg: info.Name, types: map[string]pulumischema.ComplexTypeSpec{}}
	spec := pulumischema.PackageSpec{
		Name:    info.Name,
		Version: info.Version,
		// Tokens name a file after the module: `docker:index/container:Container`.
		Meta:      &pulumischema.MetadataSpec{ModuleFormat: "(.*)(?:/[^/]*)"},
		Types:     w.types,
		Resources: map[string]pulumischema.ResourceSpec{},
	}
	configuration := w.properties("Provider", info.P.Schema(), info.Config, asInput)
	spec.Config = pulumischema.ConfigSpec{Variables: configuration.all}
	spec.Provider = &pulumischema.ResourceSpec{InputProperties: configuration.all, RequiredInputs: configuration.required}

	for name, resource := range info.Resources {
		terraform, known := info.P.ResourcesMap().GetOk(name)
		if !known {
			return nil, fmt.Errorf("%s: the Terraform provider has no such resource", name)
		}
		token := string(resource.Tok)
		base := string(resource.Tok.Name())
		outputs := w.properties(base, terraform.Schema(), resource.Fields, asOutput).without("id")
		inputs := w.properties(base, terraform.Schema(), resource.Fields, asInput)
		// Nested types serve both ways and keep theirs.
		inputs = inputs.without(append(inputs.computed, "id")...)
		spec.Resources[token] = pulumischema.ResourceSpec{
			ObjectTypeSpec: pulumischema.ObjectTypeSpec{
				Type: "object", Properties: outputs.all, Required: outputs.required,
			},
			InputProperties: inputs.all,
			RequiredInputs:  inputs.required,
		}
	}
	return json.Marshal(spec)
}

type direction int

const (
	asInput direction = iota
	asOutput
)

type properties struct {
	all      map[string]pulumischema.PropertySpec
	required []string
	// computed are those that only the provider sets.
	computed []string
}

// without leaves names out, such as a resource's own id, which is no property to Pulumi.
func (p properties) without(names ...string) properties {
	for _, name := range names {
		delete(p.all, name)
	}
	p.required = slices.DeleteFunc(p.required, func(name string) bool { return slices.Contains(names, name) })
	return p
}

type walker struct {
	pkg   string
	types map[string]pulumischema.ComplexTypeSpec
}

func (w *walker) properties(
	owner string, fields shim.SchemaMap, overrides map[string]*tfbridge.SchemaInfo, as direction,
) properties {
	result := properties{all: map[string]pulumischema.PropertySpec{}}
	fields.Range(func(name string, field shim.Schema) bool {
		override := overrides[name]
		pulumiName := tfbridge.TerraformToPulumiNameV2(name, fields, overrides)
		secret := field.Sensitive()
		if override != nil && override.Secret != nil {
			secret = *override.Secret
		}
		result.all[pulumiName] = pulumischema.PropertySpec{
			TypeSpec: w.typeOf(owner+upperFirst(pulumiName), field, override, as),
			Secret:   secret,
		}
		if !field.Optional() && !field.Required() {
			result.computed = append(result.computed, pulumiName)
		}
		if isRequired(field, override, as) {
			result.required = append(result.required, pulumiName)
		}
		return true
	})
	slices.Sort(result.required)
	return result
}

func isRequired(field shim.Schema, override *tfbridge.SchemaInfo, as direction) bool {
	if as == asOutput {
		return field.Required() || field.Computed()
	}
	// What has a default, such as an automatic name, need not be given.
	return field.Required() && (override == nil || override.Default == nil)
}
