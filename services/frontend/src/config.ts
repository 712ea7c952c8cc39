declare global {
  interface Window {
    /** What the container's REACT_APP_* variables say; see public/config.js. */
    readonly GAARA?: Readonly<Record<string, string>>;
  }
}

const setting = (name: string, fallback: string): string =>
  (window.GAARA?.[name] ?? fallback).replace(/\/+$/, "");

/** Where the backends are. The defaults are paths, so that one bundle serves every domain. */
export const api = {
  django: setting("REACT_APP_API_URL", "/erp/api"),
  flask: setting("REACT_APP_INVENTORY_API_URL", "/erp/inventory/api"),
  ml: setting("REACT_APP_ML_API_URL", "/erp/ml/api"),
  ai: setting("REACT_APP_AI_API_URL", "/erp/ai/api"),
} as const;
