import { describe, expect, it } from "vitest";
import { formatTree } from "./tree.js";

const files = ["kubernetes/shop.yaml", "hapxy1/haproxy.cfg", "hapxy1/host/etc/sysctl.d/edgewright.conf", "hapxy1/keepalived.conf"].map(
  (path) => ({ path }),
);

describe("formatTree", () => {
  it("prints the files as a tree, sorted, with notes in one column", () => {
    const notes = new Map([
      ["hapxy1/haproxy.cfg", "→ /etc/haproxy/haproxy.cfg on hapxy1"],
      ["hapxy1/host", "→ / on hapxy1"],
      ["kubernetes", "→ kubectl apply -f"],
    ]);
    expect(formatTree(files, notes, { root: "out" })).toBe(`out
├── hapxy1/
│   ├── haproxy.cfg  → /etc/haproxy/haproxy.cfg on hapxy1
│   ├── host/        → / on hapxy1
│   │   └── etc/
│   │       └── sysctl.d/
│   │           └── edgewright.conf
│   └── keepalived.conf
└── kubernetes/      → kubectl apply -f
    └── shop.yaml
`);
  });

  it("prints plain ASCII on request, without notes or a root", () => {
    expect(formatTree(files.slice(0, 2), new Map(), { ascii: true })).toBe(
      "|-- hapxy1/\n|   `-- haproxy.cfg\n`-- kubernetes/\n    `-- shop.yaml\n",
    );
  });

  it("prints nothing of nothing", () => {
    expect(formatTree([])).toBe("");
  });
});
