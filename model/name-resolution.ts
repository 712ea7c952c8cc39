/**
 * How containers look names up. A name of the stack has no dot in it, and with an explicit `ndots` of one or more the
 * engine answers such names itself, at once, also that there is none (moby: libnetwork/resolver.go). Without it they go
 * on to the name servers of the engine's host, some of which answer for everything that they do not know. The search
 * domain `.` keeps the host's own search domains out, which would put a dot into each name.
 */
export const nameResolution = { options: ["ndots:1"], search: ["."] } as const;
