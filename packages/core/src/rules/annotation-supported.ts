import { controllerOptions } from "../model/controller-options.js";
import { lostOptions } from "./lost-options.js";
import type { Rule } from "./rule.js";

/** What a route asks for is what the controller can do. */
export const annotationSupported: Rule = {
  id: "annotation-supported",
  law: "every option of a route is one that the named controller can honour",
  why: "a controller ignores an annotation that it does not know: the limit or the allow list that somebody relies on is not there",
  source: "each controller's documentation, named beside the table of model/controller-options.ts",
  severity: "error",
  safety: true,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: haproxy
    nodePorts: { http: 32729, https: 32366 }
routes:
  - { host: shop.example.com, service: { name: shop, port: 80 }, options: { maxBodySize: 8m } }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
routes:
  - { host: shop.example.com, service: { name: shop, port: 80 }, options: { maxBodySize: 8m } }`,
  fix: "take the option out, or name a controller that has it",
  check: (plan, report) => {
    const { ingress } = plan;
    // The Gateway API's losses are gateway-loss's.
    if (ingress === null || ingress.controller === "gateway-api") return;
    for (const { host, name, since, path, others } of lostOptions(plan, controllerOptions[ingress.controller]))
      report({
        message: `${ingress.controller} cannot honour ${name} of ${host}: ${since}`,
        path,
        part: "key",
        fix: `controller: ${others}, or take the option out`,
      });
  },
};
