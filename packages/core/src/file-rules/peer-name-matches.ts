import { findLast } from "../files/text.js";
import type { FileRule } from "./file-rule.js";

/** HAProxy finds itself by its name. */
export const peerNameMatches: FileRule = {
  id: "peer-name-matches",
  law: "a peers section has an entry with the machine's own name: localpeer, else the host's name, which is the name of its folder",
  why: "HAProxy drops a peers section in which it does not find itself: stick tables are not replicated, and every failover forgets them",
  source: "HAProxy configuration manual, section 3.5, peer; localpeer; option -L",
  severity: "error",
  safety: false,
  breaks: `--- hapxy2/haproxy.cfg
 global
+    log-tag edge
+peers edge
+    peer lb1 192.168.103.11:10000
+    peer lb2 192.168.103.12:10000
+global`,
  keeps: `--- hapxy2/haproxy.cfg
 global
+    log-tag edge
+peers edge
+    peer hapxy1 192.168.103.11:10000
+    peer hapxy2 192.168.103.12:10000
+global`,
  fix: "name each peer as its machine, or say localpeer in global",
  check: ({ machines }, report) => {
    const folders = new Set(machines.map(({ name }) => name));
    for (const { name, haproxy, addresses } of machines) {
      const sections = haproxy?.sections ?? [];
      const global = sections.filter(({ keyword }) => keyword.text === "global").flatMap(({ lines }) => lines);
      const said = findLast(global, "localpeer")?.values[0]?.text ?? null;
      const local = said ?? name;
      const isLocal = (peer: string): boolean => peer === local || (said === null && peer.startsWith(`${local}.`));
      for (const { keyword, values, lines } of sections) {
        const peers = lines.filter((line) => line.keyword.text === "peer" || line.keyword.text === "server");
        if (keyword.text !== "peers" || peers.some((peer) => isLocal(peer.values[0]?.text ?? ""))) continue;
        const [section = keyword] = values;
        // Where no document names the machines and no peer is named as a folder, the folders' names may not be the hosts'.
        const isGuess =
          said === null && addresses === null && peers.length > 0 && !peers.some((peer) => folders.has(peer.values[0]?.text ?? ""));
        report({
          message: `peers ${section.text} on ${name} does not name ${local}: HAProxy drops the section`,
          at: section.at,
          isLack: true,
          ...(isGuess ? { severity: "warning" as const } : {}),
          related: peers.slice(0, 1).map((peer) => ({ message: "it names", at: peer.values[0]?.at ?? peer.keyword.at })),
        });
      }
    }
  },
};
