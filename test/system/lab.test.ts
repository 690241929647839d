import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Attempt, countBy, failed, longestGap, longestStall, outcomes } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { type Edge, startEdge } from "./lab/edge.js";
import { ADDRESSES, handwrittenEdge, type PairOptions } from "./lab/handwritten.js";
import { placeOf } from "./lab/install.js";
import { remains } from "./lab/lab.js";
import { diffLines } from "./lab/rewrite.js";
import { pause } from "./lab/run.js";

const VIP = ADDRESSES.ipv4.vip;
const VIP6 = ADDRESSES.ipv6.vip;
const SHOP: Target = { address: VIP, port: 80, host: "shop.example.com" };
const SHOP6: Target = { ...SHOP, address: VIP6 };

/** Starts an edge for the tests of a suite, shows its logs when one fails, and requires that nothing of it is left. */
const useEdge = (options: PairOptions): (() => Edge) => {
  let edge: Edge | undefined;
  const get = (): Edge => edge ?? expect.fail("the edge did not start");
  beforeAll(async () => {
    edge = await startEdge(handwrittenEdge(options));
    await edge.heldBy(VIP, "hapxy1");
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => void process.stderr.write(`${get().logs()}\n`)));
  afterAll(() => {
    get().stop();
    expect(remains(get().lab.id)).toEqual([]);
  });
  return get;
};

/** What a client that never stops sees while something happens; prints and returns the longest gap. */
const during = async (edge: Edge, target: Target, what: string, event: () => Promise<void>): Promise<number> =>
  longestGap(await watched(edge, target, what, event));

const watched = async (edge: Edge, target: Target, what: string, event: () => Promise<void>): Promise<readonly Attempt[]> => {
  const stream = await edge.client.stream(target);
  await pause(200);
  await event();
  await pause(300);
  const attempts = await stream.stop();
  const counts = [...outcomes(attempts)].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const [gap, stall] = [longestGap(attempts), longestStall(attempts)].map((milliseconds) => milliseconds.toFixed(0));
  process.stdout.write(`${what}: longest gap ${gap} ms (the client's own longest stall ${stall} ms); ${counts}\n`);
  return attempts;
};

describe("a pair whose trackers are faults, IPv4", () => {
  const edge = useEdge({ weight: 0, families: ["ipv4"] });

  it("has the VIP as second address of the primary's interface, and not on the backup's", () => {
    const addresses = (machine: string): string[] =>
      edge()
        .machine(machine)
        .addresses("ens160")
        .flatMap(({ family, address, prefixLength }) => (family === "inet" ? `${address}/${prefixLength}` : []));
    expect(addresses("hapxy1")).toEqual(["192.168.103.11/24", "192.168.103.10/32"]);
    expect(addresses("hapxy2")).toEqual(["192.168.103.12/24"]);
  });

  it("has every file as it was given, but for the listed rewrites", () => {
    const { files } = handwrittenEdge({ weight: 0, families: ["ipv4"] }).machines[0] ?? expect.fail("no machine");
    const { lab, machine } = edge();
    const changed = [...files].map(([path, { text }]) => [path, diffLines(text, machine("hapxy1").root.read(placeOf(path)))] as const);
    expect(changed.filter(([, lines]) => lines.length > 0)).toEqual([
      ["keepalived.conf", [`+ net_namespace ew-${lab.id}-hapxy1`, "-   process haproxy", `+   process ew-${lab.id}-0`]],
    ]);
  });

  it("spreads 300 requests equally over the nodes", async () => {
    const attempts = await edge().client.fetchMany(300, SHOP);
    expect(failed(attempts)).toEqual([]);
    expect([...countBy(attempts, "node")].sort()).toEqual([
      ["worker-1", 100],
      ["worker-2", 100],
      ["worker-3", 100],
    ]);
  });

  it.each([
    {
      title: "the host's pod",
      target: SHOP,
      expected: { outcome: "answered", status: 200, answer: { pod: "shop", host: "shop.example.com", client: "192.168.103.11" } },
    },
    {
      title: "a path's pod",
      target: { ...SHOP, path: "/api/v1" },
      expected: { outcome: "answered", answer: { pod: "api", path: "/api/v1" } },
    },
    {
      title: "not a path that only begins like it",
      target: { ...SHOP, path: "/apis" },
      expected: { outcome: "answered", answer: { pod: "shop" } },
    },
    { title: "no pod for an unknown host", target: { ...SHOP, host: "other.example.com" }, expected: { outcome: "status", status: 404 } },
    {
      title: "the pod through TLS",
      target: { ...SHOP, port: 443, tls: true },
      expected: { outcome: "answered", answer: { pod: "shop", forwardedProto: "https" } },
    },
    { title: "nothing on a port without listener", target: { ...SHOP, port: 81 }, expected: { outcome: "refused" } },
  ])("reaches $title", async ({ target, expected }) => {
    expect(await edge().client.fetch(target)).toMatchObject(expected);
  });

  it("is answered by no node whose controller has ended", async () => {
    await edge().node("worker-2").stopIngress();
    const attempts = await edge().client.fetchMany(30, SHOP);
    await edge().node("worker-2").startIngress();
    expect([...countBy(attempts, "node").keys()].sort()).toEqual(["worker-1", "worker-3"]);
  });

  it("moves the VIP when HAProxy is killed, and returns it when HAProxy is back", async () => {
    const primary = edge().machine("hapxy1");
    const gap = await during(edge(), SHOP, "HAProxy killed, weight 0", async () => {
      await primary.killHaproxy();
      await edge().heldBy(VIP, "hapxy2");
    });
    expect(gap).toBeLessThan(500);
    await primary.startHaproxy();
    await edge().heldBy(VIP, "hapxy1");
  });

  it("keeps the VIP and loses no request while HAProxy reloads", async () => {
    const patient = { ...SHOP, connectTimeout: 2000, answerTimeout: 5000 };
    const attempts = await watched(edge(), patient, "HAProxy reloaded", () => edge().machine("hapxy1").reloadHaproxy());
    expect(failed(attempts)).toEqual([]);
    expect(edge().holders(VIP)).toEqual(["hapxy1"]);
  });

  it("moves the VIP when HAProxy hangs", async () => {
    const primary = edge().machine("hapxy1");
    const gap = await during(edge(), SHOP, "HAProxy hangs", async () => {
      primary.hangHaproxy();
      await edge().heldBy(VIP, "hapxy2");
    });
    expect(gap).toBeGreaterThan(500);
    primary.resumeHaproxy();
    await edge().heldBy(VIP, "hapxy1");
  });

  it("moves the VIP when keepalived stops, and returns it", async () => {
    const primary = edge().machine("hapxy1");
    const gap = await during(edge(), SHOP, "keepalived stopped", async () => {
      await primary.stopKeepalived();
      await edge().heldBy(VIP, "hapxy2");
    });
    expect(gap).toBeLessThan(500);
    await primary.startKeepalived();
    await edge().heldBy(VIP, "hapxy1");
  });

  it.each(["silent", "carrier"] as const)("moves the VIP when the link is cut (%s), and back when it heals", async (kind) => {
    const primary = edge().machine("hapxy1");
    const cut = await during(edge(), SHOP, `link cut (${kind})`, async () => {
      primary.cutLink(kind);
      await edge().heldBy(VIP, kind === "silent" ? "hapxy1 and hapxy2" : "hapxy2");
    });
    expect(cut).toBeLessThan(1500);
    await during(edge(), SHOP, `link healed (${kind})`, async () => {
      primary.healLink();
      await edge().heldBy(VIP, "hapxy1");
    });
  });

  it("takes a machine away without a goodbye", async () => {
    const primary = edge().machine("hapxy1");
    const gap = await during(edge(), SHOP, "machine lost", async () => {
      await primary.lose();
      await pause(1000);
    });
    expect(gap).toBeLessThan(1500);
    expect(edge().machine("hapxy2").holds(VIP)).toBe(true);
  });
});

const PAIR: PairOptions = { weight: -100, families: ["ipv4", "ipv6"], clientIp: "proxy-protocol", realTime: false };

describe("a pair whose trackers are weighted, both families, PROXY protocol", () => {
  const edge = useEdge(PAIR);

  it("holds both VIPs on the primary and shows the pods the client's address", async () => {
    await edge().heldBy(VIP6, "hapxy1");
    expect(await edge().client.fetch(SHOP)).toMatchObject({ answer: { client: "192.168.103.100", forwardedFor: "192.168.103.100" } });
    expect(await edge().client.fetch(SHOP6)).toMatchObject({ answer: { client: "2001:db8:103::100" } });
    expect(await edge().client.fetch({ ...SHOP6, port: 443, tls: true })).toMatchObject({
      answer: { client: "2001:db8:103::100", forwardedProto: "https" },
    });
  });

  it("moves both families when HAProxy is killed, and returns both", async () => {
    const primary = edge().machine("hapxy1");
    const gap = await during(edge(), SHOP6, "HAProxy killed, weight −100, IPv6", async () => {
      await primary.killHaproxy();
      await Promise.all([edge().heldBy(VIP, "hapxy2"), edge().heldBy(VIP6, "hapxy2")]);
    });
    expect(gap).toBeLessThan(1500);
    await primary.startHaproxy();
    await Promise.all([edge().heldBy(VIP, "hapxy1"), edge().heldBy(VIP6, "hapxy1")]);
  });

  it("keeps the VIPs while keepalived reloads a file with one address more", async () => {
    const primary = edge().machine("hapxy1");
    const { files } = handwrittenEdge(PAIR).machines[0] ?? expect.fail("no machine");
    const more = files.get("keepalived.conf")?.text.replace("192.168.103.10/32 dev ens160", "$&\n    192.168.103.9/32 dev ens160") ?? "";
    primary.install(new Map([...files, ["keepalived.conf", { text: more }]]));
    await primary.reloadKeepalived();
    await edge().heldBy("192.168.103.9", "hapxy1");
    primary.install(files);
    await primary.reloadKeepalived();
    await edge().heldBy("192.168.103.9", "");
    await edge().heldBy(VIP, "hapxy1");
  });

  it("leaves the VIPs with the primary when both are dead", async () => {
    await edge().machine("hapxy1").killHaproxy();
    await edge().heldBy(VIP, "hapxy2");
    await edge().machine("hapxy2").killHaproxy();
    await Promise.all([edge().heldBy(VIP, "hapxy1"), edge().heldBy(VIP6, "hapxy1")]);
  });
});
