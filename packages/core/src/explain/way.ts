import type { Path } from "../diagnostics/diagnostic.js";

/**
 * A place in a rendered file: the first line of the last entry of `lines`. The first entry begins a section, which ends where the indentation
 * does; each further entry is looked for behind the one before. An entry of several lines matches lines that follow one another.
 */
export interface Mark {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Something that a step says, with where it comes from: the document's place, the output's, or neither. */
interface Told {
  /** One sentence or a short clause. */
  readonly text: string;
  /** What else is to be known, a sentence each. */
  readonly details: readonly string[];
  readonly path: Path | null;
  readonly mark: Mark | null;
}

/** A node as HAProxy sees it. `share` is its part of new connections, 0 to 1; null where weights do not decide alone. */
export interface NodeShare {
  readonly name: string;
  readonly address: string;
  readonly state: "active" | "drain" | "disabled" | "down";
  readonly share: number | null;
}

/** A rule of the document by its place. */
export interface RuleName {
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  readonly service: string;
  readonly at: Path;
}

/** A rule that would have served the request too, and why the winner comes before it. */
export interface Loser extends RuleName {
  readonly why: string;
}

/** What a request that nothing serves came near to, or a rule that it does not match by little. */
export interface NearMiss {
  readonly text: string;
  readonly path: Path | null;
  /** A URL that is served instead, as far as the document tells; null where there is none to offer. */
  readonly instead: string | null;
}

/** One step of a request's way, in the order of the way. */
export type Step =
  | (Told & { readonly kind: "vip"; readonly vip: string; readonly address: string; readonly others: readonly string[] })
  | (Told & { readonly kind: "holder"; readonly machine: string; readonly within: number | null })
  | (Told & { readonly kind: "listener"; readonly mode: string; readonly port: number })
  | (Told & { readonly kind: "redirect"; readonly by: "haproxy" | "controller"; readonly status: 308; readonly location: string })
  | (Told & { readonly kind: "backend"; readonly backend: string; readonly algorithm: string; readonly nodes: readonly NodeShare[] })
  | (Told & { readonly kind: "controller" })
  | (Told & { readonly kind: "rule"; readonly rule: RuleName; readonly losers: readonly Loser[]; readonly near: readonly NearMiss[] })
  | (Told & { readonly kind: "options" })
  | (Told & { readonly kind: "service"; readonly namespace: string; readonly service: string; readonly port: number | string })
  | (Told & { readonly kind: "client" })
  | (Told & { readonly kind: "end"; readonly answer: string });

/** What answers in the end. */
export type Answer =
  | {
      readonly kind: "service";
      readonly namespace: string;
      readonly service: string;
      readonly port: number | string;
      readonly path: string;
    }
  | { readonly kind: "stream"; readonly stream: string; readonly port: number };

export interface Way {
  readonly url: string;
  /** Machines and nodes that are taken to be gone. */
  readonly down: readonly string[];
  readonly steps: readonly Step[];
  /** Null where nothing serves the request: the last step then says what the client sees. */
  readonly answer: Answer | null;
  /** The machine that holds the VIP; null where nobody does, or there is no VIP for the request. */
  readonly holder: string | null;
  /** Empty where there is an answer. */
  readonly nearly: readonly NearMiss[];
}

/** What each part of the story adds to it. */
export interface Chapter {
  readonly steps: readonly Step[];
  readonly answer: Answer | null;
  readonly nearly: readonly NearMiss[];
}
