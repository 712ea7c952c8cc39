import * as docker from "@pulumi/docker";
import * as random from "@pulumi/random";

/**
 * A program for the tests of the plugins: names are left to be made up; no engine is asked for the preview of what is
 * new.
 */
const provider = new docker.Provider("engine", { disableDockerDaemonCheck: true });

new docker.Network("network", {}, { provider });
new docker.Volume("volume", {}, { provider });
new docker.Container("container", { image: "sha256:0", command: ["true"] }, { provider });

export const password = new random.RandomPassword("password", { length: 20 }).result;
export const token = new random.RandomId("token", { byteLength: 8 }).hex;
