import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import {
  cidrArbitrary,
  durationArbitrary,
  fewOf,
  labelArbitrary,
  serviceNameArbitrary,
  servicePortArbitrary,
  someOf,
  stemArbitrary,
  subdomainArbitrary,
} from "./values.js";

type RouteInput = NonNullable<EdgeInput["routes"]>[number];
type PathInput = Extract<RouteInput, { paths: unknown }>["paths"][number];
type OptionsInput = NonNullable<RouteInput["options"]>;
type TlsInput = NonNullable<RouteInput["tls"]>;
type Service = PathInput["service"];

const serviceArbitrary: fc.Arbitrary<Service> = fc.record({ name: serviceNameArbitrary, port: servicePortArbitrary });

const tlsArbitrary: fc.Arbitrary<TlsInput> = fc
  .record({
    secretName: subdomainArbitrary,
    issuer: fc.option(
      fc.oneof(
        subdomainArbitrary,
        fc.record({ name: subdomainArbitrary, kind: fc.constantFrom<"ClusterIssuer" | "Issuer">("ClusterIssuer", "Issuer") }),
      ),
      { nil: null },
    ),
  })
  .map(({ secretName, issuer }) => ({ secretName, ...(issuer === null ? {} : { issuer }) }));

const plainTail = fc.oneof(
  fc.constantFrom("", "/", "/a%20b", "/~x!y=z,@&'a'".replaceAll("'", "")),
  fc.stringMatching(/^(\/[a-z0-9_~!&=,@%:-]{1,5}){0,2}$/),
);
const patternTail = fc.constantFrom("", "/(.*)", "/v[0-9]+/?$", "(/|$)(.*)", "/a{2}\\.b|c^d", "/.+");

const pathSeed = fc.record({
  root: fc.boolean(),
  tail: plainTail,
  pattern: patternTail,
  pathType: fc.constantFrom<PathInput["pathType"]>("Prefix", "Exact", "ImplementationSpecific"),
  service: serviceArbitrary,
});
type PathSeed = typeof pathSeed extends fc.Arbitrary<infer T> ? T : never;

const optionsSeed = fewOf<Required<Omit<OptionsInput, "allowedSources" | "rateLimit">>>({
  redirectToHttps: fc.boolean(),
  backendProtocol: fc.constantFrom("http", "https", "grpc"),
  maxBodySize: fc.constantFrom("8m", "0", "1g", "512k", "123456789"),
  timeouts: someOf<Required<NonNullable<OptionsInput["timeouts"]>>>({
    connect: durationArbitrary,
    read: durationArbitrary,
    send: durationArbitrary,
  }),
  rewriteTo: fc.constantFrom("/", "/new", "/a/b/", "/~é?x=[1]&y=%20"),
  affinity: fc.record({ cookie: fc.constantFrom("route", "true", "0", "__Host-x_y") }),
});

/** Options about the client's address, for edges that show it to the pods. */
const clientOptionsSeed = fewOf<Required<Pick<OptionsInput, "allowedSources" | "rateLimit">>>({
  allowedSources: fc.array(cidrArbitrary, { minLength: 1, maxLength: 3 }),
  rateLimit: fc.record({ requestsPerSecond: fc.integer({ min: 1, max: 1000 }), burst: fc.integer({ min: 1, max: 5000 }) }),
});

export const routeSeed = fc.record({
  stem: stemArbitrary,
  domain: fc.constantFrom("example.com", "test", "a.b-c.example.org"),
  wildcard: fc.boolean(),
  /** `null` is the short form: one service for all paths. */
  paths: fc.option(fc.array(pathSeed, { minLength: 1, maxLength: 4 }), { nil: null }),
  service: serviceArbitrary,
  options: optionsSeed,
  clientOptions: clientOptionsSeed,
  /** Whether a rewriting under patterns alone refers to a group. */
  group: fc.boolean(),
  shared: fewOf<{ namespace: string; tls: TlsInput }>({ namespace: labelArbitrary, tls: tlsArbitrary }),
  named: fc.boolean(),
  /** The host's second half as a route of its own: of the same Ingress, or of another namespace. */
  split: fc.constantFrom<"no" | "same" | "namespace">("no", "same", "namespace"),
});
export type RouteSeed = typeof routeSeed extends fc.Arbitrary<infer T> ? T : never;

/** A path that no other of its host has: each begins with its own number, but for the root. */
function assemblePath(seed: PathSeed, index: number): PathInput {
  const { pathType, service } = seed;
  if (index === 0 && seed.root) return { path: "/", pathType, service };
  return { path: `/p${index}${pathType === "ImplementationSpecific" ? seed.pattern : seed.tail}`, pathType, service };
}

/** What of the edge a route may rely on. */
export interface RouteContext {
  /** Whether the pods see the client's address: rule client-ip-needed. */
  readonly clientIsKnown: boolean;
  /** Whether some VIP answers HTTPS: rule route-reaches-a-vip. */
  readonly answersHttps: boolean;
}

function assembleOptions(seed: RouteSeed, paths: readonly PathInput[] | null, { clientIsKnown, answersHttps }: RouteContext): OptionsInput {
  const { rewriteTo, ...given } = seed.options;
  const redirects = given.redirectToHttps === true || (seed.shared.tls !== undefined && given.redirectToHttps === undefined);
  const rest = redirects && !answersHttps ? { ...given, redirectToHttps: false } : given;
  // The groups of a pattern are the document's only where the pattern is: rule rewrite-groups.
  const ownPatterns = paths?.every(({ pathType }) => pathType === "ImplementationSpecific") === true;
  const target = rewriteTo === undefined ? {} : { rewriteTo: ownPatterns && seed.group ? `${rewriteTo}$1` : rewriteTo };
  return { ...rest, ...target, ...(clientIsKnown ? seed.clientOptions : {}) };
}

function assembleHost(seed: RouteSeed, index: number, context: RouteContext): RouteInput[] {
  const paths = seed.paths?.map(assemblePath) ?? null;
  const options = assembleOptions(seed, paths, context);
  const shared = {
    host: `${seed.wildcard ? "*." : ""}${seed.stem}-${index}.${seed.domain}`,
    ...seed.shared,
    // A name ends in a number, and a name that is made from a host does not: they never meet.
    ...(seed.named ? { name: `${seed.stem}-r${index}` } : {}),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
  if (paths === null) return [{ ...shared, service: seed.service }];
  const [first, ...others] = paths;
  if (seed.split === "no" || first === undefined || others.length === 0) return [{ ...shared, paths }];
  const second = seed.split === "same" ? shared : { ...shared, namespace: "other-namespace" };
  return [
    { ...shared, paths: [first] },
    { ...second, paths: others },
  ];
}

export const assembleRoutes = (seeds: readonly RouteSeed[], context: RouteContext): RouteInput[] =>
  seeds.flatMap((seed, index) => assembleHost(seed, index, context));
