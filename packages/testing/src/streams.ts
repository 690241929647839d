import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import { assembleSelector, type Nodes, selectorSeed } from "./nodes.js";
import { checkPathArbitrary, fewOf, someOf, stemArbitrary } from "./values.js";
import type { VipInput } from "./vips.js";

export type StreamInput = NonNullable<EdgeInput["streams"]>[number];
type CheckInput = NonNullable<StreamInput["check"]>;

const checkArbitrary: fc.Arbitrary<CheckInput> = fc.oneof(
  fc.constant<CheckInput>("tcp"),
  fc
    .record({ path: checkPathArbitrary, more: someOf<{ tls: boolean }>({ tls: fc.boolean() }) })
    .map(({ path, more }): CheckInput => ({ http: { path, ...more } })),
);

export const streamSeed = fc.record({
  stem: stemArbitrary,
  vip: fc.nat({ max: 31 }),
  /** Of the 32 streams that there may be each has its own remainder, and so its own port below 10000. */
  port: fc.integer({ min: 1, max: 300 }),
  nodes: selectorSeed,
  rest: fewOf<{ targetPort: number; check: CheckInput; proxyProtocol: boolean }>({
    /** With the same remainder, so that no two streams lead to one port, and below the node ports: rule proxy-protocol-agrees. */
    targetPort: fc.integer({ min: 1, max: 900 }),
    check: checkArbitrary,
    proxyProtocol: fc.boolean(),
  }),
});
export type StreamSeed = typeof streamSeed extends fc.Arbitrary<infer T> ? T : never;

export const mostStreams = 32;

export function assembleStreams(seeds: readonly StreamSeed[], vips: readonly VipInput[], nodes: Nodes): StreamInput[] {
  return seeds.map((seed, index) => {
    const { targetPort, ...rest } = seed.rest;
    return {
      name: `${seed.stem}-s${index}`,
      vip: vips[seed.vip % vips.length]?.name ?? "",
      port: seed.port * mostStreams + index,
      nodes: assembleSelector(seed.nodes, nodes),
      ...rest,
      ...(targetPort === undefined ? {} : { targetPort: targetPort * mostStreams + index }),
    };
  });
}
