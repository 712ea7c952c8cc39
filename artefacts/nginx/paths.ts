/** The folder, beside files that have to outlive a power cut, with a copy of each. */
export const copyFolder = "copy";

/** Places of nginx's configuration inside its container. */
export const paths = {
  /** Survives the container, so that a new one serves what the old one served. */
  folder: "/etc/nginx/gaara",
  kept: "/etc/nginx/gaara/nginx.conf",
  candidate: "/etc/nginx/gaara/candidate.conf",
  certificates: "/etc/nginx/tls",
  /** Read by the running nginx; copied from the kept one at the start. */
  active: "/tmp/nginx.conf",
  /** Read until the first cut-over. */
  starting: "/etc/nginx/starting.conf",
} as const;
