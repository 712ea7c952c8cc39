/** An image that the stack builds, and the images that its Dockerfile builds upon, by build argument. */
export interface ImageDefinition {
  readonly context: string;
  readonly from: Readonly<Record<string, string>>;
}

const onBase = (key: string): ImageDefinition => ({ context: `services/${key}`, from: { BASE: "base" } });

/** The reference images, in an order in which each comes after those that it builds upon. */
export const images: Readonly<Record<string, ImageDefinition>> = {
  base: { context: ".gaara/build/base", from: {} },
  postgres: onBase("postgres"),
  redis: onBase("redis"),
  nginx: onBase("nginx"),
  django: onBase("django"),
  flask: onBase("flask"),
  ml: onBase("ml"),
  ai: onBase("ai"),
  frontend: { context: "services/frontend", from: { BASE: "base", NGINX_IMAGE: "nginx" } },
};
