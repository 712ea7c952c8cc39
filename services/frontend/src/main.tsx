import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { Session } from "./session/session.ts";
import { SessionContext } from "./session/use-session.ts";
import "./styles/index.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html: expected an element with the id root");
const session = new Session();
void session.restore();
createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);
