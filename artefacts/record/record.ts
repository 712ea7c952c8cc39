import type { Route, RouteTarget } from "../../config/routes.ts";
import type { StackModel } from "../../model/stack-model.ts";
import { nginxInput } from "../nginx/edge.ts";
import { renderNginx } from "../nginx/render.ts";
import type { Aspect, Facts, RecordedModel } from "./recorded-model.ts";
import { recordedService, type Known } from "./recorded-service.ts";

/** A {@link RecordedModel} whose hashes may not be known yet. */
export type RecordOf<Hash> = Omit<RecordedModel, "services"> & {
  readonly services: Readonly<
    Record<
      string,
      { readonly title: string; readonly secret: Readonly<Record<string, Hash>> } & Readonly<
        Record<Exclude<Aspect, "secret">, Facts>
      >
    >
  >;
};

/** Makes the record that Pulumi's state keeps of a stack's model. */
export const recordOf = <Hash>(model: StackModel, known: Known<Hash>): RecordOf<Hash> => ({
  settings: model.settings,
  services: Object.fromEntries(
    Object.entries(model.services)
      .filter(([, { containers }]) => containers.length > 0)
      .map(([key, service]) => [key, recordedService(service, model, known)]),
  ),
  images: known.images,
  routes: Object.fromEntries(model.routes.map((route) => [route.path, routeText(route)])),
  ports: Object.fromEntries(
    model.ports.map(({ address, host, service, purpose }) => [
      `${service}: ${purpose}`,
      `${address}:${host}`,
    ]),
  ),
  nginx: renderNginx(nginxInput(model)),
  volumes: Object.fromEntries(
    Object.entries(model.volumes).map(([key, { name, holds }]) => [key, { name, holds }]),
  ),
  network: model.network,
  protected: model.protected,
});

const routeText = ({ to, websocket, readTimeout, bodyLimit }: Route): string =>
  [
    targetText(to),
    ...(websocket === true ? ["websockets"] : []),
    ...(readTimeout === undefined ? [] : [`up to ${readTimeout}`]),
    ...(bodyLimit === undefined ? [] : [`bodies up to ${bodyLimit}`]),
  ].join(", ");

function targetText(to: RouteTarget): string {
  switch (to.kind) {
    case "service":
      return `${to.service} ${to.path}`;
    case "files":
      return `files of ${to.volume} (${to.policy})`;
    case "redirect":
      return `redirect to ${to.location}`;
    case "reply":
      return `answer ${to.status}`;
    default:
      return to satisfies never;
  }
}
