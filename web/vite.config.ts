import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Everything the page needs stands in its own files: the policy of the server allows nothing else.
export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
