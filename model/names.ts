/** The name of a part of a stack outside its network: everything that a stack makes begins with `gaara-<stack>-`. */
export const resourceName = (stack: string, part: string): string => `gaara-${stack}-${part}`;

/** Names of a service's serving containers without their random suffixes, in order. */
export const servingNames = (stack: string, key: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => resourceName(stack, index === 0 ? key : `${key}-${index + 1}`));

/** The network that the services of a stack share. */
export const networkName = (stack: string): string => resourceName(stack, "network");
