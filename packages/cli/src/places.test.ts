import { expect, it } from "vitest";
import { placeNotes } from "./places.js";

it.each([
  ["hapxy1/haproxy.cfg", "→ /etc/haproxy/haproxy.cfg"],
  ["east/hapxy1/keepalived.conf", "→ /etc/keepalived/keepalived.conf"],
  ["hapxy1/host/etc/sysctl.d/90-edgewright.conf", "→ /etc/sysctl.d/90-edgewright.conf"],
  ["east/hapxy1/host/etc/sysusers.d/edgewright.conf", "→ /etc/sysusers.d/edgewright.conf"],
  ["kubernetes/default.yaml", "→ kubectl apply -f"],
  ["east/kubernetes/default.yaml", "→ kubectl apply -f"],
  ["desk/hosts", undefined],
  ["host/haproxy.cfg", "→ /etc/haproxy/haproxy.cfg"],
])("%s", (path, note) => {
  expect(placeNotes([{ path }]).get(path)).toBe(note);
});
