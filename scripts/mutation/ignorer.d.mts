import type { NodePath } from "@stryker-mutator/api/ignore";

export declare const reasons: { readonly metadata: string; readonly message: string };
export declare function shouldIgnore(path: NodePath): string | undefined;
