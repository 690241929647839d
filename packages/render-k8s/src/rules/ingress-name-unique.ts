import { findTwice, type Rule } from "@edgewright/core";
import { groupRoutes } from "../lower/ingresses.js";

/** Ingresses of one namespace have different names. */
export const ingressNameUnique: Rule = {
  id: "ingress-name-unique",
  law: "routes that need different Ingresses have different names in their namespace",
  why: "two objects of one name are one object: the later replaces the earlier, and its hosts are gone",
  source: "Kubernetes, object names; options of ingress-nginx hold for a whole Ingress",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - host: shop.example.com
    paths:
      - { path: /upload, pathType: Prefix, service: { name: upload, port: 80 } }
    options: { maxBodySize: 100m }`,
  keeps: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - host: shop.example.com
    name: shop-upload
    paths:
      - { path: /upload, pathType: Prefix, service: { name: upload, port: 80 } }
    options: { maxBodySize: 100m }`,
  fix: "give one of the routes a name",
  check: (plan, report) => {
    findTwice(
      groupRoutes(plan.routes),
      ({ namespace, name }) => `${namespace}/${name}`,
      (again, first) => {
        report({
          message: `two different Ingresses of namespace ${again.namespace} would be called ${again.name}`,
          path: [...again.route.path, again.route.name === null ? "host" : "name"],
          related: [{ message: "the first", path: [...first.route.path, first.route.name === null ? "host" : "name"] }],
          fix: `name: ${again.name.slice(0, 60)}-2`,
        });
      },
    );
  },
};
