package schema

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	pulumischema "github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func (w *walker) typeOf(
	name string, field shim.Schema, override *tfbridge.SchemaInfo, as direction,
) pulumischema.TypeSpec {
	switch field.Type() {
	case shim.TypeBool:
		return pulumischema.TypeSpec{Type: "boolean"}
	case shim.TypeInt:
		return pulumischema.TypeSpec{Type: "integer"}
	case shim.TypeFloat:
		return pulumischema.TypeSpec{Type: "number"}
	case shim.TypeList, shim.TypeSet:
		element := w.elementOf(name, field, override, as)
		if tfbridge.IsMaxItemsOne(field, override) {
			return element
		}
		return pulumischema.TypeSpec{Type: "array", Items: &element}
	case shim.TypeMap:
		if _, isObject := field.Elem().(shim.Resource); isObject {
			return w.elementOf(name, field, override, as)
		}
		element := w.elementOf(name, field, override, as)
		return pulumischema.TypeSpec{Type: "object", AdditionalProperties: &element}
	default:
		return pulumischema.TypeSpec{Type: "string"}
	}
}

func (w *walker) elementOf(
	name string, field shim.Schema, override *tfbridge.SchemaInfo, as direction,
) pulumischema.TypeSpec {
	var elementOverride *tfbridge.SchemaInfo
	var fields map[string]*tfbridge.SchemaInfo
	if override != nil {
		elementOverride, fields = override.Elem, override.Fields
		if elementOverride != nil {
			fields = elementOverride.Fields
		}
	}
	switch element := field.Elem().(type) {
	case shim.Schema:
		return w.typeOf(name, element, elementOverride, as)
	case shim.Resource:
		// Types of a list's elements are named in the singular, as the npm packages have them.
		if !tfbridge.IsMaxItemsOne(field, override) {
			name = strings.TrimSuffix(name, "s")
		}
		return w.object(name, element.Schema(), fields, as)
	default:
		return pulumischema.TypeSpec{Type: "string"}
	}
}

// object registers a nested type and refers to it. Inputs and outputs may differ: an input has no computed fields.
func (w *walker) object(
	name string, fields shim.SchemaMap, overrides map[string]*tfbridge.SchemaInfo, as direction,
) pulumischema.TypeSpec {
	nested := w.properties(name, fields, overrides, as)
	if as == asOutput {
		name += "Output"
	}
	token := w.pkg + ":index/" + name + ":" + name
	w.types[token] = pulumischema.ComplexTypeSpec{ObjectTypeSpec: pulumischema.ObjectTypeSpec{
		Type: "object", Properties: nested.all, Required: nested.required,
	}}
	return pulumischema.TypeSpec{Ref: "#/types/" + token}
}

func upperFirst(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
