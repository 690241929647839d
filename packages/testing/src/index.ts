export { edgeArbitrary } from "./edge.js";
export type { EdgeArbitraryOptions, Families } from "./options.js";
export { secretsFor } from "./secrets.js";
export { filesForSnapshot, renderForSnapshot } from "./snapshot.js";
export {
  checkPathArbitrary,
  cidrArbitrary,
  durationArbitrary,
  labelArbitrary,
  serviceNameArbitrary,
  servicePortArbitrary,
  subdomainArbitrary,
} from "./values.js";
