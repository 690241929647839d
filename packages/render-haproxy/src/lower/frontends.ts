import { backendNames, frontendName, type Plan, type PlanStream, type PlanVip, trustsForwardedHeaders } from "@edgewright/core";
import { quoteSocket, quoteWord, rawLine } from "../quote.js";
import type { FrontendView } from "../view.js";

const rawOf = (plan: Plan, name: string) => (plan.raw.haproxy.frontends.find((section) => section.name === name)?.lines ?? []).map(rawLine);

function frontend(
  plan: Plan,
  name: string,
  vip: PlanVip,
  port: number,
  rest: Omit<FrontendView, "name" | "binds" | "port" | "raw">,
): FrontendView {
  return {
    name: quoteWord(name),
    binds: vip.addresses.map((address) => quoteSocket(address, port)),
    port,
    raw: rawOf(plan, name),
    ...rest,
  };
}

function httpFrontend(plan: Plan, vip: PlanVip): readonly FrontendView[] {
  const { http, https } = vip.listeners;
  if (http.mode === "off") return [];
  const common = { certificate: null, scheme: "http" } as const;
  if (http.mode === "redirect") {
    const redirectPort = https.port === 443 ? null : https.port;
    const purpose = rawLine(`HTTP on VIP ${vip.name}: every request is sent to HTTPS.`);
    return [
      frontend(plan, frontendName.http(vip), vip, http.port, {
        ...common,
        kind: "redirect",
        purpose,
        redirectPort,
        backend: quoteWord("none"),
      }),
    ];
  }
  const trusts = trustsForwardedHeaders(plan);
  const purpose = rawLine(
    `HTTP on VIP ${vip.name}: to the ingress controller${trusts ? ", with the client's address in X-Forwarded-For" : ""}.`,
  );
  const backend = quoteWord(trusts ? backendNames.httpProxy : backendNames.http);
  return [
    frontend(plan, frontendName.http(vip), vip, http.port, {
      ...common,
      kind: trusts ? "proxy" : "forward",
      purpose,
      redirectPort: null,
      backend,
    }),
  ];
}

function httpsFrontend(plan: Plan, vip: PlanVip): readonly FrontendView[] {
  const { https } = vip.listeners;
  if (https.mode === "off") return [];
  const name = frontendName.https(vip);
  const common = { scheme: "https", redirectPort: null } as const;
  if (https.mode === "passthrough") {
    const purpose = rawLine(`HTTPS on VIP ${vip.name}: TLS is passed through, the ingress controller ends it.`);
    return [
      frontend(plan, name, vip, https.port, {
        ...common,
        kind: "forward",
        purpose,
        certificate: null,
        backend: quoteWord(backendNames.https),
      }),
    ];
  }
  if (https.certificate === null) throw new Error("certificate-path lets no termination pass without a certificate");
  const purpose = rawLine(`HTTPS on VIP ${vip.name}: TLS ends here, and plain HTTP goes to the ingress controller.`);
  return [
    frontend(plan, name, vip, https.port, {
      ...common,
      kind: "proxy",
      purpose,
      certificate: quoteWord(https.certificate),
      backend: quoteWord(backendNames.httpProxy),
    }),
  ];
}

function streamFrontend(plan: Plan, stream: PlanStream): FrontendView {
  const purpose = rawLine(`Stream ${stream.name} on VIP ${stream.vip.name}.`);
  const name = frontendName.stream(stream);
  const rest = { kind: "forward", scheme: "http", certificate: null, redirectPort: null, purpose, backend: quoteWord(name) } as const;
  return frontend(plan, name, stream.vip, stream.port, rest);
}

/** The listeners of a machine: those of every VIP that it may come to hold. */
export function lowerFrontends(plan: Plan, vips: readonly PlanVip[]): readonly FrontendView[] {
  const streams = plan.streams.filter((stream) => vips.includes(stream.vip));
  return [
    ...vips.flatMap((vip) => [...httpFrontend(plan, vip), ...httpsFrontend(plan, vip)]),
    ...streams.map((stream) => streamFrontend(plan, stream)),
  ];
}
