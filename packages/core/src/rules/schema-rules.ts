import type { RulePage } from "./rule.js";

/** Laws that the schema's primitives enforce: their check stands in `model/`, beside the type that carries the law. */

const vip = (rest: string): string => `vips:
  - name: public
    address: 192.168.103.10
    primary: hapxy1
    backup: hapxy2
    ${rest}`;

export const vridRange: RulePage = {
  id: "vrid-range",
  law: "a virtual router ID is 1 to 255, a priority 1 to 254",
  why: "the ID is one byte of the advertisement; priority 0 is a master's goodbye and 255 means owner, which switches weights off",
  source: "RFC 9568 sections 5.2.3 and 5.2.4",
  severity: "error",
  safety: true,
  breaks: vip("virtualRouterId: 256"),
  keeps: vip("virtualRouterId: 51"),
  fix: "a whole number from 1 to 255",
};

export const interfaceNameLength: RulePage = {
  id: "interface-name-length",
  law: "an interface's name has at most 15 characters",
  why: "the kernel knows no longer name (IFNAMSIZ): keepalived logs a line and goes on without the VIP",
  source: "linux/if.h, IFNAMSIZ; ip-link(8)",
  severity: "error",
  safety: true,
  breaks: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: enp0s31f6.vlan1234 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }`,
  keeps: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: enp0s31f6.1234 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }`,
  fix: "the name that `ip link` prints",
};

export const routeHostValid: RulePage = {
  id: "route-host-valid",
  law: "a route's host is a DNS name in lower case, or one with a single leading wildcard label",
  why: "the API server refuses any other host; a wildcard stands for exactly one label, so *.example.com does not match example.com",
  source: "Kubernetes, Ingress: hostname wildcards; RFC 1123 section 2.1",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: https://Shop.example.com/, service: { name: shop, port: 80 } }`,
  keeps: `routes:
  - { host: "*.example.com", service: { name: shop, port: 80 } }`,
  fix: "host: shop.example.com",
};

export const serviceNameValid: RulePage = {
  id: "service-name-valid",
  law: "a Service's name is a DNS label that begins with a letter; its port is a number from 1 to 65535 or a port's name",
  why: "no Service can have another name, so the rule would answer every request with an error page",
  source: "Kubernetes, Service: RFC 1035 label names; RFC 6335 section 5.1 for port names",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: shop.example.com, service: { name: Shop_Front, port: 80 } }`,
  keeps: `routes:
  - { host: shop.example.com, service: { name: shop-front, port: 80 } }`,
  fix: "the name that `kubectl get services` prints",
};

export const noControlCharacters: RulePage = {
  id: "no-control-characters",
  law: "no string has a control character, a line break, a bidirectional control or an invisible mark",
  why: "a line break ends a line of a configuration and begins another that nobody reviewed; the others make it read otherwise than it works",
  source: "Unicode TR 36 (security), CVE-2021-42574",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: "shop.example.com\\nshop", service: { name: shop, port: 80 } }`,
  keeps: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }`,
  fix: "take the character out",
};
