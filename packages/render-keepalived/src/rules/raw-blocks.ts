import type { Path, Plan } from "@edgewright/core";

/** The raw lines of one block of keepalived.conf. */
export interface RawBlock {
  /** The block's name in a sentence. */
  readonly what: string;
  /** The VIP whose instances they go to; null for global_defs. */
  readonly vip: string | null;
  readonly lines: readonly string[];
  readonly path: Path;
}

export function rawBlocks(plan: Plan): readonly RawBlock[] {
  const { global, instances } = plan.raw.keepalived;
  const named = instances.map(({ name, lines, path }): RawBlock => ({ what: `instance ${name}`, vip: name, lines, path }));
  return [{ what: "global_defs", vip: null, lines: global, path: ["raw", "keepalived", "global"] }, ...named];
}
