/**
 * One document with a mistake in nearly every line, as long as somebody's first one may be. A comment names the codes that its line causes, in
 * their order, and nothing else is said of the document: what is wrong with a reference, a pair or a list is found beside what is wrong with a value.
 */
export const manyMistakes = `apiVersion: edgewright/v2                                      # value-unknown
name: On Prem                                                  # name-invalid
targets: { haproxy: 2.6, keepalived: "2.2.7", kubernetes: "1.20" } # type-wrong, version-invalid
clientIP: proxy-protocol                                       # field-unknown
balance: round-robin                                           # value-unknown
timeouts:
  connect: 5                                                   # duration-invalid
  client: 1min                                                 # duration-invalid
  sever: 60s                                                   # field-unknown
  check: 0s                                                    # duration-invalid
limits: { maxConnections: 5 }                                  # number-out-of-range
observability:
  stats:
    port: 70000                                                # port-invalid
    auth:
      username: o:ps                                           # name-invalid
      password: { env: STATS-PASSWORD }                        # name-invalid
  prometheus: { port: "8405" }                                 # type-wrong
  syslog: { address: 127.0.0.1 }                               # address-invalid
cluster:
  nodes:
    - { name: worker_1, address: 192.168.103.21 }              # name-invalid
    - { name: worker-2, address: 192.168.103.300 }             # address-invalid
    - { name: worker-3, address: 192.168.103.23, weight: 0 }   # number-out-of-range
    - { name: worker-4, address: 192.168.103.24, state: draining } # value-unknown
    - { name: worker-5, address: 192.168.103.25, labels: { "a b": c } } # label-invalid
    - { name: worker-6 }                                       # field-missing
    - { name: worker-7, address: 192.168.103.27 }
    - { name: worker-8, address: 192.168.103.27 }              # node-address-unique
    - { name: worker-7, address: 192.168.103.29 }              # name-unique
    - { name: worker-9, address: 0.0.0.0 }                     # address-invalid
    - { name: worker-10, address: 192.168.103.30, wieght: 2 }  # field-unknown
    - { name: worker-11, address: 192.168.103.11 }             # node-address-unique
    - { name: worker-12, address: [192.168.103.32, 192.168.103.33] } # one-address-per-family
  ingress:
    controller: ingress-nginx                                  # controller-retired
    nodePorts: { http: 80, https: 32366, health: 32366 }       # node-port-range, node-port-unique
    externalTrafficPolicy: Local                               # local-needs-node-selector
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
  - { name: hapxy3, address: 192.168.103.13, interface: ens160 } # address-invalid
  - { name: hapxy4, address: 192.168.103.14/24, interface: interface-of-four } # interface-name-length
  - { name: hapxy5, address: 192.168.103.15/33, interface: ens160 } # address-invalid
  - { name: hapxy6, address: 192.168.103.16/24 }               # field-missing
  - { name: kubernetes, address: 192.168.103.17/24, interface: ens160 } # machine-name-free
  - { name: hapxy2, address: 192.168.103.18/24, interface: ens160 } # name-unique
  - { name: hapxy8, interfaces: [{ name: ens160, address: 192.168.103.19/24, segment: "a segment" }] } # name-invalid
vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover:
      max: 100ms                                               # failover-within-budget
      timers: { advertisementInterval: 125ms, weight: 0 }      # failover-proved, advert-interval, all-unhealthy-is-chosen
    listeners: { http: { mode: redirect }, https: { mode: "off" } } # redirect-needs-https
  - { name: partner, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy2, backup: hapxy1 } # vip-claimed-once, vrid-unique-on-segment
  - { name: lonely, address: 192.168.103.9, virtualRouterId: 53, primary: hapxy1, backup: hapxy1 } # primary-is-not-backup
  - { name: lost, address: 192.168.103.8, virtualRouterId: 54, primary: hapxy1, backup: hapxy9 } # reference-unknown
  - { name: zero, address: 192.168.103.7, virtualRouterId: 0, primary: hapxy1, backup: hapxy2 } # vrid-range
  - { name: far, address: 203.0.113.10, virtualRouterId: 55, primary: hapxy1, backup: hapxy2 } # vip-address-sane
  - { name: node, address: 192.168.103.27, virtualRouterId: 56, primary: hapxy1, backup: hapxy2 } # vip-address-sane
  - { name: twice, address: [192.168.103.6, 192.168.103.5], virtualRouterId: 57, primary: hapxy1, backup: hapxy2 } # one-address-per-family
  - { name: open, address: 192.168.103.4, virtualRouterId: 58, primary: hapxy1, backup: hapxy2, listeners: { https: { mode: terminate } } } # certificate-path, forwarded-for-needs-http
  - { name: call, address: 192.168.103.3, virtualRouterId: 59, primary: hapxy1, backup: hapxy2, failover: { notify: notify.sh } } # path-not-absolute
  - { name: said, address: 192.168.103.2, virtualRouterId: 60, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: NOT_SET } } } } # auth-forces-v2, secret-missing
  - { name: long, address: 192.168.103.40, virtualRouterId: 61, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: LONG_SECRET } } } } # auth-forces-v2, auth-length
  - { name: lines, address: 192.168.103.41, virtualRouterId: 62, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: TWO_LINES } } } } # auth-forces-v2, secret-invalid
  - { name: brace, address: 192.168.103.42, virtualRouterId: 63, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: VRRP_WITH_BRACE } } } } # auth-forces-v2, auth-plain
  - { name: lazy, address: 192.168.103.43, virtualRouterId: 64, primary: hapxy1, backup: hapxy2, failover: { timers: { check: { timeout: 2s } } } } # failover-within-budget, script-fits-interval
  - { name: even, address: 192.168.103.44, virtualRouterId: 65, primary: hapxy1, backup: hapxy2, failover: { timers: { priorities: { primary: 100, backup: 100 } } } } # failover-proved, priorities-differ
  - { name: gap, address: 192.168.103.45, virtualRouterId: 66, primary: hapxy1, backup: hapxy2, failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -2 } } } # failover-proved, weight-exceeds-gap
  - { name: owner, address: 192.168.103.46, virtualRouterId: 67, primary: hapxy1, backup: hapxy2, failover: { timers: { priorities: { primary: 255, backup: 100 } } } } # vrid-range
  - { name: hung, address: 192.168.103.47, virtualRouterId: 68, primary: hapxy1, backup: hapxy2, failover: { maxHung: 1s } } # failover-within-budget
  - { name: half, address: 192.168.103.48, virtualRouterId: 69, primary: hapxy1, backup: hapxy2, failover: { timers: { check: { interval: 1500ms } } } } # failover-within-budget, script-fits-interval
  - { name: metal, address: 192.168.103.49, heldBy: metallb }  # not-supported-yet
  - { name: idle, address: 192.168.103.50, virtualRouterId: 70, primary: hapxy1, backup: hapxy2, failover: { preempt: maybe } } # type-wrong
  - { name: leg, address: 192.168.103.51, virtualRouterId: 71, primary: hapxy1, backup: hapxy2, interface: ens161 } # reference-unknown
  - { name: cert, address: 192.168.103.52, virtualRouterId: 72, primary: hapxy1, backup: hapxy2, listeners: { https: { certificate: /etc/c.pem } } } # certificate-path
  - { name: net, address: 192.168.103.255, virtualRouterId: 73, primary: hapxy1, backup: hapxy2 } # vip-address-sane
  - { name: near, address: 192.168.103.53, virtualRouterId: 74, primary: hapxy1, backup: hapxy2, reservedRouterIds: [74, 300] } # vrid-range
  - { name: mine, address: 192.168.103.54, virtualRouterId: 75, primary: hapxy1, backup: hapxy2, reservedRouterIds: [75] } # vrid-unique-on-segment
routes:
  - { host: https://Shop.example.com/, service: { name: shop, port: 80 } } # route-host-valid
  - { host: shop.example.com, service: { name: Shop_Front, port: 80 } } # service-name-valid
  - { host: a.example.com, paths: [] }                         # length-wrong
  - { host: b.example.com, service: { name: b, port: 80 } }
  - { host: b.example.com, service: { name: b2, port: 80 } }   # route-unique
  - { host: c.example.com, paths: [{ path: "/c/(.*)", pathType: Prefix, service: { name: c, port: 80 } }] } # path-valid
  - { host: d.example.com, service: { name: d, port: 80 }, options: { maxBodySize: 8MB } } # size-invalid
  - { host: e.example.com, service: { name: e, port: 80 }, options: { rewriteTo: /$1 } } # rewrite-groups
  - { host: "f.example.com\\n", service: { name: f, port: 80 } } # no-control-characters
  - { host: g.example.com, paths: [{ path: g, pathType: Prefix, service: { name: g, port: 80 } }] } # path-valid
  - { host: h.example.com, paths: [{ path: /h, pathType: Regex, service: { name: h, port: 80 } }] } # value-unknown
  - { host: i.example.com, service: { name: i, port: 0 } }     # port-invalid
  - { host: j.example.com, service: { name: j, port: 80 }, options: { backendProtocol: h2c } } # value-unknown
  - { host: k.example.com, service: { name: k, port: 80 }, options: { allowedSources: [203.0.113.0/33] } } # address-invalid
  - { host: l.example.com, service: { name: l, port: 80 }, options: { affinity: { cookie: "a b" } } } # name-invalid
  - { host: m.example.com, service: { name: m, port: 80 }, options: { rateLimit: { requestsPerSecond: 0, burst: 1 } } } # number-out-of-range
  - { host: n.example.com, service: { name: n, port: 80 }, options: { timeouts: { read: 5 } } } # duration-invalid
  - { host: o.example.com, service: { name: o, port: 80 }, options: { rewriteTo: new } } # path-valid
  - { host: p.example.com, service: { name: p, port: 80 }, tls: { pem: p-tls } } # field-missing, field-unknown
  - { host: q.example.com, service: { name: q, port: 80 }, tls: { secretName: q-tls } }
  - { host: q.example.com, name: q2, paths: [{ path: /q, pathType: Prefix, service: { name: q, port: 80 } }], tls: { secretName: q2-tls } } # tls-covers-host
  - { host: q.example.com, name: q3, paths: [{ path: /r, pathType: Prefix, service: { name: q, port: 80 } }] } # tls-covers-host
  - { host: "*.example.org", service: { name: tenants, port: 80 } }
  - { host: a.example.org, paths: [{ path: /a, pathType: Prefix, service: { name: a, port: 80 } }] } # wildcard-not-merged
  - { host: s.example.com, service: { name: s, port: 80 } }
  - { host: s.example.com, name: s2, paths: [{ path: "/s/[0-9]+", pathType: ImplementationSpecific, service: { name: s, port: 80 } }] } # regex-spreads
  - { host: t.example.com, paths: [{ path: /a//b, pathType: Exact, service: { name: t, port: 80 } }] } # path-valid
  - { host: u-example.com, name: same, service: { name: u, port: 80 } }
  - { host: v-example.com, name: same, service: { name: v, port: 80 } } # ingress-name-unique
  - { host: w.*.example.com, service: { name: w, port: 80 } }  # route-host-valid
  - { host: x.example.com, service: { name: x, port: 80 }, namespace: My_Space } # name-invalid
  - { host: y.example.com, service: { name: y, port: http--alt } } # service-name-valid
  - { host: z.example.com, service: { name: z, port: 80 }, options: { redirectToHTTPS: true } } # field-unknown
streams:
  - { name: kube-api, vip: public, port: 443, nodes: [worker-7, worker-8] }
  - { name: kube-api-2, vip: public, port: 443, nodes: [worker-7, worker-8] } # bind-unique
  - { name: secure, vip: public, port: 6443, nodes: [worker-7], check: { http: { path: /readyz } } } # check-speaks-tls
  - { name: alt, vip: public, port: 8443, targetPort: 32366, nodes: [worker-8], proxyProtocol: true } # proxy-protocol-agrees, node-port-unique
  - { name: who, vip: publik, port: 23, nodes: [worker-7] }    # reference-unknown
  - { name: ghost, vip: public, port: 24, nodes: [worker-70] } # reference-unknown
  - { name: high, vip: public, port: 65536, nodes: [worker-7] } # port-invalid
  - { name: spoken, vip: public, port: 26, nodes: [worker-7], check: udp } # value-unknown
  - { name: asked, vip: public, port: 27, nodes: [worker-7], check: { http: { path: live } } } # path-valid
  - { name: secure, vip: public, port: 28, nodes: [worker-7] } # name-unique
  - { name: none, vip: public, port: 29 }                      # field-missing
raw:
  haproxy:
    global: ["listen all", maxconn 500000]                     # raw-stays-in-section, maxconn-adds-up
    frontends: { stream_kube-api: [http-request deny] }        # layer7-in-tcp-mode
    backends: { stream_kube-api: [balance uri, .if 1] }        # layer7-in-tcp-mode, raw-stays-in-section
  keepalived: { instances: { public: ["}"] }, globals: [] }    # raw-stays-in-block, field-unknown
`;
