import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { pageNonce } from "@/app/nonce";
import "@mantine/core/styles.css";
import "@/app/studio.css";

// Where the dialogs' scroll lock looks for it.
Object.assign(globalThis, { __webpack_nonce__: pageNonce() });

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element #root.");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
