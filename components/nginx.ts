import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import { developmentHost } from "../artefacts/nginx/development.ts";
import { drainSeconds, nginxInput } from "../artefacts/nginx/edge.ts";
import { buildModel } from "../artefacts/nginx/build.ts";
import type { NginxModel } from "../artefacts/nginx/nginx-model.ts";
import { paths } from "../artefacts/nginx/paths.ts";
import { renderStarting } from "../artefacts/nginx/render.ts";
import { startScript } from "../artefacts/nginx/start-script.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { firstCertificate, type Certificate } from "../engine/nginx/certificate.ts";
import { cutOver } from "../engine/nginx/cut-over.ts";
import { all, gate } from "./gates/gate.ts";

export interface NginxArgs extends ContainerServiceArgs {
  /** The application services, by key. */
  readonly applications: Readonly<Record<string, ContainerService>>;
}

/**
 * The edge. Its container starts at once and answers 503; the real configuration goes live by check and reload when
 * every application is ready, and again whenever a container's name or a setting changes.
 */
export class Nginx extends ContainerService {
  /** Passed when the configuration is live. */
  readonly live: pulumi.Output<string>;
  /** The configuration, with the names of the present containers. */
  readonly configuration: pulumi.Output<NginxModel>;

  constructor(args: NginxArgs, opts?: pulumi.ComponentResourceOptions) {
    const { engine, model, secrets } = args.context;
    const { settings } = model;
    super(
      "nginx",
      args,
      {
        command: ["sh", "-c", startScript],
        files: [{ file: paths.starting, content: renderStarting() }],
        ...(settings.develop.length === 0 ? {} : { hosts: [{ host: developmentHost, ip: "host-gateway" }] }),
        // The text for the first moments is no reason to interrupt an nginx that has left them behind.
        filesOnceOnly: true,
      },
      opts,
    );
    const applications = Object.values(args.applications);
    const upstreams = pulumi.all(
      applications.map(({ key, containerNames }) => containerNames.apply((names) => [key, names] as const)),
    );
    this.configuration = upstreams.apply((entries) =>
      buildModel(nginxInput(model, Object.fromEntries(entries))),
    );
    const [container] = this.containers;
    const certificate = gate(pulumi.all([container?.id ?? "", this.ready]), ([id]) =>
      settings.tls.certificate === undefined
        ? firstCertificate(engine.container(id), settings.domain)
        : Promise.resolve(),
    );
    const proven = all([certificate, ...applications.map(({ ready }) => ready)]);
    const subject = pulumi.all([container?.id ?? "", this.configuration, secrets.tlsKey ?? "", proven]);
    this.live = gate(subject, ([id, configuration, key]) =>
      cutOver(engine.container(id), {
        configuration,
        domain: settings.domain,
        ...givenCertificate(settings, key),
        drain: drainSeconds(settings) * 1000,
      }),
    );
  }
}

const givenCertificate = ({ tls }: Settings, key: string): { certificate?: Certificate } =>
  tls.certificate === undefined || key === undefined
    ? {}
    : { certificate: { certificate: tls.certificate, key } };
