import { createRoot } from "react-dom/client";
import { App } from "./app";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/look.css";

// The token in the address is used up; nobody needs to see it any more.
if (location.pathname !== "/") history.replaceState(null, "", "/");

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
