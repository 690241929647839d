import { describe, expect, it } from "vitest";
import { authForcesV2 } from "./auth-forces-v2.js";
import { violations, vip } from "./rule-testing.js";

const auth = (more = ""): string => `failover: { auth: { password: { env: VRRP } }${more} }`;
const dual = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips:
  - { name: public, address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51, primary: hapxy1, backup: hapxy2, ${auth()} }`;
const warning = (total: number) => ({
  message: `VIP "public": auth selects VRRPv2: failover takes up to ${total} ms, and the password is in clear text on the wire`,
  path: "vips[0].failover.auth",
  part: "key",
});

describe("a password costs seconds", () => {
  it("says nothing without one", () => {
    expect(violations(authForcesV2, vip())).toEqual([]);
  });

  it("names the new worst case", () => {
    expect(violations(authForcesV2, vip(auth()))).toEqual([warning(3112)]);
    expect(violations(authForcesV2, vip(auth(", timers: { advertisementInterval: 2s }")))).toEqual([warning(6112)]);
  });

  it("is an error where the VIP has IPv6", () => {
    expect(violations(authForcesV2, dual)).toEqual([
      warning(3112),
      {
        severity: "error",
        message: 'VIP "public": auth selects VRRPv2, which has no IPv6',
        path: "vips[0].failover.auth",
        part: "key",
        fix: "leave auth out, or the IPv6 address",
      },
    ]);
  });
});
