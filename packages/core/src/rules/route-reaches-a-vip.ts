import type { Plan, PlanIngress, PlanRoute } from "../resolve/plan.js";
import type { Rule, Violation } from "./rule.js";

/** Whether some VIP leads to the controller's HTTP or HTTPS: by its listener, or by a stream to that node port. */
const answers = ({ vips, streams }: Plan, { nodePorts }: PlanIngress, name: "http" | "https"): boolean =>
  vips.some((vip) => vip.listeners[name].mode !== "off") || streams.some(({ targetPort }) => targetPort === nodePorts[name]);

/** The controller sends plain HTTP to HTTPS where a route has TLS, unless it is told not to. */
const wantsHttps = ({ tls, options }: PlanRoute): boolean => options.redirectToHttps ?? tls !== null;

const off = ({ vips }: Plan, name: "http" | "https"): NonNullable<Violation["related"]> =>
  vips.slice(0, 1).map((vip) => ({ message: `${name} is off`, path: [...vip.path, "listeners", name, "mode"] }));

const count = (routes: readonly PlanRoute[], one: string, many: string): string =>
  routes.length === 1 ? `1 route ${one}` : `${routes.length} routes ${many}`;

/** A route is served somewhere. */
export const routeReachesAVip: Rule = {
  id: "route-reaches-a-vip",
  law: "every route is served by a listener of some VIP, by HTTPS where it asks for HTTPS",
  why: "the Ingress is in the cluster and looks right, and no client ever reaches it",
  source: "model: vips[].listeners; ingress-nginx, server-side HTTPS enforcement through redirect",
  severity: "error",
  safety: false,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { https: { mode: "off" } }
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { https: { mode: passthrough } }
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }`,
  fix: "listeners: { https: { mode: passthrough } } on a VIP",
  check: (plan, report) => {
    const [first] = plan.routes;
    // Without a controller it is ingress-needed that speaks.
    if (first === undefined || plan.ingress === null || plan.holes.has("vips") || answers(plan, plan.ingress, "https")) return;
    if (!answers(plan, plan.ingress, "http")) {
      report({
        message: `${count(plan.routes, "is", "are")} served by no listener of any VIP`,
        path: [...first.path, "host"],
        related: [...off(plan, "http"), ...off(plan, "https")],
        fix: "listeners: { http: { mode: forward }, https: { mode: passthrough } } on a VIP",
      });
      return;
    }
    const secure = plan.routes.filter(wantsHttps);
    const [one] = secure;
    if (one === undefined) return;
    report({
      message: `${count(secure, "sends", "send")} clients to HTTPS, for which no VIP has a listener`,
      path: one.options.redirectToHttps === undefined ? [...one.path, "tls"] : [...one.path, "options", "redirectToHttps"],
      part: "key",
      related: off(plan, "https"),
      fix: "listeners: { https: { mode: passthrough } } on a VIP, or options: { redirectToHttps: false }",
    });
  },
};
