/** `12 created, 3 updated.`: the changes that an update made, by Pulumi's operations. */
export function updateSummary(changes: Readonly<Record<string, number>>): string {
  const parts = Object.entries(changes)
    .filter(([operation]) => operation !== "same")
    .map(([operation, count]) => `${count} ${pastTense[operation] ?? operation}`);
  return parts.length === 0 ? "Nothing had to be changed." : `${parts.join(", ")}.`;
}

const pastTense: Readonly<Record<string, string>> = {
  create: "created",
  delete: "deleted",
  replace: "replaced",
  refresh: "refreshed",
  update: "updated",
};
