import { controllerOptions } from "../model/controller-options.js";
import { lostOptions } from "./lost-options.js";
import type { Rule } from "./rule.js";

/** What is lost on the way to the Gateway API is said before it is lost. */
export const gatewayLoss: Rule = {
  id: "gateway-loss",
  law: "under controller: gateway-api every option of a route has an equivalent in the Gateway API's standard channel",
  why: "a converter drops what it cannot say: after the move the limit is gone and nothing looks wrong",
  source: "Gateway API, HTTPRoute of the standard channel; GEP-1742 (timeouts), GEP-1619 (sessions, experimental)",
  severity: "error",
  safety: true,
  breaks: `clientIp: proxy-protocol
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: gateway-api
    nodePorts: { http: 32729, https: 32366 }
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    options: { rateLimit: { requestsPerSecond: 20, burst: 60 } }`,
  keeps: `clientIp: proxy-protocol
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    options: { rateLimit: { requestsPerSecond: 20, burst: 60 } }`,
  fix: "take the option out, or name a controller that has it",
  check: (plan, report) => {
    if (plan.ingress?.controller !== "gateway-api") return;
    for (const { host, name, since, path, others } of lostOptions(plan, controllerOptions["gateway-api"]))
      report({
        message: `the Gateway API has nothing for ${name} of ${host}: ${since}`,
        path,
        part: "key",
        fix: `take the option out, or controller: ${others}`,
      });
  },
};
