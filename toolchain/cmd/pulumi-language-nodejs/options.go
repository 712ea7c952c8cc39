package main

import (
	"strings"

	"google.golang.org/protobuf/types/known/structpb"
)

// runtimeOptions are `runtime.options` of Pulumi.yaml, as far as this host knows them.
type runtimeOptions struct {
	// typescript compiles through ts-node, unless it says false.
	typescript    bool
	tsconfig      string
	nodeArguments []string
}

func parseOptions(options *structpb.Struct) runtimeOptions {
	parsed := runtimeOptions{typescript: true}
	fields := options.GetFields()
	if value, given := fields["typescript"]; given {
		parsed.typescript = value.GetBoolValue()
	}
	parsed.tsconfig = fields["tsconfig"].GetStringValue()
	parsed.nodeArguments = strings.Fields(fields["nodeargs"].GetStringValue())
	return parsed
}

func (options runtimeOptions) environment() []string {
	var variables []string
	if options.typescript {
		variables = append(variables, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if options.tsconfig != "" {
		variables = append(variables, "PULUMI_NODEJS_TSCONFIG_PATH="+options.tsconfig)
	}
	return variables
}
