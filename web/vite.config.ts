import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const PYTHON = "http://127.0.0.1:8321";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  // The server puts a fresh nonce in this one's place with every page: the editor and the widgets make style elements.
  html: { cspNonce: "CROSSDOCK-NONCE" },
  build: {
    outDir: "../api/crossdock_api/static",
    emptyOutDir: true,
    assetsDir: "studio",
    manifest: "studio/manifest.json",
    target: "es2023",
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
  },
  // Addresses of what is built begin with /assets, where the server keeps its static files.
  base: "/assets/",
  server: { proxy: { "/api": PYTHON, "/schema": PYTHON, "/health": PYTHON } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
