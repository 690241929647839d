import type { Plan, PlanStream, PlanVip } from "../resolve/plan.js";
import { frontendName } from "../resolve/section-names.js";
import type { Request, Scheme } from "./request.js";

/** What answers at a port of a VIP. */
export type Listener =
  | { readonly kind: "http" | "https"; readonly vip: PlanVip; readonly port: number; readonly mode: string; readonly frontend: string }
  | { readonly kind: "stream"; readonly vip: PlanVip; readonly port: number; readonly stream: PlanStream; readonly frontend: string };

/** Where a request goes: the port may be unknown for tcp alone. */
export interface Endpoint {
  readonly scheme: Scheme;
  readonly port: number | null;
}

/** A VIP's listeners, those that are off left out. */
export function listenersOf(plan: Plan, vip: PlanVip): readonly Listener[] {
  const { http, https } = vip.listeners;
  const streams = plan.streams.filter((stream) => stream.vip === vip);
  return [
    ...(http.mode === "off" ? [] : [{ kind: "http", vip, port: http.port, mode: http.mode, frontend: frontendName.http(vip) } as const]),
    ...(https.mode === "off"
      ? []
      : [{ kind: "https", vip, port: https.port, mode: https.mode, frontend: frontendName.https(vip) } as const]),
    ...streams.map((stream) => ({ kind: "stream", vip, port: stream.port, stream, frontend: frontendName.stream(stream) }) as const),
  ];
}

const ownPort = { http: 80, https: 443, tcp: null } as const;

/** Without a scheme the listeners decide: the one at the port, else https, http and streams in this order. */
function guess(listeners: readonly Listener[], port: number | null): Scheme {
  const fits = port === null ? listeners : listeners.filter((listener) => listener.port === port);
  if (fits.length === 0) return "https";
  if (fits.some(({ kind }) => kind === "https")) return "https";
  return fits.some(({ kind }) => kind === "http") ? "http" : "tcp";
}

export function endpointOf({ scheme: given, port }: Request, listeners: readonly Listener[]): Endpoint {
  const scheme = given ?? guess(listeners, port);
  return { scheme, port: port ?? ownPort[scheme] };
}

/** HAProxy passes a stream's bytes on, whatever they are; the others speak what they are called. */
export const serves = (listener: Listener, { scheme, port }: Endpoint): boolean =>
  listener.port === port && (listener.kind === "stream" || listener.kind === scheme);
