import * as fc from "fast-check";

/**
 * Words that mean something else to one parser or another: YAML's booleans, numbers and dates, and names of JavaScript's own.
 * Each list begins with the plainest, to which fast-check shrinks.
 */
const trickyLabels = [
  "shop",
  "null",
  "true",
  "no",
  "on",
  "y",
  "0",
  "007",
  "1e3",
  "0x1f",
  "0o17",
  "1-1",
  "2026-01-01",
  "constructor",
  "a".repeat(63),
] as const;
const trickyServices = ["shop", "null", "true", "yes", "off", "n", "e3", "nan", "inf", "x-1", "constructor", "s".repeat(63)] as const;
const trickySubdomains = [
  "shop-tls",
  "null",
  "false",
  "1.5",
  "1.0",
  "10.0.0.1",
  "1e3.5",
  "2026-01-01",
  "a.b-c.d",
  `${"l".repeat(63)}.example`,
] as const;

/** A DNS label. */
export const labelArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...trickyLabels),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
);

/** A DNS subdomain. */
export const subdomainArbitrary: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...trickySubdomains), labelArbitrary);

/** A Service's name. */
export const serviceNameArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...trickyServices),
  fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/),
);

/** A Service's port, by number or name. */
export const servicePortArbitrary: fc.Arbitrary<number | string> = fc.oneof(
  fc.constantFrom(80, 443, 65535),
  fc.constantFrom("http", "8080-tcp", "1e3", "0x1f", "true", "y", "a-b-c-d-e-f-g-h"),
);

/** The beginning of a name that becomes unique by a number behind it; short enough for the longest suffix. */
export const stemArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("edge", "a", "0", "1e", "web-front", "null", "x".repeat(40)),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/),
);

/** A duration of at least a millisecond and at most three weeks, in any unit. */
export const durationArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 1, max: 600 }).map((amount) => `${amount}s`),
  fc.integer({ min: 1, max: 90_000 }).map((amount) => `${amount}ms`),
  fc.integer({ min: 1, max: 180 }).map((amount) => `${amount}m`),
  fc.integer({ min: 1, max: 500 }).map((amount) => `${amount}h`),
);

/** The text of a number of milliseconds. */
export const durationText = (milliseconds: number): string => (milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`);

/** The path of a URL as a check asks for it: any printable ASCII after the slash. */
export const checkPathArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("/readyz", "/", "/a?b=c&d=%20#e", `/"'\\$x{}`),
  fc.stringMatching(/^\/[!-~]{0,12}$/),
);

/** A client's range, in CIDR notation. */
export const cidrArbitrary: fc.Arbitrary<string> = fc.constantFrom(
  "203.0.113.0/24",
  "192.0.2.7/32",
  "198.51.100.0/25",
  "2001:db8::/32",
  "2001:DB8:0:0:0:0:0:1/128",
  "0.0.0.0/0",
);

/** The cast is sound: a record without required keys is a Partial<T>, which TypeScript cannot work out while T is a parameter. */
function partialRecord<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record<T, never>(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;
}

/** Options of which each may be left out. */
export const someOf = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> => partialRecord(fields);

/** The same, of which a third has none at all. */
export const fewOf = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant<Partial<T>>({}) }, { weight: 2, arbitrary: someOf(fields) });
