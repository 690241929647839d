/** Where a rendered file goes on its machine, by how its path ends; the tree says it beside each. */
function placeOf(path: string): string | null {
  const [folder = "", ...rest] = path.split("/");
  if (folder === "kubernetes" || rest[0] === "kubernetes") return "→ kubectl apply -f";
  const below = rest.join("/");
  if (/(^|\/)haproxy\.cfg$/.test(below)) return "→ /etc/haproxy/haproxy.cfg";
  if (/(^|\/)keepalived\.conf$/.test(below)) return "→ /etc/keepalived/keepalived.conf";
  const [, inHost] = /(?:^|\/)host(\/.+)$/.exec(below) ?? [];
  return inHost === undefined ? null : `→ ${inHost}`;
}

/** The notes of a tree of rendered files. */
export function placeNotes(files: readonly { readonly path: string }[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap(({ path }) => {
      const place = placeOf(path);
      return place === null ? [] : [[path, place] as const];
    }),
  );
}
