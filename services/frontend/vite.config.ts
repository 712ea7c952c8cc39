import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const backend = (port: number, prefix: string) => ({
  target: `http://127.0.0.1:${port}`,
  rewrite: (path: string) => path.slice(prefix.length),
  // The cookie of a log-in is for the address that the browser knows.
  cookiePathRewrite: { "/api/token/": `${prefix}/api/token/` },
});

export default defineConfig({
  base: "/erp/",
  plugins: [react()],
  // `npm run dev` beside the stack: the backends' direct ports, under the paths that nginx gives them.
  server: {
    port: 5505,
    strictPort: true,
    proxy: {
      "/erp/api/": backend(8000, "/erp"),
      "/erp/inventory/api/": backend(5001, "/erp/inventory"),
      "/erp/ml/api/": backend(5101, "/erp/ml"),
      "/erp/ai/api/": backend(5601, "/erp/ai"),
    },
  },
});
